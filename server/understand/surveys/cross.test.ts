/** Tables of two questions and what is tested of them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { crossSurveyResults } from "#contract/survey-results.ts";
import type { z } from "zod";
import { startWorld, type World } from "#server/testing/world.ts";
import { everyType, surveysIn } from "./results.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());
const { answered } = surveysIn(() => world);

type Table = z.infer<(typeof crossSurveyResults)["responses"][200]["body"]>;
async function table(survey: string, rows: string, columns: string): Promise<Table> {
  const path = `/v1/surveys/${survey}/results/cross?rows=${rows}&columns=${columns}`;
  const { status, body } = await world.request<Table>("GET", path);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const many = (n: number, answers: Record<string, unknown>) =>
  Array.from({ length: n }, () => ({ answers }));
/** By stars and goal, counts of each. */
const by = (...counts: [stars: number, yes: number, no: number][]) =>
  counts.flatMap(([stars, yes, no]) => [
    ...many(yes, { stars, goal: "yes" }),
    ...many(no, { stars, goal: "no" }),
  ]);
const none = { n: null, statistic: null, df: null, p: null, cramersV: null };

test("a table has its test, worked out by hand; of several answers and of too few it has none", async () => {
  // Snee's (1974) black and red hair by brown and blue eyes.
  const survey = await answered(everyType(), [
    ...by([1, 68, 20], [5, 26, 17]),
    ...many(9, { stars: 3 }),
    ...many(40, { goal: "yes", which: { values: ["a"] } }),
  ]);
  const { independence, n } = await table(survey, "stars", "goal");
  const x = (131 * (68 * 17 - 20 * 26) ** 2) / (88 * 43 * 94 * 37);
  assert.deepEqual(
    [n, independence.n, independence.df, independence.reason],
    [131, 131, 1, undefined],
  );
  assert.ok(Math.abs(independence.statistic! - x) < 1e-9, `${independence.statistic} ${x}`);
  assert.ok(Math.abs(independence.cramersV! - Math.sqrt(x / 131)) < 1e-9);
  assert.ok(independence.p! > 0.04 && independence.p! < 0.05, String(independence.p));
  const several = await table(survey, "which", "goal");
  assert.deepEqual(several.independence, { ...none, reason: "several-answers" });

  const few = await table(await answered(everyType(), by([1, 4, 4], [5, 4, 6])), "stars", "goal");
  assert.deepEqual(few.independence, { ...none, n: 18, df: 1, reason: "low-expected" });
  const nobody = await table(survey, "stars", "times");
  assert.equal(nobody.independence.reason, "no-answers");
});

test("of a table with anything hidden nothing is tested; whole it is", async () => {
  const quiet = everyType({ confidentiality: "confidential" });
  const whole = await table(await answered(quiet, by([1, 30, 12], [5, 12, 30])), "stars", "goal");
  assert.equal(whole.suppressed, 0);
  assert.equal(whole.independence.df, 1);
  assert.ok(whole.independence.p! < 0.001);
  const hidden = await table(
    await answered(quiet, by([1, 30, 12], [3, 30, 3], [5, 12, 30])),
    "stars",
    "goal",
  );
  assert.ok(hidden.suppressed > 0);
  assert.deepEqual(hidden.independence, { ...none, reason: "hidden" });
});

/** What is planted in the fictional company for drivers, asked over HTTP: T6 is found, and of N1 and N2 nothing is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { relativeWeights } from "#demo/testing/drivers.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
});
after(() => world.stop());

async function drivers(question: DriversInput): Promise<DriversAnswer> {
  const { status, body } = await world.request<DriversAnswer>("POST", "/v1/drivers", question);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const near = (actual: number | null, expected: number, what: string) =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) < 1e-9,
    `${what}: ${actual} for ${expected}`,
  );

const aspects: readonly (readonly [string, number, number])[] = [
  ["reliability", 33, 48],
  ["customer-care", 16, 29],
  ["billing", 13, 25],
  ["price", 3, 12],
  ["ease-of-use", 0, 6.5],
  ["features", 0, 6.5],
  ["packaging", 0, 6.5],
  ["advertising", 0, 6.5],
];
const ratings = aspects.map(([aspect]) => `asat.${aspect}`);
const where = 'programme == "relationship"';

test("T6: reliability, care, billing and price drive recommendation, in that order; nothing else does", async () => {
  const waves = demo.signals.filter(({ programme }) => programme === "relationship");
  const own = relativeWeights(
    ratings.map((name) => waves.map(({ measures }) => measures![name]!)),
    waves.map(({ measures }) => measures!["nps"]!),
  );
  for (const method of ["johnson", "shapley"] as const) {
    const answer = await drivers({ outcome: "nps", predictors: ratings, where, method });
    assert.deepEqual([answer.n, answer.outcome.n, answer.reason], [1800, 1800, undefined]);
    near(answer.r2, own.r2, "R²");
    assert.ok(answer.r2! >= 0.36 && answer.r2! <= 0.45);
    for (const [i, [aspect, low, high]] of aspects.entries()) {
      const row = answer.predictors[i]!;
      if (method === "johnson") near(row.weight, own.parts[i]!, aspect);
      assert.ok(100 * row.share! >= low && 100 * row.share! <= high, `${aspect} ${row.share}`);
      assert.ok(row.low! <= row.weight! && row.weight! <= row.high!);
      assert.deepEqual([row.n, row.lacking], [1800, 0]);
    }
    // Rounded ratings leave a little of what drives to those that go with them: the rest is judged by share.
    assert.ok(answer.predictors.slice(0, 4).every(({ found }) => found === true));
    assert.ok(answer.predictors.slice(4).reduce((sum, { share }) => sum + share!, 0) < 0.17);
    const total = answer.predictors.reduce((sum, { weight }) => sum + weight!, 0);
    near(total, answer.r2!, "the weights together");
  }
});

test("a score counts as it is told: slopes are points of NPS, and shares of the top boxes", async () => {
  const waves = demo.signals.filter(({ programme }) => programme === "relationship");
  const points = waves.map(({ measures }): number => {
    const said = measures!["nps"]!;
    return said >= 9 ? 100 : said >= 7 ? 0 : -100;
  });
  const own = relativeWeights(
    ratings.map((name) => waves.map(({ measures }) => measures![name]!)),
    points,
  );
  const asked = { predictors: ratings, where };
  const answer = await drivers({ ...asked, outcome: { of: "nps", as: "figure" } });
  near(answer.r2, own.r2, "R²");
  near(answer.outcome.mean, points.reduce((a, b) => a + b, 0) / points.length, "NPS");
  assert.deepEqual(
    [answer.outcome.name, answer.outcome.mean!.toFixed(1)],
    ["nps as figure", "26.0"],
  );
  const [reliability] = answer.predictors;
  near(reliability!.weight, own.parts[0]!, "reliability");
  assert.ok(reliability!.slope! > 5 && reliability!.found, String(reliability!.slope));
  const satisfied = await drivers({ ...asked, outcome: { of: "osat", as: "figure" } });
  const top = waves.filter(({ measures }) => measures!["osat"]! >= 4).length / waves.length;
  near(satisfied.outcome.mean, top, "top boxes");
  const mean = { ...asked, outcome: { of: "hoursToDeliver", as: "figure" } };
  assert.equal((await world.request("POST", "/v1/drivers", mean)).status, 400);
});

test("the example of the documents is answered with the figures that stand there", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/drivers.md"), "utf8");
  const question = JSON.parse(/```json drivers\n(.*?)```/s.exec(text)![1]!) as DriversInput;
  const answer = await drivers(question);
  const percent = (x: number | null) => `${(100 * x!).toFixed(0)} %`;
  for (const row of answer.predictors) {
    const { name, share, weight, slope } = row;
    // Intervals differ a little between installations, as the groups do that chance makes.
    const weights = `| \`${name}\` | ${percent(share)} | ${weight!.toFixed(3)} (`;
    const slopes = `| ${slope!.toFixed(2)} (`;
    assert.ok(text.includes(weights), weights);
    assert.ok(text.includes(slopes), slopes);
  }
  assert.ok(
    text.includes(`n ${answer.n}, R² ${answer.r2!.toFixed(2)}`),
    `n ${answer.n}, R² ${answer.r2}`,
  );
});

test("N1 and N2: handset and language of the form, made by chance, go with nothing", async () => {
  const handsets = [
    ...["A", "B", "C", "D", "E"].map((equals) => ({ of: "attributes.handset", equals })),
    { of: "language", equals: "en" },
  ];
  for (const [outcome, pattern] of [
    ["nps", "present"],
    ["csat", "past"],
    ["ces", "past"],
  ] as const) {
    const alone = await drivers({ outcome, predictors: handsets, pattern });
    assert.equal(alone.reason, "chance", `${outcome} ${JSON.stringify(alone)}`);
    assert.ok(
      alone.predictors.every(({ weight, slope, found }) =>
        [weight, slope, found].every((x) => x === null),
      ),
    );
  }
  const beside = await drivers({ outcome: "nps", predictors: [...ratings, ...handsets], where });
  assert.ok(beside.predictors.slice(0, 4).every(({ found }) => found === true));
  for (const { name, found, share } of beside.predictors.slice(ratings.length))
    assert.ok(found === false && share! < 0.01, `${name} ${share}`);
});

/** Drivers of the airport survey, against weights that this test works out from the file by other means. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { relativeWeights } from "#demo/testing/drivers.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { lmg } from "./testing/lmg.ts";
import { corridor, mapping, readSurvey, report, skipWithout, surveyIn } from "./testing/sfo.ts";

const file = surveyIn(process.env.CORRIDOR_TEST_DATA);
const skip = skipWithout(file);
let world: World;
let ratings: string[];
/** The outcome, and each rating of whoever gave all of them. */
let outcome: number[];
let columns: number[][];

before(async () => {
  if (skip) return;
  world = await startWorld();
  const done = await corridor(["import", file, "--mapping", mapping, "--report", report()], world);
  assert.equal(done.code, 0, done.err + done.out);
  await world.drained();
  const rows = readSurvey(file);
  const names = Object.keys(rows[0]!).filter((name) => /^Q7[A-Z]+$/.test(name));
  assert.equal(names.length, 15);
  ratings = names.filter((name) => name !== "Q7ALL");
  const complete = rows.filter((row) => names.every((name) => /^[1-5]$/.test(row[name]!)));
  outcome = complete.map((row) => Number(row["Q7ALL"]));
  columns = ratings.map((name) => complete.map((row) => Number(row[name])));
});
after(() => world?.stop());

const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
async function drivers(question: Partial<DriversInput>): Promise<DriversAnswer> {
  const { status, body } = await world.request<DriversAnswer>("POST", "/v1/drivers", {
    outcome: "Q7ALL",
    predictors: ratings,
    ...question,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const near = (actual: number | null, expected: number, what: string) =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) < 1e-9,
    `${what}: ${actual} is not ${expected}`,
  );

test(
  "drivers of the overall rating over the other fourteen, both methods, as worked out from the file",
  { skip },
  async () => {
    const own = lmg(columns, outcome);
    const johnson = relativeWeights(columns, outcome);
    near(own.r2, johnson.r2, "both computations of the test");
    for (const method of ["johnson", "shapley"] as const) {
      const answer = await drivers({ method });
      assert.deepEqual(
        [answer.n, answer.reason, answer.missing],
        [outcome.length, undefined, "complete"],
      );
      near(answer.r2, own.r2, "R²");
      near(answer.outcome.mean, mean(outcome), "mean of the outcome");
      for (const [i, row] of answer.predictors.entries()) {
        const what = `${method} ${row.name}`;
        assert.deepEqual([row.name, row.n], [ratings[i], outcome.length]);
        near(row.weight, (method === "johnson" ? johnson.parts : own.shares)[i]!, what);
        near(row.slope, own.slopes[i]!, `${what}, slope`);
        near(row.mean, mean(columns[i]!), `${what}, mean`);
        assert.ok(row.low! >= 0 && row.low! <= row.weight! && row.weight! <= row.high!, what);
        const error = (row.slopeHigh! - row.slopeLow!) / 2 / 1.984;
        const ratio = error / own.errors[i]!;
        assert.ok(ratio > 0.7 && ratio < 1.4, `${what}: error ${ratio} times that of the rows`);
      }
    }
  },
);

test(
  "by pairs each correlation is over all who gave both, and every n is told",
  { skip },
  async () => {
    const rows = readSurvey(file).filter((row) => /^[1-5]$/.test(row["Q7ALL"]!));
    const answer = await drivers({ missing: "pairwise", bootstrap: false });
    const of = (row: Record<string, string>, name: string) => /^[1-5]$/.test(row[name]!);
    for (const row of answer.predictors) {
      assert.equal(row.n, rows.filter((each) => of(each, row.name)).length, row.name);
      assert.deepEqual([row.low, row.found], [null, null], "no intervals were asked for");
    }
    assert.equal(answer.outcome.n, rows.length);
    const single = await drivers({ predictors: ["Q7FOOD"], missing: "pairwise" });
    const one = await drivers({ predictors: ["Q7FOOD"] });
    near(single.r2, one.r2!, "of one predictor both are the same");
  },
);

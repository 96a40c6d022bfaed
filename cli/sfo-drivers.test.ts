/** Drivers of the airport survey, against weights that this test works out from the file by other means. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { relativeWeights } from "#demo/testing/drivers.ts";
import { startWorld, type World } from "#server/testing/world.ts";
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
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const centred = (list: readonly number[]) => {
  const m = mean(list);
  return list.map((x) => x - m);
};

/** What is left of a vector beside an orthonormal basis, of length 1; taken out twice, which keeps the digits. */
function beside(vector: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let left = [...vector];
  for (let again = 0; again < 2; again++)
    for (const each of basis) {
      const part = dot(left, each);
      left = left.map((x, i) => x - part * each[i]!);
    }
  const length = Math.sqrt(dot(left, left));
  return left.map((x) => x / length);
}

/**
 * Lindeman, Merenda and Gold's shares by QR: the rows once by Gram and Schmidt, then R² of each of
 * the 2ᵖ subsets from the columns of R. No correlation and no Cholesky factor, as the product has them.
 */
function lmg(): { r2: number; shares: number[]; slopes: number[]; errors: number[] } {
  const y = centred(outcome);
  const x = columns.map(centred);
  const size = x.length;
  const q: number[][] = [];
  for (const each of x) q.push(beside(each, q));
  const r = x.map((each) => q.map((base) => dot(each, base)));
  const qy = q.map((base) => dot(y, base));
  const whole = dot(y, y);
  const r2 = new Float64Array(2 ** size);
  const walk = (from: number, mask: number, basis: number[][], sum: number): void => {
    r2[mask] = sum;
    for (let i = from; i < size; i++) {
      const next = beside(r[i]!, basis);
      walk(i + 1, mask | (1 << i), [...basis, next], sum + dot(next, qy) ** 2 / whole);
    }
  };
  walk(0, 0, [], 0);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const shares = Array.from({ length: size }, () => 0);
  for (let mask = 0; mask < 2 ** size; mask++) {
    const k = mask.toString(2).replaceAll("0", "").length;
    const times = (factorial(k) * factorial(size - k - 1)) / factorial(size);
    for (let i = 0; i < size; i++)
      if ((mask & (1 << i)) === 0) shares[i]! += times * (r2[mask | (1 << i)]! - r2[mask]!);
  }
  // R is triangular: slopes from the last predictor to the first.
  const back = (right: readonly number[]): number[] => {
    const b = Array.from({ length: size }, () => 0);
    for (let i = size - 1; i >= 0; i--) {
      let left = right[i]!;
      for (let j = i + 1; j < size; j++) left -= r[j]![i]! * b[j]!;
      b[i] = left / r[i]![i]!;
    }
    return b;
  };
  const slopes = back(qy);
  const inverse = q.map((_, k) => back(q.map((__, i) => (i === k ? 1 : 0))));
  // White's errors with each row left out (HC3), whose jackknife by a hundred groups is near.
  const scaled = y.map((each, row) => {
    const rest = each - slopes.reduce((sum, b, i) => sum + b * x[i]![row]!, 0);
    return rest / (1 - 1 / y.length - q.reduce((sum, base) => sum + base[row]! ** 2, 0));
  });
  const errors = slopes.map((_, i) => {
    const influence = (row: number) =>
      q.reduce((s, base, k) => s + inverse[k]![i]! * base[row]!, 0);
    return Math.sqrt(scaled.reduce((sum, rest, row) => sum + (rest * influence(row)) ** 2, 0));
  });
  return { r2: r2.at(-1)!, shares, slopes, errors };
}

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
    const own = lmg();
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

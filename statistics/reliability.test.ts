import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cronbachAlpha } from "./index.ts";
import type { CronbachAlpha } from "./index.ts";
import { attitude, fish } from "./published.ts";

const round = (digits: number, values: (number | null)[]) =>
  values.map((value) => value?.toFixed(digits));

/** The table as packages print it: all, then without each. */
const table = (digits: number, found: CronbachAlpha) =>
  [found, ...found.ifDropped].map(({ raw, standardized }) => round(digits, [raw, standardized]));

test("R's attitude, as psych::alpha(attitude) prints it", () => {
  // W. Revelle, An overview of the psych package, "alpha".
  const found = cronbachAlpha(attitude);
  assert.equal(found.n, 30);
  assert.deepEqual(table(2, found), [
    ["0.84", "0.84"],
    ["0.81", "0.81"],
    ["0.80", "0.80"],
    ["0.83", "0.82"],
    ["0.80", "0.80"],
    ["0.80", "0.78"],
    ["0.86", "0.86"],
    ["0.84", "0.83"],
  ]);
});

test("SAS's fish, PROC CORR ALPHA, example 2.6", () => {
  const rows = fish.map(([weight, length, height, width]) => [
    Math.cbrt(weight!),
    length!,
    (height! * length!) / 100,
    (width! * length!) / 100,
  ]);
  assert.deepEqual(table(6, cronbachAlpha(rows)), [
    ["0.822134", "0.985145"],
    ["0.783365", "0.977103"],
    ["0.881987", "0.978783"],
    ["0.655098", "0.978542"],
    ["0.824069", "0.986626"],
  ]);
});

test("four questions by their covariances: 0.8136; without each 0.75, 0.7606, 0.7714, 0.7826", () => {
  // Covariance 6, variances 10 to 13: the example of Wikipedia's "Cronbach's alpha" and of the tests
  // of Julia's StatsBase. Rows ±2 times each axis of its Cholesky factor have 4/4 of it.
  const covariance = [10, 11, 12, 13].map((v, i) => [0, 1, 2, 3].map((j) => (i === j ? v : 6)));
  const factor = covariance.map(() => [0, 0, 0, 0]);
  for (let i = 0; i < 4; i++)
    for (let j = 0; j <= i; j++) {
      let rest = covariance[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      factor[i]![j] = i === j ? Math.sqrt(rest) : rest / factor[j]![j]!;
    }
  const rows = [0, 1, 2, 3].flatMap((axis) =>
    [2, -2].map((side) => factor.map((row) => 3 + side * row[axis]!)),
  );
  const found = cronbachAlpha(rows);
  assert.deepEqual(round(4, [found.raw, ...found.ifDropped.map((each) => each.raw)]), [
    "0.8136",
    "0.7500",
    "0.7606",
    "0.7714",
    "0.7826",
  ]);
});

test("questions that are one have 1, opposite ones none, unrelated ones 0", () => {
  const same = cronbachAlpha([1, 2, 5, 4].map((value) => [value, value, value]));
  assert.ok(Math.abs(same.raw! - 1) < 1e-14 && Math.abs(same.standardized! - 1) < 1e-14);
  const opposite = cronbachAlpha([1, 2, 5, 4].map((value) => [value, 6 - value]));
  assert.deepEqual([opposite.raw, opposite.standardized], [null, null]);
  assert.equal(opposite.reason, "zero-variance");
  const crossed = cronbachAlpha([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ]);
  assert.ok(Math.abs(crossed.raw!) < 1e-14);
});

test("where there is none it says why", () => {
  const none = { raw: null, standardized: null };
  assert.deepEqual(cronbachAlpha([]), { n: 0, ...none, ifDropped: [], reason: "no-answers" });
  const one = { ...none, reason: "one-answer" };
  assert.deepEqual(cronbachAlpha([[3, 4]]), {
    n: 1,
    ...one,
    ifDropped: [one, one],
    reason: "one-answer",
  });
  const lone = { ...none, reason: "one-item" };
  assert.deepEqual(cronbachAlpha([[3], [4]]), { n: 2, ...lone, ifDropped: [lone] });
  // Of two questions, each alone is left.
  const two = cronbachAlpha([
    [3, 4],
    [4, 4.5],
    [1, 2],
  ]);
  assert.ok(two.raw! > 0.8);
  assert.deepEqual(two.ifDropped, [lone, lone]);
  // All say 0.1 to the second question: raw takes it as it is, standardized can't.
  const constant = cronbachAlpha([
    [3, 0.1, 4],
    [4, 0.1, 5],
    [1, 0.1, 1],
  ]);
  assert.ok(Number.isFinite(constant.raw));
  assert.deepEqual([constant.standardized, constant.reason], [null, "zero-variance"]);
  assert.equal(constant.ifDropped[1]!.reason, undefined);
  for (let n = 3; n < 40; n++) {
    const rows = Array.from({ length: n }, (_, i) => [0.1, i % 3, (i * 5) % 7]);
    assert.equal(cronbachAlpha(rows).standardized, null, `${n}`);
  }
  const alike = cronbachAlpha([
    [4.1, 2],
    [4.1, 2],
    [4.1, 2],
  ]);
  assert.deepEqual([alike.raw, alike.standardized, alike.reason], [null, null, "zero-variance"]);
});

test("wrong input throws a RangeError", () => {
  assert.throws(() => cronbachAlpha([[1, 2], [1]]), RangeError);
  assert.throws(() => cronbachAlpha([[1, NaN]]), RangeError);
  assert.throws(
    () =>
      cronbachAlpha([
        [1, 1e200],
        [2, -1e200],
      ]),
    RangeError,
  );
  assert.throws(() => cronbachAlpha([Array.from({ length: 501 }, () => 1)]), RangeError);
});

const rating = fc.integer({ min: 1, max: 7 });
const answers = fc.integer({ min: 2, max: 6 }).chain((items) =>
  fc.array(fc.array(rating, { minLength: items, maxLength: items }), {
    minLength: 2,
    maxLength: 40,
  }),
);

test("raw by the variance of the sum; standardized is raw of standardised answers", () => {
  const variance = (values: number[]) => {
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    return values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  };
  const plain = (rows: number[][]) => {
    const k = rows[0]!.length;
    const own = rows[0]!.reduce((sum, _, i) => sum + variance(rows.map((row) => row[i]!)), 0);
    return (k / (k - 1)) * (1 - own / variance(rows.map((row) => row.reduce((s, v) => s + v, 0))));
  };
  let compared = 0;
  fc.assert(
    fc.property(answers, (rows) => {
      const found = cronbachAlpha(rows);
      for (const each of [found, ...found.ifDropped])
        for (const figure of [each.raw, each.standardized])
          assert.ok(figure === null ? each.reason : Number.isFinite(figure) && figure <= 1 + 1e-12);
      if (found.raw === null || found.standardized === null) return;
      compared += 1;
      const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * (1 + Math.abs(b));
      assert.ok(near(found.raw, plain(rows)), `${found.raw} ${plain(rows)}`);
      const sds = rows[0]!.map((_, i) => Math.sqrt(variance(rows.map((row) => row[i]!))));
      const scaled = rows.map((row) => row.map((value, i) => 5 + value / sds[i]!));
      assert.ok(near(found.standardized, plain(scaled)));
      assert.ok(near(found.raw, cronbachAlpha(rows.map((row) => row.map((v) => 8 - v)))!.raw!));
      const dropped = rows.map((row) => row.slice(1));
      if (dropped[0]!.length > 1)
        assert.ok(
          Math.abs((found.ifDropped[0]!.raw ?? 9) - (cronbachAlpha(dropped).raw ?? 9)) < 1e-9,
        );
    }),
  );
  assert.ok(compared > 50);
});

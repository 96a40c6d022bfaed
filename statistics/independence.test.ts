import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chiSquaredP, independence, normalP } from "./index.ts";

const near = (value: number | null, expected: number, relative: number) =>
  assert.ok(
    value !== null && Math.abs(value - expected) <= relative * Math.abs(expected),
    `${value} for ${expected}`,
  );

test("upper critical values: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4", () => {
  for (const [df, x, p] of [
    [1, 3.841, 0.05],
    [2, 5.991, 0.05],
    [5, 15.086, 0.01],
    [10, 18.307, 0.05],
    [30, 59.703, 0.001],
    [100, 124.342, 0.05],
  ] as const)
    assert.ok(Math.abs(chiSquaredP(x, df) - p) < 2e-4 * (p / 0.05), `${df}: ${chiSquaredP(x, df)}`);
});

test("with one degree of freedom it is the normal's, with an even number a sum of Poisson terms", () => {
  for (const x of [0.001, 0.3, 1, 2.5, 3.1, 7, 40, 300]) {
    near(chiSquaredP(x, 1), normalP(Math.sqrt(x)), 1e-12);
    // P(χ² ≥ x) with 2m degrees is P(Poisson(x/2) < m); with two more of odd ones one term more.
    for (const m of [1, 2, 5, 20, 60]) {
      let [term, sum] = [1, 0];
      for (let k = 0; k < m; k += 1) {
        sum += term;
        term *= x / 2 / (k + 1);
      }
      near(chiSquaredP(x, 2 * m), sum * Math.exp(-x / 2), 1e-11);
    }
    const density = Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2);
    near(chiSquaredP(x, 3), normalP(Math.sqrt(x)) + density, 1e-12);
  }
  assert.deepEqual([chiSquaredP(0, 4), chiSquaredP(Infinity, 4)], [1, 0]);
  // Wilson and Hilferty's approximation is good to about 1 % here.
  near(chiSquaredP(40_000, 39_601), 0.0774, 0.02);
});

test("party by gender: Agresti (2007), An Introduction to Categorical Data Analysis, table 2.5", () => {
  const found = independence([
    [762, 327, 468],
    [484, 239, 477],
  ]);
  assert.equal(found.statistic!.toFixed(2), "30.07");
  assert.deepEqual([found.n, found.df], [2757, 2]);
  assert.equal(found.p!.toExponential(3), "2.954e-7");
});

test("hair by eyes: Snee (1974), The American Statistician 28:9-12", () => {
  const found = independence([
    [68, 20, 15, 5],
    [119, 84, 54, 29],
    [26, 17, 14, 14],
    [7, 94, 10, 16],
  ]);
  assert.equal(found.statistic!.toFixed(2), "138.29");
  assert.deepEqual([found.n, found.df], [592, 9]);
  assert.equal(found.cramersV!.toFixed(3), "0.279");
  assert.ok(found.p! < 2.2e-16);
});

test("a table of two by two as n(ad − bc)² over the product of its margins", () => {
  const cell = fc.integer({ min: 20, max: 5_000 });
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const n = a + b + c + d;
      const x = (n * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d));
      const found = independence([
        [a, b],
        [c, d],
      ]);
      if (found.reason) {
        const least = (Math.min(a + b, c + d) * Math.min(a + c, b + d)) / n;
        assert.ok(found.reason === "low-expected" && least < 5, `${least}`);
        return;
      }
      assert.ok(Math.abs(found.statistic! - x) <= 1e-8 * Math.max(1, x));
      assert.ok(Math.abs(found.cramersV! - Math.sqrt(x / n)) < 1e-6);
      assert.ok(Math.abs(found.p! - normalP(Math.sqrt(x))) < 1e-9);
    }),
  );
});

test("any table: the plain sum over cells, the same whichever way it lies, and whatever nobody chose", () => {
  const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    }),
  );
  let tested = 0;
  fc.assert(
    fc.property(tables, (table) => {
      const found = independence(table);
      const turned = independence(table[0]!.map((_, at) => table.map((row) => row[at]!)));
      assert.deepEqual([found.n, found.df, found.reason], [turned.n, turned.df, turned.reason]);
      assert.deepEqual(independence([...table, table[0]!.map(() => 0)]), found);
      if (found.statistic === null) {
        assert.ok(found.reason !== undefined);
        assert.deepEqual([found.p, found.cramersV], [null, null]);
        return;
      }
      tested += 1;
      const flat = table.flatMap((row) =>
        row.map((count, at) => ({
          count,
          expected:
            (row.reduce((s, x) => s + x, 0) * table.reduce((s, each) => s + each[at]!, 0)) /
            found.n,
        })),
      );
      const counted = flat.filter(({ expected }) => expected > 0);
      const x = counted.reduce((s, { count, expected }) => s + count ** 2 / expected, 0) - found.n;
      assert.ok(
        Math.abs(found.statistic - x) <= 1e-8 * Math.max(1, found.n),
        `${found.statistic} ${x}`,
      );
      assert.ok(counted.every(({ expected }) => expected >= 1));
      assert.ok(counted.filter(({ expected }) => expected < 5).length * 5 <= counted.length);
      assert.ok(found.p! >= 0 && found.p! <= 1 && found.cramersV! >= 0 && found.cramersV! <= 1);
    }),
    { numRuns: 1_000 },
  );
  assert.ok(tested > 300, `${tested}`);
});

test("held back where it would mislead, refused where it is no table of counts", () => {
  const reasonOf = (...table: number[][]) => independence(table).reason;
  assert.equal(reasonOf(), "no-answers");
  assert.equal(reasonOf([0, 0], [0, 0]), "no-answers");
  assert.equal(reasonOf([5, 9]), "one-value");
  assert.equal(reasonOf([5, 0], [9, 0]), "one-value");
  // Expected 4.5 in one of four cells, and exactly 5 in all.
  assert.equal(reasonOf([4, 5], [5, 5]), "low-expected");
  assert.equal(reasonOf([5, 5], [5, 5]), undefined);
  // A fifth of ten cells may be below 5, and none below 1.
  assert.equal(reasonOf([4, 30, 30, 30, 30], [4, 30, 30, 30, 30]), undefined);
  assert.equal(reasonOf([4, 4, 30, 30, 30], [4, 4, 30, 30, 30]), "low-expected");
  assert.equal(reasonOf([1, 30, 30, 30, 30], [0, 30, 30, 30, 30]), "low-expected");
  for (const table of [[[1, 2], [3]], [[-1, 2]], [[0.5, 1]], [[Number.NaN, 1]]])
    assert.throws(() => independence(table), RangeError);
  for (const [x, df] of [
    [-1, 1],
    [Number.NaN, 1],
    [1, 0],
    [1, 1.5],
    [1, 1e7],
  ] as const)
    assert.throws(() => chiSquaredP(x, df), RangeError);
});

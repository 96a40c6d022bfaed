import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { designEffect, rake, weightedNps } from "./index.ts";
import type { RakeRow } from "./index.ts";

/** A table of counts as rows with the dimensions `r` and `c`. */
function cells(table: readonly (readonly number[])[]): { rows: RakeRow[]; counts: number[] } {
  const rows = table.flatMap((row, r) => row.map((_, c) => ({ r: `r${r}`, c: `c${c}` })));
  return { rows, counts: table.flat() };
}
const margin = (name: string, values: readonly number[]) =>
  Object.fromEntries(values.map((value, at) => [`${name}${at}`, value]));

test("a table to given margins: the one that writings on iterative proportional fitting take as example", () => {
  // The worked example that Wikipedia ("Iterative proportional fitting") and packages for it print.
  const { rows, counts } = cells([
    [40, 30, 20, 10],
    [35, 50, 100, 75],
    [30, 80, 70, 120],
    [20, 30, 40, 50],
  ]);
  const margins = { r: margin("r", [150, 300, 400, 150]), c: margin("c", [200, 300, 400, 100]) };
  const found = rake(rows, margins, { counts, tolerance: 1e-12 });
  assert.equal(found.converged, true);
  const fitted = found.weights!.map((weight, at) => (weight * counts[at]! * 1000) / found.n);
  assert.deepEqual(
    fitted.map((each) => Number(each.toPrecision(6))),
    [
      64.5585, 46.2325, 35.3843, 3.82473, 49.9679, 68.1594, 156.499, 25.3742, 56.7219, 144.428,
      145.082, 53.7673, 28.7516, 41.18, 63.0347, 17.0337,
    ],
  );
});

test("who answers is not who we serve: a wave raked to 55 % prepaid", () => {
  const found = rake(
    [{ plan: "prepaid" }, { plan: "postpaid" }],
    { plan: { prepaid: 0.55, postpaid: 0.45 } },
    { counts: [540, 1260] },
  );
  assert.deepEqual(
    found.weights!.map((each) => each.toFixed(4)),
    ["1.8333", "0.6429"],
  );
  assert.equal(found.effectiveN!.toFixed(0), "1387");
  const [prepaid, postpaid] = found.weights!;
  const score = weightedNps({
    promoters: 180 * prepaid! + 668 * postpaid!,
    passives: 208 * prepaid! + 364 * postpaid!,
    detractors: 152 * prepaid! + 228 * postpaid!,
    sumOfSquaredWeights: 540 * prepaid! ** 2 + 1260 * postpaid! ** 2,
  });
  assert.equal(score.estimate!.toFixed(1), "18.6");
  assert.equal(score.effectiveN.toFixed(6), found.effectiveN!.toFixed(6));
});

const table = fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }), {
  minLength: 4,
  maxLength: 4,
});
const target = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: length, maxLength: length });

test("what raking is: margins hold, and the odds ratios of the answers stay as they were", () => {
  fc.assert(
    fc.property(table, target(4), target(3), (list, r, c) => {
      const { rows, counts } = cells(list);
      const found = rake(rows, { r: margin("r", r), c: margin("c", c) }, { counts });
      const weights = found.weights!;
      assert.equal(found.converged, true);
      const share = (dimension: "r" | "c", name: string) =>
        rows.reduce(
          (sum, row, at) => sum + (row[dimension] === name ? weights[at]! * counts[at]! : 0),
          0,
        ) / found.n;
      const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);
      for (const [at, each] of r.entries())
        assert.ok(Math.abs(share("r", `r${at}`) - each / sum(r)) < 1e-7);
      for (const [at, each] of c.entries())
        assert.ok(Math.abs(share("c", `c${at}`) - each / sum(c)) < 1e-7);
      // A product of a factor for each row and one for each column: what makes the solution unique.
      for (const [i, j] of [
        [0, 0],
        [1, 1],
        [2, 0],
      ] as const) {
        const cross =
          (weights[i * 3 + j]! * weights[(i + 1) * 3 + j + 1]!) /
          (weights[i * 3 + j + 1]! * weights[(i + 1) * 3 + j]!);
        assert.ok(Math.abs(cross - 1) < 1e-9, `${cross}`);
      }
      // Rows one by one are the same as cells with counts.
      const singles = rows.flatMap((row, at) => Array.from({ length: counts[at]! }, () => row));
      const each = rake(singles, { r: margin("r", r), c: margin("c", c) });
      assert.ok(Math.abs(each.efficiency! - found.efficiency!) < 1e-9);
      assert.ok(Math.abs(each.efficiency! * designEffect(each.weights!) - 1) < 1e-9);
      assert.ok(Math.abs(sum(each.weights!) / each.n - 1) < 1e-9);
    }),
    { numRuns: 60 },
  );
});

test("no weight passes the cap, the mean stays 1, and whether the margins held is told", () => {
  const tenth = rake(
    [{ plan: "a" }, { plan: "b" }],
    { plan: { a: 0.5, b: 0.5 } },
    { counts: [10, 90], cap: 3 },
  );
  // 5 would be needed; at 3 the ten answers are 30 % of all.
  assert.equal(tenth.reason, "not-converged");
  assert.equal(tenth.converged, false);
  assert.equal(tenth.off!.toFixed(6), "0.200000");
  assert.equal(tenth.capped, 10);
  assert.equal(tenth.weights![0], 3);
  assert.equal(tenth.weights![1]!.toFixed(6), (70 / 90).toFixed(6));
  assert.ok(tenth.rounds < 10, `${tenth.rounds} rounds, though nothing moves`);

  fc.assert(
    fc.property(
      table,
      target(4),
      target(3),
      fc.double({ min: 1.2, max: 6, noNaN: true }),
      (list, r, c, cap) => {
        const { rows, counts } = cells(list);
        const margins = { r: margin("r", r), c: margin("c", c) };
        const found = rake(rows, margins, { counts, cap, rounds: 200 });
        const mean =
          found.weights!.reduce((sum, weight, at) => sum + weight * counts[at]!, 0) / found.n;
        assert.ok(Math.abs(mean - 1) < 1e-9, `mean ${mean}`);
        for (const weight of found.weights!) assert.ok(weight >= 0 && weight <= cap);
        assert.equal(found.converged, found.off! <= 1e-8);
        assert.equal(found.reason, found.converged ? undefined : "not-converged");
        const free = rake(rows, margins, { counts });
        if (free.weights!.every((weight) => weight < cap)) assert.equal(found.converged, true);
      },
    ),
    { numRuns: 200 },
  );
});

test("missing and unlisted categories are left as they are, and the margin holds among the rest", () => {
  const rows = [{ plan: "a" }, { plan: "b" }, { plan: null }, {}, { plan: "else" }];
  const found = rake(rows, { plan: { a: 1, b: 3 } }, { counts: [50, 50, 10, 20, 30] });
  assert.deepEqual(found.weights, [0.5, 1.5, 1, 1, 1]);
  const named = rake([{ plan: "" }, {}], { plan: { "": 1 } });
  assert.deepEqual(named.weights, [1, 1]);
});

test("margins that can't be held, or contradict, say so", () => {
  const found = rake([{ plan: "a" }], { plan: { a: 1, b: 1, never: 0 }, age: { old: 2 } });
  assert.equal(found.reason, "empty-category");
  assert.equal(found.weights, null);
  assert.deepEqual(found.empty, [
    { dimension: "plan", category: "b" },
    { dimension: "age", category: "old" },
  ]);
  assert.equal(rake([], { plan: { a: 1 } }).reason, "no-answers");
  assert.equal(rake([{ plan: "a" }], { plan: { a: 1 } }, { counts: [0] }).reason, "no-answers");
  // Who is young is prepaid: 30 % young and 60 % prepaid can't be.
  const apart = rake(
    [
      { age: "young", plan: "pre" },
      { age: "old", plan: "post" },
    ],
    {
      age: { young: 0.3, old: 0.7 },
      plan: { pre: 0.6, post: 0.4 },
    },
  );
  assert.equal(apart.reason, "not-converged");
  assert.ok(apart.off! > 0.1 && apart.rounds < 10);
  const nobody = rake(
    [
      { age: "young", plan: "pre" },
      { age: "old", plan: "post" },
    ],
    {
      age: { young: 1, old: 0 },
      plan: { pre: 0, post: 1 },
    },
  );
  assert.deepEqual([nobody.reason, nobody.weights], ["not-converged", null]);
  assert.deepEqual(rake([{ plan: "a" }, { plan: "b" }], {}).weights, [1, 1]);
  assert.deepEqual(rake([{ p: "a" }, { p: "b" }], { p: { a: 1, b: 0 } }).weights, [2, 0]);
});

test("whatever the margins and counts, figures or a RangeError come out", () => {
  const value = fc.oneof(
    fc.constantFrom(0, 0, 1, 3, 5e-324, 1e-200, 1e300),
    fc.double({ min: 0, noNaN: true }),
  );
  const values = (length: number) => fc.array(value, { minLength: length, maxLength: length });
  const count = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(0, 2 ** 50));
  fc.assert(
    fc.property(
      fc.array(fc.array(count, { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
      values(3),
      values(2),
      fc.option(fc.double({ min: 1.01, max: 100, noNaN: true }), { nil: undefined }),
      (list, r, c, cap) => {
        const { rows, counts } = cells(list);
        let found;
        try {
          const margins = { r: margin("r", r), c: margin("c", c) };
          found = rake(rows, margins, { counts, cap, rounds: 100 });
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          return;
        }
        const { weights, efficiency, effectiveN, off, reason } = found;
        if (weights === null || off === null) {
          assert.ok(reason !== undefined);
          return;
        }
        for (const each of [...weights, efficiency, effectiveN, off])
          assert.ok(each !== null && Number.isFinite(each) && each >= 0, `${each}`);
      },
    ),
    { numRuns: 1000 },
  );
});

test("what is no margin is refused with the reason", () => {
  const rows = [{ plan: "a" }];
  for (const margins of [
    { plan: {} },
    { plan: { a: 0 } },
    { plan: { a: -1 } },
    { plan: { a: NaN } },
    { plan: { a: Infinity } },
    { plan: { a: 1.7e308, b: 1.7e308 } },
  ])
    assert.throws(() => rake(rows, margins), RangeError, JSON.stringify(margins));
  for (const options of [
    { counts: [] },
    { counts: [1.5] },
    { counts: [-1] },
    { cap: 1 },
    { cap: NaN },
    { tolerance: 0 },
    { rounds: 0 },
    { rounds: 1e9 },
  ])
    assert.throws(
      () => rake(rows, { plan: { a: 1 } }, options),
      RangeError,
      JSON.stringify(options),
    );
});

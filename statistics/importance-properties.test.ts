import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { relativeImportance, relativeImportanceFromMoments } from "./index.ts";
import type { ImportanceMethod, RelativeImportance } from "./index.ts";
import { near, split } from "./testing.ts";

const methods: ImportanceMethod[] = ["johnson", "shapley"];

// Eighths, so that turning and shifting them below rounds nothing away.
const value = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.integer({ min: -1e7, max: 1e7 }).map((each) => each / 8),
);
const table = fc.integer({ min: 2, max: 5 }).chain((size) =>
  fc.array(fc.array(value, { minLength: size, maxLength: size }), {
    minLength: 1,
    maxLength: 30,
  }),
);

test("whatever comes in: no NaN; weights are parts of R², whatever the order, units and signs", () => {
  let answered = 0;
  fc.assert(
    fc.property(table, fc.constantFrom(...methods), (rows, method) => {
      const found = relativeImportance({ ...split(rows), method });
      for (const figure of [
        found.r2,
        found.condition,
        ...(found.weights ?? []),
        ...(found.slopes ?? []),
        ...(found.vif ?? []),
      ])
        assert.ok(figure === null || Number.isFinite(figure));
      if (!found.weights) {
        assert.ok(found.reason);
        return;
      }
      answered += 1;
      // The worse the predictors are told apart, the fewer digits there are.
      const tolerance = 1e-12 * Math.max(...found.vif!) + 1e-11;
      assert.ok(
        found.r2! >= 0 &&
          found.r2! <= 1 &&
          found.weights.every((each) => each >= 0 || Math.abs(each) < tolerance),
      );
      near([found.weights.reduce((s, each) => s + each, 0)], [found.r2!], tolerance);
      const turned = rows.map(([y, ...x]) => [
        3 - 2 * y!,
        ...x.toReversed().map((each, k) => (k % 2 ? each * 8 + 1 : -each)),
      ]);
      const other = relativeImportance({ ...split(turned), method });
      if (other.weights) near(other.weights.toReversed(), found.weights, 1e4 * tolerance);
    }),
    { numRuns: 400 },
  );
  assert.ok(answered > 100, `only ${answered} could be computed`);
});

const extreme = fc.constantFrom(5e-324, 1e-160, 1e-9, 2 ** 53, 1e150, 1e200, 1.7e308, -0, -1, 1);
const anything = fc.oneof({ weight: 4, arbitrary: value }, extreme, fc.double());

test("hostile input: a RangeError or figures, no NaN, no infinity, no bare null", () => {
  let answered = 0;
  const inspect = (compute: () => RelativeImportance) => {
    let found: RelativeImportance;
    try {
      found = compute();
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
      return;
    }
    answered += 1;
    for (const [key, figure] of Object.entries(found)) {
      if (figure === null) assert.ok(found.reason, `${key} is null without a reason`);
      for (const each of [figure].flat())
        if (typeof each === "number") assert.ok(Number.isFinite(each), `${key}: ${each}`);
    }
  };
  const bootstrap = { samples: 10, seed: 3 };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anything, anything, anything), { minLength: 1, maxLength: 9 }),
      fc.array(anything, { minLength: 6, maxLength: 6 }),
      fc.constantFrom(...methods),
      fc.boolean(),
      (rows, [a, b, c, d, e, f], method, drawn) => {
        const weights = rows.map((row) => row[2]);
        const given = { ...split(rows.map((row) => row.slice(0, 2))), method };
        inspect(() => relativeImportance({ ...given, ...(drawn && { bootstrap }) }));
        inspect(() => relativeImportance({ ...given, weights }));
        const covariance = [
          [a!, b!, c!],
          [b!, d!, e!],
          [c!, e!, f!],
        ];
        const moments = { n: 9, means: [0, 0, 0], covariance };
        inspect(() => relativeImportanceFromMoments({ ...moments, method }));
        inspect(() => relativeImportanceFromMoments({ ...moments, method, without: [moments] }));
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(answered > 500, `only ${answered} inputs were taken: the test says little`);
});

/** Values that lie far from 0 beside their spread, where sums of squares have few digits left for it, or none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mean, meanDifference } from "./index.ts";
import type { MeanSums } from "./index.ts";

const sums = (values: readonly number[]): MeanSums => ({
  n: values.length,
  sum: values.reduce((total, x) => total + x, 0),
  sumOfSquares: values.reduce((total, x) => total + x * x, 0),
});

/** Σ(x − mean)² in two passes, which is accurate. */
function squaresOf(values: readonly number[]): number {
  const centre = values.reduce((total, x) => total + x, 0) / values.length;
  const rest = values.reduce((total, x) => total + (x - centre), 0) / values.length;
  return values.reduce((total, x) => total + (x - centre - rest) ** 2, 0);
}

test("far from 0 no variance is invented and none is denied: a figure that is right, or none with its reason", () => {
  const near = (centre: number, ...rest: number[]) => sums(rest.map((each) => centre + each));
  // As it was: a spread of 1 near 1e9 was none, with an interval without width.
  for (const values of [near(1e9, -1, 0, 1), near(1e9, 0.5, 1.5, 2.5), near(1e12, 0, 1000)]) {
    const found = mean(values);
    assert.deepEqual(
      [found.low, found.high, found.sd, found.se, found.reason],
      [null, null, null, null, "lost-digits"],
    );
    assert.ok(Math.abs(found.estimate! / (values.sum / values.n) - 1) < 1e-15);
    const { delta, low, t, p, reason } = meanDifference(values, near(1e9, -1, 0, 1));
    assert.deepEqual([low, t, p, reason], [null, null, null, "lost-digits"]);
    assert.equal(Number.isFinite(delta), true);
  }
  // What is lost on one side is nothing beside the spread of the other.
  const alike = sums([4.1, 4.1, 4.1, 4.1]);
  const some = sums([1, 2, 3, 4.5, 5]);
  const { t, reason } = meanDifference(alike, some);
  assert.equal(reason, undefined);
  assert.ok(Math.abs(t! - meanDifference({ n: 4, mean: 4.1, m2: 0 }, some).t!) < 1e-9);

  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 200 }),
      fc.integer({ min: -6, max: 12 }),
      fc.integer({ min: -3, max: 6 }),
      (list, far, wide) => {
        const values = list.map((each) => 10 ** far + each * 10 ** wide);
        const found = mean(sums(values));
        const sd = Math.sqrt(squaresOf(values) / (values.length - 1));
        for (const each of [found.estimate, found.low, found.high, found.sd, found.se])
          assert.ok(each === null || Number.isFinite(each));
        if (found.reason === "lost-digits") {
          assert.deepEqual([found.low, found.high, found.sd, found.se], [null, null, null, null]);
          assert.ok(sd <= 2e-6 * Math.max(...values.map(Math.abs)), `${sd} was not lost`);
        } else if (found.reason === "zero-variance")
          assert.ok(sd <= 1e-7 * 10 ** Math.max(far, wide));
        else assert.ok(Math.abs(found.sd! / sd - 1) < 0.06, `${found.sd} for ${sd}`);
      },
    ),
    { numRuns: 3000 },
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { importancePerformance } from "./index.ts";
import type { ImportancePoint, Quadrant } from "./index.ts";
import { crosshairOf } from "./quadrant.ts";

const at = (importance: number, performance: number): ImportancePoint => ({
  importance,
  performance,
});
const quadrants = (...given: Parameters<typeof importancePerformance>) =>
  importancePerformance(...given).map((each) => each.quadrant);

const data = { crosshair: "data" } as const;
const names: Record<string, Quadrant> = {
  A: "concentrate-here",
  B: "keep-up-the-good-work",
  C: "low-priority",
  D: "possible-overkill",
};

test("Martilla and James (1977): the service of a car dealer, fourteen attributes", () => {
  // Table 1, means of 284 answers on scales of four points, and the quadrants A–D of figure 1.
  const table: [number, number, string][] = [
    [3.83, 2.63, "A"],
    [3.63, 2.73, "A"],
    [3.6, 3.15, "B"],
    [3.56, 3, "B"],
    [3.41, 3.05, "B"],
    [3.41, 3.29, "B"],
    [3.38, 3.03, "B"],
    [3.37, 3.11, "B"],
    [3.29, 2, "A"],
    [3.27, 3.02, "B"],
    [2.52, 2.25, "C"],
    [2.43, 2.49, "C"],
    [2.37, 2.35, "C"],
    [2.05, 3.33, "D"],
  ];
  const points = table.map(([importance, performance]) => at(importance, performance));
  assert.deepEqual(
    quadrants(points, data),
    table.map(([, , letter]) => names[letter]),
  );
  const { importance, performance } = crosshairOf(points, data);
  assert.deepEqual([importance?.toFixed(3), performance?.toFixed(3)], ["3.151", "2.816"]);
});

test("the demonstration company's drivers: reliability first, price left, packaging overdone", () => {
  // T6: the middle of each range of weights, and means on 1 … 5.
  const points = [
    at(0.4, 3.4),
    at(0.22, 4.1),
    at(0.19, 3.6),
    at(0.08, 2.9),
    at(0.03, 4.1),
    at(0.03, 4),
    at(0.03, 4.5),
    at(0.02, 3.8),
  ];
  // Advertising, at 3.8, stands exactly on the line: that counts as high.
  assert.deepEqual(
    quadrants(points, data),
    ["A", "B", "A", "C", "D", "D", "D", "D"].map((each) => names[each]),
  );
});

test("the middle of the scale: one for both axes, or one of performance alone", () => {
  const points = [at(4, 4), at(3, 3), at(2, 4), at(2.9, 2.9), at(5, 1)];
  const scale = { min: 1, max: 5 };
  const both = ["B", "B", "D", "C", "A"].map((each) => names[each]);
  assert.deepEqual(quadrants(points, { crosshair: "scale", scale }), both);
  assert.deepEqual(
    quadrants(points, { crosshair: "scale", scale: { importance: scale, performance: scale } }),
    both,
  );
  const weights = points.map((each) => at(each.importance / 100, each.performance));
  const options = { crosshair: "scale", scale: { performance: scale } } as const;
  assert.deepEqual(crosshairOf(weights, options).performance, 3);
  assert.ok(Math.abs(crosshairOf(weights, options).importance! - 0.0338) < 1e-12);
  assert.deepEqual(
    quadrants(weights, options),
    ["B", "D", "D", "C", "A"].map((each) => names[each]),
  );
  // One point stands somewhere on two scales, and nowhere by itself.
  assert.deepEqual(quadrants([at(4, 4)], { crosshair: "scale", scale }), [names.B]);
  assert.deepEqual(importancePerformance([at(4, 4)], data), [
    { quadrant: null, reason: "one-point" },
  ]);
  assert.deepEqual(importancePerformance([at(4, 4)], options), [
    { quadrant: null, reason: "one-point" },
  ]);
});

test("points that are alike on an axis have no better and worse there", () => {
  const alike = [at(0.1, 1), at(0.1, 2), at(0.1, 3)];
  const none = { quadrant: null, reason: "zero-variance" };
  assert.deepEqual(importancePerformance(alike, data), [none, none, none]);
  assert.deepEqual(importancePerformance([], data), []);
  assert.deepEqual(crosshairOf([], data), { importance: null, performance: null });
});

test("wrong input throws a RangeError", () => {
  const points = [at(1, 2), at(2, 3)];
  const wrong = [
    () => importancePerformance([at(NaN, 1)], data),
    () => importancePerformance([at(1, Infinity)], data),
    () => importancePerformance(points, { crosshair: "median" as "data" }),
    () => importancePerformance(points, { crosshair: "scale" }),
    () => importancePerformance(points, { crosshair: "scale", scale: { min: 5, max: 1 } }),
    () => importancePerformance(points, { crosshair: "scale", scale: { min: 1, max: NaN } }),
    () =>
      importancePerformance(
        Array.from({ length: 10_001 }, () => at(1, 2)),
        data,
      ),
  ];
  for (const each of wrong) assert.throws(each, RangeError, String(each));
});

test("units of the axes change nothing; turning performance swaps the halves", () => {
  const value = fc.integer({ min: -50, max: 50 });
  const points = fc.array(fc.record({ importance: value, performance: value }), { maxLength: 15 });
  fc.assert(
    fc.property(points, (given) => {
      const found = quadrants(given, data);
      const scaled = given.map((each) => at(each.importance * 0.3 + 7, each.performance * 9 - 1));
      assert.deepEqual(quadrants(scaled, data), found);
      if (found[0] === null || found.length === 0) return;
      const centre = crosshairOf(given, data);
      for (const [i, each] of given.entries()) {
        if (Math.abs(each.performance - centre.performance!) < 1e-9) continue;
        const better = found[i] === names.B || found[i] === names.D;
        assert.equal(better, each.performance > centre.performance!);
      }
    }),
  );
});

test("who stands on a mean of 0 stands on it, whatever rounding makes of the mean", () => {
  const values = [-18, 47, 1, 0, 7, -45, -41, 46, 3];
  const points = values.map((performance, n) => at(n === 8 ? -1 : 0, performance));
  assert.equal(quadrants(points, data)[3], names.B);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chiSquaredP, normalCdf, shrink } from "./index.ts";
import type { ShrinkGroup } from "./index.ts";

/** So many answers that a group's own variance is the one that counts. */
const many = 1e12;
const near = (value: number, expected: number, within: number) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} for ${expected}`);

test("equal variances have a closed form: the baseball players of Efron and Morris (1975)", () => {
  // Hits in the first 45 times at bat in 1970, as √45 arcsin(2p − 1), whose variance is 1.
  const hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
  const y = hits.map((each) => Math.sqrt(45) * Math.asin((2 * each) / 45 - 1));
  const mean = y.reduce((sum, each) => sum + each, 0) / 18;
  const squares = y.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  // As they have it.
  assert.equal(squares.toFixed(2), "18.96");
  // B is gamma with (k + 1)/2 and S/2, cut off at 1; theirs, which may not pass 1, is 15/S = 0.791.
  const below = (df: number) => 1 - chiSquaredP(squares, df);
  const shrinkage = ((19 / squares) * below(21)) / below(19);
  for (const [at, found] of shrink(
    y.map((estimate) => ({ n: many, estimate, variance: 1 })),
  ).entries()) {
    near(found.shrinkage!, shrinkage, 1e-8);
    near(found.estimate!, mean + (1 - shrinkage) * (y[at]! - mean), 1e-8);
  }
  near(shrinkage, 0.791, 0.03);
});

/** The share of a group's true score below x, by midpoints over V₀/(V₀ + A), which is uniform. */
function below(x: number, at: number, y: readonly number[], v: readonly number[]): number {
  const typical = v.length / v.reduce((sum, each) => sum + 1 / each, 0);
  let [all, less] = [0, 0];
  const steps = 40_000;
  for (let step = 0; step < steps; step += 1) {
    const part = (step + 0.5) / steps;
    const square = (typical * (1 - part)) / part;
    const w = v.map((each) => 1 / (each + square));
    const precision = w.reduce((sum, each) => sum + each, 0);
    const mean = w.reduce((sum, each, i) => sum + each * y[i]!, 0) / precision;
    const rest = w.reduce((sum, each, i) => sum + each * (y[i]! - mean) ** 2, 0);
    const likely =
      Math.sqrt(w.reduce((product, each) => product * each * typical, 1) / precision) *
      Math.exp(-rest / 2);
    const b = v[at]! * w[at]!;
    const se = Math.sqrt(v[at]! * (1 - b) + (b * b) / precision);
    all += likely;
    less += likely * normalCdf((x - ((1 - b) * y[at]! + b * mean)) / se);
  }
  return less / all;
}

test("unequal variances: what is said of eight schools (Rubin 1981) holds, summed another way", () => {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const v = [15, 10, 16, 11, 9, 11, 10, 18].map((se) => se * se);
  const groups = y.map((estimate, at) => ({ n: many, estimate, variance: v[at]! }));
  for (const confidence of [0.95, 0.5, 0.9999]) {
    const found = shrink(groups, { confidence });
    for (const at of [0, 2, 7]) {
      near(below(found[at]!.low!, at, y, v), (1 - confidence) / 2, 2e-6);
      near(below(found[at]!.high!, at, y, v), (1 + confidence) / 2, 2e-6);
    }
  }
  // The school that stands out stands out less, and those after it hardly at all.
  const [first] = shrink(groups);
  assert.ok(first!.estimate! > 10 && first!.estimate! < 16);
  assert.ok(first!.high! - first!.estimate! > first!.estimate! - first!.low!);
});

test("three groups, two and one", () => {
  const y = [10, 40, 20];
  const v = [25, 100, 9];
  const groups = y.map((estimate, at) => ({ n: many, estimate, variance: v[at]! }));
  for (const k of [3, 2]) {
    const found = shrink(groups.slice(0, k));
    for (let at = 0; at < k; at += 1)
      near(below(found[at]!.high!, at, y.slice(0, k), v.slice(0, k)), 0.975, 2e-6);
  }
  const [alone] = shrink(groups.slice(0, 1));
  near(alone!.estimate!, 10, 1e-9);
  near(alone!.low!, 10 - 1.959963984540054 * 5, 1e-6);
});

const share = (successes: number, n: number): ShrinkGroup => {
  const estimate = successes / n;
  return { n, estimate, variance: (estimate * (1 - estimate)) / n };
};

test("nine of nine doesn't lead, and isn't certain", () => {
  // Eleven branches as answers at 78 % come out, and one with nine.
  const others = [98, 104, 101, 106, 99, 95, 103, 108, 100, 97, 102].map((x) => share(x, 130));
  const scale = { min: 0, max: 1 };
  const found = shrink([...others, share(9, 9)], { scale });
  const nine = found.at(-1)!;
  assert.ok(nine.estimate! < Math.max(...found.slice(0, -1).map(({ estimate }) => estimate!)));
  assert.ok(nine.low! < 0.75 && nine.high! > nine.estimate! && nine.high! <= 1);
  assert.ok(nine.high! - nine.low! > 0.08);
  // None of nine likewise.
  const none = shrink([...others, share(0, 9)], { scale }).at(-1)!;
  assert.ok(none.estimate! > 0.6 && none.low! > 0);
  // As NPS, in points.
  const points = [...others, share(9, 9)].map(({ n, estimate, variance }) => ({
    n,
    estimate: estimate! * 200 - 100,
    variance: variance! * 40_000,
  }));
  for (const [at, each] of shrink(points, { scale: { min: -100, max: 100 } }).entries()) {
    near(each.estimate!, found[at]!.estimate! * 200 - 100, 1e-8);
    near(each.high!, found[at]!.high! * 200 - 100, 1e-7);
  }
});

test("where groups differ by far more than chance they keep their scores, and with many answers their intervals", () => {
  const groups = [10, 50, 90, 30, 70].map((estimate) => ({ n: 1e6, estimate, variance: 1e-4 }));
  for (const [at, { estimate, low, high }] of shrink(groups).entries()) {
    near(estimate!, groups[at]!.estimate, 1e-4);
    near(high! - low!, 2 * 1.96 * 0.01, 1e-4);
  }
});

test("what can't be told says why", () => {
  const empty = { n: 0, estimate: null, variance: null };
  const none = { low: null, high: null, shrinkage: null };
  assert.deepEqual(shrink([]), []);
  assert.deepEqual(shrink([empty]), [{ n: 0, estimate: null, ...none, reason: "no-answers" }]);
  assert.deepEqual(shrink([{ n: 1, estimate: 3, variance: null }, empty]), [
    { n: 1, estimate: 3, ...none, reason: "one-answer" },
    { n: 0, estimate: null, ...none, reason: "no-answers" },
  ]);
  assert.deepEqual(shrink([share(9, 9), share(4, 4)]), [
    { n: 9, estimate: 1, low: 1, high: 1, shrinkage: null, reason: "zero-variance" },
    { n: 4, estimate: 1, low: 1, high: 1, shrinkage: null, reason: "zero-variance" },
  ]);
  // One answer has no variance of its own: that of the others counts.
  const one = shrink([share(90, 120), share(70, 120), { n: 1, estimate: 1, variance: null }]);
  assert.equal(one[2]!.reason, undefined);
  assert.ok(one[2]!.shrinkage! > 0.9);
  for (const groups of [
    [{ n: -1, estimate: 1, variance: 1 }],
    [{ n: 0.5, estimate: 1, variance: 1 }],
    [{ n: 5, estimate: null, variance: 1 }],
    [{ n: 5, estimate: NaN, variance: 1 }],
    [{ n: 5, estimate: 1, variance: -1 }],
    Array.from({ length: 10_001 }, () => empty),
  ])
    assert.throws(() => shrink(groups), RangeError);
  assert.throws(() => shrink([share(1, 2)], { confidence: 1 }), RangeError);
  assert.throws(() => shrink([share(1, 2)], { scale: { min: 1, max: 0 } }), RangeError);
});

const groups = fc.array(
  fc.record({
    n: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 2 })),
    estimate: fc.integer({ min: -1000, max: 1000 }).map((each) => each / 10),
    variance: fc.option(fc.integer({ min: 0, max: 4000 }).map((each) => each / 10)),
  }),
  { maxLength: 12 },
);

test("neither order, origin nor unit changes what is said", () => {
  fc.assert(
    fc.property(groups, fc.integer({ min: -5, max: 5 }), (list, power) => {
      const factor = 10 ** power;
      const plain = shrink(list);
      const moved = shrink(
        list.toReversed().map(({ n, estimate, variance }) => ({
          n,
          estimate: (estimate + 7) * factor,
          variance: variance === null ? null : variance * factor * factor,
        })),
      ).toReversed();
      for (const [at, { estimate, low, high, shrinkage, reason }] of plain.entries()) {
        const other = moved[at]!;
        assert.equal(other.reason, reason);
        for (const [a, b] of [
          [estimate, other.estimate],
          [low, other.low],
          [high, other.high],
        ] as const) {
          if (a === null || b === null) assert.equal(a, b);
          else near(b / factor - 7, a, 1e-5 * Math.max(1, high! - low!));
        }
        if (shrinkage !== null) near(other.shrinkage!, shrinkage, 1e-6);
      }
    }),
    { numRuns: 200 },
  );
});

test("whatever comes in, figures or a RangeError come out, the estimate within its interval and among the estimates", () => {
  const wild = fc.array(
    fc.record({
      n: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double({ min: 1 })),
      estimate: fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true })),
      variance: fc.option(fc.oneof(fc.double({ min: 0 }), fc.constantFrom(0, 5e-324, 1e-160, 1))),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(
      fc.oneof(wild, groups),
      fc.constantFrom(0.95, 1e-9, 1 - 2 ** -53),
      (list, confidence) => {
        let found;
        try {
          found = shrink(list, { confidence });
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          return;
        }
        const estimates = list.filter(({ n }) => n > 0).map(({ estimate }) => estimate);
        const size = Math.max(...estimates.map(Math.abs), 0) * 1e-9;
        for (const { estimate, low, high, shrinkage, reason } of found) {
          if (shrinkage === null) {
            assert.ok(reason !== undefined);
            continue;
          }
          for (const each of [estimate, low, high, shrinkage])
            assert.ok(Number.isFinite(each), `${each}`);
          assert.ok(low! <= estimate! && estimate! <= high!);
          assert.ok(shrinkage >= 0 && shrinkage <= 1);
          assert.ok(estimate! >= Math.min(...estimates) - size);
          assert.ok(estimate! <= Math.max(...estimates) + size);
        }
      },
    ),
    { numRuns: 600 },
  );
});

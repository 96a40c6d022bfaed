import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { controlChart, nps } from "./index.ts";
import type { ControlKind, ControlPoint, ControlRule } from "./index.ts";

const shares = (defects: readonly number[], n: number): ControlPoint[] =>
  defects.map((each) => ({ n, value: each / n }));
const values = (list: readonly (number | null)[]): ControlPoint[] =>
  list.map((value) => ({ n: 1, value }));
const signalled = (chart: { signals: readonly string[] }[]) =>
  chart.flatMap(({ signals }, at) => (signals.length > 0 ? [at + 1] : []));

/** Montgomery (2009), tables 7.1 to 7.3: faulty cans of frozen orange juice, samples of 50. */
const trial = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7,
  13, 9, 6,
];
const adjusted = [9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5];

test("orange juice cans: Montgomery (2009), examples 7.1 and following", () => {
  const chart = controlChart(shares(trial, 50), { kind: "p" });
  assert.equal(chart[0]!.centre!.toFixed(4), "0.2313");
  assert.equal(chart[0]!.limits!.high.toFixed(4), "0.4102");
  assert.equal(chart[0]!.limits!.low.toFixed(4), "0.0524");
  assert.deepEqual(signalled(chart), [15, 23]);

  const without = trial.filter((_, at) => at !== 14 && at !== 22);
  const revised = controlChart(shares(without, 50), { kind: "p" });
  assert.equal(revised[0]!.centre!.toFixed(4), "0.2150");
  assert.equal(revised[0]!.limits!.high.toFixed(4), "0.3893");
  assert.equal(revised[0]!.limits!.low.toFixed(4), "0.0407");
  // Sample 21 comes next: the 20th once one before it is gone.
  assert.deepEqual(signalled(revised), [20]);

  const better = controlChart(shares(adjusted, 50), { kind: "p" });
  assert.equal(better[0]!.centre!.toFixed(4), "0.1108");
  assert.equal(better[0]!.limits!.high.toFixed(4), "0.2440");
  assert.equal(better[0]!.limits!.low, 0);

  // The later samples by the earlier ones' limits, as a chart in use is read.
  const used = controlChart(shares([...without, ...adjusted], 50), {
    kind: "p",
    rules: "western-electric",
    baseline: 28,
  });
  assert.equal(used[51]!.limits!.high, revised[0]!.limits!.high);
  assert.ok(used.slice(28).some(({ signals }) => signals.includes("eight-on-one-side")));
});

test("samples of two sizes: Pyzdek and Keller, The Handbook for Quality Management, table 9.6", () => {
  const bruised = [
    47, 42, 55, 51, 46, 61, 39, 44, 41, 51, 88, 101, 101, 40, 48, 47, 50, 48, 57, 45, 43, 105, 98,
    100, 96,
  ];
  const doubled = new Set([11, 12, 13, 22, 23, 24, 25]);
  const chart = controlChart(
    bruised.map((each, at) => {
      const n = doubled.has(at + 1) ? 500 : 250;
      return { n, value: each / n };
    }),
    { kind: "p" },
  );
  assert.equal(chart[0]!.centre!.toFixed(3), "0.193");
  assert.deepEqual(
    [chart[0]!, chart[10]!].map(({ limits }) => [limits!.low.toFixed(3), limits!.high.toFixed(3)]),
    [
      ["0.118", "0.268"],
      ["0.140", "0.246"],
    ],
  );
  assert.deepEqual(signalled(chart), []);
});

test("single figures: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2", () => {
  const chart = controlChart(values([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]), {
    kind: "xmr",
  });
  assert.equal(chart[0]!.centre!.toFixed(2), "50.81");
  assert.equal(chart[0]!.limits!.high.toFixed(4), "55.8041");
  assert.equal(chart[0]!.limits!.low.toFixed(4), "45.8159");
  assert.deepEqual(signalled(chart), []);
});

test("NPS by its variance: with the same answers at each point the limits are the score's own ± 3 se", () => {
  const counts = { promoters: 45, passives: 30, detractors: 25 };
  const { estimate, se } = nps(counts, { method: "wald" });
  const same = Array.from({ length: 6 }, () => ({ n: 100, value: estimate, variance: se! ** 2 }));
  const chart = controlChart([...same, { n: 400, value: 90, variance: 1 }], {
    kind: "nps",
    baseline: 6,
  });
  assert.equal(chart[0]!.limits!.high.toFixed(9), (estimate! + 3 * se!).toFixed(9));
  // Four times as many answers: half as wide. Beyond the baseline a point's own variance is unread.
  assert.equal(chart[6]!.limits!.low.toFixed(9), (estimate! - 1.5 * se!).toFixed(9));
  assert.deepEqual(signalled(chart), [7]);
  // A point where all are alike doesn't say that nothing varies.
  const alike = controlChart([...same, { n: 9, value: 100, variance: 0 }], { kind: "nps" });
  assert.ok(alike[6]!.limits!.low < -20 && alike[6]!.limits!.high === 100);
});

/** Points by how many σ they are from the centre, which a first point of great weight puts at 0. */
function standard(z: readonly (number | null)[], rules: readonly ControlRule[]) {
  const anchor = { n: 1e12, value: 0, variance: 1e-12 };
  const gap = { n: 0, value: null };
  const points = z.map((value) => ({ n: 1, value, variance: 1 }));
  return controlChart([anchor, gap, ...points], { kind: "mean", rules, baseline: 1 }).slice(2);
}
const repeated = (list: readonly number[], times: number) =>
  Array.from({ length: times }, () => list).flat();

test("each rule at the point that completes it, and not one before", () => {
  for (const [rule, z, at] of [
    ["beyond-limits", [0, 2.9, 3.1, -3.1], [3, 4]],
    ["two-of-three", [2.1, 0, 2.2, 0, 2.3, -2.1, 1.9, -2.1], [3, 5, 8]],
    ["two-of-three", [2.1, -2.1, 0, 0, 2.5], []],
    ["four-of-five", [1.1, 1.2, 0.9, 1.3, 1.4, 0.5, 0.5], [5]],
    ["four-of-five", [1.1, 1.2, -1.3, 1.3, -1.4], []],
    ["eight-on-one-side", repeated([0.1], 9), [8, 9]],
    ["eight-on-one-side", [...repeated([0.1], 7), 0, ...repeated([0.1], 7)], []],
    ["nine-on-one-side", repeated([-0.1], 9), [9]],
    ["six-rising-or-falling", [0, -0.5, -0.4, -0.3, 0, 0.3, 0.4, 0.4], [7]],
    ["six-rising-or-falling", [0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0], [6, 7]],
    ["fourteen-alternating", repeated([0.5, -0.5], 7), [14]],
    ["fourteen-alternating", [...repeated([0.5, -0.5], 6), -0.5, 0.5], []],
    ["fifteen-near", repeated([0.9, -0.9, 0], 5), [15]],
    ["eight-far", repeated([1.1, -1.2], 4), [8]],
    ["eight-far", [...repeated([1.1, -1.2], 3), 0.9, 1.1], []],
  ] as const satisfies readonly (readonly [ControlRule, readonly number[], readonly number[]])[]) {
    assert.deepEqual(signalled(standard(z, [rule])), at, rule);
    assert.deepEqual(
      signalled(
        standard(
          z.map((each) => -each),
          [rule],
        ),
      ),
      at,
      `${rule}, mirrored`,
    );
  }
  // A month without answers breaks a run.
  const gap = [...repeated([0.1], 4), null, ...repeated([0.1], 4)];
  assert.deepEqual(signalled(standard(gap, ["eight-on-one-side"])), []);
});

test("what has no limits says why", () => {
  assert.deepEqual(controlChart([], { kind: "p" }), []);
  const empty = { centre: null, limits: null, signals: [] };
  assert.deepEqual(controlChart([{ n: 0, value: null }], { kind: "p" }), [
    { ...empty, reason: "no-answers" },
  ]);
  assert.deepEqual(controlChart(values([5]), { kind: "xmr" }), [{ ...empty, reason: "one-point" }]);
  assert.deepEqual(controlChart(values([5, null, 5]), { kind: "xmr" }), [
    { ...empty, reason: "one-point" },
    { ...empty, reason: "no-answers" },
    { ...empty, reason: "one-point" },
  ]);
  const still = controlChart(values([5, 5, 9]), { kind: "xmr", baseline: 2, rules: "nelson" });
  assert.deepEqual(still[2], {
    centre: 5,
    limits: { low: 5, high: 5 },
    signals: [],
    reason: "zero-variance",
  });
  const all = controlChart(shares([9, 9], 9), { kind: "p", rules: "nelson" });
  assert.deepEqual(
    all.map(({ reason }) => reason),
    ["zero-variance", "zero-variance"],
  );
  const alike = [1, 2, 7, 1, 2, 7, 1, 2, 7].map((n) => ({ n, value: 1 }));
  for (const chart of [
    controlChart(alike, { kind: "p", rules: "nelson" }),
    controlChart(values(alike.map(() => 0.1)), { kind: "xmr", rules: "nelson" }),
  ])
    for (const { signals, reason } of chart)
      assert.deepEqual([signals, reason], [[], "zero-variance"]);
});

test("whatever comes in, figures or a RangeError come out, and signals only where they are true", () => {
  const point = fc.record({
    n: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.double()),
    value: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1 }), fc.double()),
    variance: fc.oneof(fc.constant(undefined), fc.double({ min: 0, max: 100 }), fc.double()),
  });
  const tame = fc.record({
    n: fc.integer({ min: 0, max: 300 }),
    value: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    variance: fc.double({ min: 0, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.oneof(fc.array(tame, { maxLength: 30 }), fc.array(point, { maxLength: 30 })),
      fc.constantFrom<ControlKind>("p", "nps", "mean", "xmr"),
      (points, kind) => {
        let chart;
        try {
          chart = controlChart(points, { kind, rules: "nelson" });
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          return;
        }
        assert.equal(chart.length, points.length);
        for (const [at, { centre, limits, signals, reason }] of chart.entries()) {
          if (centre === null || limits === null) {
            assert.ok(reason !== undefined && signals.length === 0);
            continue;
          }
          for (const each of [centre, limits.low, limits.high]) assert.ok(Number.isFinite(each));
          const value = points[at]!.value!;
          const outside = value < limits.low || value > limits.high;
          assert.equal(signals.includes("beyond-limits"), outside && !reason);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("what is no chart is refused with the reason", () => {
  const fine = { n: 5, value: 0.5, variance: 1 };
  for (const [points, options] of [
    [[{ n: -1, value: 0 }], { kind: "p" }],
    [[{ n: 5, value: 1.2 }], { kind: "p" }],
    [[{ n: 5, value: 120, variance: 1 }], { kind: "nps" }],
    [[{ n: 5, value: 20 }], { kind: "nps" }],
    [[{ n: 5, value: NaN }], { kind: "xmr" }],
    [[fine], { kind: "c" as "p" }],
    [[fine], { kind: "toString" as "p" }],
    [[fine], { kind: "p", rules: "all" as "nelson" }],
    [[fine], { kind: "p", rules: ["constructor" as "eight-far"] }],
    [[fine], { kind: "p", rules: "constructor" as "nelson" }],
    [[fine], { kind: "p", baseline: 0 }],
    [[fine], { kind: "p", baseline: 2 }],
    [Array.from({ length: 100_001 }, () => fine), { kind: "p" }],
  ] as const satisfies readonly (readonly [readonly ControlPoint[], object])[])
    assert.throws(() => controlChart(points, options), RangeError, JSON.stringify(options));
});

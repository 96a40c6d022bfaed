import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { disconfirmation, nps, servqualGap, zoneOfTolerance } from "./index.ts";
import type { DisconfirmationCounts, GapPair, ZoneRow } from "./index.ts";

/** Student's sleep data: extra hours with the first drug and with the second, of ten patients. */
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const sleep: GapPair[] = first.map((expectation, i) => ({ expectation, experience: second[i]! }));

const fixed = (digits: number, ...values: (number | null)[]) =>
  values.map((value) => value?.toFixed(digits));

test("the paired t test of Student's sleep data, as R prints it", () => {
  // t.test(extra ~ group, data = sleep, paired = TRUE): t = -4.0621, df = 9, p-value = 0.002833,
  // 95 percent confidence interval -2.4598858 -0.7001142, mean of the differences -1.58.
  const found = servqualGap(sleep);
  assert.equal(found.n, 10);
  assert.deepEqual(fixed(7, found.gap, found.low, found.high), [
    "1.5800000",
    "0.7001142",
    "2.4598858",
  ]);
  assert.deepEqual([found.t?.toFixed(4), found.p?.toFixed(6)], ["4.0621", "0.002833"]);
  // Where less is better the same is a shortfall.
  const hours = servqualGap(sleep, { direction: -1 });
  assert.deepEqual(fixed(7, hours.gap, hours.low, hours.high), [
    "-1.5800000",
    "-2.4598858",
    "-0.7001142",
  ]);
  assert.deepEqual([hours.t, hours.p], [-found.t!, found.p]);
  // The same from what a store adds up.
  const d = first.map((each, i) => second[i]! - each);
  const sum = d.reduce((total, each) => total + each, 0);
  const sumOfSquares = d.reduce((total, each) => total + each * each, 0);
  const sums = servqualGap({ n: 10, sum, sumOfSquares }, { direction: -1, confidence: 0.95 });
  for (const name of ["gap", "low", "high", "t", "p"] as const)
    assert.ok(Math.abs(sums[name]! - hours[name]!) < 1e-12, name);
});

test("gaps of the demonstration company's aspects, 900 people by quota: T5", () => {
  const shares: Record<string, [Record<string, number>, string]> = {
    reliability: [{ "-2": 35, "-1": 55, "0": 5, "1": 5 }, "-1.20"],
    billing: [{ "-2": 10, "-1": 55, "0": 30, "1": 5 }, "-0.70"],
    care: [{ "-1": 20, "0": 60, "1": 20 }, "0.00"],
    features: [{ "-1": 15, "0": 50, "1": 35 }, "0.20"],
    packaging: [{ "0": 15, "1": 60, "2": 25 }, "1.10"],
  };
  for (const [aspect, [quota, expected]] of Object.entries(shares)) {
    const pairs = Object.entries(quota).flatMap(([difference, share]) =>
      Array.from({ length: share * 9 }, () => ({
        expectation: 3,
        experience: 3 + Number(difference),
      })),
    );
    const found = servqualGap(pairs);
    assert.deepEqual([found.n, found.gap?.toFixed(2)], [900, expected], aspect);
    // "Met": the interval holds 0.
    assert.equal(found.low! <= 0 && found.high! >= 0, aspect === "care", aspect);
  }
});

test("gaps without answers, with one, and with answers that are all alike", () => {
  const none = { low: null, high: null, t: null, p: null };
  assert.deepEqual(servqualGap([]), { n: 0, gap: null, ...none, reason: "no-answers" });
  const one = servqualGap([{ expectation: 5, experience: 3 }]);
  assert.deepEqual(one, { n: 1, gap: -2, ...none, reason: "one-answer" });
  const met = servqualGap(
    [5, 4, 3].map((value) => ({ expectation: value, experience: value })),
    { direction: -1 },
  );
  assert.deepEqual(met, {
    n: 3,
    gap: 0,
    low: 0,
    high: 0,
    t: null,
    p: null,
    reason: "zero-variance",
  });
  // 4.1 − 3.1 and 2.1 − 1.1 differ by rounding alone.
  const literal = [
    [2.1, 1.1],
    [4.1, 3.1],
    [5.1, 4.1],
    [9.1, 8.1],
    [0.3, -0.7],
  ];
  const alike = servqualGap(
    literal.map(([experience, expectation]) => ({
      experience: experience!,
      expectation: expectation!,
    })),
  );
  assert.deepEqual(
    [alike.gap?.toFixed(9), alike.t, alike.reason],
    ["1.000000000", null, "zero-variance"],
  );
  const far = servqualGap({ n: 3, sum: 3e9, sumOfSquares: 3e18 });
  assert.deepEqual([far.gap, far.low, far.p, far.reason], [1e9, null, null, "lost-digits"]);
});

const rows: ZoneRow[] = [
  { minimum: 5, desired: 8, experience: 4 },
  { minimum: 5, desired: 8, experience: 5 },
  { minimum: 5, desired: 8, experience: 8 },
  { minimum: 6, desired: 7, experience: 7 },
  { minimum: 4, desired: 6, experience: 8 },
];

test("the zone of tolerance: both ends belong to it, each person stands in one share", () => {
  const found = zoneOfTolerance(rows);
  assert.deepEqual([found.n, found.below, found.within, found.above], [5, 0.2, 0.6, 0.2]);
  assert.deepEqual(fixed(6, found.adequacy, found.superiority), ["1.400000", "-1.000000"]);
  // The means' intervals by hand: differences −1, 0, 3, 1, 4 have sd √4.3, t(4) = 2.776445.
  const margin = 2.776445105198 * Math.sqrt(4.3 / 5);
  assert.ok(Math.abs(found.intervals!.adequacy.high - (1.4 + margin)) < 1e-9);
  // Wilson's of 1 in 5.
  const { low, high } = found.intervals!.below;
  assert.deepEqual(fixed(4, low, high), ["0.0362", "0.6245"]);
});

test("who wishes for less than the least accepted is counted apart", () => {
  const odd = { minimum: 8, desired: 5, experience: 6 };
  const found = zoneOfTolerance([odd, ...rows, odd]);
  assert.deepEqual(found, { ...zoneOfTolerance(rows), inconsistent: 2 });
  const only = zoneOfTolerance([odd]);
  assert.deepEqual([only.n, only.adequacy, only.within, only.intervals], [0, null, null, null]);
  assert.deepEqual([only.inconsistent, only.reason], [1, "no-answers"]);
  const one = zoneOfTolerance(rows.slice(0, 1));
  assert.deepEqual([one.n, one.adequacy, one.superiority, one.below], [1, -1, -4, 1]);
  assert.deepEqual([one.intervals, one.reason], [null, "one-answer"]);
});

test("the zone from sums is the zone from rows", () => {
  const sums = (of: (row: ZoneRow) => number) => ({
    n: rows.length,
    sum: rows.reduce((total, row) => total + of(row), 0),
    sumOfSquares: rows.reduce((total, row) => total + of(row) ** 2, 0),
  });
  const given = {
    below: 1,
    above: 1,
    adequacy: sums((row) => row.experience - row.minimum),
    superiority: sums((row) => row.experience - row.desired),
  };
  const [a, b] = [
    zoneOfTolerance(given, { confidence: 0.9 }),
    zoneOfTolerance(rows, { confidence: 0.9 }),
  ];
  assert.deepEqual([a.n, a.below, a.within, a.above], [b.n, b.below, b.within, b.above]);
  for (const name of ["adequacy", "superiority"] as const) {
    assert.ok(Math.abs(a[name]! - b[name]!) < 1e-12);
    assert.ok(Math.abs(a.intervals![name].low - b.intervals![name].low) < 1e-12);
  }
  assert.throws(() => zoneOfTolerance({ ...given, below: 5 }), RangeError);
  assert.throws(
    () => zoneOfTolerance({ ...given, adequacy: { n: 4, sum: 1, sumOfSquares: 3 } }),
    RangeError,
  );
});

test("disconfirmation is counted as a score is", () => {
  // Lewis and Sauro, "Confidence Intervals for Net Promoter Scores": 36 answers, 15.6 to 61.3.
  const found = disconfirmation({ worse: 5, same: 11, better: 20 });
  assert.deepEqual(fixed(1, found.estimate, found.low, found.high), ["41.7", "15.6", "61.3"]);
  assert.deepEqual(fixed(3, found.worse, found.same, found.better), ["0.139", "0.306", "0.556"]);
  assert.deepEqual(disconfirmation([2, 3, 11, 12, 8]), found);
  const wald = disconfirmation([2, 3, 11, 12, 8], { method: "wald", confidence: 0.9 });
  assert.equal(
    wald.low,
    nps({ promoters: 20, passives: 11, detractors: 5 }, { method: "wald", confidence: 0.9 }).low,
  );
  const none = disconfirmation([0, 0, 0, 0, 0]);
  assert.deepEqual([none.n, none.estimate, none.worse, none.reason], [0, null, null, "no-answers"]);
});

test("wrong input throws a RangeError", () => {
  const wrong = [
    () => servqualGap([{ expectation: NaN, experience: 1 }]),
    () => servqualGap([{ expectation: 1, experience: Infinity }]),
    () => servqualGap([{ expectation: -1.7e308, experience: 1.7e308 }]),
    () => servqualGap(sleep, { direction: 0 as 1 }),
    () => servqualGap(sleep, { confidence: 95 }),
    () => servqualGap({ n: 2, sum: 4, sumOfSquares: 1 }),
    () => zoneOfTolerance([{ minimum: 1, desired: NaN, experience: 2 }]),
    () => zoneOfTolerance(rows, { confidence: 0 }),
    () => disconfirmation([1, 2, 3, 4] as unknown as DisconfirmationCounts),
    () => disconfirmation([1, 2, 3, 4, -1]),
    () => disconfirmation({ worse: 1.5, same: 0, better: 0 }),
  ];
  for (const each of wrong) assert.throws(each, RangeError, String(each));
});

const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }) },
  fc.double(),
  fc.constantFrom(0, -0, 5e-324, 1e-160, 1e150, 1.7e308),
);

test("hostile input: a RangeError or figures; direction turns the gap and nothing else", () => {
  let answered = 0;
  const inspect = (compute: () => { reason?: string }) => {
    try {
      const found = compute();
      answered += 1;
      for (const [name, figure] of Object.entries(found)) {
        if (typeof figure === "number")
          assert.ok(Number.isFinite(figure) && !Object.is(figure, -0), name);
        if (figure === null) assert.ok(found.reason, name);
      }
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 12 }), (given) => {
      const pairs = given.map(([expectation, experience]) => ({ expectation, experience }));
      inspect(() => {
        const [more, less] = [servqualGap(pairs), servqualGap(pairs, { direction: -1 })];
        assert.equal(more.gap, less.gap === null ? null : 0 - less.gap);
        assert.equal(more.low, less.high === null ? null : 0 - less.high);
        return more;
      });
      inspect(() => {
        const found = zoneOfTolerance(
          given.map(([minimum, desired, experience]) => ({ minimum, desired, experience })),
        );
        assert.equal(found.n + found.inconsistent, given.length);
        if (found.n > 0)
          assert.ok(Math.abs(found.below! + found.within! + found.above! - 1) < 1e-12);
        return found;
      });
    }),
    { numRuns: 1000 },
  );
  assert.ok(answered > 500);
});

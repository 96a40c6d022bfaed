import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mean, meanDifference, studentCritical } from "./index.ts";
import type { MeanInput, MeanMoments, MeanSums } from "./index.ts";

function printed(value: number | null, text: string): void {
  assert.ok(value !== null);
  assert.equal(value.toFixed(text.split(".")[1]?.length ?? 0), text);
}

function sums(values: number[]): MeanSums {
  return {
    n: values.length,
    sum: values.reduce((total, x) => total + x, 0),
    sumOfSquares: values.reduce((total, x) => total + x * x, 0),
  };
}

/** In two passes, which is accurate and shares no step with the code under test. */
function moments(values: number[]): MeanMoments {
  const centre = values.reduce((total, x) => total + x, 0) / values.length;
  const rest = values.reduce((total, x) => total + (x - centre), 0) / values.length;
  const m2 = values.reduce((total, x) => total + (x - centre - rest) ** 2, 0);
  return { n: values.length, mean: centre + rest, m2 };
}

test("one sample: R's t.test(sleep$extra)", () => {
  // 95 percent confidence interval: 0.5955845 2.4844155; mean of x 1.54
  const found = mean({ n: 20, sum: 30.8, sumOfSquares: 124.8 });
  printed(found.estimate, "1.54");
  printed(found.low, "0.5955845");
  printed(found.high, "2.4844155");
  printed(found.sd, "2.0179197");
  assert.equal(found.method, "t");
  assert.deepEqual(Object.keys(found), ["n", "estimate", "low", "high", "sd", "se", "method"]);
});

test("Welch: R's t.test(extra ~ group, data = sleep)", () => {
  // t = -1.8608, df = 17.776, p-value = 0.07939; -3.3654832 0.2054832
  const found = meanDifference(
    { n: 10, sum: 7.5, sumOfSquares: 34.43 },
    { n: 10, sum: 23.3, sumOfSquares: 90.37 },
  );
  printed(found.delta, "-1.58");
  printed(found.t, "-1.8608");
  printed(found.df, "17.776");
  printed(found.p, "0.07939");
  printed(found.low, "-3.3654832");
  printed(found.high, "0.2054832");
  assert.deepEqual(Object.keys(found), ["delta", "low", "high", "t", "df", "p"]);
});

test("Welch: R's t.test(mpg ~ am, data = mtcars)", () => {
  // t = -3.7671, df = 18.332, p-value = 0.001374; -11.280194 -3.209684; 17.14737 24.39231
  const automatic = { n: 19, sum: 325.8, sumOfSquares: 5851.2 };
  const manual = { n: 13, sum: 317.1, sumOfSquares: 8191.11 };
  const found = meanDifference(automatic, manual);
  printed(found.t, "-3.7671");
  printed(found.df, "18.332");
  printed(found.p, "0.001374");
  printed(found.low, "-11.280194");
  printed(found.high, "-3.209684");
  printed(mean(automatic).estimate, "17.14737");
  printed(mean(manual).estimate, "24.39231");
});

test("Welch: the three examples of Wikipedia's article, and R's p for them and three more", () => {
  // t, df and p as the article prints them; p to 15 digits as Rosetta Code ("Welch's t-test")
  // gives R's. Equal variances and sizes, unequal sizes, unequal both; then harsher ones.
  const cases: [MeanSums, MeanSums, t: string, df: string, p: string, exact: number][] = [
    [
      { n: 15, sum: 312.3, sumOfSquares: 6612.23 },
      { n: 15, sum: 344.8, sumOfSquares: 7979.18 },
      "-2.46",
      "25.0",
      "0.021",
      0.021378001462867,
    ],
    [
      { n: 10, sum: 206.1, sumOfSquares: 4329.09 },
      { n: 20, sum: 442.7, sumOfSquares: 9816.23 },
      "-1.57",
      "9.9",
      "0.149",
      0.148841696605327,
    ],
    [
      { n: 10, sum: 193.7, sumOfSquares: 3765.01 },
      { n: 20, sum: 431.8, sumOfSquares: 9647.76 },
      "-2.22",
      "24.5",
      "0.036",
      0.0359722710297968,
    ],
    [
      { n: 6, sum: 180.09, sumOfSquares: 5405.4137 },
      { n: 6, sum: 179.52, sumOfSquares: 5371.2966 },
      "1.96",
      "7.0",
      "0.091",
      0.090773324285671,
    ],
    [
      { n: 4, sum: 10.1, sumOfSquares: 30.41 },
      { n: 3, sum: 1264.1, sumOfSquares: 544165.25 },
      "-9.56",
      "2.0",
      "0.011",
      0.0107515611497845,
    ],
    [
      { n: 3, sum: 0.010602, sumOfSquares: 0.000105487602 },
      { n: 3, sum: 0.417925, sumOfSquares: 0.058913871169 },
      "-12.05",
      "2.4",
      "0.003",
      0.00339907162713746,
    ],
  ];
  for (const [a, b, t, df, p, exact] of cases) {
    const found = meanDifference(a, b);
    printed(found.t, t);
    printed(found.df, df);
    printed(found.p, p);
    assert.ok(Math.abs((found.p ?? NaN) - exact) < 1e-9 * exact, `${found.p} ${exact}`);
  }
});

test("an outage in the demonstration company: -0.88 ± 0.32", () => {
  const ratings = (counts: number[]) => ({
    n: counts.reduce((total, c) => total + c, 0),
    sum: counts.reduce((total, c, i) => total + c * (i + 1), 0),
    sumOfSquares: counts.reduce((total, c, i) => total + c * (i + 1) ** 2, 0),
  });
  const [hit, others] = [ratings([12, 18, 16, 10, 4]), ratings([16, 50, 120, 140, 64])];
  const found = meanDifference(hit, others);
  printed(mean(hit).estimate, "2.60");
  printed(mean(others).estimate, "3.48");
  printed(found.delta, "-0.88");
  printed(((found.high ?? NaN) - (found.low ?? NaN)) / 2, "0.32");
});

/** NIST StRD, univariate summary statistics, NumAcc2 … 4: certified mean base, sd 0.1. */
function numAcc(base: number): number[] {
  const pairs = Array.from({ length: 500 }, () => [base - 0.1, base + 0.1]);
  return [base, ...pairs.flat()];
}

test("numerical accuracy: NIST's Statistical Reference Datasets NumAcc1 to NumAcc4", () => {
  // NumAcc1, from sums: mean 10000002, sd 1 (certified).
  const first = mean(sums([10000001, 10000003, 10000002]));
  assert.deepEqual([first.estimate, first.sd], [10000002, 1]);
  // NumAcc2, from sums: mean 1.2, sd 0.1.
  const second = mean(sums(numAcc(1.2)));
  assert.ok(Math.abs((second.estimate ?? NaN) - 1.2) < 1e-13);
  assert.ok(Math.abs((second.sd ?? NaN) - 0.1) < 1e-12);
  // NumAcc3 and 4 have means of 1000000.2 and 10000000.2: from centred sums.
  for (const base of [1000000.2, 10000000.2]) {
    const found = mean(moments(numAcc(base)));
    assert.ok(Math.abs((found.estimate ?? NaN) / base - 1) < 1e-15);
    assert.ok(Math.abs((found.sd ?? NaN) - 0.1) < 1e-8);
  }
});

test("no answers, one answer, and answers that are all alike", () => {
  const none = { low: null, high: null, sd: null, se: null, method: "t" };
  assert.deepEqual(mean({ n: 0, sum: 0, sumOfSquares: 0 }), {
    n: 0,
    estimate: null,
    ...none,
    reason: "no-answers",
  });
  assert.deepEqual(mean({ n: 1, sum: 4.1, sumOfSquares: 4.1 * 4.1 }), {
    n: 1,
    estimate: 4.1,
    ...none,
    reason: "one-answer",
  });
  assert.deepEqual(mean({ n: 9, sum: 45, sumOfSquares: 225 }), {
    n: 9,
    estimate: 5,
    low: 5,
    high: 5,
    sd: 0,
    se: 0,
    method: "t",
    reason: "zero-variance",
  });
});

test("differences without answers, with one, or without variance", () => {
  const some = { n: 3, sum: 6, sumOfSquares: 14 };
  const none = { n: 0, sum: 0, sumOfSquares: 0 };
  const one = { n: 1, sum: 5, sumOfSquares: 25 };
  const alike = { n: 4, sum: 20, sumOfSquares: 100 };
  const unknown = { low: null, high: null, t: null, df: null, p: null };
  for (const [a, b] of [
    [some, none],
    [none, some],
    [none, none],
  ] as const) {
    assert.deepEqual(meanDifference(a, b), { delta: null, ...unknown, reason: "no-answers" });
  }
  assert.deepEqual(meanDifference(one, some), { delta: 3, ...unknown, reason: "one-answer" });
  assert.deepEqual(meanDifference(some, one), { delta: -3, ...unknown, reason: "one-answer" });
  assert.deepEqual(meanDifference(alike, { n: 2, sum: 6, sumOfSquares: 18 }), {
    delta: 2,
    ...unknown,
    low: 2,
    high: 2,
    reason: "zero-variance",
  });
  // One group that varies is enough: the other adds nothing, and df is that of the one.
  const found = meanDifference(alike, some);
  assert.equal(found.df, 2);
  assert.equal(found.reason, undefined);
  assert.ok(Math.abs((found.high ?? NaN) - (3 + studentCritical(0.95, 2) / Math.sqrt(3))) < 1e-12);
});

test("rounding never shows as a variance, nor as a negative one", () => {
  for (const x of [0.1, 1 / 3, 4.1, 1e-9, 123456.789, -7.3]) {
    for (const n of [2, 3, 7, 10, 99, 1000]) {
      const found = mean(sums(Array.from({ length: n }, () => x)));
      // Whether such values are alike or nearly so is not in their sums.
      assert.deepEqual(
        [found.low, found.sd, found.se, found.reason],
        [null, null, null, "lost-digits"],
        `${n} × ${x}`,
      );
      assert.ok(Math.abs(found.estimate! - x) <= 1e-12 * Math.abs(x));
    }
  }
  for (const x of [0, 1, 5, -7, 1e6, 2 ** 20]) {
    for (const n of [2, 3, 7, 10, 99, 1000]) {
      const found = mean(sums(Array.from({ length: n }, () => x)));
      assert.deepEqual(
        [found.low, found.high, found.sd, found.se, found.reason],
        [x, x, 0, 0, "zero-variance"],
        `${n} × ${x}`,
      );
    }
  }
});

test("wrong input throws a RangeError", () => {
  const good = { n: 3, sum: 6, sumOfSquares: 14 };
  const wrong: MeanInput[] = [
    { n: -1, sum: 0, sumOfSquares: 0 },
    { n: 2.5, sum: 6, sumOfSquares: 14 },
    { n: 3, sum: NaN, sumOfSquares: 14 },
    { n: 3, sum: Infinity, sumOfSquares: 14 },
    { n: 3, sum: 6, sumOfSquares: -1 },
    { n: 3, sum: 6, sumOfSquares: Infinity },
    { n: 3, sum: 6, sumOfSquares: 11 },
    { n: 3, sum: 1e200, sumOfSquares: 1 },
    { n: 1, sum: 6, sumOfSquares: 40 },
    { n: 0, sum: 6, sumOfSquares: 0 },
    { n: 0, sum: 0, sumOfSquares: 1 },
    { n: 3, mean: 2, m2: -1 },
    { n: 3, mean: NaN, m2: 1 },
    { n: 1, mean: 2, m2: 1 },
  ];
  for (const input of wrong) {
    assert.throws(() => mean(input), RangeError, JSON.stringify(input));
    assert.throws(() => meanDifference(good, input), RangeError);
    assert.throws(() => meanDifference(input, good), RangeError);
  }
  for (const confidence of [0, 1, 2, NaN]) {
    assert.throws(() => mean(good, { confidence }), RangeError);
    assert.throws(() => meanDifference(good, good, { confidence }), RangeError);
  }
});

const rating = fc.integer({ min: 0, max: 10 });
const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const values = fc.oneof(
  fc.array(rating, { minLength: 2, maxLength: 60 }),
  fc.array(amount, { minLength: 2, maxLength: 60 }),
);
const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

test("sums give what the values give, and the interval holds the estimate", () => {
  fc.assert(
    fc.property(values, level, (list, confidence) => {
      const found = mean(sums(list), { confidence });
      const { n, mean: centre, m2 } = moments(list);
      if (found.reason === "lost-digits") {
        const most = Math.max(...list.map(Math.abs));
        assert.ok(Math.sqrt(m2 / (n - 1)) <= 2e-6 * most);
        assert.deepEqual([found.low, found.sd], [null, null]);
        return;
      }
      assert.ok(found.estimate !== null && found.low !== null && found.high !== null);
      assert.ok(found.low <= found.estimate && found.estimate <= found.high);
      const size = Math.max(...list.map(Math.abs));
      assert.ok(Math.abs(found.estimate - centre) <= 1e-12 * size);
      const sd = Math.sqrt(m2 / (n - 1));
      assert.ok(Math.abs((found.sd ?? NaN) ** 2 - sd ** 2) <= 1e-12 * size ** 2 + 1e-300);
      const margin = (studentCritical(confidence, n - 1) * (found.sd ?? NaN)) / Math.sqrt(n);
      assert.ok(Math.abs(found.high - found.estimate - margin) <= 1e-12 * (margin + size));
    }),
    { numRuns: 500 },
  );
});

test("sums and centred sums are the same input", () => {
  fc.assert(
    fc.property(fc.array(rating, { minLength: 2, maxLength: 40 }), (list) => {
      const [a, b] = [mean(sums(list)), mean(moments(list))];
      assert.equal(a.reason, b.reason);
      for (const key of ["estimate", "low", "high", "sd", "se"] as const) {
        assert.ok(Math.abs((a[key] ?? NaN) - (b[key] ?? NaN)) < 1e-9, key);
      }
    }),
  );
});

test("the same values more often are surer", () => {
  fc.assert(
    fc.property(
      fc.array(rating, { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 2, max: 20 }),
      (list, times) => {
        const { n, sum, sumOfSquares } = sums(list);
        const less = mean({ n, sum, sumOfSquares });
        const more = mean({
          n: n * times,
          sum: sum * times,
          sumOfSquares: sumOfSquares * times,
        });
        assert.ok(Math.abs((more.estimate ?? NaN) - (less.estimate ?? NaN)) < 1e-12);
        if (less.reason) assert.equal(more.reason, "zero-variance");
        else
          assert.ok(
            (more.high ?? NaN) - (more.low ?? NaN) < (less.high ?? NaN) - (less.low ?? NaN),
          );
      },
    ),
  );
});

test("differences are antisymmetric, hold delta, and agree with their own test", () => {
  fc.assert(
    fc.property(values, values, level, (a, b, confidence) => {
      const there = meanDifference(moments(a), moments(b), { confidence });
      const back = meanDifference(moments(b), moments(a), { confidence });
      const { delta, low, high, t, df, p } = there;
      assert.ok(delta !== null && low !== null && high !== null);
      assert.ok(delta === -(back.delta ?? NaN));
      assert.ok(low === -(back.high ?? NaN) && high === -(back.low ?? NaN));
      assert.ok(low <= delta && delta <= high);
      assert.equal(p, back.p);
      if (t === null || df === null || p === null) return;
      const least = Math.min(a.length, b.length) - 1;
      assert.ok(df >= least - 1e-6 && df <= a.length + b.length - 2 + 1e-6, `df ${df}`);
      if (Math.abs(p - (1 - confidence)) > 1e-9)
        assert.equal(p < 1 - confidence, low > 0 || high < 0);
    }),
    { numRuns: 500 },
  );
});

test("groups of one size and variance have the pooled test's degrees of freedom", () => {
  const found = meanDifference(
    { n: 7, mean: 1, m2: 12 },
    { n: 7, mean: 3, m2: 12 },
    { confidence: 0.9 },
  );
  assert.ok(Math.abs((found.df ?? NaN) - 12) < 1e-12);
  assert.ok(Math.abs((found.t ?? NaN) + 2 / Math.sqrt(4 / 7)) < 1e-12);
});

test("the t interval holds its level in seeded samples of five", () => {
  let state = 99;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const runs = 4000;
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const { low, high } = mean(sums(Array.from({ length: 5 }, () => 3 + 2 * normal())));
    if ((low ?? NaN) <= 3 && (high ?? NaN) >= 3) held += 1;
  }
  assert.ok(Math.abs(held / runs - 0.95) < 0.014, String(held / runs));
});

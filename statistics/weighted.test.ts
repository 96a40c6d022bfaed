import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  effectiveN,
  mean,
  meanDifference,
  nps,
  npsDifference,
  proportion,
  proportionDifference,
  studentCritical,
  weightedMean,
  weightedMeanDifference,
  weightedNps,
  weightedNpsDifference,
  weightedProportion,
  weightedProportionDifference,
} from "./index.ts";
import type { NpsMethod, WeightedMeanSums, WeightedNpsSums } from "./index.ts";

interface Answer {
  /** 0 … 10 */
  score: number;
  weight: number;
}

/** All the sums that a query brings back for the answers. */
function sumsOf(answers: Answer[]) {
  const sum = (of: (a: Answer) => number) => answers.reduce((total, a) => total + of(a), 0);
  const within = (low: number, high: number) =>
    sum((a) => (a.score >= low && a.score <= high ? a.weight : 0));
  return {
    n: answers.length,
    promoters: within(9, 10),
    passives: within(7, 8),
    detractors: within(0, 6),
    successes: within(9, 10),
    sum: sum((a) => a.weight * a.score),
    sumOfSquares: sum((a) => a.weight * a.score ** 2),
    sumOfWeights: sum((a) => a.weight),
    sumOfSquaredWeights: sum((a) => a.weight ** 2),
  };
}

function close(a: unknown, b: unknown, tolerance: number, what: string): void {
  if (typeof a === "number" && typeof b === "number") {
    assert.ok(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)), `${what}: ${a}, not ${b}`);
  } else assert.equal(a, b, what);
}

function sameFigures(a: object, b: object, tolerance: number): void {
  assert.deepEqual(Object.keys(a), Object.keys(b));
  const other = new Map(Object.entries(b));
  for (const [key, value] of Object.entries(a)) close(value, other.get(key), tolerance, key);
}

test("Kish's effective n: published examples", () => {
  // Sawtooth Software, Lighthouse Studio manual, appendix E: weights 1.5, 0.8, 1.2, 1.1, 2.5 have
  // 50.41/11.79 = 4.28.
  const five = sumsOf([1.5, 0.8, 1.2, 1.1, 2.5].map((weight) => ({ score: 5, weight })));
  assert.ok(Math.abs(five.sumOfSquaredWeights - 11.79) < 1e-12);
  assert.equal(effectiveN(five).toFixed(2), "4.28");
  // Half of 100 respondents with weight 1 and half with 2: 22500/250 = 90.
  assert.equal(effectiveN({ n: 100, sumOfWeights: 150, sumOfSquaredWeights: 250 }), 90);
});

test("raking the demonstration company's waves to 55 % prepaid: +18.6 from +26.0", () => {
  const prepaid = (0.55 * 1800) / 540;
  const postpaid = (0.45 * 1800) / 1260;
  const found = weightedNps({
    n: 1800,
    promoters: 180 * prepaid + 668 * postpaid,
    passives: 208 * prepaid + 364 * postpaid,
    detractors: 152 * prepaid + 228 * postpaid,
    sumOfSquaredWeights: 540 * prepaid ** 2 + 1260 * postpaid ** 2,
  });
  assert.equal(found.estimate?.toFixed(1), "18.6");
  assert.equal(found.effectiveN.toFixed(0), "1387");
  assert.equal(found.n, 1800);
  assert.ok((found.low ?? NaN) < 18.6 - 4 && (found.high ?? NaN) > 18.6 + 4);
});

test("the weighted mean by hand", () => {
  // 2 with weight 2; 3 and 5 with weight 1: mean 3, variance (2·1 + 0 + 4)/4 = 1.5,
  // effective n 16/6 = 8/3, sd² = 1.5 (8/3)/(5/3) = 2.4, se² = 2.4/(8/3) = 0.9.
  const found = weightedMean({
    n: 3,
    sum: 12,
    sumOfSquares: 42,
    sumOfWeights: 4,
    sumOfSquaredWeights: 6,
  });
  assert.equal(found.estimate, 3);
  close(found.effectiveN, 8 / 3, 1e-15, "effectiveN");
  close(found.sd, Math.sqrt(2.4), 1e-15, "sd");
  close(found.se, Math.sqrt(0.9), 1e-15, "se");
  close(found.high, 3 + studentCritical(0.95, 5 / 3) * Math.sqrt(0.9), 1e-14, "high");
  assert.equal(found.low?.toFixed(2), "-1.97");
  const keys = ["n", "effectiveN", "estimate", "low", "high", "sd", "se", "method"];
  assert.deepEqual(Object.keys(found), keys);
});

test("a weighted share is Wilson's with the effective numbers", () => {
  const found = weightedProportion({
    successes: 3.7,
    sumOfWeights: 7.1,
    sumOfSquaredWeights: 11.79,
  });
  const n = 50.41 / 11.79;
  const p = 3.7 / 7.1;
  const z = 1.959963984540054;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const margin = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  close(found.estimate, p, 1e-15, "estimate");
  close(found.low, centre - margin, 1e-14, "low");
  close(found.high, centre + margin, 1e-14, "high");
  assert.deepEqual(Object.keys(found), ["effectiveN", "estimate", "low", "high", "method"]);
});

test("no answers, one answer, answers that are all alike", () => {
  const weights = { sumOfWeights: 0, sumOfSquaredWeights: 0 };
  const none = { n: 0, promoters: 0, passives: 0, detractors: 0, ...weights };
  assert.equal(effectiveN(weights), 0);
  const score = weightedNps(none);
  assert.deepEqual([score.estimate, score.low, score.effectiveN], [null, null, 0]);
  assert.equal(score.reason, "no-answers");
  assert.equal(weightedProportion({ successes: 0, ...weights }).reason, "no-answers");
  assert.equal(weightedMean({ sum: 0, sumOfSquares: 0, ...weights }).reason, "no-answers");
  assert.equal(weightedNpsDifference(none, none).reason, "no-answers");

  // 0.1 · 0.1 is not the double nearest 0.01: one answer must not become 1.0000000000000002.
  const one = sumsOf([{ score: 9, weight: 0.1 }]);
  const alone = weightedMean(one);
  assert.deepEqual([alone.effectiveN, alone.low, alone.reason], [1, null, "one-answer"]);
  close(alone.estimate, 9, 1e-15, "estimate");
  assert.equal(weightedNpsDifference(one, one).reason, "zero-variance");
  assert.equal(weightedProportion(one).high, 1);

  const alike = sumsOf([0.3, 1.7, 2.2].map((weight) => ({ score: 10, weight })));
  // Of whole weights their sums say it; of others they can't tell it from nearly alike.
  const whole = sumsOf([3, 17, 22].map((weight) => ({ score: 10, weight })));
  assert.equal(weightedMean(whole).reason, "zero-variance");
  const lost = weightedMean(alike);
  assert.deepEqual([lost.low, lost.sd, lost.reason], [null, null, "lost-digits"]);
  close(lost.estimate, 10, 1e-15, "estimate");
  assert.equal(weightedNps(alike, { method: "wald" }).reason, "zero-variance");
  assert.equal(weightedNps(alike).high, 100);
  assert.equal(weightedProportion(alike).high, 1);
  assert.equal(weightedMeanDifference(whole, whole).reason, "zero-variance");
  assert.equal(weightedMeanDifference(alike, alike).reason, "lost-digits");
});

test("weights so unequal that one answer is all there is: no interval", () => {
  const lone = sumsOf([
    { score: 3, weight: 1e6 },
    { score: 9, weight: 1e-6 },
  ]);
  const found = weightedMean(lone);
  assert.deepEqual([found.low, found.high, found.reason], [null, null, "one-answer"]);
  // With 1.003 effective answers Student's factor passes 10³⁰⁰: the same.
  const almost = weightedMean({
    sum: 1,
    sumOfSquares: 2,
    sumOfWeights: 1,
    sumOfSquaredWeights: 1 / 1.003,
  });
  assert.deepEqual([almost.estimate, almost.low, almost.reason], [1, null, "one-answer"]);
});

test("wrong sums throw a RangeError", () => {
  const good = sumsOf([
    { score: 10, weight: 2 },
    { score: 3, weight: 1 },
  ]);
  const wrong: Partial<typeof good>[] = [
    { sumOfWeights: -3 },
    { sumOfWeights: NaN },
    { sumOfWeights: 4 },
    { sumOfWeights: 0 },
    { sumOfSquaredWeights: 0 },
    { sumOfSquaredWeights: -1 },
    { sumOfSquaredWeights: Infinity },
    { sumOfSquaredWeights: 9.1 },
    { sumOfSquaredWeights: 4.4 },
    { n: 1 },
    { n: 1.5 },
    { n: 0 },
  ];
  for (const change of wrong) {
    const sums = { ...good, ...change };
    const what = JSON.stringify(change);
    assert.throws(() => weightedNps(sums), RangeError, what);
    assert.throws(() => weightedNpsDifference(good, sums), RangeError, what);
    if (change.sumOfWeights === 4) continue; // only the three groups contradict this one
    assert.throws(() => weightedProportion(sums), RangeError, what);
    assert.throws(() => weightedMean(sums), RangeError, what);
    assert.throws(() => effectiveN(sums), RangeError, what);
  }
  assert.throws(() => weightedNps({ ...good, promoters: -2 }), RangeError);
  assert.throws(() => weightedProportion({ ...good, successes: 3.01 }), RangeError);
  assert.throws(() => weightedProportion({ ...good, successes: -0.1 }), RangeError);
  assert.throws(() => weightedMean({ ...good, sumOfSquares: 100 }), RangeError);
  assert.throws(() => weightedMean({ ...good, sum: NaN }), RangeError);
  const beyond = { sum: 1.7e308, sumOfSquares: 1.79e308, sumOfWeights: 2.2e-162 };
  assert.throws(() => weightedMean({ ...beyond, sumOfSquaredWeights: 5e-324 }), RangeError);
  const weights = { sumOfWeights: 0, sumOfSquaredWeights: 0 };
  assert.throws(() => weightedMean({ sum: 1, sumOfSquares: 1, ...weights }), RangeError);
  assert.throws(() => weightedProportion({ successes: 1, ...weights }), RangeError);
  for (const confidence of [0, 1, NaN]) {
    assert.throws(() => weightedNps(good, { confidence }), RangeError);
    assert.throws(() => weightedProportion(good, { confidence }), RangeError);
    assert.throws(() => weightedMean(good, { confidence }), RangeError);
    assert.throws(() => weightedMeanDifference(good, good, { confidence }), RangeError);
    assert.throws(() => weightedProportionDifference(good, good, { confidence }), RangeError);
  }
  const method = "other" as unknown as NpsMethod;
  assert.throws(() => weightedNps(good, { method }), RangeError);
});

const score = fc.integer({ min: 0, max: 10 });
const scores = fc.array(score, { minLength: 1, maxLength: 80 });
const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
const answers = fc.array(fc.record({ score, weight }), { minLength: 1, maxLength: 80 });
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });

function plain(answered: ReturnType<typeof sumsOf>) {
  const { n, promoters, passives, detractors, successes, sum, sumOfSquares } = answered;
  return {
    counts: { promoters, passives, detractors },
    share: { successes, n },
    sums: { n, sum, sumOfSquares },
  };
}

test("weights of 1 give the plain figures, to the last bit, and effectiveN is n", () => {
  fc.assert(
    fc.property(scores, scores, level, (first, second, confidence) => {
      const a = sumsOf(first.map((value) => ({ score: value, weight: 1 })));
      const b = sumsOf(second.map((value) => ({ score: value, weight: 1 })));
      const [x, y] = [plain(a), plain(b)];
      const options = { confidence };
      const effective = { effectiveN: a.n };
      assert.deepEqual(weightedNps(a, options), { ...nps(x.counts, options), ...effective });
      assert.deepEqual(weightedProportion(a, options), {
        ...proportion(x.share, options),
        ...effective,
      });
      assert.deepEqual(weightedMean(a, options), { ...mean(x.sums, options), ...effective });
      assert.deepEqual(
        weightedNpsDifference(a, b, options),
        npsDifference(x.counts, y.counts, options),
      );
      assert.deepEqual(
        weightedProportionDifference(a, b, options),
        proportionDifference(x.share, y.share, options),
      );
      assert.deepEqual(
        weightedMeanDifference(a, b, options),
        meanDifference(x.sums, y.sums, options),
      );
    }),
    { numRuns: 300 },
  );
});

test("all weights times a constant change nothing", () => {
  const factor = fc.constantFrom(2, 1 / 1024, 0.37, 1234.5, 1e-6, 1e9);
  fc.assert(
    fc.property(answers, answers, factor, (first, second, times) => {
      const scaled = (list: Answer[]) =>
        sumsOf(list.map((a) => ({ ...a, weight: a.weight * times })));
      const [a, b] = [sumsOf(first), sumsOf(second)];
      const [c, d] = [scaled(first), scaled(second)];
      sameFigures(weightedNps(a), weightedNps(c), 1e-9);
      sameFigures(weightedProportion(a), weightedProportion(c), 1e-9);
      sameFigures(weightedNpsDifference(a, b), weightedNpsDifference(c, d), 1e-9);
      sameFigures(weightedProportionDifference(a, b), weightedProportionDifference(c, d), 1e-9);
      // The mean's spread may be rounding only, and its factor huge near one effective answer.
      if (effectiveN(a) < 1.5 || new Set(first.map((x) => x.score)).size < 2) return;
      sameFigures(weightedMean(a), weightedMean(c), 1e-7);
    }),
    { numRuns: 300 },
  );
});

test("for any weights: the estimates are weighted means, in bounds, inside their intervals", () => {
  fc.assert(
    fc.property(answers, level, (list, confidence) => {
      const sums = sumsOf(list);
      const average = (of: (value: number) => number) =>
        list.reduce((total, a) => total + a.weight * of(a.score), 0) / sums.sumOfWeights;
      const points = weightedNps(sums, { confidence });
      close(
        points.estimate,
        average((x) => (x > 8 ? 100 : x > 6 ? 0 : -100)),
        1e-9,
        "nps",
      );
      const share = weightedProportion(sums, { confidence });
      close(
        share.estimate,
        average((x) => (x > 8 ? 1 : 0)),
        1e-12,
        "share",
      );
      const centre = weightedMean(sums, { confidence });
      close(
        centre.estimate,
        average((x) => x),
        1e-12,
        "mean",
      );
      const inside: [typeof points | typeof share | typeof centre, number, number][] = [
        [points, -100, 100],
        [share, 0, 1],
        [centre, -Infinity, Infinity],
      ];
      for (const [found, least, most] of inside) {
        assert.ok(found.effectiveN >= 1 && found.effectiveN <= list.length);
        assert.ok(found.estimate !== null);
        if (found.low === null || found.high === null) continue;
        assert.ok(least <= found.low && found.low <= found.estimate);
        assert.ok(found.estimate <= found.high && found.high <= most);
      }
    }),
    { numRuns: 500 },
  );
});

test("weights cost certainty: no figure is surer than the plain one of its shares", () => {
  fc.assert(
    fc.property(answers, (list) => {
      const sums: WeightedNpsSums & WeightedMeanSums = sumsOf(list);
      const equal = { ...sums, sumOfSquaredWeights: sums.sumOfWeights ** 2 / list.length };
      assert.ok((weightedNps(sums).se ?? NaN) >= (weightedNps(equal).se ?? NaN) * (1 - 1e-9));
      if (weightedMean(sums).se === null) return;
      assert.ok((weightedMean(sums).se ?? NaN) >= (weightedMean(equal).se ?? NaN) * (1 - 1e-9));
    }),
  );
});

test("weighted differences are antisymmetric", () => {
  fc.assert(
    fc.property(answers, answers, (first, second) => {
      const [a, b] = [sumsOf(first), sumsOf(second)];
      for (const difference of [
        weightedNpsDifference,
        weightedProportionDifference,
        weightedMeanDifference,
      ]) {
        const [there, back] = [difference(a, b), difference(b, a)];
        assert.ok(there.delta !== null && there.delta === -(back.delta ?? NaN));
        assert.equal(there.p, back.p);
        if (there.low === null || there.high === null) assert.equal(back.low, null);
        else assert.ok(there.low === -(back.high ?? NaN) && there.high === -(back.low ?? NaN));
      }
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as statistics from "./index.ts";

const {
  mean,
  meanDifference,
  nps,
  npsDifference,
  proportion,
  proportionDifference,
  weightedMean,
  weightedMeanDifference,
  weightedNps,
  weightedNpsDifference,
  weightedProportion,
  weightedProportionDifference,
} = statistics;

const REASONS = new Set(["no-answers", "one-answer", "zero-variance", "lost-digits"]);

/** Anything a caller may come up with, weighted towards sums that fit together by accident. */
const hostile = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 20, noNaN: true }) },
  { weight: 1, arbitrary: fc.double() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(5e-324, 1e-160, 1e-9, 2 ** 53, 1e16, 1e150, 1e200, 1.7e308, -0, -1),
  },
);
const sums = fc.record({
  n: hostile,
  promoters: hostile,
  passives: hostile,
  detractors: hostile,
  successes: hostile,
  sum: hostile,
  sumOfSquares: hostile,
  sumOfWeights: hostile,
  sumOfSquaredWeights: hostile,
});
const moments = fc.record({ n: hostile, mean: hostile, m2: hostile });
const confidence = fc.oneof(
  fc.constantFrom(0.95, 1e-300, 1e-9, 1 - 2 ** -53),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

function accepted<T extends object>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    return undefined;
  }
}

test("whatever comes in, a RangeError or figures come out: no NaN, no infinity, no bare null", () => {
  let answered = 0;
  const inspect = (compute: () => object) => {
    const found = accepted(compute);
    if (found === undefined) return;
    answered += 1;
    const entries = Object.entries(found);
    const reason: unknown = entries.find(([key]) => key === "reason")?.[1];
    assert.ok(reason === undefined || REASONS.has(String(reason)));
    for (const [key, value] of entries) {
      if (typeof value === "number") assert.ok(Number.isFinite(value), `${key}: ${value}`);
      else if (value === null) assert.ok(reason !== undefined, `${key} is null without a reason`);
    }
  };
  fc.assert(
    fc.property(sums, sums, moments, moments, confidence, (a, b, c, d, level) => {
      const options = { confidence: level };
      for (const method of ["wald", "adjusted-wald"] as const) {
        inspect(() => nps(a, { ...options, method }));
        inspect(() => weightedNps({ ...a, sumOfWeights: undefined }, { ...options, method }));
      }
      for (const one of [proportion, mean, weightedNps, weightedProportion, weightedMean]) {
        inspect(() => one(a, options));
      }
      for (const two of [
        npsDifference,
        proportionDifference,
        meanDifference,
        weightedNpsDifference,
        weightedProportionDifference,
        weightedMeanDifference,
      ]) {
        inspect(() => two(a, b, options));
      }
      const known = { ...a, n: undefined };
      inspect(() => weightedMean(known, options));
      inspect(() => weightedMeanDifference(known, { ...b, n: undefined }, options));
      inspect(() => mean(c, options));
      inspect(() => meanDifference(c, d, options));
    }),
    { numRuns: 1500 },
  );
  assert.ok(answered > 1500, `only ${answered} inputs were taken: the test says little`);
});

test("the library says what it exports", () => {
  assert.deepEqual(Object.keys(statistics).sort(), [
    "benjaminiHochberg",
    "changePoint",
    "chiSquaredP",
    "controlChart",
    "cronbachAlpha",
    "designEffect",
    "disconfirmation",
    "effectiveN",
    "importancePerformance",
    "independence",
    "krippendorffAlpha",
    "mean",
    "meanDifference",
    "mixAndRate",
    "normalCdf",
    "normalCritical",
    "normalP",
    "normalQuantile",
    "nps",
    "npsDifference",
    "proportion",
    "proportionDifference",
    "rake",
    "relativeImportance",
    "relativeImportanceFromMoments",
    "sampleSize",
    "servqualGap",
    "shrink",
    "studentCdf",
    "studentCritical",
    "studentP",
    "studentQuantile",
    "themeImpact",
    "weightedMean",
    "weightedMeanDifference",
    "weightedNps",
    "weightedNpsDifference",
    "weightedProportion",
    "weightedProportionDifference",
    "zoneOfTolerance",
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { designEffect, effectiveN, normalCdf, normalCritical, sampleSize } from "./index.ts";
import type { SampleSizeInput } from "./index.ts";

test("of a population: Krejcie and Morgan (1970), table 1", () => {
  // Where the table rounds up; it rounds down what falls below a half, which is an answer too few.
  for (const [population, n] of [
    [100, 80],
    [200, 132],
    [300, 169],
    [1000, 278],
    [5000, 357],
    [10_000, 370],
    [20_000, 377],
  ])
    assert.equal(sampleSize({ measure: "share", margin: 0.05, population }), n);
  assert.equal(sampleSize({ measure: "share", margin: 0.05 }), 385);
  assert.equal(sampleSize({ measure: "share", margin: 0.05, population: 3 }), 3);
});

test("two groups as R's power.prop.test and power.t.test have it", () => {
  // power.prop.test(p1 = .50, p2 = .75, power = .90): n = 76.7
  assert.equal(
    sampleSize({ measure: "share", share: 0.5, difference: 0.25, power: 0.9 }),
    Math.ceil(76.7),
  );
  // power.t.test(delta = 1, sd = 1, power = .90): n = 22.02110
  assert.equal(sampleSize({ measure: "mean", sd: 1, difference: 1, power: 0.9 }), 23);
  // power.t.test(delta = 0.5, sd = 1, power = 0.8): n = 63.76576
  assert.equal(sampleSize({ measure: "mean", sd: 1, difference: -0.5 }), 64);
});

test("a mean's margin is that of Student's t: one answer less is not enough", () => {
  // t(17) = 2.1098, 2.1098 ÷ √18 = 0.4973; t(16) = 2.1199, ÷ √17 = 0.5142.
  assert.equal(sampleSize({ measure: "mean", sd: 1, margin: 0.5 }), 18);
  assert.equal(sampleSize({ measure: "mean", sd: 1, margin: 100 }), 2);
});

test("NPS: half promoters, half detractors takes the most", () => {
  assert.equal(sampleSize({ measure: "nps", margin: 10 }), 385);
  // 10⁴ (0.7 − 0.09) = 6100: 1.96² × 6100 ÷ 100 = 234.3
  assert.equal(sampleSize({ measure: "nps", promoters: 0.5, detractors: 0.2, margin: 10 }), 235);
  // 2 (1.96 + 0.8416)² × 6100 ÷ 100 = 957.6
  assert.equal(
    sampleSize({ measure: "nps", promoters: 0.5, detractors: 0.2, difference: 10 }),
    958,
  );
});

test("the design effect multiplies, and a quotient that is whole is no answer more", () => {
  assert.equal(
    sampleSize({ measure: "share", margin: 0.05, designEffect: 1.5 }),
    Math.ceil(1.5 * 384.146),
  );
  assert.equal(
    sampleSize({ measure: "share", margin: normalCritical(0.9) / 20, confidence: 0.9 }),
    100,
  );
});

test("what is asked for is what the margin and the power come to", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      fc.double({ min: 0.005, max: 0.4, noNaN: true }),
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      (share, size, power) => {
        const z = normalCritical(0.95);
        const n = sampleSize({ measure: "share", share, margin: size });
        const halfWidth = (many: number) => z * Math.sqrt((share * (1 - share)) / many);
        assert.ok(halfWidth(n) <= size * (1 + 1e-9));
        if (n > 1) assert.ok(halfWidth(n - 1) > size * (1 - 1e-9));
        const other = share + size;
        if (other >= 1) return;
        const each = sampleSize({ measure: "share", share, difference: size, power });
        const middle = (share + other) / 2;
        const under = Math.sqrt((2 * middle * (1 - middle)) / each);
        const over = Math.sqrt((share * (1 - share) + other * (1 - other)) / each);
        assert.ok(normalCdf((size - z * under) / over) >= power - 1e-9);
      },
    ),
  );
});

test("an aim that can't be is refused with the reason", () => {
  const wrong: readonly SampleSizeInput[] = [
    { measure: "share", margin: 0 },
    { measure: "share", margin: NaN },
    { measure: "share", margin: 1e-200 },
    { measure: "share", share: 1, margin: 0.1 },
    { measure: "share", share: 0.9, difference: 0.2 },
    { measure: "share", difference: 0 },
    { measure: "share", difference: 0.1, power: 1 },
    { measure: "share", difference: 0.1, power: 0.2 },
    { measure: "share", margin: 0.1, confidence: 1 },
    { measure: "share", margin: 0.1, population: 2.5 },
    { measure: "share", margin: 0.1, designEffect: 0.5 },
    { measure: "mean", sd: 0, margin: 1 },
    { measure: "mean", sd: 1e-200, margin: 1 },
    { measure: "mean", sd: Infinity, margin: 1 },
    { measure: "nps", promoters: 0.5, margin: 5 },
    { measure: "nps", promoters: 0.7, detractors: 0.4, margin: 5 },
    { measure: "nps", promoters: 1, detractors: 0, margin: 5 },
    { measure: "nps" } as unknown as SampleSizeInput,
    { measure: "nps", margin: 5, difference: 5 } as unknown as SampleSizeInput,
    { measure: "gap", margin: 5 } as unknown as SampleSizeInput,
  ];
  for (const each of wrong) assert.throws(() => sampleSize(each), RangeError, JSON.stringify(each));
});

test("weights' design effect: Kish's 1 + cv², and what is left of n", () => {
  assert.equal(designEffect([1.5, 0.8, 1.2, 1.1, 2.5]).toFixed(3), "1.169");
  assert.equal(designEffect([3, 3, 3]), 1);
  assert.equal(designEffect([0, 3, 0]), 1);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 50 }),
      fc.constantFrom(1, 1e-250, 1e250),
      (plain, factor) => {
        const weights = plain.map((each) => each * factor);
        const n = weights.length;
        const mean = plain.reduce((sum, each) => sum + each, 0) / n;
        const cv2 = plain.reduce((sum, each) => sum + (each / mean - 1) ** 2, 0) / n;
        const found = designEffect(weights);
        assert.ok(Math.abs(found - 1 - cv2) < 1e-9 * (1 + cv2));
        const effective = effectiveN({
          sumOfWeights: mean * n,
          sumOfSquaredWeights: plain.reduce((sum, each) => sum + each * each, 0),
        });
        assert.ok(Math.abs(n / found - effective) < 1e-9 * n);
      },
    ),
  );
  for (const weights of [[], [0, 0], [1, -1], [1, NaN], [1, Infinity]])
    assert.throws(() => designEffect(weights), RangeError);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { benjaminiHochberg } from "./index.ts";

/** Benjamini and Hochberg (1995), section 4: fifteen comparisons of two treatments of heart attacks. */
const trial = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
  0.6528, 0.759, 1,
];

test("the fifteen comparisons of Benjamini and Hochberg (1995): four stand at 5 %, three after Bonferroni", () => {
  const { rejected, adjusted } = benjaminiHochberg(trial, 0.05);
  assert.deepEqual(
    rejected,
    trial.map((_, at) => at < 4),
  );
  assert.equal(trial.filter((p) => p <= 0.05 / 15).length, 3);
  // As R's p.adjust(p, "BH") prints them.
  assert.deepEqual(
    adjusted.map((each) => each.toFixed(8)),
    [
      "0.00150000",
      "0.00300000",
      "0.00950000",
      "0.03562500",
      "0.06030000",
      "0.06385714",
      "0.06385714",
      "0.06450000",
      "0.07650000",
      "0.48600000",
      "0.58118182",
      "0.71487500",
      "0.75323077",
      "0.81321429",
      "1.00000000",
    ],
  );
});

test("it is the step-up procedure as it was written, whatever the order of the tests", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-9, 0.01, 0.01)),
        { maxLength: 40 },
      ),
      fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
      (p, q) => {
        const { rejected, adjusted } = benjaminiHochberg(p, q);
        const sorted = p.toSorted((a, b) => a - b);
        // A border that rounding may move by an ulp says nothing.
        fc.pre(sorted.every((each, at) => Math.abs(each * p.length - q * (at + 1)) > 1e-12));
        const last = sorted.findLastIndex((each, at) => each <= (q * (at + 1)) / p.length);
        const line = last < 0 ? -1 : sorted[last]!;
        assert.deepEqual(
          rejected,
          p.map((each) => each <= line),
        );
        for (const [at, each] of adjusted.entries()) assert.ok(each >= p[at]! && each <= 1);
        const backwards = benjaminiHochberg(p.toReversed(), q);
        assert.deepEqual(backwards.adjusted.toReversed(), adjusted);
      },
    ),
  );
});

test("no tests, one test, and what is none", () => {
  assert.deepEqual(benjaminiHochberg([], 0.1), { rejected: [], adjusted: [] });
  assert.deepEqual(benjaminiHochberg([0.04], 0.1), { rejected: [true], adjusted: [0.04] });
  for (const [p, q] of [
    [[0.1, -0.1], 0.1],
    [[1.1], 0.1],
    [[NaN], 0.1],
    [[0.1], 0],
    [[0.1], 1],
    [[0.1], NaN],
  ] as const)
    assert.throws(() => benjaminiHochberg(p, q), RangeError);
});

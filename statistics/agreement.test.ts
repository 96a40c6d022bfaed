import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NotComputable } from "./checks.ts";
import { krippendorffAlpha } from "./index.ts";
import type { AgreementLevel } from "./index.ts";

const levels: AgreementLevel[] = ["nominal", "ordinal", "interval", "ratio"];
const none = null;
type Ratings = (number | null)[][];

/** A letter, or a dot for no rating, for each unit. */
const letters = (text: string) =>
  [...text].map((each) => (each === "." ? none : Number.parseInt(each, 36)));

test("Krippendorff, Computing Krippendorff's alpha-reliability (2011)", () => {
  // A: two observers, ten units, two values.
  assert.equal(
    krippendorffAlpha([letters("0100000010"), letters("1110010000")], "nominal").toFixed(3),
    "0.095",
  );
  // B: two observers, twelve articles, five values.
  assert.equal(
    krippendorffAlpha([letters("aabbdcccedda"), letters("babbbccceddd")], "nominal").toFixed(3),
    "0.692",
  );
  // C and D: four observers, twelve units, some not judged; every level.
  const four = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."].map((text) =>
    letters(text.replace(" ", "")),
  );
  assert.deepEqual(
    levels.map((level) => krippendorffAlpha(four, level).toFixed(3)),
    ["0.743", "0.815", "0.849", "0.797"],
  );
});

test("the example of Wikipedia: three coders, fifteen units", () => {
  const three = [".....3412113 3.3", "1.21334 3.......", "..21344.2113 3.4"].map((text) =>
    letters(text.replace(" ", "")),
  );
  const found = levels.slice(0, 3).map((level) => krippendorffAlpha(three, level).toFixed(3));
  assert.deepEqual(found, ["0.691", "0.807", "0.811"]);
});

test("all alike is no agreement that could be told from blindness; nor is what one alone judged", () => {
  const reason = (ratings: Ratings) => {
    try {
      return krippendorffAlpha(ratings, "nominal");
    } catch (error) {
      return error instanceof NotComputable && error instanceof RangeError ? error.reason : error;
    }
  };
  assert.equal(reason([]), "no-pairs");
  assert.equal(reason([[1, 2, 3]]), "no-pairs");
  assert.equal(
    reason([
      [1, none],
      [none, 2],
    ]),
    "no-pairs",
  );
  assert.equal(
    reason([
      [2, 2],
      [2, 2],
    ]),
    "one-value",
  );
  // A value that one alone gave is not there.
  assert.equal(
    reason([
      [2, 2, 1],
      [2, 2, none],
    ]),
    "one-value",
  );
  for (const level of levels)
    assert.equal(
      krippendorffAlpha(
        [
          [1, 2],
          [1, 2],
        ],
        level,
      ),
      1,
    );
});

test("wrong input throws a RangeError", () => {
  const wrong: [Ratings, AgreementLevel][] = [
    [[[1, 2], [1]], "nominal"],
    [
      [
        [1, NaN],
        [1, 2],
      ],
      "nominal",
    ],
    [
      [
        [1, Infinity],
        [1, 2],
      ],
      "interval",
    ],
    [
      [
        [1, -2],
        [1, 2],
      ],
      "ratio",
    ],
    [
      [
        [1, 2],
        [1, 3],
      ],
      "cardinal" as AgreementLevel,
    ],
    [
      [
        [1, 2],
        [1, undefined as unknown as number],
      ],
      "nominal",
    ],
    [[0, 1].map((by) => Array.from({ length: 5001 }, (_, i) => i + by)), "ratio"],
  ];
  for (const [ratings, level] of wrong)
    assert.throws(
      () => krippendorffAlpha(ratings, level),
      (error) => error instanceof RangeError && !(error instanceof NotComputable),
      level,
    );
});

/** By the definition: coincidences of values within units, and every pair of values. */
function byCoincidences(ratings: Ratings, level: AgreementLevel): number {
  const units = ratings[0]!.map((_, u) =>
    ratings.map((coder) => coder[u]!).filter((v) => v !== none),
  );
  const paired = units.filter((unit) => unit.length > 1);
  const values = [...new Set(paired.flat())].toSorted((a, b) => a - b);
  const o = values.map(() => values.map(() => 0));
  for (const unit of paired)
    for (const [i, a] of unit.entries())
      for (const [j, b] of unit.entries())
        if (i !== j) o[values.indexOf(a)]![values.indexOf(b)]! += 1 / (unit.length - 1);
  const n = o.map((row) => row.reduce((sum, each) => sum + each, 0));
  const delta = (c: number, k: number) => {
    const [a, b] = [values[c]!, values[k]!];
    if (c === k) return 0;
    if (level === "nominal") return 1;
    if (level === "interval") return (a - b) ** 2;
    if (level === "ratio") return ((a - b) / (a + b)) ** 2;
    const between = n
      .slice(Math.min(c, k), Math.max(c, k) + 1)
      .reduce((sum, each) => sum + each, 0);
    return (between - (n[c]! + n[k]!) / 2) ** 2;
  };
  const all = n.reduce((sum, each) => sum + each, 0);
  let [observed, expected] = [0, 0];
  for (const [c, row] of o.entries())
    for (const [k, each] of row.entries()) {
      observed += each * delta(c, k);
      expected += (n[c]! * n[k]! * delta(c, k)) / (all - 1);
    }
  return 1 - observed / expected;
}

const ratings = fc.integer({ min: 1, max: 12 }).chain((units) =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { freq: 4 }), {
      minLength: units,
      maxLength: units,
    }),
    { minLength: 2, maxLength: 5 },
  ),
);

test("equal to the definition by coincidences, whoever and whatever comes first", () => {
  let compared = 0;
  fc.assert(
    fc.property(ratings, fc.constantFrom(...levels), (given, level) => {
      let found: number;
      try {
        found = krippendorffAlpha(given, level);
      } catch (error) {
        assert.ok(error instanceof NotComputable);
        return;
      }
      compared += 1;
      assert.ok(Math.abs(found - byCoincidences(given, level)) < 1e-11);
      assert.ok(found <= 1 + 1e-14);
      const turned = given.toReversed().map((coder) => coder.toReversed());
      assert.ok(Math.abs(krippendorffAlpha(turned, level) - found) < 1e-12);
      const times = given.map((coder) => coder.map((each) => (each === none ? none : each * 8)));
      assert.ok(Math.abs(krippendorffAlpha(times, level) - found) < 1e-12);
    }),
    { numRuns: 400 },
  );
  assert.ok(compared > 200);
});

test("far values, and a hundred thousand units", () => {
  const far = [
    [1e300, 2e300, -1.7e308, 1.7e308],
    [1e300, 2e300, -1.7e308, 1.7e308],
  ];
  assert.equal(krippendorffAlpha(far, "interval"), 1);
  const many = [0, 1].map((by) =>
    Array.from({ length: 100_000 }, (_, i) => ((i * 7919) % 1000) + by),
  );
  const started = performance.now();
  for (const level of levels.slice(0, 3)) assert.ok(krippendorffAlpha(many, level) < 1);
  assert.ok(performance.now() - started < 3000);
});

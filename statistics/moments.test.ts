import assert from "node:assert/strict";
import { test } from "node:test";
import { relativeImportance, relativeImportanceFromMoments } from "./index.ts";
import { momentsOfGroups } from "./moments.ts";
import type { PairSums } from "./moments.ts";
import { groupsOf, near, ratings, split, sumsOf } from "./testing.ts";

type Row = readonly (number | null)[];

/** Sums over the pairs of a table in which answers are missing. */
function pairSums(rows: readonly Row[], size: number): PairSums {
  const over = (of: (a: number, b: number) => number) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) =>
        rows.reduce((sum, row) => {
          const [a, b] = [row[i], row[j]];
          return typeof a === "number" && typeof b === "number" ? sum + of(a, b) : sum;
        }, 0),
      ),
    );
  return {
    n: over(() => 1),
    sums: over((a) => a),
    squares: over((a) => a * a),
    products: over((a, b) => a * b),
  };
}

/** Pearson's correlation of those rows in which both were answered, in two passes. */
function pearson(rows: readonly Row[], i: number, j: number): number {
  const both = rows.flatMap((row) =>
    typeof row[i] === "number" && typeof row[j] === "number" ? [[row[i], row[j]]] : [],
  );
  const [a, b] = [0, 1].map((k) => both.reduce((sum, pair) => sum + pair[k]!, 0) / both.length);
  const product = (x: 0 | 1, y: 0 | 1) =>
    both.reduce((sum, pair) => sum + (pair[x]! - (x ? b! : a!)) * (pair[y]! - (y ? b! : a!)), 0);
  return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
}

test("two rows by hand", () => {
  const found = momentsOfGroups([
    { n: 1, sums: [1, 2], products: [[1], [2, 4]] },
    { n: 1, sums: [3, 4], products: [[9], [12, 16]] },
  ]);
  assert.deepEqual([found.n, found.means], [2, [2, 3]]);
  near(found.covariance.flat(), [2, 2, 2, 2], 1e-14);
  // Without either there is one row.
  assert.deepEqual(
    found.without.map(({ n, means, flaw }) => [n, means, flaw?.reason]),
    [
      [1, [3, 4], "one-answer"],
      [1, [1, 2], "one-answer"],
    ],
  );
});

test("groups add up to the whole, and each is left out in turn", () => {
  const rows = ratings(50, 3, 1);
  const found = momentsOfGroups([...groupsOf(rows, 7), sumsOf([]), sumsOf([])]);
  // Groups without a row are none.
  assert.equal(found.without.length, 7);
  const whole = momentsOfGroups([sumsOf(rows)]);
  near(found.covariance.flat(), whole.covariance.flat(), 1e-13);
  const rest = momentsOfGroups([sumsOf(rows.filter((_, i) => i % 7 !== 3))]);
  near(found.without[3]!.covariance.flat(), rest.covariance.flat(), 1e-13);
  assert.deepEqual(whole.without, []);
});

test("missing answers by pairs: R's cor(use = pairwise.complete.obs), n of the smallest pair", () => {
  const rows: Row[] = ratings(300, 3, 2).map((row, i) =>
    row.map((value, k) => ((i * 7 + k * 5) % 11 < k ? null : value)),
  );
  const found = momentsOfGroups([pairSums(rows.slice(0, 100), 4), pairSums(rows.slice(100), 4)]);
  const smallest = rows.filter((row) => row[2] !== null && row[3] !== null).length;
  assert.ok(smallest < 200 && smallest > 100);
  assert.equal(found.n, smallest);
  for (let i = 0; i < 4; i++)
    for (let j = 0; j < 4; j++) {
      const { covariance: c } = found;
      const r = c[i]![j]! / Math.sqrt(c[i]![i]! * c[j]![j]!);
      near([r], [i === j ? 1 : pearson(rows, i, j)], 1e-13);
    }
  const answered = rows.flatMap((row) => (row[3] === null ? [] : [row[3]!]));
  near([found.means[3]], [answered.reduce((sum, each) => sum + each, 0) / answered.length], 1e-13);
  // Where nothing is missing, pairs and rows are the same.
  const all = ratings(60, 3, 2);
  const [byPairs, byRows] = [momentsOfGroups([pairSums(all, 4)]), momentsOfGroups([sumsOf(all)])];
  near(byPairs.covariance.flat(), byRows.covariance.flat(), 1e-13);
  const weights = relativeImportanceFromMoments({ ...found, method: "johnson" }).weights!;
  assert.equal(weights.length, 3);
});

test("sums that say nothing say why", () => {
  const flaw = (rows: readonly (readonly number[])[]) => momentsOfGroups([sumsOf(rows)]).flaw;
  assert.deepEqual(momentsOfGroups([sumsOf([])]).flaw, {
    reason: "no-answers",
    columns: [0, 1, 2, 3],
  });
  assert.deepEqual(flaw([[1, 2]]), { reason: "one-answer", columns: [0, 1] });
  assert.deepEqual(
    flaw([
      [1, 2],
      [1, 3],
    ]),
    { reason: "zero-variance", columns: [0] },
  );
  const far = [
    [1, 1e9 + 0.1],
    [2, 1e9 + 0.2],
    [2, 1e9 + 0.4],
  ];
  assert.deepEqual(flaw(far), { reason: "lost-digits", columns: [1] });
  const centred = far.map(([a, b]) => [a!, b! - 1e9]);
  assert.equal(flaw(centred), undefined);
  const apart: Row[] = [
    [1, 2, null],
    [2, 1, null],
    [4, null, 3],
    [3, null, 5],
  ];
  const pairs = momentsOfGroups([pairSums(apart, 3)]);
  assert.deepEqual([pairs.n, pairs.flaw], [0, { reason: "no-pairs", columns: [1, 2] }]);
  const found = relativeImportanceFromMoments({ ...pairs, method: "shapley" });
  assert.deepEqual([found.n, found.reason, found.columns], [0, "no-pairs", [1, 2]]);
});

test("values far from 0 keep their digits when their sums are taken about a value near them", () => {
  const rows = ratings(200, 2, 9);
  const far = rows.map(([y, a, b]) => [y!, 1.7e9 + a!, b!]);
  const sums = sumsOf(far.map(([y, a, b]) => [y!, a! - 1.7e9, b!]));
  const found = relativeImportanceFromMoments({ ...momentsOfGroups([sums]), method: "johnson" });
  near(found.weights, relativeImportance({ ...split(far), method: "johnson" }).weights!, 1e-9);
});

test("wrong sums throw a RangeError", () => {
  const good = sumsOf(ratings(9, 2, 1));
  assert.throws(() => momentsOfGroups([]), RangeError);
  assert.throws(() => momentsOfGroups([good, sumsOf(ratings(9, 3, 1))]), RangeError);
  assert.throws(() => momentsOfGroups([good, pairSums(ratings(9, 2, 1), 3)]), RangeError);
  for (const wrong of [
    { n: -1 },
    { n: 1.5 },
    { sums: [1] },
    { sums: [NaN, 1, 2] },
    { products: [] },
    { products: good.products.map((row) => row.map(() => Infinity)) },
    { products: good.products.map((row) => row.map(() => 1e-9)) },
  ])
    assert.throws(
      () => momentsOfGroups([{ ...good, ...wrong }]),
      RangeError,
      JSON.stringify(wrong),
    );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { relativeImportance, relativeImportanceFromMoments } from "./index.ts";
import type { ImportanceMethod, RelativeImportance } from "./index.ts";
import { momentsOfGroups } from "./moments.ts";
import { groupsOf, near, ratings, split } from "./testing.ts";

const methods: ImportanceMethod[] = ["johnson", "shapley"];

test("from sums by group: the same figures, and intervals like those of the bootstrap", () => {
  const rows = ratings(2000, 3, 11);
  for (const method of methods) {
    const moments = momentsOfGroups(groupsOf(rows, 100));
    assert.equal(moments.without.length, 100);
    const found = relativeImportanceFromMoments({ ...moments, method });
    const bootstrap = { samples: 1000, seed: 1 };
    const drawn = relativeImportance({ ...split(rows), method, bootstrap });
    near(found.weights, drawn.weights!, 1e-12);
    near(found.slopes, drawn.slopes!, 1e-12);
    const width = (of: RelativeImportance, i: number) => of.high![i]! - of.low![i]!;
    for (const i of [0, 1]) {
      const ratio = width(found, i) / width(drawn, i);
      assert.ok(ratio > 0.8 && ratio < 1.25, `${method} ${i}: ${ratio}`);
      assert.ok(found.slopesLow![i]! > 0 && found.slopesHigh![i]! < 0.7);
    }
    assert.ok(found.slopesLow![2]! < 0 && found.slopesHigh![2]! > 0);
    assert.ok(found.r2Low! < found.r2! && found.r2! < found.r2High!);
  }
});

test("intervals by jackknife hold the truth about as often as they say, by bootstrap too", () => {
  // y = 0.5 a + 0.3 b + e, cor(a, b) = 0.36/1.36, both of variance 1.36: by the two-predictor formula.
  const [v, c] = [1.36, 0.36];
  const total = 0.25 * v + 0.09 * v + 0.3 * c + 1;
  const [ra, rb, r] = [
    (0.5 * v + 0.3 * c) / Math.sqrt(v * total),
    (0.3 * v + 0.5 * c) / Math.sqrt(v * total),
    c / v,
  ];
  const r2 = (ra ** 2 + rb ** 2 - 2 * ra * rb * r) / (1 - r ** 2);
  const truth = (ra ** 2 + r2 - rb ** 2) / 2;
  let [byGroups, byDraws, slope] = [0, 0, 0];
  for (let world = 0; world < 200; world++) {
    const rows = ratings(400, 2, 1000 + world);
    const found = relativeImportanceFromMoments({
      ...momentsOfGroups(groupsOf(rows, 100)),
      method: "johnson",
    });
    if (found.low![0]! <= truth && truth <= found.high![0]!) byGroups += 1;
    if (found.slopesLow![0]! <= 0.5 && 0.5 <= found.slopesHigh![0]!) slope += 1;
    const bootstrap = { samples: 200, seed: world };
    const drawn = relativeImportance({ ...split(rows), method: "johnson", bootstrap });
    if (drawn.low![0]! <= truth && truth <= drawn.high![0]!) byDraws += 1;
  }
  // 95 % of 200 are 190 ± 3.1.
  for (const held of [byGroups, byDraws, slope])
    assert.ok(held >= 180 && held <= 199, `${byGroups} ${byDraws} ${slope}`);
});

test("a million answers to 15 questions by a hundred groups: both methods in under three seconds", () => {
  const rows = ratings(3000, 15, 13);
  const groups = groupsOf(rows, 100).map(({ n, sums, products }) => ({
    n: n * 333,
    sums: sums.map((s) => s * 333),
    products: products.map((row) => row.map((p) => p * 333)),
  }));
  for (const method of methods) {
    const started = performance.now();
    const found = relativeImportanceFromMoments({ ...momentsOfGroups(groups), method });
    const took = performance.now() - started;
    assert.equal(found.n, 999_000);
    assert.ok(found.low![0]! > 0.05);
    near([found.weights!.reduce((s, each) => s + each, 0)], [found.r2!], 1e-12);
    assert.ok(took < 3000, `${method}: ${took} ms`);
  }
});

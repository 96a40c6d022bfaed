import assert from "node:assert/strict";
import { test } from "node:test";
import { relativeImportance, relativeImportanceFromMoments } from "./index.ts";
import type { ImportanceMethod, RelativeImportance } from "./index.ts";
import { momentsOfGroups } from "./moments.ts";
import { cars, swiss } from "./published.ts";
import { groupsOf, near, ratings, split, sumsOf } from "./testing.ts";

const methods: ImportanceMethod[] = ["johnson", "shapley"];
/** R² of outcome on some of the predictors, by ordinary least squares: normal equations, Gauss. */
function leastSquares(rows: readonly (readonly number[])[], columns: readonly number[]): number {
  const design = rows.map((row) => [1, ...columns.map((k) => row[k]!)]);
  const size = columns.length + 1;
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => design.reduce((s, d) => s + d[i]! * d[j]!, 0)),
    design.reduce((s, d, k) => s + d[i]! * rows[k]![0]!, 0),
  ]);
  for (let p = 0; p < size; p++) {
    const best = system
      .slice(p)
      .reduce((m, r, k) => (Math.abs(r[p]!) > Math.abs(system[m]![p]!) ? p + k : m), p);
    [system[p], system[best]] = [system[best]!, system[p]!];
    for (let i = 0; i < size; i++) {
      if (i === p) continue;
      const factor = system[i]![p]! / system[p]![p]!;
      for (let j = p; j <= size; j++) system[i]![j]! -= factor * system[p]![j]!;
    }
  }
  const b = system.map((row, i) => row[size]! / row[i]!);
  const mean = rows.reduce((s, r) => s + r[0]!, 0) / rows.length;
  const rest = rows.reduce(
    (s, r, k) => s + (r[0]! - design[k]!.reduce((f, d, i) => f + d * b[i]!, 0)) ** 2,
    0,
  );
  return 1 - rest / rows.reduce((s, r) => s + (r[0]! - mean) ** 2, 0);
}

function orders(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first) =>
    orders(list.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

test("R's swiss: weights, R², slopes and variance inflation as published", () => {
  // relaimpo 2.2-7, calc.relimp(lm(Fertility ~ ., swiss), type = "lmg"), and Grömping (2006), 4.1.
  const lmg = [0.0570912207681, 0.1711730289002, 0.2601346786244, 0.1055701503735, 0.1127659229265];
  // The same by Johnson's method: relativeImp 0.0.2.
  const johnson = [0.048416895812, 0.154708249806, 0.271964104646, 0.114680029948, 0.116965721381];
  for (const [method, expected] of [
    ["shapley", lmg],
    ["johnson", johnson],
  ] as const) {
    const found = relativeImportance({ ...split(swiss), method });
    assert.equal(found.n, 47);
    near([found.r2], [0.706735001593], 1e-12);
    assert.equal(found.p!.toExponential(3), "5.594e-10");
    near(found.weights, expected, 1e-12);
    // summary(lm(Fertility ~ ., swiss)) and car::vif of it.
    near(found.slopes, [-0.17211, -0.25801, -0.87094, 0.10412, 1.07705], 5e-6);
    near(found.vif, [2.284129, 3.67542, 2.774943, 1.93716, 1.107542], 5e-7);
    assert.ok(!("low" in found) && !("reason" in found));
    assert.deepEqual(found.error, method === "shapley" ? [0, 0, 0, 0, 0] : undefined);
  }
});

test("weighted as relaimpo weighs: swiss with w = 1 + row %% 3", () => {
  const weights = swiss.map((_, i) => 1 + ((i + 1) % 3));
  const found = relativeImportance({ ...split(swiss), weights, method: "shapley" });
  near([found.r2], [0.694332891423], 1e-12);
  const lmg = [0.0518208063017, 0.1549452302086, 0.2559770835712, 0.1019573530969, 0.1296324182449];
  near(found.weights, lmg, 1e-12);
  // A weight of 0 is a row that is not there, whole weights are rows that are there more than once.
  const zero = [0, ...weights.slice(1)];
  const without = relativeImportance({ ...split(swiss), weights: zero, method: "shapley" });
  const rows = swiss.flatMap((row, i) => Array.from({ length: zero[i]! }, () => row));
  assert.equal(without.n, 46);
  near(without.weights, relativeImportance({ ...split(rows), method: "shapley" }).weights!, 1e-12);
});

test("R's mtcars, the example of the package rwa", () => {
  // rwa's articles "regression methods" (mpg on cyl, disp, hp, wt) and README (… hp, gear).
  const first = relativeImportance({ ...split(cars, [1, 2, 3, 4]), method: "johnson" });
  near(first.weights, [0.2096904, 0.1883043, 0.179959, 0.2706812], 5e-8);
  const shares = first.weights!.map((weight) => (100 * weight) / first.r2!);
  near(shares, [24.70914, 22.18908, 21.2057, 31.89607], 5e-6);
  const second = { ...split(cars, [1, 2, 3, 5]) };
  const johnson = relativeImportance({ ...second, method: "johnson" });
  near(johnson.weights, [0.228479725928, 0.22214687054, 0.232174439299, 0.096388603215], 1e-12);
  const lmg = relativeImportance({ ...second, method: "shapley" });
  near(lmg.weights, [0.2470520332352, 0.2434995947956, 0.2109128995443, 0.0777251114079], 1e-12);
});

test("two predictors by hand, where both methods agree", () => {
  const covariance = [
    [1, 0.6, 0.4],
    [0.6, 1, 0.5],
    [0.4, 0.5, 1],
  ];
  const r2 = 0.28 / 0.75;
  for (const method of methods) {
    const found = relativeImportanceFromMoments({ n: 100, means: [0, 0, 0], covariance, method });
    near([found.r2], [r2], 1e-14);
    near(found.weights, [(0.36 + r2 - 0.16) / 2, (0.16 + r2 - 0.36) / 2], 1e-14);
    near(found.slopes, [0.4 / 0.75, 0.1 / 0.75], 1e-14);
    near(found.vif, [4 / 3, 4 / 3], 1e-14);
    near([found.condition], [Math.sqrt(3)], 1e-14);
  }
});

test("Shapley's shares are the mean over all orders of what least squares gain", () => {
  const rows = ratings(60, 4, 7);
  const all = orders([1, 2, 3, 4]);
  const gains = [0, 0, 0, 0];
  for (const order of all)
    for (const [k, column] of order.entries())
      gains[column - 1]! +=
        (leastSquares(rows, order.slice(0, k + 1)) -
          (k ? leastSquares(rows, order.slice(0, k)) : 0)) /
        all.length;
  near(relativeImportance({ ...split(rows), method: "shapley" }).weights, gains, 1e-11);
});

test("Johnson's weights by another way: the root of the correlations by Newton's iteration", () => {
  const rows = ratings(80, 3, 3);
  const columns = [0, 1, 2, 3].map((k) => rows.map((row) => row[k]!));
  const means = columns.map((c) => c.reduce((s, v) => s + v, 0) / c.length);
  const cov = (i: number, j: number) =>
    columns[i]!.reduce((s, v, k) => s + (v - means[i]!) * (columns[j]![k]! - means[j]!), 0);
  const r = (i: number, j: number) => cov(i, j) / Math.sqrt(cov(i, i) * cov(j, j));
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((s, v, k) => s + v * b[k]![j]!, 0)));
  const inverse = (m: number[][]) => {
    const [[a, b, c], [d, e, f], [g, h, i]] = m as [number[], number[], number[]];
    const adjugate = [
      [e! * i! - f! * h!, c! * h! - b! * i!, b! * f! - c! * e!],
      [f! * g! - d! * i!, a! * i! - c! * g!, c! * d! - a! * f!],
      [d! * h! - e! * g!, b! * g! - a! * h!, a! * e! - b! * d!],
    ];
    const det = a! * adjugate[0]![0]! + b! * adjugate[1]![0]! + c! * adjugate[2]![0]!;
    return adjugate.map((row) => row.map((v) => v / det));
  };
  // Denman and Beavers: Y → R^½, Z → R^−½.
  let y = [1, 2, 3].map((i) => [1, 2, 3].map((j) => r(i, j)));
  let z = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let step = 0; step < 30; step++) {
    const [yi, zi] = [inverse(y), inverse(z)];
    [y, z] = [y, z].map((m, k) =>
      m.map((row, i) => row.map((v, j) => (v + (k ? yi : zi)[i]![j]!) / 2)),
    ) as [number[][], number[][]];
  }
  const star = times(
    z,
    [1, 2, 3].map((i) => [r(0, i)]),
  );
  const weights = y.map((row) => row.reduce((s, v, k) => s + (v * star[k]![0]!) ** 2, 0));
  near(relativeImportance({ ...split(rows), method: "johnson" }).weights, weights, 1e-12);
});

test("13 predictors: exactly what least squares of all 8,192 models gain; 18 in under two seconds", () => {
  const rows = ratings(400, 13, 5);
  const found = relativeImportance({ ...split(rows), method: "shapley" });
  const models = Array.from({ length: 2 ** 13 }, () => 0);
  const { covariance } = momentsOfGroups([sumsOf(rows)]);
  for (let set = 1; set < models.length; set++) {
    const columns = Array.from({ length: 13 }, (_, j) => j + 1).filter((j) => set & (1 << (j - 1)));
    models[set] = explained(covariance, columns);
  }
  const weights = Array.from({ length: 13 }, () => 0);
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  for (let set = 0; set < models.length; set++) {
    const members = set.toString(2).replaceAll("0", "").length;
    for (let j = 0; j < 13; j++) {
      if (set & (1 << j)) continue;
      const share = (factorial(members) * factorial(12 - members)) / factorial(13);
      weights[j]! += share * (models[set | (1 << j)]! - models[set]!);
    }
  }
  near(found.weights, weights, 1e-12);
  near(
    found.error,
    weights.map(() => 0),
    0,
  );
  const started = performance.now();
  relativeImportance({ ...split(ratings(400, 18, 5)), method: "shapley" });
  const took = performance.now() - started;
  assert.ok(took < 2000, `${took} ms`);
});

test("above 18 predictors orders are sampled, the error is stated, and is true", () => {
  // Predictors of groups that don't go with each other: the shares in all are those in each group.
  const blocks = [1, 2, 3, 4, 5].map((seed) => ratings(300, 5, seed, 1.5));
  const alone = blocks.map((rows) => momentsOfGroups([sumsOf(rows)]));
  const scale = (block: number, i: number) => Math.sqrt(alone[block]!.covariance[i]![i]!);
  const r = (block: number, i: number, j: number) =>
    alone[block]!.covariance[i]![j]! / scale(block, i) / scale(block, j);
  // An outcome of which each group has the same part.
  const share = 1 / Math.sqrt(5);
  const each = Array.from({ length: 26 }, (_, i) => i);
  const covariance = each.map((i) =>
    each.map((j) => {
      const [a, b] = [Math.ceil(i / 5) - 1, Math.ceil(j / 5) - 1];
      if (i === j) return 1;
      if (i === 0 || j === 0) return share * r(Math.max(a, b), 0, ((i + j - 1) % 5) + 1);
      return a === b ? r(a, ((i - 1) % 5) + 1, ((j - 1) % 5) + 1) : 0;
    }),
  );
  const given = { n: 300, means: each.map(() => 0), covariance, method: "shapley" as const };
  const found = relativeImportanceFromMoments(given);
  const truth = alone.flatMap((moments) =>
    relativeImportanceFromMoments({ ...moments, method: "shapley" }).weights!.map((w) => w / 5),
  );
  near([found.weights!.reduce((s, weight) => s + weight, 0)], [found.r2!], 1e-12);
  for (const [j, weight] of truth.entries()) {
    const error = found.error![j]!;
    assert.ok(error > 0 && error < 2e-3, `error ${error}`);
    assert.ok(Math.abs(found.weights![j]! - weight) < 4 * error, `${found.weights![j]} ${weight}`);
  }
  assert.deepEqual(relativeImportanceFromMoments(given), found);
});

/** R² of the columns from a covariance, by Gauss. */
function explained(covariance: readonly (readonly number[])[], columns: readonly number[]): number {
  const a = columns.map((i) => [...columns.map((j) => covariance[i]![j]!), covariance[i]![0]!]);
  for (let p = 0; p < a.length; p++)
    for (let i = 0; i < a.length; i++) {
      if (i === p) continue;
      const factor = a[i]![p]! / a[p]![p]!;
      for (let j = p; j <= a.length; j++) a[i]![j]! -= factor * a[p]![j]!;
    }
  return (
    a.reduce((s, row, i) => s + (row[a.length]! / row[i]!) * covariance[columns[i]!]![0]!, 0) /
    covariance[0]![0]!
  );
}

test("where it can't be computed it says why, and of which variables", () => {
  const why = (found: RelativeImportance) => {
    for (const figure of [found.r2, found.p, found.weights, found.slopes, found.vif])
      assert.equal(figure, null);
    return [found.reason, found.columns];
  };
  const some = ratings(20, 3, 1);
  for (const method of methods) {
    const of = (rows: readonly (readonly number[])[], more = {}) =>
      why(relativeImportance({ ...split(rows), method, ...more }));
    assert.deepEqual(of([]), ["no-answers", undefined]);
    assert.deepEqual(of(some, { weights: some.map(() => 0) }), ["no-answers", undefined]);
    assert.deepEqual(of(some.slice(0, 4)), ["too-few-answers", undefined]);
    assert.deepEqual(of(some.map((row) => [4.1, ...row.slice(1)])), ["zero-variance", [0]]);
    assert.deepEqual(of(some.map((row) => [row[0]!, 0.1, row[2]!, 7])), ["zero-variance", [1, 3]]);
    const twice = some.map(([y, a, b, c]) => [y!, a!, b!, c!, a! + b!]);
    assert.deepEqual(of(twice), ["collinear", [1, 2, 4]]);
    // Two sets at once: a, b and their sum; c and c in other units.
    const both = some.map(([y, a, b, c], i) => [y!, a!, b!, c!, i % 3, a! + b!, 3 - 2 * c!]);
    assert.deepEqual(of(both), ["collinear", [1, 2, 3, 5, 6]]);
    // Nearly so, as of sums that were rounded: the same. A thousandth of its own is told apart.
    const nearly = (by: number) =>
      some.map(([y, a, b, c], i) => [y!, a!, b!, c!, a! + b! + by * ((i * 7) % 5)]);
    assert.deepEqual(of(nearly(1e-7)), ["collinear", [1, 2, 4]]);
    const told = relativeImportance({ ...split(nearly(1e-3)), method });
    assert.ok(told.vif![3]! > 1e4 && told.vif![2]! < 10 && told.condition! > 100);
    // Whatever the mean of alike answers is rounded to.
    for (let n = 5; n < 40; n++)
      assert.deepEqual(of(ratings(n, 2, n).map(([y, a]) => [y!, a!, 0.1])), ["zero-variance", [2]]);
    const drawn = { bootstrap: { samples: 50, seed: 1 } };
    const gone = relativeImportance({ ...split(twice), method, ...drawn });
    assert.deepEqual([gone.low, gone.r2Low, gone.slopesHigh], [null, null, null]);
    // One answer differs: a third of the resamples leave it out.
    const lone = some.map(([y, a, b], i) => [y!, a!, b!, i === 0 ? 1 : 0]);
    const unstable = relativeImportance({ ...split(lone), method, ...drawn });
    assert.deepEqual([unstable.reason, unstable.low, unstable.high], ["unstable", null, null]);
    assert.ok(unstable.weights!.length === 3);
    const covariance = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    const moments = { n: 50, means: [0, 0, 0], covariance, method };
    assert.deepEqual(why(relativeImportanceFromMoments(moments)), ["pairs-contradict", undefined]);
    const against = [
      [1, 0, 0, 0],
      [0, 1, -0.9, -0.9],
      [0, -0.9, 1, -0.9],
      [0, -0.9, -0.9, 1],
    ];
    const apart = { n: 50, means: [0, 0, 0, 0], covariance: against, method };
    assert.deepEqual(why(relativeImportanceFromMoments(apart)), ["pairs-contradict", undefined]);
    // One group alone tells the third predictor from a constant.
    const groups = groupsOf(lone, 10);
    const lost = relativeImportanceFromMoments({ ...momentsOfGroups(groups), method });
    assert.deepEqual([lost.reason, lost.low, lost.r2High], ["unstable", null, null]);
    assert.ok(lost.weights!.length === 3);
    const one = momentsOfGroups([sumsOf([[1, 2, 3]])]);
    assert.deepEqual(why(relativeImportanceFromMoments({ ...one, method })), [
      "one-answer",
      [0, 1, 2],
    ]);
  }
});

test("wrong input throws a RangeError", () => {
  const given = { ...split(swiss), method: "johnson" as const };
  const bootstrap = { samples: 100, seed: 1 };
  for (const wrong of [
    { y: given.y.slice(1) },
    { x: given.x.map((row, i) => (i === 3 ? row.slice(1) : row)) },
    { x: given.x.map(() => []) },
    { y: given.y.map(() => NaN) },
    { x: given.x.map((row) => row.map(() => Infinity)) },
    { weights: [1] },
    { weights: given.y.map(() => -1) },
    { method: "lmg" as ImportanceMethod },
    { confidence: 1 },
    { bootstrap: { ...bootstrap, samples: 9 } },
    { bootstrap: { ...bootstrap, samples: 1e6 } },
    { bootstrap: { ...bootstrap, seed: -1 } },
  ])
    assert.throws(
      () => relativeImportance({ ...given, ...wrong }),
      RangeError,
      JSON.stringify(wrong),
    );
  const wide = Array.from({ length: 3 }, () => Array.from({ length: 101 }, (_, i) => i));
  assert.throws(() => relativeImportance({ y: [1, 2, 3], x: wide, method: "johnson" }), RangeError);
  const covariance = [
    [1, 0.5],
    [0.5, 1],
  ];
  const moments = { n: 9, means: [0, 0], covariance, method: "johnson" as const };
  for (const wrong of [
    { n: -1 },
    { n: 1.5 },
    { covariance: [[1, 0.5]] },
    { covariance: [[1]] },
    {
      covariance: [
        [1, 0.5],
        [0.4, 1],
      ],
    },
    {
      covariance: [
        [1, 0.5],
        [0.5, -1],
      ],
    },
    {
      covariance: [
        [1, NaN],
        [NaN, 1],
      ],
    },
    {
      without: [
        {
          n: 8,
          means: [0, 0, 0],
          covariance: [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        },
      ],
    },
  ])
    assert.throws(
      () => relativeImportanceFromMoments({ ...moments, ...wrong }),
      RangeError,
      JSON.stringify(wrong),
    );
});

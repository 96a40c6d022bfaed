import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalCritical, nps, npsDifference } from "./index.ts";
import type { NpsCounts, NpsMethod } from "./index.ts";

const Z95 = 1.959963984540054;
const METHODS: NpsMethod[] = ["adjusted-wald", "wald"];

function about(actual: number | null, expected: number, digits: number): void {
  assert.ok(actual !== null);
  assert.equal(actual.toFixed(digits), expected.toFixed(digits));
}

/** Another way to the same figures: each answer counts +100, 0 or −100; mean and its error. */
function byScores(counts: NpsCounts, added: number): { centre: number; se: number } {
  const weights: [number, number][] = [
    [100, counts.promoters + added],
    [0, counts.passives + 2 * added],
    [-100, counts.detractors + added],
  ];
  const n = weights.reduce((sum, [, w]) => sum + w, 0);
  const centre = weights.reduce((sum, [x, w]) => sum + x * w, 0) / n;
  const variance = weights.reduce((sum, [x, w]) => sum + w * (x - centre) ** 2, 0) / n;
  return { centre, se: Math.sqrt(variance / n) };
}

test("the variance is that of a ticket marked +1, 0 or -1 drawn from a hat", () => {
  // Cross Validated 18603 (W. Huber): promoters 1/2, passives 1/3, detractors 1/6 have a score of
  // 1/3 and the variance (1 - 1/3)²/2 + (1/3)²/3 + (1 + 1/3)²/6 = 5/9.
  const found = nps({ promoters: 162, passives: 108, detractors: 54 }, { method: "wald" });
  assert.equal(found.n, 324);
  about(found.estimate, 100 / 3, 12);
  about(found.se, 100 * Math.sqrt(5 / 9 / 324), 12);
  about(found.low, 100 / 3 - Z95 * 100 * Math.sqrt(5 / 9 / 324), 10);
});

test("adjusted Wald adds 3 answers: ¾ promoters, 1½ passives, ¾ detractors", () => {
  // The method (3, T) of Rocks (2016) by hand: 20.75/39 - 5.75/39 = 0.384615;
  // (20.75 + 5.75)/39 - 0.384615² = 0.531558; √(0.531558/39) = 0.116746.
  const found = nps({ promoters: 20, passives: 11, detractors: 5 });
  about(found.estimate, 100 * (15 / 36), 10);
  about(found.se, 11.6746, 4);
  about(found.low, 38.4615 - 1.96 * 11.6746, 2);
  about(found.high, 38.4615 + 1.96 * 11.6746, 2);
  assert.equal(found.method, "adjusted-wald");
  assert.deepEqual(Object.keys(found), ["n", "estimate", "low", "high", "se", "method"]);
});

test("the scores of the demonstration company", () => {
  about(nps({ promoters: 180, passives: 208, detractors: 152 }).estimate, 5.2, 1);
  about(nps({ promoters: 668, passives: 364, detractors: 228 }).estimate, 34.9, 1);
  const all = nps({ promoters: 848, passives: 572, detractors: 380 });
  about(all.estimate, 26, 1);
  assert.equal(all.n, 1800);
});

test("no answers: every figure is null, with the reason", () => {
  const none = { promoters: 0, passives: 0, detractors: 0 };
  const figures = { estimate: null, low: null, high: null, se: null, reason: "no-answers" };
  for (const method of METHODS) {
    assert.deepEqual(nps(none, { method }), { n: 0, method, ...figures });
  }
  const some = { promoters: 3, passives: 2, detractors: 1 };
  const missing = { delta: null, low: null, high: null, se: null, z: null, p: null };
  assert.deepEqual(npsDifference(none, some), { ...missing, reason: "no-answers" });
  assert.deepEqual(npsDifference(some, none), { ...missing, reason: "no-answers" });
});

test("one answer: adjusted Wald says next to nothing, Wald has no width", () => {
  const one = { promoters: 1, passives: 0, detractors: 0 };
  const found = nps(one);
  assert.equal(found.estimate, 100);
  about(found.low, 25 - Z95 * 37.5, 6);
  assert.equal(found.high, 100);
  assert.equal(found.reason, undefined);
  const wald = nps(one, { method: "wald" });
  assert.deepEqual(
    [wald.estimate, wald.low, wald.high, wald.se, wald.reason],
    [100, 100, 100, 0, "zero-variance"],
  );
});

test("all alike: adjusted Wald keeps a width and reaches the estimate, at any size", () => {
  about(nps({ promoters: 10, passives: 0, detractors: 0 }).low, 47.5, 2);
  for (const n of [1, 2, 10, 1000, 1e6]) {
    for (const confidence of [0.01, 0.5, 0.95]) {
      const up = nps({ promoters: n, passives: 0, detractors: 0 }, { confidence });
      const down = nps({ promoters: 0, passives: 0, detractors: n }, { confidence });
      const flat = nps({ promoters: 0, passives: n, detractors: 0 }, { confidence });
      assert.ok(up.high === 100 && up.low !== null && up.low < 100);
      assert.ok(down.low === -100 && down.high !== null && down.high > -100);
      assert.ok(flat.estimate === 0 && flat.low !== null && flat.low < 0);
    }
  }
});

test("the plain difference and its z test", () => {
  // se² = (0.75 - 0.45² + 0.70 - 0.20²)/100 = 0.012075
  const a = { promoters: 60, passives: 25, detractors: 15 };
  const b = { promoters: 45, passives: 30, detractors: 25 };
  const found = npsDifference(a, b);
  about(found.delta, 25, 10);
  about(found.se, 100 * Math.sqrt(0.012075), 10);
  about(found.z, 25 / (100 * Math.sqrt(0.012075)), 10);
  about(found.low, 3.46, 2);
  about(found.high, 46.54, 2);
  about(found.p, 0.0229, 4);
  assert.deepEqual(Object.keys(found), ["delta", "low", "high", "se", "z", "p"]);
});

test("a difference without variance has no test, and one answer is named", () => {
  const up = { promoters: 5, passives: 0, detractors: 0 };
  const down = { promoters: 0, passives: 0, detractors: 8 };
  assert.deepEqual(npsDifference(up, down), {
    delta: 200,
    low: 200,
    high: 200,
    se: 0,
    z: null,
    p: null,
    reason: "zero-variance",
  });
  const mixed = { promoters: 40, passives: 30, detractors: 30 };
  assert.equal(npsDifference(mixed, up).reason, undefined);
  const single = npsDifference(mixed, { promoters: 1, passives: 0, detractors: 0 });
  assert.equal(single.reason, "one-answer");
  about(single.delta, -90, 10);
});

test("wrong input throws a RangeError that names it", () => {
  const good = { promoters: 1, passives: 1, detractors: 1 };
  for (const key of ["promoters", "passives", "detractors"] as const) {
    for (const wrong of [-1, NaN, Infinity, 0.5, "3" as unknown as number]) {
      const counts = { ...good, [key]: wrong };
      assert.throws(() => nps(counts), { name: "RangeError", message: new RegExp(`^${key}`) });
      assert.throws(() => npsDifference(good, counts), RangeError);
      assert.throws(() => npsDifference(counts, good), RangeError);
    }
  }
  for (const confidence of [0, 1, -0.5, 95, NaN, "0.9" as unknown as number]) {
    assert.throws(() => nps(good, { confidence }), /confidence/u);
    assert.throws(() => npsDifference(good, good, { confidence }), RangeError);
  }
  const none = { promoters: 0, passives: 0, detractors: 0 };
  assert.throws(() => nps(none, { confidence: 2 }), RangeError);
  assert.throws(() => nps(none, { method: "wilson" as unknown as NpsMethod }), RangeError);
});

const size = fc.oneof(fc.nat(3), fc.nat(60), fc.nat(1e7));
const answered = fc
  .record({ promoters: size, passives: size, detractors: size })
  .filter((c) => c.promoters + c.passives + c.detractors > 0);
const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

test("for any counts: both ways of computing agree, in bounds, around the estimate", () => {
  fc.assert(
    fc.property(answered, level, fc.constantFrom(...METHODS), (counts, confidence, method) => {
      const { n, estimate, low, high, se } = nps(counts, { confidence, method });
      assert.ok(estimate !== null && low !== null && high !== null && se !== null);
      assert.equal(n, counts.promoters + counts.passives + counts.detractors);
      assert.ok(-100 <= low && low <= estimate && estimate <= high && high <= 100);
      const other = byScores(counts, method === "wald" ? 0 : 0.75);
      assert.ok(Math.abs(se - other.se) <= 1e-9 * (1 + other.se));
      const margin = normalCritical(confidence) * other.se;
      const least = Math.max(-100, Math.min(other.centre - margin, estimate));
      const most = Math.min(100, Math.max(other.centre + margin, estimate));
      assert.ok(Math.abs(low - least) < 1e-8 && Math.abs(high - most) < 1e-8);
    }),
    { numRuns: 1000 },
  );
});

test("swapping promoters and detractors turns the sign", () => {
  fc.assert(
    fc.property(answered, level, fc.constantFrom(...METHODS), (counts, confidence, method) => {
      const { promoters, passives, detractors } = counts;
      const plain = nps(counts, { confidence, method });
      const turned = nps(
        { promoters: detractors, passives, detractors: promoters },
        { confidence, method },
      );
      assert.ok(plain.estimate === -(turned.estimate ?? NaN));
      assert.ok(plain.low === -(turned.high ?? NaN) && plain.high === -(turned.low ?? NaN));
      assert.equal(plain.se, turned.se);
    }),
  );
});

test("the same shares from more answers are surer", () => {
  fc.assert(
    fc.property(answered, fc.integer({ min: 2, max: 50 }), (counts, times) => {
      const more = nps({
        promoters: counts.promoters * times,
        passives: counts.passives * times,
        detractors: counts.detractors * times,
      });
      const less = nps(counts);
      assert.ok((more.se ?? NaN) < (less.se ?? NaN));
      assert.ok((more.high ?? NaN) - (more.low ?? NaN) <= (less.high ?? NaN) - (less.low ?? NaN));
    }),
  );
});

test("a wider confidence holds the narrower interval", () => {
  fc.assert(
    fc.property(answered, level, level, (counts, x, y) => {
      const narrow = nps(counts, { confidence: Math.min(x, y) });
      const wide = nps(counts, { confidence: Math.max(x, y) });
      assert.ok((wide.low ?? NaN) <= (narrow.low ?? NaN));
      assert.ok((wide.high ?? NaN) >= (narrow.high ?? NaN));
    }),
  );
});

test("differences are antisymmetric, bounded, and agree with their own test", () => {
  fc.assert(
    fc.property(answered, answered, level, (a, b, confidence) => {
      const there = npsDifference(a, b, { confidence });
      const back = npsDifference(b, a, { confidence });
      assert.ok(there.delta === -(back.delta ?? NaN));
      assert.ok(there.low === -(back.high ?? NaN) && there.high === -(back.low ?? NaN));
      assert.equal(there.p, back.p);
      const { delta, low, high, p } = there;
      assert.ok(delta !== null && low !== null && high !== null);
      assert.ok(-200 <= low && low <= delta && delta <= high && high <= 200);
      if (p === null) return;
      assert.ok(p >= 0 && p <= 1);
      // p < 1 - confidence exactly where the interval leaves 0 out; the border itself is rounding.
      if (Math.abs(p - (1 - confidence)) > 1e-9)
        assert.equal(p < 1 - confidence, low > 0 || high < 0);
    }),
    { numRuns: 500 },
  );
});

/** The chance that the interval holds the true score: the sum over all outcomes of n answers. */
function coverage(n: number, shares: [number, number, number], method: NpsMethod): number {
  const [p, q, d] = shares;
  const logFactorial = [0];
  for (let i = 1; i <= n; i += 1) logFactorial.push((logFactorial[i - 1] ?? 0) + Math.log(i));
  const at = (i: number) => logFactorial[i] ?? NaN;
  let held = 0;
  for (let promoters = 0; promoters <= n; promoters += 1) {
    for (let passives = 0; passives <= n - promoters; passives += 1) {
      const detractors = n - promoters - passives;
      const { low, high } = nps({ promoters, passives, detractors }, { method });
      if (low === null || high === null || low > 100 * (p - d) || high < 100 * (p - d)) continue;
      const ways = at(n) - at(promoters) - at(passives) - at(detractors);
      held += Math.exp(ways) * p ** promoters * q ** passives * d ** detractors;
    }
  }
  return held;
}

test("adjusted Wald holds its 95 % where Wald doesn't: exact coverage by enumeration", () => {
  // The populations of Rocks (2016): left-skewed, triangular, uniform; and one of a good service.
  const populations: [number, number, number][] = [
    [5 / 6, 1 / 12, 1 / 12],
    [0.25, 0.5, 0.25],
    [1 / 3, 1 / 3, 1 / 3],
    [0.8, 0.15, 0.05],
  ];
  for (const shares of populations) {
    for (const n of [20, 50, 100]) {
      const found = coverage(n, shares, "adjusted-wald");
      assert.ok(found > 0.94 && found < 0.965, `${shares.join(" ")} n ${n}: ${found}`);
    }
  }
  assert.ok(coverage(20, [5 / 6, 1 / 12, 1 / 12], "wald") < 0.87);
});

test("adjusted Wald holds its level in seeded samples of a larger size", () => {
  let state = 20260101;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (const confidence of [0.8, 0.95]) {
    let held = 0;
    for (let run = 0; run < 2000; run += 1) {
      const counts = { promoters: 0, passives: 0, detractors: 0 };
      for (let i = 0; i < 300; i += 1) {
        const u = random();
        counts[u < 0.47 ? "promoters" : u < 0.79 ? "passives" : "detractors"] += 1;
      }
      const { low, high } = nps(counts, { confidence });
      if ((low ?? NaN) <= 26 && (high ?? NaN) >= 26) held += 1;
    }
    const error = Math.sqrt((confidence * (1 - confidence)) / 2000);
    assert.ok(Math.abs(held / 2000 - confidence) < 4 * error, `${confidence}: ${held / 2000}`);
  }
});

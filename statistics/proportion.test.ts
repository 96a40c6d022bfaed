import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalCritical, proportion, proportionDifference } from "./index.ts";
import type { ProportionCounts } from "./index.ts";

function printed(value: number | null, text: string): void {
  assert.ok(value !== null);
  assert.equal(value.toFixed(text.split(".")[1]?.length ?? 0), text);
}

test("Wilson's interval: Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3", () => {
  const table: [number, number, string, string][] = [
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ];
  for (const [successes, n, low, high] of table) {
    const found = proportion({ successes, n });
    assert.equal(found.estimate, successes / n);
    printed(found.low, low);
    printed(found.high, high);
    assert.equal(found.method, "wilson");
  }
});

test("Newcombe's hybrid: Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10", () => {
  const table: [number, number, number, number, string, string, string][] = [
    [56, 70, 48, 80, "0.2000", "0.0524", "0.3339"],
    [9, 10, 3, 10, "0.6000", "0.1705", "0.8090"],
    [6, 7, 2, 7, "0.5714", "0.0582", "0.8062"],
    [5, 56, 0, 29, "0.0893", "-0.0381", "0.1926"],
    [0, 10, 0, 20, "0.0000", "-0.1611", "0.2775"],
    [0, 10, 0, 10, "0.0000", "-0.2775", "0.2775"],
    [10, 10, 0, 20, "1.0000", "0.6791", "1.0000"],
    [10, 10, 0, 10, "1.0000", "0.6075", "1.0000"],
  ];
  for (const [x, n, y, m, delta, low, high] of table) {
    const found = proportionDifference({ successes: x, n }, { successes: y, n: m });
    printed(found.delta, delta);
    printed(found.low, low);
    printed(found.high, high);
  }
});

test("the pooled z test is the root of Pearson's chi-squared", () => {
  // For 56/70 against 48/80: χ² = 150 (56·32 - 14·48)² / (70·80·104·46) = 7.0234
  const found = proportionDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 });
  assert.ok(found.z !== null);
  const chi = (150 * (56 * 32 - 14 * 48) ** 2) / (70 * 80 * 104 * 46);
  assert.ok(Math.abs(found.z ** 2 - chi) < 1e-12);
  printed(found.p, "0.0080");
});

test("the shares of the demonstration company", () => {
  printed(proportion({ successes: 432, n: 1800 }).estimate, "0.240");
  printed(proportion({ successes: 9, n: 48 }).estimate, "0.188");
  const recovered = proportionDifference({ successes: 150, n: 228 }, { successes: 27, n: 72 });
  printed(recovered.delta, "0.283");
  assert.equal(recovered.p?.toPrecision(1), "0.00002");
  // Nine of nine satisfied is not "100 to 100".
  printed(proportion({ successes: 9, n: 9 }).low, "0.701");
});

test("no answers: every figure is null, with the reason", () => {
  const none = { successes: 0, n: 0 };
  assert.deepEqual(proportion(none), {
    n: 0,
    estimate: null,
    low: null,
    high: null,
    method: "wilson",
    reason: "no-answers",
  });
  const missing = { delta: null, low: null, high: null, z: null, p: null, reason: "no-answers" };
  assert.deepEqual(proportionDifference(none, { successes: 1, n: 2 }), missing);
  assert.deepEqual(proportionDifference({ successes: 1, n: 2 }, none), missing);
});

test("one answer, all or none: the interval keeps a width and the border is exact", () => {
  const z2 = 1.959963984540054 ** 2;
  const [yes, no] = [proportion({ successes: 1, n: 1 }), proportion({ successes: 0, n: 1 })];
  assert.deepEqual([yes.estimate, yes.high, no.estimate, no.low], [1, 1, 0, 0]);
  assert.ok(Math.abs((yes.low ?? NaN) - 1 / (1 + z2)) < 1e-15);
  assert.ok(Math.abs((no.high ?? NaN) - z2 / (1 + z2)) < 1e-15);
  for (const n of [2, 17, 1000, 1e9]) {
    const all = proportion({ successes: n, n });
    assert.ok(all.high === 1 && all.low !== null && all.low < 1);
    assert.ok(proportion({ successes: 0, n }).low === 0);
  }
});

test("a share of almost nothing keeps its digits", () => {
  // Wilson's lower limit for 1 of 10¹² by its formula in 40-digit arithmetic.
  const { low } = proportion({ successes: 1, n: 1e12 });
  assert.ok(Math.abs((low ?? NaN) / 1.7652455493517473e-13 - 1) < 1e-13, String(low));
});

test("groups that are all alike are no evidence of a difference", () => {
  const found = proportionDifference({ successes: 10, n: 10 }, { successes: 10, n: 10 });
  assert.deepEqual([found.delta, found.z, found.p], [0, 0, 1]);
  printed(found.low, "-0.2775");
  printed(found.high, "0.2775");
  assert.equal(found.reason, undefined);
});

test("wrong input throws a RangeError", () => {
  const good = { successes: 1, n: 2 };
  const wrong: ProportionCounts[] = [
    { successes: 3, n: 2 },
    { successes: 1, n: 0 },
    { successes: -1, n: 2 },
    { successes: 0, n: -2 },
    { successes: NaN, n: 2 },
    { successes: 1, n: Infinity },
    { successes: 0.5, n: 1 },
  ];
  for (const counts of wrong) {
    assert.throws(() => proportion(counts), RangeError);
    assert.throws(() => proportionDifference(good, counts), RangeError);
    assert.throws(() => proportionDifference(counts, good), RangeError);
  }
  for (const confidence of [0, 1, -1, NaN]) {
    assert.throws(() => proportion(good, { confidence }), RangeError);
    assert.throws(() => proportion({ successes: 0, n: 0 }, { confidence }), RangeError);
    assert.throws(() => proportionDifference(good, good, { confidence }), RangeError);
  }
});

const counts = fc
  .oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 1e8 }))
  .chain((n) => fc.record({ successes: fc.nat(n), n: fc.constant(n) }));
const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

test("for any counts: Wilson's formula as it is usually written, in bounds, around the estimate", () => {
  fc.assert(
    fc.property(counts, level, ({ successes, n }, confidence) => {
      const { estimate, low, high } = proportion({ successes, n }, { confidence });
      assert.ok(estimate !== null && low !== null && high !== null);
      assert.ok(0 <= low && low <= estimate && estimate <= high && high <= 1);
      const z = normalCritical(confidence);
      const centre = (estimate + (z * z) / (2 * n)) / (1 + (z * z) / n);
      const variance = (estimate * (1 - estimate)) / n + (z * z) / (4 * n * n);
      const margin = (z * Math.sqrt(variance)) / (1 + (z * z) / n);
      assert.ok(Math.abs(low - (centre - margin)) < 1e-14);
      assert.ok(Math.abs(high - (centre + margin)) < 1e-14);
    }),
    { numRuns: 1000 },
  );
});

test("successes and failures mirror each other", () => {
  fc.assert(
    fc.property(counts, ({ successes, n }) => {
      const plain = proportion({ successes, n });
      const mirrored = proportion({ successes: n - successes, n });
      assert.ok(Math.abs((plain.low ?? NaN) + (mirrored.high ?? NaN) - 1) < 3e-16);
      assert.ok(Math.abs((plain.high ?? NaN) + (mirrored.low ?? NaN) - 1) < 3e-16);
    }),
  );
});

test("the same share from more answers is surer", () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 50 }), ({ successes, n }, times) => {
      const less = proportion({ successes, n });
      const more = proportion({ successes: successes * times, n: n * times });
      assert.ok((more.high ?? NaN) - (more.low ?? NaN) < (less.high ?? NaN) - (less.low ?? NaN));
    }),
  );
});

test("differences are antisymmetric, bounded, and hold delta", () => {
  fc.assert(
    fc.property(counts, counts, level, (a, b, confidence) => {
      const there = proportionDifference(a, b, { confidence });
      const back = proportionDifference(b, a, { confidence });
      const { delta, low, high, z, p } = there;
      assert.ok(delta !== null && low !== null && high !== null && z !== null && p !== null);
      assert.ok(delta === -(back.delta ?? NaN) && z === -(back.z ?? NaN) && p === back.p);
      assert.ok(low === -(back.high ?? NaN) && high === -(back.low ?? NaN));
      assert.ok(-1 <= low && low <= delta && delta <= high && high <= 1);
      assert.ok(p >= 0 && p <= 1);
    }),
    { numRuns: 500 },
  );
});

/** The chance that Wilson's 95 % interval holds the true share: the sum over all outcomes. */
function coverage(n: number, share: number): number {
  let held = 0;
  let chance = (1 - share) ** n;
  for (let successes = 0; successes <= n; successes += 1) {
    const { low, high } = proportion({ successes, n });
    if ((low ?? NaN) <= share && share <= (high ?? NaN)) held += chance;
    chance *= ((n - successes) / (successes + 1)) * (share / (1 - share));
  }
  return held;
}

test("Wilson holds its 95 % on average over all shares: exact coverage by enumeration", () => {
  for (const n of [10, 30, 100]) {
    const found = Array.from({ length: 199 }, (_, i) => coverage(n, (i + 1) / 200));
    const average = found.reduce((sum, value) => sum + value, 0) / found.length;
    assert.ok(average > 0.945 && average < 0.96, `n ${n}: ${average}`);
    assert.ok(Math.min(...found) > 0.83, `n ${n}: at least ${Math.min(...found)}`);
  }
});

test("Wilson and Newcombe hold their level in seeded samples", () => {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const draw = (n: number, share: number) => {
    let successes = 0;
    for (let i = 0; i < n; i += 1) successes += random() < share ? 1 : 0;
    return { successes, n };
  };
  const runs = 3000;
  let single = 0;
  let pair = 0;
  for (let run = 0; run < runs; run += 1) {
    const [a, b] = [draw(80, 0.9), draw(120, 0.7)];
    const one = proportion(a);
    const two = proportionDifference(a, b);
    if ((one.low ?? NaN) <= 0.9 && (one.high ?? NaN) >= 0.9) single += 1;
    if ((two.low ?? NaN) <= 0.2 && (two.high ?? NaN) >= 0.2) pair += 1;
  }
  for (const held of [single, pair]) {
    assert.ok(held / runs > 0.935 && held / runs < 0.967, String(held / runs));
  }
});

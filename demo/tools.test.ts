/** The generator's own tools: chance, quotas and the calendar. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { byRank, deal, largestRemainder, lognormalQuantiles, normalQuantile } from "./quota.ts";
import { random } from "./random.ts";
import {
  calendar,
  delay,
  eveningBefore,
  hourOfDay,
  humanTime,
  morningAfter,
  stamp,
} from "./time.ts";

test("a stream is the same for a seed and a name, and unlike any other", () => {
  const first = (seed: number, stream: string): number[] => {
    const chance = random(seed, stream);
    return Array.from({ length: 5 }, () => chance.next());
  };
  assert.deepEqual(first(1, "bill"), first(1, "bill"));
  assert.notDeepEqual(first(1, "bill"), first(2, "bill"));
  assert.notDeepEqual(first(1, "bill"), first(1, "store"));
});

test("uniform and normal numbers have the moments of their kind", () => {
  const chance = random(7, "moments");
  const n = 100_000;
  const moments = (draw: () => number): [number, number] => {
    const all = Array.from({ length: n }, draw);
    const mean = all.reduce((a, b) => a + b, 0) / n;
    return [mean, all.reduce((a, b) => a + (b - mean) ** 2, 0) / n];
  };
  const [uniformMean, uniformVariance] = moments(() => chance.next());
  assert.ok(Math.abs(uniformMean - 0.5) < 0.005 && Math.abs(uniformVariance - 1 / 12) < 0.002);
  const [normalMean, normalVariance] = moments(() => chance.normal());
  assert.ok(Math.abs(normalMean) < 0.015 && Math.abs(normalVariance - 1) < 0.02);
  const dice = Array.from({ length: 6 }, () => 0);
  for (let i = 0; i < 60_000; i++) {
    const face = chance.int(6);
    dice[face] = (dice[face] ?? 0) + 1;
  }
  assert.ok(dice.every((count) => Math.abs(count - 10_000) < 500));
  assert.throws(() => chance.pick([]), RangeError);
});

test("largest remainder: sums to the total, each part within one of its share", () => {
  const weights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      fc.pre(sum > 0);
      const parts = largestRemainder(total, list);
      assert.equal(
        parts.reduce((a, b) => a + b, 0),
        total,
      );
      parts.forEach((part, i) => {
        const share = (total * (list[i] ?? 0)) / sum;
        assert.ok(part > share - 1 - 1e-6 && part < share + 1 + 1e-6);
      });
      assert.deepEqual(largestRemainder(sum, list), list);
    }),
  );
});

test("dealt values keep their counts; ranks are a permutation from the greatest", () => {
  const dealt = deal(random(1, "deal"), 10, ["a", "b"], [70, 30]);
  assert.equal(dealt.filter((x) => x === "a").length, 7);
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), (keys) => {
      const order = byRank(keys);
      assert.deepEqual(
        order.toSorted((a, b) => a - b),
        keys.map((_, i) => i),
      );
      for (let i = 1; i < order.length; i++) {
        assert.ok((keys[order[i - 1] as number] ?? 0) >= (keys[order[i] as number] ?? 0));
      }
    }),
  );
});

test("normal quantiles as printed in tables; lognormal ones with the median asked for", () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.975, 1.959963985],
    [0.995, 2.575829304],
    [0.01, -2.326347874],
    [0.0005, -3.290526731],
  ] as const) {
    assert.ok(Math.abs(normalQuantile(p) - z) < 1e-8, `${p}`);
  }
  assert.throws(() => normalQuantile(1), RangeError);
  const quantiles = lognormalQuantiles(1001, 66, 0.6);
  assert.ok(Math.abs((quantiles[500] ?? 0) - 66) < 1e-6);
});

test("the calendar: whole months in Jakarta, leap years, and a day inside a month", () => {
  const months = calendar("2025-01-20");
  assert.equal(stamp(months[0]?.from ?? 0), "2024-01-01T00:00:00+07:00");
  assert.equal(months[1]?.days, 29);
  assert.equal(stamp(months[11]?.to ?? 0), "2025-01-01T00:00:00+07:00");
  assert.equal(
    months.reduce((sum, month) => sum + month.days, 0),
    366,
  );
  assert.deepEqual(calendar("2025-01"), months);
});

test("people keep human hours, and shifting keeps a time on its side", () => {
  const chance = random(3, "hours");
  const midnight = calendar("2026-01-01")[0]?.from ?? 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 * 86_400 }), (seconds) => {
      const at = midnight + seconds * 1000;
      const [back, on] = [eveningBefore(chance, at), morningAfter(chance, at)];
      assert.ok(back <= at && at - back < 13 * 3_600_000);
      assert.ok(on >= at && on - at < 11 * 3_600_000);
      for (const moved of [back, on]) {
        assert.ok(hourOfDay(moved) >= 6.4 && hourOfDay(moved) < 23);
        assert.equal(moved % 1000, 0);
      }
    }),
  );
  for (let i = 0; i < 2_000; i++) {
    const hour = hourOfDay(humanTime(chance, midnight));
    assert.ok(hour >= 6 && hour < 23);
    assert.ok(delay(chance, 5) > 0);
  }
});

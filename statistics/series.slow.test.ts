/** How often control charts and change points speak up, where there is something and where there is nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./chance.ts";
import { changePoint, controlChart } from "./index.ts";
import type { ControlOptions, ControlPoint } from "./index.ts";

/** The points until the first signal, of standard normal values whose centre and σ are known. */
function runLength(seed: number, rules: ControlOptions["rules"]): number {
  const { normal } = chance(seed);
  const anchor: ControlPoint[] = [
    { n: 1e12, value: 0, variance: 1e-12 },
    { n: 0, value: null },
  ];
  const points: ControlPoint[] = [];
  for (let length = 250; ; length *= 4) {
    while (points.length < length) points.push({ n: 1, value: normal(), variance: 1 });
    const chart = controlChart([...anchor, ...points], { kind: "mean", rules, baseline: 1 });
    const first = chart.findIndex(({ signals }) => signals.length > 0);
    if (first > 0) return first - 1;
  }
}

test("how long a series at rest goes without a false alarm: Champ and Woodall (1987), table 1", (t) => {
  const runs = 5000;
  for (const [rules, length] of [
    ["limits", 370.4],
    [["beyond-limits", "two-of-three"], 225.44],
    [["beyond-limits", "four-of-five"], 166.05],
    [["beyond-limits", "eight-on-one-side"], 152.73],
    ["western-electric", 91.75],
  ] as const satisfies readonly (readonly [ControlOptions["rules"], number])[]) {
    let sum = 0;
    for (let seed = 1; seed <= runs; seed += 1) sum += runLength(seed, rules);
    const found = sum / runs;
    t.diagnostic(`${String(rules)}: ${found.toFixed(1)} for ${length}`);
    // A run's length varies about as much as it is long.
    assert.ok(
      Math.abs(found - length) < (3.5 * length) / Math.sqrt(runs),
      `${found} for ${length}`,
    );
  }
});

const share = (successes: number, n: number): ControlPoint => {
  const value = successes / n;
  return { n, value, variance: (value * (1 - value)) / n };
};
const RUNS = 500;

test("a month of a share: false alarms, and how often a fall is noticed at once", (t) => {
  // Twelve months of 120 answers at 78 %; the last is judged by the eleven before.
  const rate = (last: number, n: number, runs: number) => {
    let outside = 0;
    for (let run = 1; run <= runs; run += 1) {
      const { binomial } = chance(run);
      const points = Array.from({ length: 12 }, (_, at) =>
        share(binomial(n, at === 11 ? last : 0.78), n),
      );
      const chart = controlChart(points, { kind: "p", baseline: 11 });
      if (chart[11]!.signals.length > 0) outside += 1;
    }
    return outside / runs;
  };
  const atRest = rate(0.78, 120, 20_000);
  const fallen = rate(0.517, 120, RUNS);
  const less = rate(0.68, 120, RUNS);
  const few = rate(0.517, 30, RUNS);
  t.diagnostic(`at rest ${atRest}, to 52 % ${fallen}, to 68 % ${less}, of 30 answers ${few}`);
  // One in 370 for normal values; a share of 120 answers is bent a little, and the centre estimated.
  assert.ok(atRest < 0.007, `${atRest}`);
  assert.ok(fallen > 0.99, `${fallen}`);
  assert.ok(less > 0.25 && less < 0.5, `${less}`);
  assert.ok(few > 0.5, `${few}`);
});

test("change points: of series that don't change at most one in twenty is told to", (t) => {
  for (const length of [4, 6, 8, 12, 24, 52, 104, 365]) {
    const runs = 3000;
    let [figures, answers] = [0, 0];
    for (let run = 1; run <= runs; run += 1) {
      const { normal, binomial, whole } = chance(run);
      const plain = Array.from({ length }, () => normal());
      if (changePoint(plain).length > 0) figures += 1;
      const shares = Array.from({ length }, () => {
        const n = whole(30, 150);
        return share(binomial(n, 0.78), n);
      });
      if (changePoint(shares).length > 0) answers += 1;
    }
    t.diagnostic(`${length} points: ${figures / runs} of figures, ${answers / runs} of shares`);
    const most = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs);
    assert.ok(figures / runs < most && answers / runs < most);
  }
});

test("change points: a share that falls by 27 points in month 8 is told, within a month of it", (t) => {
  let [told, near, alone] = [0, 0, 0];
  for (let run = 1; run <= RUNS; run += 1) {
    const { binomial } = chance(run);
    const found = changePoint(
      Array.from({ length: 12 }, (_, at) => share(binomial(120, at < 7 ? 0.783 : 0.517), 120)),
    );
    if (found.length > 0) told += 1;
    if (found.some(({ index }) => Math.abs(index - 7) <= 1)) near += 1;
    if (found.length === 1) alone += 1;
  }
  t.diagnostic(`told ${told}, within a month ${near}, one change alone ${alone}, of ${RUNS}`);
  assert.ok(told === RUNS && near >= 0.99 * RUNS && alone >= 0.97 * RUNS);
});

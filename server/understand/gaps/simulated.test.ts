/** Worlds with a known truth: gaps and parts are found when they are there, and false findings stay within the rate. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { falseGaps } from "#contract/gaps.ts";
import { differencesFromRest, whichDiffer, type PartSums } from "./apart.ts";
import { figureOf, judged } from "./figures.ts";

/** A generator with a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const next = random(500);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** So many differences of whole points about a mean, added up. */
function drawn(n: number, mean: number): PartSums & { below: number; above: number } {
  const sums = { n, sum: 0, sumOfSquares: 0, below: 0, above: 0 };
  for (let i = 0; i < n; i++) {
    const value = Math.round(mean + 0.9 * normal());
    sums.sum += value;
    sums.sumOfSquares += value * value;
    if (value < 0) sums.below++;
    if (value > 0) sums.above++;
  }
  return sums;
}
const runs = 500;
const telling = { source: "recalled", confidence: 0.95, margin: 0 } as const;

test("of gaps that are found at most a tenth are none, and most that are there are found", () => {
  const counts = { found: 0, false: 0, there: 0, hit: 0 };
  let worst = 0;
  for (let run = 0; run < runs; run++) {
    const truths = [-0.3, -0.3, 0, 0, 0, 0, 0, 0];
    const states = judged(truths.map((mean) => figureOf(drawn(120, mean), telling)));
    const told = states.map(({ state }) => state === "shortfall" || state === "exceeded");
    const wrong = told.filter((is, at) => is && truths[at] === 0).length;
    const all = told.filter(Boolean).length;
    worst += all === 0 ? 0 : wrong / all;
    counts.found += all;
    counts.false += wrong;
    counts.there += 2;
    counts.hit += told.filter((is, at) => is && truths[at] !== 0).length;
  }
  assert.ok(worst / runs <= falseGaps, `false discovery rate ${worst / runs}`);
  assert.ok(counts.hit / counts.there > 0.85, `power ${counts.hit / counts.there}`);
});

test("where nothing differs hardly anything is told apart; where one does it alone is", () => {
  let alarms = 0;
  let found = 0;
  let share = 0;
  for (let run = 0; run < runs; run++) {
    const same = Array.from({ length: 6 }, () => drawn(100, 0));
    if (whichDiffer(differencesFromRest(same, 0.95)).includes(true)) alarms++;
    const one = [drawn(100, -1), ...Array.from({ length: 5 }, () => drawn(100, 0))];
    const told = whichDiffer(differencesFromRest(one, 0.95));
    if (told[0]) found++;
    const accused = told.slice(1).filter((is) => is === true).length;
    share += accused === 0 ? 0 : accused / (accused + Number(told[0]));
  }
  assert.ok(alarms / runs <= falseGaps, `false alarms ${alarms / runs}`);
  assert.ok(found / runs > 0.99, `power ${found / runs}`);
  assert.ok(share / runs <= falseGaps, `false discovery rate ${share / runs}`);
});

test("what is met is so within the margin; with few answers nothing is", () => {
  const met = (n: number, mean: number) => {
    let count = 0;
    for (let run = 0; run < 200; run++) {
      const state = judged([figureOf(drawn(n, mean), { ...telling, margin: 0.2 })])[0]!.state;
      if (state === "met") count++;
    }
    return count / 200;
  };
  assert.ok(met(900, 0) > 0.95);
  assert.equal(met(40, 0), 0, "an interval that is wider than the margin tells nothing");
  assert.ok(met(900, -0.25) < 0.05, "a gap of a quarter matters");
});

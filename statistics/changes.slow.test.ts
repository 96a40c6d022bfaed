/**
 * What changed, in 500 worlds whose truth is known: slices that contain one another, three measures,
 * a false discovery rate of 10 % over all that was looked at.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./chance.ts";
import type { Chance } from "./chance.ts";
import {
  benjaminiHochberg,
  meanDifference,
  mixAndRate,
  npsDifference,
  proportionDifference,
} from "./index.ts";

const RUNS = 500;
const RATE = 0.1;
const TOUCHPOINTS = 8;
const REGIONS = 4;

/** One cell's answers in one period, as sums: they add up to those of any slice. */
interface Sums {
  n: number;
  satisfied: number;
  sum: number;
  sumOfSquares: number;
  promoters: number;
  passives: number;
  detractors: number;
}
const NONE: Sums = {
  n: 0,
  satisfied: 0,
  sum: 0,
  sumOfSquares: 0,
  promoters: 0,
  passives: 0,
  detractors: 0,
};

/** Ratings 1 to 5 at 4, 6, 12, 38, 40 %, and recommendations that come out near +25. */
function answers({ uniform }: Chance, n: number, fall: number): Sums {
  const sums = { ...NONE };
  for (let each = 0; each < n; each += 1) {
    const x = uniform();
    const unhappy = uniform() < fall;
    const rating = unhappy
      ? 1 + Math.floor(3 * x)
      : [0.04, 0.1, 0.22, 0.6, 1].findIndex((p) => x < p) + 1;
    const y = unhappy ? 0.9 : uniform();
    sums.n += 1;
    if (rating >= 4) sums.satisfied += 1;
    sums.sum += rating;
    sums.sumOfSquares += rating * rating;
    if (y < 0.5) sums.promoters += 1;
    else if (y < 0.75) sums.passives += 1;
    else sums.detractors += 1;
  }
  return sums;
}

function added(list: readonly Sums[]): Sums {
  const total = { ...NONE };
  for (const sums of list)
    for (const key of Object.keys(total) as (keyof Sums)[]) total[key] += sums[key];
  return total;
}

type Slice = (touchpoint: number, region: number) => boolean;
/** Every cell, every touchpoint, every region, and all: 45 slices, most of which hold others. */
const SLICES: readonly Slice[] = [
  ...Array.from({ length: TOUCHPOINTS * REGIONS }, (_, at): Slice => {
    return (t, r) => t === at % TOUCHPOINTS && r === Math.floor(at / TOUCHPOINTS);
  }),
  ...Array.from(
    { length: TOUCHPOINTS },
    (_, at): Slice =>
      (t) =>
        t === at,
  ),
  ...Array.from(
    { length: REGIONS },
    (_, at): Slice =>
      (_, r) =>
        r === at,
  ),
  () => true,
];

/** By slice and measure: the p of the last period against the one before, and whether it truly fell. */
function scan(seed: number, fallen: readonly (readonly [number, number])[], size: number) {
  const world = chance(seed);
  const cells = Array.from({ length: TOUCHPOINTS * REGIONS }, (_, at) => {
    const place = [at % TOUCHPOINTS, Math.floor(at / TOUCHPOINTS)] as const;
    const fell = fallen.some(([t, r]) => t === place[0] && r === place[1]);
    const [before, after] = [0, fell ? size : 0].map((fall) =>
      answers(world, world.whole(40, 140), fall),
    );
    return { place, fell, before: before!, after: after! };
  });
  return SLICES.flatMap((slice, which) => {
    const inside = cells.filter(({ place }) => slice(...place));
    const [a, b] = [
      added(inside.map((each) => each.after)),
      added(inside.map((each) => each.before)),
    ];
    const truly = inside.some(({ fell }) => fell);
    const ps = [
      proportionDifference({ n: a.n, successes: a.satisfied }, { n: b.n, successes: b.satisfied })
        .p,
      meanDifference(a, b).p,
      npsDifference(a, b).p,
    ];
    return ps.map((p) => ({ which, truly, p: p! }));
  });
}

test("where nothing changed, a scan of 135 finds something in at most one of ten months", (t) => {
  let [months, findings] = [0, 0];
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { rejected } = benjaminiHochberg(
      scan(seed, [], 0).map(({ p }) => p),
      RATE,
    );
    const found = rejected.filter(Boolean).length;
    findings += found;
    if (found > 0) months += 1;
  }
  t.diagnostic(`${months} of ${RUNS} months with a finding, ${findings} findings`);
  assert.ok(months / RUNS <= RATE + 3 * Math.sqrt((RATE * (1 - RATE)) / RUNS), `${months}`);
});

test("of two cells that fell by 27 points nine in ten are found, by 16 three in ten, and at most one finding in ten is none", (t) => {
  for (const [size, power] of [
    [0.35, 0.88],
    [0.2, 0.3],
  ] as const) {
    let [rate, found, there] = [0, 0, 0];
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const tests = scan(
        seed,
        [
          [2, 1],
          [5, 3],
        ],
        size,
      );
      const { rejected } = benjaminiHochberg(
        tests.map(({ p }) => p),
        RATE,
      );
      const told = tests.filter((_, at) => rejected[at]);
      rate += told.filter(({ truly }) => !truly).length / Math.max(1, told.length) / RUNS;
      // A cell is found when one of its three measures tells it.
      const cells = new Set(
        told
          .filter(({ which, truly }) => truly && which < TOUCHPOINTS * REGIONS)
          .map(({ which }) => which),
      );
      found += cells.size;
      there += 2;
    }
    t.diagnostic(
      `${100 * size} % made unhappy: ${((100 * found) / there).toFixed(1)} % of fallen cells found, ${(100 * rate).toFixed(1)} % of findings false`,
    );
    // Two standard errors of 500 months.
    assert.ok(rate <= RATE + 0.015, `${rate}`);
    assert.ok(found / there >= power, `${found} of ${there}`);
  }
});

test("each comparison alone is wrong at 5 % as often as it says", (t) => {
  const wrong = [0, 0, 0];
  const all = [0, 0, 0];
  for (let seed = 1; seed <= 200; seed += 1) {
    for (const [at, { which, p }] of scan(seed, [], 0).entries()) {
      if (which >= TOUCHPOINTS * REGIONS) continue;
      all[at % 3]! += 1;
      if (p < 0.05) wrong[at % 3]! += 1;
    }
  }
  const rates = wrong.map((each, at) => each / all[at]!);
  t.diagnostic(`share, mean, NPS: ${rates.map((each) => each.toFixed(4)).join(", ")}`);
  for (const rate of rates) assert.ok(rate > 0.03 && rate < 0.06, `${rate}`);
});

test("a fall by mix alone is told as mix: no group's rate is more than chance makes it", (t) => {
  let [mix, rate, accused] = [0, 0, 0];
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { binomial } = chance(seed);
    const side = (sizes: readonly number[]) =>
      sizes.map((n, at) => ({ n, successes: binomial(n, [0.55, 0.8, 0.88][at]!) }));
    const [before, after] = [side([80, 57, 92]), side([408, 24, 48])];
    const groups = (list: typeof before) =>
      list.map(({ n, successes }, at) => ({ key: `${at}`, n, value: (100 * successes) / n }));
    const split = mixAndRate(groups(before), groups(after));
    mix += split.mix! / RUNS;
    rate += split.rate! / RUNS;
    const ps = before.map((each, at) => proportionDifference(after[at]!, each).p!);
    if (benjaminiHochberg(ps, RATE).rejected.some(Boolean)) accused += 1;
  }
  t.diagnostic(
    `mix ${mix.toFixed(2)}, rate ${rate.toFixed(2)}; a group accused in ${accused} of ${RUNS}`,
  );
  assert.ok(mix < -14 && mix > -16 && Math.abs(rate) < 0.6);
  assert.ok(accused / RUNS <= RATE + 0.04, `${accused}`);
});

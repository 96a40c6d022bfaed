/** The months of one slice: its level before, where it changed, and the limits of what chance does. Pure. */
import type { Sums } from "#understand/measure-sums.ts";
import { addSums } from "#understand/groups.ts";
import {
  changePoint,
  controlChart,
  mean,
  nps,
  studentP,
  type ControlKind,
  type ControlPoint,
} from "#statistics/index.ts";
import type { Looked } from "./scan.ts";

export type Kind = "nps" | "csat" | "ces" | "mean" | "count";
export const kindOf = ({ measure }: Looked): Kind => measure.about.kind as Kind;

/** How a chart takes a figure. */
export const chartKind = (looked: Looked): ControlKind =>
  ({ nps: "nps", csat: "p", ces: "p", mean: "mean", count: "xmr" })[kindOf(looked)] as ControlKind;

/** The squared standard error of a figure, from the sums that it is made of. */
export function varianceOf(looked: Looked, sums: Sums): number | null {
  const kind = kindOf(looked);
  const n = sums.n!;
  if (n === 0) return null;
  if (kind === "nps") {
    const { promoters, passives, detractors } = sums;
    const counts = { promoters: promoters!, passives: passives!, detractors: detractors! };
    return (nps(counts, { method: "wald" }).se ?? 0) ** 2;
  }
  if (kind === "mean") {
    const { se } = mean({ n, sum: sums.sum!, sumOfSquares: sums.sumOfSquares! });
    return se === null ? null : se ** 2;
  }
  if (kind === "count") return n;
  const share = sums.top! / n;
  return (share * (1 - share)) / n;
}

export const valueOf = (looked: Looked, sums: Sums): number | null =>
  looked.measure.estimate(sums).estimate;

export function pointOf(looked: Looked, sums: Sums | undefined): ControlPoint {
  if (!sums || sums.n === 0) return { n: 0, value: null, variance: 0 };
  const variance = varianceOf(looked, sums);
  const value = valueOf(looked, sums);
  return variance === null || value === null
    ? { n: 0, value: null, variance: 0 }
    : { n: sums.n!, value, variance };
}

/** Consecutive points at one level: from the place of the first to that of the last. */
export type Level = { from: number; to: number };

/** The levels of a series; one where nothing changed. */
export function levelsOf(points: readonly ControlPoint[]): Level[] {
  const starts = [0, ...changePoint(points).map(({ index }) => index)];
  return starts.map((from, n) => ({ from, to: (starts[n + 1] ?? points.length) - 1 }));
}

export const pooled = (series: readonly (Sums | undefined)[], { from, to }: Level) => {
  const inside = series.slice(from, to + 1).filter((sums) => sums !== undefined);
  return inside.length === 0
    ? undefined
    : addSums(
        inside.map((sums) => ({ sums })),
        [],
      );
};

export type Limits = {
  centre: number | null;
  low: number | null;
  high: number | null;
  outside: boolean | null;
  periods: number;
};
const noLimits: Limits = { centre: null, low: null, high: null, outside: null, periods: 0 };
/** So many neighbours tell how far a series varies beyond chance in answering. */
const enoughNeighbours = 8;
/** With fewer before it a point has no limits that say something. */
export const enoughBefore = 6;

/**
 * The limits of the last point by those of the level before it. Where neighbours differ by more than
 * answering makes them, by that: the wider of the two charts.
 */
export function limitsOf(looked: Looked, points: readonly ControlPoint[], level: Level): Limits {
  const before = points.slice(level.from, level.to + 1);
  const last = points.at(-1)!;
  const count = before.filter(({ n, value }) => n > 0 && value !== null).length;
  if (count === 0 || last.value === null) return noLimits;
  const chart = (kind: ControlKind) =>
    controlChart([...before, last], { kind, baseline: before.length }).at(-1)!;
  const own = chart(chartKind(looked));
  const { centre, limits } = own;
  if (!limits) return { ...noLimits, centre, periods: count };
  const wide = count >= enoughNeighbours ? chart("xmr").limits : null;
  const low = Math.min(limits.low, wide?.low ?? limits.low);
  const high = Math.max(limits.high, wide?.high ?? limits.high);
  const [least, most] = { p: [0, 1], nps: [-100, 100] }[chartKind(looked) as "p" | "nps"] ?? [
    -Infinity,
    Infinity,
  ];
  return {
    centre,
    low: Math.max(low, least!),
    high: Math.min(high, most!),
    outside: last.value < low || last.value > high,
    periods: count,
  };
}

/**
 * Counts a day of two runs of periods: a count varies as Poisson's does, or as neighbours differ where
 * that is more. Student's t with as many degrees of freedom as there are periods before, less one.
 * Null where there are fewer than six before.
 */
export function countShift(
  before: readonly { n: number; days: number }[],
  after: readonly { n: number; days: number }[],
): { then: number; delta: number; p: number; low: number; high: number } | null {
  if (before.length < enoughBefore || after.length === 0) return null;
  const total = (list: typeof before, of: "n" | "days") =>
    list.reduce((sum, each) => sum + each[of], 0);
  const rate = total(before, "n") / total(before, "days");
  const rates = before.map(({ n, days }) => n / days);
  const days = total(before, "days") / before.length;
  const steps = rates.slice(1).map((each, k) => (each - rates[k]!) ** 2 / 2);
  const spread = steps.reduce((sum, each) => sum + each, 0) / steps.length;
  // Of no event in all these days, one is supposed: nothing has no variance.
  const poisson = Math.max(rate, 1 / total(before, "days"));
  const variance = (list: typeof before) =>
    Math.max(poisson / total(list, "days"), spread / list.length);
  const delta = total(after, "n") / total(after, "days") - rate;
  const se = Math.sqrt(variance(before) + variance(after));
  const length = total(after, "days") / after.length || days;
  return {
    then: rate * length,
    delta: delta * length,
    p: studentP(delta / se, before.length - 1),
    low: (delta - 1.96 * se) * length,
    high: (delta + 1.96 * se) * length,
  };
}

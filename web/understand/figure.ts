/** How a figure is written: points, percent, or in the measure's own unit. Pure. */
import type { QueryRow } from "#contract/query.ts";
import { decimal, percent, short, signed, whole } from "../words/format.ts";
import { words } from "./words.ts";

export type Form = {
  /** The figure alone, as in +13.9 or 74.2 %. */
  write(value: number): string;
  /** The same with no more digits than a small cell has room for. */
  brief?(value: number): string;
  /** A difference of two, with its sign. */
  change(value: number): string;
  /** The axis that every figure of this kind lies on, where there is one. */
  axis?: { min: number; max: number };
  /** What it is counted in, where the figure does not say so itself. */
  unit?: string | undefined;
};

const isShare = (figure: string): boolean => figure.includes("share");

/** A percentage point is said as a number of points: 74 % less 70 % is 4 points. */
const pointsOfShare = (value: number): string => words.points(signed(value * 100));

/** How the figures of an answer are written. */
export function formOf(measure: { kind: string }, figure: string, unit?: string): Form {
  const { kind } = measure;
  if (kind === "nps")
    return {
      write: (value) => signed(value),
      brief: (value) => signed(value, 0),
      change: (value) => words.points(signed(value)),
      axis: { min: -100, max: 100 },
    };
  if (kind === "share" || isShare(figure))
    return {
      write: (value) => percent(value),
      brief: (value) => percent(value, 0),
      change: pointsOfShare,
      axis: { min: 0, max: 1 },
    };
  if (kind === "count") return { write: whole, brief: short, change: (value) => signed(value, 0) };
  if (kind === "sum")
    return {
      write: (value) => (Math.abs(value) >= 1e6 ? short(value) : whole(value)),
      brief: short,
      change: (value) => signed(value, 0),
      unit,
    };
  return {
    write: (value) => decimal(value, 2),
    brief: (value) => decimal(value, Math.abs(value) < 100 ? 1 : 0),
    change: (value) => signed(value, 2),
    unit,
  };
}

/** A figure with its interval and base, in words: for screen readers and descriptions. */
export function saidOf(row: QueryRow, form: Form): string {
  if (row.estimate === null) return words.said.none(whole(row.n));
  const figure =
    form.unit === undefined ? form.write(row.estimate) : `${form.write(row.estimate)} ${form.unit}`;
  return row.low === null || row.high === null
    ? words.said.exact(figure, whole(row.n))
    : words.said.interval(figure, form.write(row.low), form.write(row.high), whole(row.n));
}

export type Verdict = "met" | "not-met" | "open";

/** Whether a target is met: it can't be told where the interval holds the level. */
export function verdictOf(
  row: Pick<QueryRow, "estimate" | "low" | "high">,
  target: { level: number },
  better: "higher" | "lower",
): Verdict {
  const { estimate, low, high } = row;
  if (estimate === null) return "open";
  const [worst, best] =
    better === "higher" ? [low ?? estimate, high ?? estimate] : [high ?? estimate, low ?? estimate];
  const reaches = (value: number) =>
    better === "higher" ? value >= target.level : value <= target.level;
  if (reaches(worst)) return "met";
  return reaches(best) ? "open" : "not-met";
}

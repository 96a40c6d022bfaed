/** How the figures of a change are written: by their measure, as everywhere else. Pure. */
import type { Change, ChangeMeasure, ChangePlace, ChangeSide } from "#contract/changes.ts";
import { decimal, locale, percent, signed, whole } from "../../words/format.ts";
import { words } from "./words.ts";

export type Form = {
  write: (value: number) => string;
  /** A difference, with its sign. */
  step: (value: number) => string;
  axis: { min: number; max: number } | undefined;
};

export function formOf({ kind, unit }: ChangeMeasure): Form {
  const with_ = (text: string) => (unit === undefined ? text : `${text} ${unit}`);
  if (kind === "csat" || kind === "ces")
    return {
      write: (value) => percent(value),
      step: (value) => signed(100 * value),
      axis: { min: 0, max: 1 },
    };
  if (kind === "nps")
    return {
      write: (value) => signed(value),
      step: (value) => signed(value),
      axis: { min: -100, max: 100 },
    };
  if (kind === "count")
    return { write: whole, step: (value) => signed(value, 0), axis: { min: 0, max: Infinity } };
  return {
    write: (value) => with_(decimal(value, 2)),
    step: (value) => signed(value, 2),
    axis: undefined,
  };
}

export const placeOf = (where: readonly ChangePlace[]): string =>
  where.length === 0 ? words.everywhere : where.map(({ label }) => label).join(" · ");

export const measureOf = ({ of, label }: ChangeMeasure): string =>
  of === null ? words.countOf(label) : label;

/** Two digits that say something: 0.000015. */
export const chanceOf = (p: number): string =>
  p < 1e-6
    ? `< ${decimal(1e-6, 6)}`
    : new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(p);

/** The month that a day begins, or the day. */
export function monthOf(day: string, length: "short" | "long" = "long"): string {
  const whole = day.endsWith("-01");
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    month: length,
    year: length === "long" ? "numeric" : "2-digit",
    ...(whole ? {} : { day: "numeric" }),
  }).format(new Date(`${day}T00:00:00Z`));
}

export function saidOf({ estimate, low, high, n }: ChangeSide, form: Form): string {
  if (estimate === null) return words.noFigure;
  const figure = form.write(estimate);
  return low === null || high === null
    ? words.pointOnly(figure, whole(n))
    : words.point(figure, form.write(low), form.write(high), whole(n));
}

export type Sign = "better" | "worse" | "higher" | "lower";
export function signOf({ good, delta, cause }: Change): Sign {
  if (good !== null && cause !== "mix") return good ? "better" : "worse";
  return (delta ?? 0) < 0 ? "lower" : "higher";
}

/** A row of a table for each finding and each slice folded under one. */
export function rowsOf(changes: readonly Change[]): (string | number | null)[][] {
  const side = ({ from, to, n, estimate, low, high }: ChangeSide) => [
    from,
    to,
    n,
    estimate,
    low,
    high,
  ];
  return [
    [
      "status",
      "relation",
      "cause",
      "measure",
      "where",
      "voice",
      "pattern",
      "programme",
      ...["then", "now"].flatMap((name) =>
        ["from", "to", "n", "estimate", "low", "high"].map((part) => `${name}.${part}`),
      ),
      "delta",
      "delta.low",
      "delta.high",
      "p",
      "adjusted",
      "mix",
      "rate",
      "since",
      "sentence",
    ],
    ...changes.flatMap((change) =>
      [change, ...change.folded].map((each) => [
        change.status,
        "is" in each ? each.is : "",
        change.cause,
        each.measure.of ?? `count of ${each.signals}`,
        each.where.map(({ dimension, key }) => `${dimension}=${key}`).join(" & "),
        each.voice,
        each.pattern,
        each.programme,
        ...side(each.then),
        ...side(each.now),
        each.delta,
        each.low,
        each.high,
        each.p,
        "is" in each ? null : change.adjusted,
        "is" in each ? null : (change.mixAndRate?.mix ?? null),
        "is" in each ? null : (change.mixAndRate?.rate ?? null),
        change.since,
        "is" in each ? null : change.sentence,
      ]),
    ),
  ];
}

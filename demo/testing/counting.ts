/** Counting for the tests: plain loops over signals, sharing no figure with the generator. */
import type { SignalInput } from "#contract/signal.ts";
import { makeDemo } from "../index.ts";
import type { Demo, DemoOptions } from "../index.ts";

export const until = "2026-01-01";
const made = new Map<string, Demo>();

/** The demo of a seed and size, made once per test file. */
export function demo(options: Partial<DemoOptions> = {}): Demo {
  const key = JSON.stringify(options);
  const found = made.get(key) ?? makeDemo({ until, ...options });
  made.set(key, found);
  return found;
}

/** Month of the year 2025 in Jakarta, 1–12: until is 2026-01-01, so M1 is January. */
export const monthOf = (one: SignalInput): number => Number(one.occurredAt.slice(5, 7));

/** Answers that a figure takes by default: customers' complete ones that nobody suspects. */
export const trusted = (one: SignalInput): boolean =>
  one.suspicious === undefined &&
  (one.state ?? "complete") === "complete" &&
  (one.voice ?? "customer") === "customer";

/** Trusted responses of a programme, in some months. */
export function answers(from: Demo, programme: string, months?: number[]): SignalInput[] {
  return from.signals.filter(
    (one) =>
      one.kind === "response" &&
      one.programme === programme &&
      trusted(one) &&
      (months === undefined || months.includes(monthOf(one))),
  );
}

export const ofKind = (from: Demo, kind: string): SignalInput[] =>
  from.signals.filter((one) => one.kind === kind);

/** A measure's values where signals have it. */
export function values(list: SignalInput[], measure: string): number[] {
  return list.flatMap((one) => {
    const value = one.measures?.[measure];
    return value === undefined ? [] : [value];
  });
}

export const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
export const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);

/** How many of a measure's values lie at or above a line, as "hits of n". */
export function atLeast(list: SignalInput[], measure: string, line: number): [number, number] {
  const all = values(list, measure);
  return [all.filter((value) => value >= line).length, all.length];
}

/** Counts of the values low … high, in order. */
export function spread(list: number[], low: number, high: number): number[] {
  return Array.from(
    { length: high - low + 1 },
    (_, i) => list.filter((value) => value === low + i).length,
  );
}

/** NPS of 0–10 answers in points. */
export function nps(list: number[]): number {
  const promoters = list.filter((value) => value >= 9).length;
  const detractors = list.filter((value) => value <= 6).length;
  return (100 * (promoters - detractors)) / list.length;
}

/** Groups a list by a key. */
export function groups<T>(list: T[], key: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const name = key(one);
    const group = found.get(name);
    if (group) group.push(one);
    else found.set(name, [one]);
  }
  return found;
}

export const attribute = (one: SignalInput, name: string): unknown => one.attributes?.[name];

/** x to so many digits, as it would be printed. */
export const printed = (x: number, digits = 1): string => x.toFixed(digits);

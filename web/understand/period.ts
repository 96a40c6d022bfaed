/** Which time is looked at, and with which it is compared. Days are those of the workspace's zone. Pure. */
import { oneOf } from "../data/address.ts";
import { dayIn } from "../words/zone.ts";

export const spans = ["30d", "90d", "6m", "12m", "all", "own"] as const;
export type Span = (typeof spans)[number];
export const comparisons = ["before", "year", "none"] as const;
export type Comparison = (typeof comparisons)[number];

/** From the first day to before the last; either may be open. */
export type Days = { from?: string | undefined; to?: string | undefined };

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

export function plusDays(day: string, days: number): string {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** The same day of another month; the last of a month that is too short. */
export function plusMonths(day: string, months: number): string {
  const date = dateOf(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return iso(date);
}

export { dayIn };

/** A day of the calendar; the 31st of February is none, though some engines read it. */
export const isDay = (text: string | null): text is string =>
  text !== null &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00Z`)) &&
  iso(dateOf(text)) === text;

/**
 * What spans count back from: the day after today, or after the newest signal where that is more
 * than a month old. Last year's answers, imported today, are then seen and not an empty month.
 */
export function endOf(newest: string | undefined, now: number, timeZone: string): string {
  const today = dayIn(now, timeZone);
  const last = newest === undefined ? today : dayIn(newest, timeZone);
  return plusDays(last < plusDays(today, -31) ? last : today, 1);
}

/** `usual` where the address names none. */
export function spanOf(parameters: URLSearchParams, usual: Span = "12m"): Span {
  if (isDay(parameters.get("from")) || isDay(parameters.get("to"))) return "own";
  return oneOf(parameters.get("span"), [usual, "12m", "30d", "90d", "6m", "all"]);
}

/** The days that an address asks for. `to` in an address is the last day, as people mean it. */
export function daysOf(parameters: URLSearchParams, end: string, usual?: Span): Days {
  const span = spanOf(parameters, usual);
  if (span === "all") return {};
  if (span === "own") {
    const from = parameters.get("from");
    const to = parameters.get("to");
    return {
      from: isDay(from) ? from : undefined,
      to: isDay(to) ? plusDays(to, 1) : undefined,
    };
  }
  const back = {
    "30d": plusDays(end, -30),
    "90d": plusDays(end, -90),
    "6m": plusMonths(end, -6),
    "12m": plusMonths(end, -12),
  };
  return { from: back[span], to: end };
}

/** Whether the last day lies before the first: nothing can be asked of such a period. */
export const endsBefore = ({ from, to }: Days): boolean =>
  from !== undefined && to !== undefined && from >= to;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a period is compared with: as many days before it, or the same a year before. An open one with nothing. */
export function comparedWith(
  { from, to }: Days,
  comparison: Comparison,
): Required<Days> | undefined {
  if (comparison === "none" || from === undefined || to === undefined || from >= to)
    return undefined;
  if (comparison === "year") return { from: plusMonths(from, -12), to: plusMonths(to, -12) };
  return { from: plusDays(from, -daysBetween(from, to)), to: from };
}

/** Share of a period after which answers begin late: of 30 spread over it, none falls before with 4 %. */
const lateShare = 0.1;

/** Whether a period whose first answers are of that day holds them for a part of it only. */
export const beginsLate = ({ from, to }: Required<Days>, first: string): boolean =>
  from !== undefined &&
  to !== undefined &&
  daysBetween(from, first) > daysBetween(from, to) * lateShare;

/** How finely a trend is divided, so that it has some 10 to 40 points. */
export function intervalOf({ from, to }: Days, end: string): "day" | "week" | "month" | "quarter" {
  if (from === undefined) return "month";
  const days = daysBetween(from, to ?? end);
  return days <= 31 ? "day" : days <= 200 ? "week" : days <= 1_200 ? "month" : "quarter";
}

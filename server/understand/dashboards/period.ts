/** The days of a period that is reckoned when it is looked at. Pure. */
import type { TilePeriod } from "#contract/dashboard.ts";

/** From the first to before the last; either may be open, or a moment. */
export type Days = { from?: string | undefined; to?: string | undefined };
type Unit = Extract<TilePeriod, { last: number }>["unit"];

const day = 86_400_000;
const iso = (date: Date): string => date.toISOString().slice(0, 10);
const dateOf = (text: string): Date => new Date(`${text}T00:00:00Z`);

export const dayIn = (at: number, zone: string): string =>
  new Date(at).toLocaleDateString("sv-SE", { timeZone: zone });

export const plusDays = (text: string, days: number): string =>
  iso(new Date(dateOf(text).getTime() + days * day));

/** The same day of another month; the last of one that is too short. */
export function plusMonths(text: string, months: number): string {
  const date = dateOf(text);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return iso(date);
}

function back(text: string, many: number, unit: Unit): string {
  if (unit === "day" || unit === "week") return plusDays(text, -many * (unit === "week" ? 7 : 1));
  return plusMonths(text, -many * { month: 1, quarter: 3, year: 12 }[unit]);
}

/** The first day of the unit in which a day lies; weeks begin on Monday. */
function beginning(text: string, unit: Unit): string {
  const date = dateOf(text);
  if (unit === "day") return text;
  if (unit === "week") return plusDays(text, -((date.getUTCDay() + 6) % 7));
  const month = { month: 1, quarter: 3, year: 12 }[unit];
  return iso(
    new Date(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / month) * month)),
  );
}

/**
 * The day before which relative periods end: tomorrow; or the day after the newest signal, where that
 * is more than 31 days old. Last year's answers, imported today, are then seen and not an empty month.
 */
export function endOf(newest: number | undefined, now: number, zone: string): string {
  const today = dayIn(now, zone);
  const last = newest === undefined ? today : dayIn(newest, zone);
  return plusDays(last < plusDays(today, -31) ? last : today, 1);
}

export function daysOf(period: TilePeriod | undefined, end: string): Days {
  if (period === undefined) return {};
  if (!("last" in period)) return period;
  const { last, unit, whole } = period;
  const to = whole ? beginning(end, unit) : end;
  return { from: back(to, last, unit), to };
}

const isDay = (text: string | undefined): text is string => text?.length === 10;

/** What a period is compared with; nothing where one of its ends is open, or no day. */
export function comparedWith(
  { from, to }: Days,
  with_: "before" | "year",
  period: TilePeriod | undefined,
): Days | undefined {
  if (!isDay(from) || !isDay(to) || from >= to) return undefined;
  if (with_ === "year") return { from: plusMonths(from, -12), to: plusMonths(to, -12) };
  // Months are of different lengths: what comes before twelve of them are twelve.
  if (period && "last" in period) return { from: back(from, period.last, period.unit), to: from };
  const length = dateOf(to).getTime() - dateOf(from).getTime();
  return { from: iso(new Date(dateOf(from).getTime() - length)), to: from };
}

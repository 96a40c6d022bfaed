/**
 * The demo's calendar: twelve whole months in Asia/Jakarta, which has kept UTC+7 without summer
 * time since 1964, so that a fixed offset is exact. Times are epoch milliseconds until written.
 */
import type { Random } from "./random.ts";

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
const offset = 7 * hour;

/** One month of the year: M1 is the first. `from` is its first instant, `to` the next month's. */
export interface Month {
  key: string;
  /** 0–11. */
  index: number;
  from: number;
  to: number;
  days: number;
}

/** First instant of a month in Jakarta; `month` counts from 0 and may run past a year's ends. */
function monthStart(year: number, month: number): number {
  return Date.UTC(year, month, 1) - offset;
}

/**
 * The twelve whole months before `until` (YYYY-MM or YYYY-MM-DD; a day inside a month is taken as
 * that month's first, for only whole months are made). Throws RangeError for anything else.
 */
export function calendar(until: string): Month[] {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(until);
  const year = Number(match?.[1]);
  const month = Number(match?.[2]) - 1;
  const date = Number(match?.[3] ?? 1);
  const real = new Date(Date.UTC(year, month, date));
  if (!match || real.getUTCMonth() !== month || year < 1990 || year > 2099) {
    throw new RangeError("until must be a date from 1990 to 2099, as in 2026-01-01");
  }
  return Array.from({ length: 12 }, (_, index) => {
    const from = monthStart(year, month - 12 + index);
    const to = monthStart(year, month - 11 + index);
    return { key: `M${index + 1}`, index, from, to, days: Math.round((to - from) / day) };
  });
}

/** RFC 3339 with Jakarta's offset, whole seconds: 2025-03-04T10:15:23+07:00. */
export function stamp(at: number): string {
  return `${new Date(at + offset).toISOString().slice(0, 19)}+07:00`;
}

/** Hours since the local midnight, 0 ≤ x < 24. */
export function hourOfDay(at: number): number {
  return ((((at + offset) % day) + day) % day) / hour;
}

/** 0 Sunday … 6 Saturday. */
export function weekday(at: number): number {
  return new Date(at + offset).getUTCDay();
}

/** 0 January … 11 December. */
export function monthNumber(at: number): number {
  return new Date(at + offset).getUTCMonth();
}

/** First instant of day `date` (1 …) of a month. */
export function dayStart(month: Month, date: number): number {
  return month.from + (date - 1) * day;
}

// One set of weights for everybody who answers: if programmes differed in them, the weekday would
// differ in satisfaction without meaning anything, and it is a planted null.
const weekdayWeights = [0.7, 1, 1, 1, 1, 1, 0.85];
const hourWeights = [0, 0, 0, 0, 0, 0, 1, 3, 6, 8, 9, 8, 8, 7, 7, 7, 7, 6, 6, 8, 8, 6, 2, 0];
const officeWeights = [0, 0, 0, 0, 0, 0, 0, 0, 2, 6, 7, 6, 2, 5, 6, 5, 3, 0, 0, 0, 0, 0, 0, 0];

/** A time of one day as people keep it: 06:00–22:59, busiest mid-morning and in the evening. */
export function humanTime(random: Random, start: number): number {
  return start + random.weighted(hourWeights) * hour + random.int(3600) * second;
}

/** A time of one day in office hours, 08:00–16:59. */
export function officeTime(random: Random, start: number): number {
  return start + random.weighted(officeWeights) * hour + random.int(3600) * second;
}

/** A day from `first` to `last` of a month, Sundays and Saturdays a little rarer: its start. */
export function someDay(random: Random, month: Month, first = 1, last = month.days): number {
  const starts = Array.from({ length: last - first + 1 }, (_, i) => dayStart(month, first + i));
  return starts[
    random.weighted(starts.map((at) => weekdayWeights[weekday(at)] as number))
  ] as number;
}

/** A Monday to Friday from `first` to `last` of a month: its start. */
export function workDay(random: Random, month: Month, first = 1, last = month.days): number {
  const starts = Array.from({ length: last - first + 1 }, (_, i) => dayStart(month, first + i));
  return random.pick(starts.filter((at) => weekday(at) >= 1 && weekday(at) <= 5));
}

/** When somebody answers: a human time on a day from `first` to `last` of a month. */
export function someTime(random: Random, month: Month, first = 1, last = month.days): number {
  return humanTime(random, someDay(random, month, first, last));
}

/** Moves a time between 22:59 and 06:30 back to the evening before: when a person did something. */
export function eveningBefore(random: Random, at: number): number {
  const now = hourOfDay(at);
  if (now >= 6.5 && now < 22.98) return at;
  const midnight = at - now * hour + (now >= 22.98 ? day : 0);
  return Math.round((midnight - random.between(1.2, 5) * hour) / second) * second;
}

/** Moves a time between 22:59 and 06:30 on to the next morning. */
export function morningAfter(random: Random, at: number): number {
  const now = hourOfDay(at);
  if (now >= 6.5 && now < 22.98) return at;
  const midnight = at - now * hour + (now >= 22.98 ? day : 0);
  return Math.round((midnight + random.between(6.5, 9.5) * hour) / second) * second;
}

/** A delay in milliseconds: lognormal with this median in hours, whole seconds. */
export function delay(random: Random, medianHours: number, sigma = 0.6): number {
  return Math.round(medianHours * Math.exp(sigma * random.normal()) * 3600) * second;
}

/** Numbers and times as the reader's language writes them. Every figure on a page comes through here. */
import { unitName } from "#charts/unit.ts";
import { language } from "./catalogue.ts";

export const locale = language === "id" ? "id-ID" : "en-GB";

const kept = new Map<string, Intl.NumberFormat>();
function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let made = kept.get(key);
  if (!made) kept.set(key, (made = new Intl.NumberFormat(locale, options)));
  return made;
}

/** A true minus, as wide as the figures beside it. */
const minus = (text: string): string => text.replace("-", "−");

/** 1,234 · 1.234 */
export const whole = (value: number): string =>
  minus(numbers({ maximumFractionDigits: 0 }).format(value));

/** How many answers a figure is of, where there is no room for a word: n 1,234. */
export const base = (n: number): string => `n\u00A0${whole(n)}`;

/** As somebody gave it, with the decimals that it has: 8 · 8.25 · 8,25. */
export const plain = (value: number): string =>
  minus(numbers({ maximumFractionDigits: 20 }).format(value));

/** With so many decimals, always. */
export const decimal = (value: number, digits = 1): string =>
  minus(numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));

/** With its sign, which nought has none of: +12.3, −4.0 (a true minus). */
export const signed = (value: number, digits = 1): string =>
  minus(
    numbers({
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "exceptZero",
    }).format(value),
  );

/** What a measure is counted in: hours · jam. */
export const unitOf = (unit: string): string => unitName(unit, locale);

/** A share of 0 to 1 as a percentage. */
export const percent = (share: number, digits = 1): string =>
  numbers({
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);

/** 1.2 k, 3.4 jt: where room is short. */
export const short = (value: number): string =>
  numbers({ notation: "compact", maximumFractionDigits: 1 }).format(value);

export const money = (value: number, currency: string): string =>
  numbers({ style: "currency", currency, maximumFractionDigits: 0 }).format(value);

/** Rp 12.7 bn: where room is short, or so many figures say less. */
export const shortMoney = (value: number, currency: string): string =>
  numbers({ style: "currency", currency, notation: "compact", maximumFractionDigits: 1 }).format(
    value,
  );

const times = new Map<string, Intl.DateTimeFormat>();
function timeFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let made = times.get(key);
  if (!made) times.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

/** 5 Mar 2026, in the zone given (the browser's where absent). */
export const day = (iso: string, timeZone?: string): string =>
  timeFormat({
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(iso));

/** 5 Mar 2026, 14:30 */
export const moment = (iso: string, timeZone?: string): string =>
  timeFormat({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(iso));

/** 14:30, in the zone given (the browser's where absent). */
export const clock = (at: number | string, timeZone?: string): string =>
  timeFormat({
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));

const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const steps = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** 3 days ago; within a minute: now. */
export function since(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1_000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? ago.format(Math.trunc(seconds / step[1]), step[0]) : ago.format(0, "minute");
}

/** Names joined as the language does: a, b and c. */
export const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(names);

/** How an interval of a trend is named by its beginning. Pure. */
import type { Interval } from "#contract/query.ts";
import { locale } from "../words/format.ts";
import { words } from "./words.ts";

/** From the first day of a week, at its beginning, into its last, also where a clock is put forward or back. */
const week = 6.5 * 86_400_000;

/** `brief`: where something beside says that it is a week, its first day will do. */
export function nameOfInterval(
  at: string,
  interval: Interval,
  timeZone: string,
  brief = false,
): string {
  const date = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const write = (options: Intl.DateTimeFormatOptions) => format(options).format(date);
  if (interval === "hour")
    return write({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  if (interval === "year") return write({ year: "numeric" });
  if (interval === "day" || (interval === "week" && brief))
    return write({ day: "numeric", month: "short" });
  // By its first day alone it would be a day.
  if (interval === "week")
    return format({ day: "numeric", month: "short" }).formatRange(date, date.getTime() + week);
  if (interval === "month") return write({ month: "short", year: "2-digit" });
  const month = Number(new Intl.DateTimeFormat("en", { timeZone, month: "numeric" }).format(date));
  return `${words.quarter(Math.ceil(month / 3))} ${write({ year: "numeric" })}`;
}

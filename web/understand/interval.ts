/** How an interval of a trend is named by its beginning. Pure. */
import { locale } from "../words/format.ts";
import type { intervalOf } from "./period.ts";
import { words } from "./words.ts";

export function nameOfInterval(
  at: string,
  interval: ReturnType<typeof intervalOf>,
  timeZone: string,
): string {
  const date = new Date(at);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(date);
  if (interval === "day" || interval === "week") return write({ day: "numeric", month: "short" });
  if (interval === "month") return write({ month: "short", year: "2-digit" });
  const month = Number(new Intl.DateTimeFormat("en", { timeZone, month: "numeric" }).format(date));
  return `${words.quarter(Math.ceil(month / 3))} ${write({ year: "numeric" })}`;
}

/** A period as people say it: its last day is one of it. */
import { day } from "../words/format.ts";
import { plusDays, type Days } from "./period.ts";
import { words } from "./words.ts";

const isDay = (text: string): boolean => text.length === 10;

/** `zone` is that of a moment which is no whole day; `say` has other words than the Overview's. */
export function daysSaid(
  { from, to }: Days,
  zone?: string,
  say: Pick<typeof words.days, "between" | "since" | "until" | "all"> = words.days,
): string {
  const said = (text: string) => (isDay(text) ? day(`${text}T12:00:00Z`, "UTC") : day(text, zone));
  const last = to !== undefined && isDay(to) ? plusDays(to, -1) : to;
  if (from !== undefined && last !== undefined) return say.between(said(from), said(last));
  if (from !== undefined) return say.since(said(from));
  return last === undefined ? say.all : say.until(said(last));
}

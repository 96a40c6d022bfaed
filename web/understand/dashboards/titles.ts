/** What a tile is called: its own title, or one made of its question. */
import type { Tile } from "#contract/dashboard.ts";
import { day, listOf } from "../../words/format.ts";
import { useNames } from "../dimensions.ts";
import { useAbout } from "../drawn/about.ts";
import { plusDays } from "../period.ts";
import { read } from "./asking.ts";
import { words } from "./words.ts";

const lowered = (text: string): string =>
  // "NPS" and "B2B" stay what they are.
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** The title that a tile has where nobody gives it one. */
export function useUsualTitle(): (tile: Pick<Tile, "query" | "as" | "against">) => string {
  const about = useAbout();
  const nameOf = useNames();
  return ({ query: { measure, by, interval }, against }) => {
    const { label } = about(measure);
    if (by[0] === "value") return words.tile.spread(label);
    const names = by.map((each) => lowered(nameOf(each)));
    if (against !== undefined)
      return words.tile.against(label, about(against).label, listOf(names));
    const all = [...names, ...(interval === undefined ? [] : [words.tile.intervals[interval]])];
    return all.length === 0 ? label : words.tile.of(label, listOf(all));
  };
}

export function useTitle(): (tile: Tile) => string {
  const usual = useUsualTitle();
  return (tile) => (tile.title === undefined ? usual(tile) : read(tile.title));
}

/** A period as people say it: its last day is one of it. */
export function daysSaid(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  zone: string,
): string {
  const { filters } = words;
  const isDay = (text: string) => text.length === 10;
  const said = (text: string) => (isDay(text) ? day(`${text}T12:00:00Z`, "UTC") : day(text, zone));
  const last = to !== undefined && isDay(to) ? plusDays(to, -1) : to;
  if (from !== undefined && last !== undefined) return filters.between(said(from), said(last));
  if (from !== undefined) return filters.since(said(from));
  if (last !== undefined) return filters.until(said(last));
  return filters.all;
}

/** What a tile is called: its own title, or one made of its question. */
import type { Tile } from "#contract/dashboard.ts";
import { listOf } from "../../words/format.ts";
import { daysSaid } from "../days.ts";
import { useNames } from "../dimensions.ts";
import { useAbout } from "../drawn/about.ts";
import { lowered } from "../lowered.ts";
import type { Days } from "../period.ts";
import { read } from "./asking.ts";
import { words } from "./words.ts";

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

/** A period in the words of a dashboard. */
export const periodSaid = (days: Days, zone: string): string => daysSaid(days, zone, words.filters);

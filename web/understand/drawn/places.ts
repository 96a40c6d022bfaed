/** Which places of a league table a group can have: groups whose intervals overlap are not told apart. Pure. */
import type { QueryRow } from "#contract/query.ts";
import { whole } from "../../words/format.ts";
import { words } from "./words.ts";

export type Place = { from: number; to: number };

/** A place as it is written: 4, or 1–11. */
export const placeSaid = ({ from, to }: Place): string =>
  from === to ? whole(from) : words.league.places(whole(from), whole(to));

type Drawn = Pick<QueryRow, "rank" | "shrunk">;

/** The interval of a group that is ranked; none of one that is not. */
function intervalOf({ rank, shrunk }: Drawn): { low: number; high: number } | undefined {
  if (typeof rank !== "number" || shrunk?.low == null || shrunk.high == null) return undefined;
  return { low: shrunk.low, high: shrunk.high };
}

/**
 * Of each ranked row the best and the worst place that it may have: behind those that are surely
 * better, before those that are surely worse. Of a row that is not ranked nothing.
 */
export function placesOf(
  rows: readonly Drawn[],
  better: "higher" | "lower",
): (Place | undefined)[] {
  const all = rows.map(intervalOf);
  const ranked = all.filter((each) => each !== undefined);
  return all.map((own) => {
    if (!own) return undefined;
    const above = ranked.filter(({ low }) => low > own.high).length;
    const below = ranked.filter(({ high }) => high < own.low).length;
    const [ahead, behind] = better === "higher" ? [above, below] : [below, above];
    return { from: 1 + ahead, to: ranked.length - behind };
  });
}

/** The row that drawing together has moved most, where it has moved one at all. */
export function movedMost<R extends Pick<QueryRow, "estimate" | "shrunk">>(
  rows: readonly R[],
): R | undefined {
  const by = ({ estimate, shrunk }: R) =>
    estimate === null || shrunk?.estimate == null ? 0 : Math.abs(shrunk.estimate - estimate);
  const [first] = rows.toSorted((a, b) => by(b) - by(a));
  return first && by(first) > 0 ? first : undefined;
}

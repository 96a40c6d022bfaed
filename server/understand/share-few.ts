/**
 * A share of an attribute tells what a breakdown by it tells, and is guarded as that is: among those of
 * whom a condition has said something, one of eight would be the only one whom everybody knows. Pure.
 */
import { CorridorError } from "#contract/error.ts";
import { leastMinimum, type Query } from "#contract/query.ts";
import { namesForFew } from "#platform/few.ts";
import { signalsOf, type GroupRow } from "./groups.ts";
import type { Asked } from "./tables.ts";

/** How many there are, and of how many it holds, in each group. */
function countsIn(rows: readonly GroupRow[]): { n: number; equal: number }[] {
  const groups = Map.groupBy(rows, ({ by, start }) => JSON.stringify([by, start]));
  return [...groups.values()].map((same) => ({
    n: same.reduce((sum, { sums }) => sum + signalsOf(sums), 0),
    equal: same.reduce((sum, { sums }) => sum + (sums["equal"] ?? 0), 0),
  }));
}

/**
 * Throws where it holds of few, or of all but few: of those whose names are kept to everybody, of anybody
 * to who sees no names. Of none it is said alike, or the refusal would tell that there is one.
 */
export function refuseShareOfFew(
  { groups, totals }: Pick<Asked, "groups" | "totals">,
  { measure, minimum }: Pick<Query, "measure" | "minimum">,
  names: boolean,
): void {
  const { kind, of = "", equals } = measure;
  if (kind !== "share" || equals === undefined || !of.startsWith("attributes.")) return;
  const some = (rows: readonly GroupRow[], least: number) =>
    countsIn(rows).some(({ n, equal }) => n > 0 && Math.min(equal, n - equal) < least);
  for (const rows of [groups, totals]) {
    if (!names && some(rows, leastMinimum))
      throw namesForFew(
        leastMinimum,
        `Of what fewer than ${leastMinimum} signals say, or all but so few, nothing is told without names`,
      );
    // Fewer than the minimum are hidden already.
    const guarded = rows.filter((row) => row.guarded);
    const shown = countsIn(guarded).filter(({ n }) => n >= minimum);
    if (shown.some(({ n, equal }) => Math.min(equal, n - equal) < minimum))
      throw new CorridorError(
        "not_computable",
        `Among those whose names are kept fewer than ${minimum} have this value, or all but so few: the share would tell who. Ask it of more, or without a condition.`,
        { details: { reason: "share-few" } },
      );
  }
}

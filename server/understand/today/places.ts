/**
 * In which unit experience falls short while it doesn't in the others. Parts of a gap are those of the units that signals
 * name; here they are put together by what stands above them, and each compared with the rest. It
 * decides only where to look: what is told of a place is what the gaps of that place answer. Pure.
 */
import { gapBase, smallGap, type GapPart, type GapRow } from "#contract/gaps.ts";
import type { RegistryView } from "#journey/registry.ts";
import { atOrBelow, topOf } from "#journey/units.ts";
import { meanDifference, studentCritical } from "#statistics/index.ts";

type Sums = { n: number; sum: number; sumOfSquares: number };

/** Every gap is made with it. */
const confidence = 0.95;
/** How often any unit may be named in which a gap is as wide as elsewhere. */
const wrongly = 0.05;
/** A chain of thousands of stores, none below another, is no list of places to look at. */
export const mostPlaces = 200;

/** The spread about the gap that its interval is made of, which is Student's. */
function sumsOf({ n, gap, low, high }: Pick<GapPart, "n" | "gap" | "low" | "high">): Sums {
  if (gap === null) return { n: 0, sum: 0, sumOfSquares: 0 };
  const half = low === null || high === null ? 0 : (high - low) / 2;
  const error = n > 1 ? half / studentCritical(confidence, n - 1) : 0;
  const squares = error ** 2 * n * (n - 1);
  return { n, sum: n * gap, sumOfSquares: squares + n * gap ** 2 };
}

const together = (list: readonly Sums[]): Sums => ({
  n: list.reduce((all, { n }) => all + n, 0),
  sum: list.reduce((all, { sum }) => all + sum, 0),
  sumOfSquares: list.reduce((all, each) => all + each.sumOfSquares, 0),
});

/** How many standard deviations a gap is wide; null of one that does not vary. */
export function deviationsOf(row: Pick<GapPart, "n" | "gap" | "low" | "high">): number | null {
  if (row.gap === null || row.n < 2) return null;
  const { n, sum, sumOfSquares } = sumsOf(row);
  const spread = Math.sqrt(Math.max(0, sumOfSquares - sum ** 2 / n) / (n - 1));
  return spread > 0 ? row.gap / spread : null;
}

type Candidate<R> = { row: R; unit: string; p: number };

function candidatesOf<R extends GapRow>(row: R, view: RegistryView): Candidate<R>[] {
  const byUnit = Map.groupBy(
    (row.parts ?? []).filter(({ value }) => value !== null),
    ({ value }) => topOf(value!, view),
  );
  if (byUnit.size > mostPlaces) return [];
  const units = [...byUnit].map(([unit, parts]) => ({ unit, sums: together(parts.map(sumsOf)) }));
  return units.flatMap(({ unit, sums }) => {
    const rest = together(units.filter((each) => each.unit !== unit).map((each) => each.sums));
    if (sums.n < gapBase || rest.n < gapBase) return [];
    const { delta, p } = meanDifference(sums, rest);
    if (delta === null || p === null || delta >= 0) return [];
    const all = together([sums, rest]);
    const spread = Math.sqrt((all.sumOfSquares - all.sum ** 2 / all.n) / (all.n - 1));
    // Where the others fall short as well, it is no matter of the place.
    const restShort = -rest.sum / rest.n > smallGap * spread;
    return restShort || -delta < smallGap * spread ? [] : [{ row, unit, p }];
  });
}

/** How many comparisons are made of a row: those that find nothing count as well. */
const comparisonsOf = (row: GapRow, view: RegistryView): number =>
  new Set((row.parts ?? []).flatMap(({ value }) => (value ? [topOf(value, view)] : []))).size;

/**
 * Units in which a gap is a shortfall while it is none in the others. Who is named is accused: the chance of naming any
 * wrongly is held over all that were looked at (Holm), as beside one that is sure a false discovery
 * rate would let one in that is none.
 */
export function shortPlaces<R extends GapRow>(
  rows: readonly R[],
  view: RegistryView,
): { row: R; unit: string }[] {
  const made = rows.reduce((sum, row) => sum + comparisonsOf(row, view), 0);
  const found = rows.flatMap((row) => candidatesOf(row, view)).toSorted((a, b) => a.p - b.p);
  const last = found.findIndex(({ p }, before) => p > wrongly / (made - before));
  return last === -1 ? found : found.slice(0, last);
}

/** A condition over the signal that holds in a unit and in all below it. */
export function unitCondition(unit: string, view: RegistryView): string {
  const all = atOrBelow(unit, view);
  const named = (key: string) => key === unit || key.startsWith(`${unit}/`);
  const known = new Set(all);
  const isNamed = [...view.entries.unit.keys()].every((key) => named(key) === known.has(key));
  if (all.length === 1) return `unit == ${JSON.stringify(unit)}`;
  if (isNamed)
    return `(unit == ${JSON.stringify(unit)} || unit.startsWith(${JSON.stringify(`${unit}/`)}))`;
  return `unit in ${JSON.stringify(all)}`;
}

/** Groups as a league table: each estimate drawn towards that of all. Pure. */
import type { Query, QueryRow } from "#contract/query.ts";
import { shrink } from "#statistics/index.ts";
import type { Measure } from "./measure-sums.ts";
import type { Shown } from "./tables.ts";

const ends: Readonly<Record<string, { min: number; max: number }>> = {
  nps: { min: -100, max: 100 },
  share: { min: 0, max: 1 },
};

/** Each row beside all others of its pattern: what is shown of it is drawn towards what is shown of all. */
export function drawTogether(
  rows: readonly QueryRow[],
  shown: readonly Shown[],
  { variance, about }: Measure,
  { confidence }: Query,
): void {
  if (!variance) return;
  const scale = rows.some(({ figure }) => figure === "mean")
    ? (about["scale"] as { min: number; max?: number } | undefined)
    : ends[about.kind === "nps" ? "nps" : "share"];
  const own = rows.map((row, n) => ({ row, sums: shown[n]!.sums }));
  for (const group of Map.groupBy(own, ({ row }) => row.by["pattern"]).values()) {
    const found = shrink(
      group.map(({ row, sums }) => ({
        n: row.estimate === null ? 0 : (row.effectiveN ?? row.n),
        estimate: row.estimate,
        variance: row.n === 0 ? null : variance(sums),
      })),
      { confidence, ...(scale?.max === undefined ? {} : { scale: { ...scale, max: scale.max } }) },
    );
    for (const [n, { row }] of group.entries()) {
      const { estimate, low, high, shrinkage, reason } = found[n]!;
      row.shrunk = { estimate, low, high, shrinkage, ...(reason ? { reason } : {}) };
    }
  }
}

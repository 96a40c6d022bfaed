/** Two dimensions as rows and columns, the largest first. Pure. */
import type { QueryRow } from "#contract/query.ts";

/** Rows and columns that one table shows; the largest. */
export const mostCrossRows = 60;
export const mostCrossColumns = 26;

export type CrossTable = {
  rows: (string | null)[];
  columns: { value: string | null; letter?: string | undefined }[];
  allRows: number;
  allColumns: number;
  cell: (row: string | null, column: string | null) => QueryRow | undefined;
};

/** The values of a dimension, the largest first, what is not said last. */
function valuesOf(rows: readonly QueryRow[], by: string): (string | null)[] {
  const sizes = new Map<string | null, number>();
  for (const row of rows) {
    const value = row.by[by] ?? null;
    sizes.set(value, (sizes.get(value) ?? 0) + row.n);
  }
  return [...sizes]
    .toSorted(([one, a], [other, b]) => Number(one === null) - Number(other === null) || b - a)
    .map(([value]) => value);
}

export function crossOf(
  all: readonly QueryRow[],
  [by, across]: readonly [string, string],
): CrossTable {
  const there = all.filter(({ n }) => n > 0);
  const rows = valuesOf(there, by);
  const columns = valuesOf(there, across);
  const key = (row: string | null, column: string | null) => JSON.stringify([row, column]);
  const found = new Map(there.map((row) => [key(row.by[by] ?? null, row.by[across] ?? null), row]));
  const letters = new Map(there.map((row) => [row.by[across] ?? null, row.letter]));
  return {
    rows: rows.slice(0, mostCrossRows),
    columns: columns
      .slice(0, mostCrossColumns)
      .map((value) => ({ value, letter: letters.get(value) })),
    allRows: rows.length,
    allColumns: columns.length,
    cell: (row, column) => found.get(key(row, column)),
  };
}

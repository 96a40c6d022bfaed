/** Which columns of a table differ from which: each pair of a row tested, and all pairs of the table judged together. Pure. */
import { CorridorError } from "#contract/error.ts";
import type { Letters } from "#contract/letters.ts";
import type { Query, QueryRow } from "#contract/query.ts";
import { benjaminiHochberg } from "#statistics/index.ts";
import type { Measure } from "./measure-sums.ts";
import type { Shown } from "./tables.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

type Entry = { row: QueryRow; shown: Shown; letter: string };

/**
 * Letters of the values of the last dimension, the largest first, and every pair of them within each
 * row of the table. Sets `letter` and `above` of the rows. Those below the low base are held against
 * nobody. Throws `not_computable` for more columns than letters.
 */
export function lettersOf(
  rows: readonly QueryRow[],
  shown: readonly Shown[],
  { difference }: Measure,
  { by, confidence }: Query,
): Letters {
  const column = by.at(-1)!;
  const sizes = new Map<string | null, number>();
  for (const row of rows) {
    const value = row.by[column] ?? null;
    sizes.set(value, (sizes.get(value) ?? 0) + row.n);
  }
  if (sizes.size > alphabet.length)
    throw new CorridorError(
      "not_computable",
      `"${column}" has ${sizes.size} values; as many as the alphabet has letters, ${alphabet.length}, can be told apart by them. Filter some of them out.`,
      { details: { reason: "letters-columns", columns: sizes.size } },
    );
  const columns = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .map(([value], n) => ({ letter: alphabet[n]!, value }));
  const letterOf = new Map(columns.map(({ letter, value }) => [value, letter]));
  const entries = rows.map((row, n): Entry => {
    row.letter = letterOf.get(row.by[column] ?? null)!;
    row.above = [];
    return { row, shown: shown[n]!, letter: row.letter };
  });
  const placeOf = ({ row }: Entry) =>
    Object.fromEntries(Object.entries(row.by).filter(([name]) => name !== column));
  const pairs: { one: Entry; other: Entry; found: Letters["differences"][number] }[] = [];
  for (const group of Map.groupBy(entries, (entry) => JSON.stringify(placeOf(entry))).values()) {
    const sure = group
      .filter(({ row }) => !row.lowBase && row.estimate !== null)
      .toSorted((a, b) => (a.letter < b.letter ? -1 : 1));
    for (const [n, one] of sure.entries())
      for (const other of sure.slice(n + 1)) {
        const tested = difference?.(one.shown.sums, other.shown.sums);
        if (tested?.delta == null || tested.p === null) continue;
        const { delta, low, high, p } = tested;
        pairs.push({
          one,
          other,
          found: {
            by: placeOf(one),
            one: one.letter,
            other: other.letter,
            delta,
            low,
            high,
            p,
            adjusted: p,
            differs: false,
          },
        });
      }
  }
  const rate = 1 - confidence;
  const judged = benjaminiHochberg(
    pairs.map(({ found }) => found.p),
    rate,
  );
  for (const [n, { one, other, found }] of pairs.entries()) {
    found.adjusted = judged.adjusted[n]!;
    found.differs = judged.rejected[n]!;
    if (!found.differs) continue;
    if (found.delta > 0) one.row.above!.push(other.letter);
    else other.row.above!.push(one.letter);
  }
  return { columns, tested: pairs.length, rate, differences: pairs.map(({ found }) => found) };
}

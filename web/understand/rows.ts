/** The rows of a division in the order in which they are read. Pure. */
import type { QueryRow } from "#contract/query.ts";
import { words } from "./words.ts";

/** Whether a row says anything of the period itself, and not only of the one that it is compared with. */
export const isThere = (row: QueryRow): boolean => row.n > 0;

/**
 * Ranked rows first, from best to worst; where nobody has said which end is the good one, from the
 * highest. Those of a low base stand behind, the larger first.
 */
export function inOrder(rows: readonly QueryRow[]): QueryRow[] {
  const low = (row: QueryRow) => (row.lowBase || row.estimate === null ? 1 : 0);
  return rows.filter(isThere).toSorted((a, b) => {
    if (low(a) !== low(b)) return low(a) - low(b);
    if (low(a) === 1) return b.n - a.n;
    if (typeof a.rank === "number" && typeof b.rank === "number") return a.rank - b.rank;
    return b.estimate! - a.estimate!;
  });
}

export type Part = { pattern: string | null | undefined; rows: QueryRow[]; total: QueryRow | null };

/** An answer by pattern, relationship first, as scores of the two are never put in one list; else in one part. */
export function partsOf(answer: {
  rows: readonly QueryRow[];
  total: QueryRow | null;
  totals?: readonly QueryRow[] | undefined;
  byPattern?: boolean | undefined;
}): Part[] {
  if (!answer.byPattern)
    return [{ pattern: undefined, rows: inOrder(answer.rows), total: answer.total }];
  const order = ["present", "past", "potential"];
  const patterns = [
    ...new Set([...answer.rows, ...(answer.totals ?? [])].map((row) => row.by.pattern ?? null)),
  ];
  const place = (pattern: string | null) =>
    pattern !== null && order.includes(pattern) ? order.indexOf(pattern) : order.length;
  return patterns
    .toSorted((a, b) => place(a) - place(b))
    .map((pattern) => ({
      pattern,
      rows: inOrder(answer.rows.filter((row) => (row.by.pattern ?? null) === pattern)),
      total: answer.totals?.find((row) => (row.by.pattern ?? null) === pattern) ?? null,
    }))
    .filter(({ rows, total }) => rows.length > 0 || (total?.n ?? 0) > 0);
}

/** The words for a pattern; none where patterns are not kept apart. */
export const nameOfPattern = (pattern: string | null | undefined): string | undefined =>
  pattern === undefined
    ? undefined
    : (words.patterns[(pattern ?? "none") as keyof typeof words.patterns] ?? pattern ?? undefined);

/** The name of a score, with its pattern where patterns are kept apart. */
export function nameWith(label: string, pattern: string | null | undefined): string {
  const name = nameOfPattern(pattern);
  return name === undefined ? label : `${label} · ${name}`;
}

/** By what an answer is divided: an older one is shown while that by something else is on its way. */
export function dividedBy({ rows }: { rows: readonly QueryRow[] }, wanted: string): string {
  const [first] = rows;
  if (!first || wanted in first.by) return wanted;
  return Object.keys(first.by).find((name) => name !== "pattern") ?? wanted;
}

/** The same of a division by several: what it was asked by, where its rows have that. */
export function allDividedBy(
  { rows }: { rows: readonly QueryRow[] },
  wanted: readonly string[],
): readonly string[] {
  const [first] = rows;
  if (!first || wanted.every((name) => name in first.by)) return wanted;
  return Object.keys(first.by).filter((name) => name !== "pattern");
}

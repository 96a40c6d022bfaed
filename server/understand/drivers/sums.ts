/**
 * What the store added up for a question for drivers: which of it may count, as in any question, and
 * what stayed out. Pure.
 */
import type { CrossSums, PairSums } from "#statistics/index.ts";
import { buckets, incomplete, type DriverRow } from "./sql.ts";
import { countsOf } from "#understand/groups.ts";
import { readClass, type LeftOut, type RowClass } from "#understand/row-class.ts";
import { leftOf, tooFew, type Cell, type Left } from "#understand/suppress.ts";

type Count = Pick<Cell, "guardedN" | "staffN">;
/** One class of one group, its sums as numbers. */
export type Part = {
  is: RowClass;
  bucket: number;
  n: number;
  sums: number[];
  products: number[];
  lacking: number[];
  off: number[];
  pairs: number[];
  squares: number[];
};

export function partsOf(rows: readonly DriverRow[]): Part[] {
  const numbers = (list: readonly (number | string)[] = []) => list.map(Number);
  return rows.map((row) => ({
    is: readClass(Number(row.class)),
    bucket: Number(row.bucket),
    n: Number(row.n),
    sums: numbers(row.sums),
    products: numbers(row.products),
    lacking: numbers(row.lacking),
    off: numbers(row.off),
    pairs: numbers(row.pairs),
    squares: numbers(row.squares),
  }));
}

export const total = (parts: readonly Part[], of: (part: Part) => number = ({ n }) => n): number =>
  parts.reduce((sum, part) => sum + of(part), 0);

const guardedCount = (parts: readonly Part[], of?: (part: Part) => number): Count => ({
  guardedN: total(
    parts.filter(({ is }) => is.guarded),
    of,
  ),
  staffN: total(
    parts.filter(({ is }) => is.guarded && is.staff),
    of,
  ),
});

const without = (parts: readonly Part[], left: Left): Part[] =>
  parts.filter(({ is }) => !(is.guarded && left && (left === "guarded" || is.staff)));

/** Where i, j ≤ i stands in a list of pairs. */
export const pairAt = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** What each variable's sum, and the sum of its squares, is over the rows of its own. */
const sumAt = (part: Part, i: number, size: number): number =>
  part.sums[part.pairs.length > 0 ? i * size + i : i]!;

/** Whether every value is 0 or 1: numbers otherwise equal their squares in sum by accident only. */
function isBinary(parts: readonly Part[], i: number, size: number): boolean {
  return (
    total(parts, (part) => sumAt(part, i, size)) ===
    total(parts, (part) => part.products[pairAt(i, i)]!)
  );
}

/**
 * Whether of those whose names are kept so few would count that the answer could tell what they said:
 * all of them; of pairs those of any pair; of what is 1 or 0 those of either, whose slope is the
 * difference of the two.
 */
function givesAway(parts: readonly Part[], size: number, minimum: number): boolean {
  const guarded = parts.filter(({ is }) => is.guarded);
  const few = (of?: (part: Part) => number) => tooFew(guardedCount(guarded, of), minimum);
  if (guarded.length === 0) return false;
  if (few()) return true;
  const pairs = guarded[0]!.pairs.length;
  for (let at = 0; at < pairs; at++) if (few((part) => part.pairs[at]!)) return true;
  for (let i = 0; i < size; i++) {
    if (!isBinary(guarded, i, size)) continue;
    const all = (part: Part) => part.pairs[pairAt(i, i)] ?? part.n;
    if (few((part) => sumAt(part, i, size))) return true;
    if (few((part) => all(part) - sumAt(part, i, size))) return true;
  }
  return false;
}

/** Whether of something that is yes or no so few are either that its slope is what somebody said. */
export const singlesOut = (parts: readonly Part[], size: number, minimum: number): boolean =>
  Array.from({ length: size }, (_, i) => i).some((i) => {
    if (!isBinary(parts, i, size)) return false;
    const ones = total(parts, (part) => sumAt(part, i, size));
    const zeros = total(parts, (part) => part.pairs[pairAt(i, i)] ?? part.n) - ones;
    return (ones > 0 && ones < minimum) || (zeros > 0 && zeros < minimum);
  });

export type Counting = {
  /** What counts, and may. */
  parts: Part[];
  suppressed: { groups: number; signals: number };
  leftOut: Record<LeftOut | "incomplete", number>;
  /** Of each variable, signals that lack it; undefined where that is not told. */
  lacking: number[] | undefined;
};

/** Fewer than the least that is counted are not there at all; fewer than the minimum don't count. */
export function countingOf(all: readonly Part[], size: number, minimum: number): Counting {
  const asked = all.filter(({ bucket }) => bucket < buckets);
  const there = without(asked, leftOf(guardedCount(asked)));
  const hidden = givesAway(there, size, minimum);
  const open = there.filter(({ is }) => !is.guarded);
  const { guardedN } = guardedCount(there);
  const lacks = all.filter(({ bucket, is }) => bucket === incomplete && !is.leftOut);
  const told = without(lacks, leftOf(guardedCount(lacks)));
  const counted = (parts: readonly Part[]) => {
    const { guardedN: guarded, staffN } = guardedCount(parts);
    return { open: total(parts) - guarded, guardedN: guarded, staffN };
  };
  const stayed = (reason: LeftOut) =>
    counted(all.filter(({ bucket, is }) => is.leftOut === reason && bucket !== incomplete));
  const leftOut = countsOf({
    suspicious: stayed("suspicious"),
    partial: stayed("partial"),
    otherVoices: stayed("otherVoices"),
  });
  return {
    parts: hidden ? open : there,
    suppressed: { groups: hidden ? 1 : 0, signals: hidden ? guardedN : 0 },
    leftOut: { ...leftOut, incomplete: total(told) },
    // By pairs each n tells it.
    lacking:
      asked.some(({ pairs }) => pairs.length > 0) || told.some(({ is }) => is.guarded)
        ? undefined
        : Array.from({ length: size }, (_, i) => total(told, (part) => part.lacking[i]!)),
  };
}

const rows = <T>(size: number, of: (i: number, j: number) => T): T[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => of(i, j)));

/** The sums of each group, as `momentsOfGroups` takes them; classes of one group are added up. */
export function groupSums(parts: readonly Part[], size: number): (CrossSums | PairSums)[] {
  return [...Map.groupBy(parts, ({ bucket }) => bucket).values()].map((group) => {
    const product = (i: number, j: number) =>
      total(group, (part) => part.products[pairAt(Math.max(i, j), Math.min(i, j))]!);
    const products = rows(size, product);
    if (group[0]!.pairs.length === 0)
      return {
        n: total(group),
        sums: Array.from({ length: size }, (_, i) => total(group, (part) => part.sums[i]!)),
        products,
      };
    return {
      n: rows(size, (i, j) =>
        total(group, (part) => part.pairs[pairAt(Math.max(i, j), Math.min(i, j))]!),
      ),
      sums: rows(size, (i, j) => total(group, (part) => part.sums[i * size + j]!)),
      squares: rows(size, (i, j) => total(group, (part) => part.squares[i * size + j]!)),
      products,
    };
  });
}

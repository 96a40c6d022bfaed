/**
 * What the store answers of each slice, as series of sums: kept apart by what must not be pooled, with
 * as much of it as may be shown. Pure.
 */
import { addSums } from "#understand/groups.ts";
import type { Sums } from "#understand/measure-sums.ts";
import { readClass } from "#understand/row-class.ts";
import { leftOf, tooFew } from "#understand/suppress.ts";
import { sliceKey, whole, type Looked, type Slice } from "./scan.ts";

/** What is never in one figure: kinds of signals, voices, patterns, and programmes of relationship scores. */
export type Stratum = {
  m: number;
  kind: string;
  voice: string;
  programme: string;
  pattern: string;
};
export type Piece = [period: number, class_: number, sums: number[]];
type Placed = { m: number; kind: string; voice: string; wave: string };
export type CellRow = Placed & { slice: Slice; cells: Piece[] };
export type OverlapRow = Placed & {
  hits: number[];
  period: number;
  class: number;
  sums: number[];
};
export type PartRow = Placed & {
  hit: number;
  part: [number, string];
  period: number;
  class: number;
  sums: number[];
};

/** Sums of one period: of signals whose names may be seen, and of those whose names are kept. */
export type Sides = {
  open: Sums | undefined;
  guarded: Sums | undefined;
  guardedN: number;
  staffN: number;
};
export type Cell = {
  stratum: Stratum;
  looked: Looked;
  slice: Slice;
  /** By the number of the period in the statement. */
  sides: ReadonlyMap<number, Sides>;
  /** It says what was done, not what anybody thinks of it. */
  operational: boolean;
  /** Other slices of the very same signals. */
  same: Slice[];
};

export const stratumKey = ({ m, kind, voice, programme, pattern }: Stratum): string =>
  JSON.stringify([m, kind, voice, programme, pattern]);

const named = ({ names }: Looked, sums: readonly number[]): Sums =>
  Object.fromEntries(names.map((name, n) => [name, Number(sums[n] ?? 0)]));

const none: Sides = { open: undefined, guarded: undefined, guardedN: 0, staffN: 0 };
export const plus = (a: Sums | undefined, b: Sums | undefined): Sums | undefined =>
  a && b ? addSums([{ sums: a }, { sums: b }], []) : (a ?? b);

export function minus(a: Sums | undefined, b: Sums | undefined): Sums | undefined {
  if (!a || !b) return a;
  return Object.fromEntries(Object.entries(a).map(([name, sum]) => [name, sum - (b[name] ?? 0)]));
}

export function addSides(a: Sides, b: Sides): Sides {
  return {
    open: plus(a.open, b.open),
    guarded: plus(a.guarded, b.guarded),
    guardedN: a.guardedN + b.guardedN,
    staffN: a.staffN + b.staffN,
  };
}

/** One piece as sides; its pattern says to which stratum it belongs. */
export function sidesOf(looked: Looked, class_: number, sums: readonly number[]) {
  const is = readClass(class_);
  const own = named(looked, sums);
  const n = own.n!;
  const sides: Sides = is.guarded
    ? { open: undefined, guarded: own, guardedN: n, staffN: is.staff ? n : 0 }
    : { ...none, open: own };
  return { pattern: is.pattern, sides };
}

/** Pieces by the stratum that each belongs to, and by period. */
export function gather<R extends Placed>(
  rows: readonly R[],
  looked: readonly Looked[],
  pieces: (row: R) => readonly Piece[],
  pattern: string | undefined,
): { row: R; stratum: Stratum; sides: Map<number, Sides> }[] {
  return rows.flatMap((row) => {
    const own = looked[row.m]!;
    const byPattern = new Map<string, Map<number, Sides>>();
    for (const [period, class_, sums] of pieces(row)) {
      const { pattern: found, sides } = sidesOf(own, Number(class_), sums);
      const of = pattern ?? found;
      const periods = byPattern.get(of) ?? new Map<number, Sides>();
      byPattern.set(of, periods);
      periods.set(Number(period), addSides(periods.get(Number(period)) ?? none, sides));
    }
    return Array.from(byPattern, ([of, sides]) => ({
      row,
      stratum: {
        m: Number(row.m),
        kind: row.kind,
        voice: row.voice,
        programme: row.wave,
        pattern: of,
      },
      sides,
    }));
  });
}

/** Few whose names are kept in all of a stratum are not there, whatever it is sliced by. */
function withoutFew(cells: readonly Cell[]): Cell[] {
  const left = new Set<string>();
  for (const { stratum, slice, sides } of cells) {
    if (slice[0] !== whole) continue;
    const all = [...sides.values()].reduce(addSides, none);
    if (all.guardedN > 0 && leftOf(all)) left.add(stratumKey(stratum));
  }
  return cells.map((cell) =>
    left.has(stratumKey(cell.stratum)) ? { ...cell, sides: openOnly(cell.sides) } : cell,
  );
}

export function openOnly(sides: ReadonlyMap<number, Sides>): Map<number, Sides> {
  return new Map(
    [...sides].flatMap(([period, { open }]) =>
      open ? [[period, { ...none, open }] as const] : [],
    ),
  );
}

/** Of slices of the very same signals one is judged: the one that says most of where they are. */
function withoutTwins(cells: readonly Cell[], rank: (slice: Slice) => number): Cell[] {
  const groups = Map.groupBy(cells, ({ stratum, sides }) =>
    JSON.stringify([
      stratumKey(stratum),
      [...sides]
        .toSorted(([a], [b]) => a - b)
        .map(([at, { open, guarded }]) => [at, open, guarded]),
    ]),
  );
  return [...groups.values()].map((twins) => {
    const [first, ...others] = twins.toSorted(
      (a, b) => rank(a.slice) - rank(b.slice) || (sliceKey(a.slice) < sliceKey(b.slice) ? -1 : 1),
    );
    return { ...first!, same: others.map(({ slice }) => slice) };
  });
}

/** Kinds of signals that say what was done. What they measure is operational where an answer carries it too. */
const done: ReadonlySet<string> = new Set(["operational-event", "transaction", "usage-event"]);

export function cellsOf(
  rows: readonly CellRow[],
  looked: readonly Looked[],
  pattern: string | undefined,
  rank: (slice: Slice) => number,
): Cell[] {
  const operational = new Set(
    rows.filter(({ kind, m }) => done.has(kind) && looked[m]!.key !== "").map(({ m }) => m),
  );
  const cells = gather(rows, looked, ({ cells }) => cells, pattern).map(
    ({ row, stratum, sides }): Cell => ({
      stratum,
      looked: looked[stratum.m]!,
      slice: row.slice,
      sides,
      operational: done.has(row.kind) || operational.has(row.m),
      same: [],
    }),
  );
  return withoutTwins(withoutFew(cells), rank);
}

/** What may be shown of a period: nothing of few whose names are kept, nor, to who sees no names, of few at all. */
export function shownIn(
  sides: Sides | undefined,
  { minimum, names }: { minimum: number; names: boolean },
): Sums | undefined {
  if (!sides) return undefined;
  if (tooFew(sides, minimum)) return undefined;
  const sums = plus(sides.open, sides.guarded);
  return sums && (names || sums.n! >= minimum) ? sums : undefined;
}

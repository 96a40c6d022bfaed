/**
 * Which groups are hidden where groups add up along several dimensions: units, months, patterns. The
 * same question without one of them answers the sums along it, from which a group that is hidden
 * alone could be had. So each line of the table holds no hidden group or several that are not few
 * together, and a sum that is hidden in its own question has something hidden in every other. What
 * is hidden of a sum follows from the table of that sum alone: each question answers it alike. Along
 * several dimensions lines are not enough: what still follows from all that is shown together (see
 * derivable.ts) takes more with it, until nothing does or nothing is left to hide. Pure.
 */
import { leastMinimum } from "#contract/query.ts";
import { following } from "./derivable.ts";
import { tooFew, type Cell } from "./suppress.ts";

type Counted = Pick<Cell, "guardedN" | "staffN">;

/** The table added up along some dimensions; its cells are numbered in the order of their places. */
type Margin = {
  /** Of each cell of the whole table, the one in which it counts here. */
  ids: readonly number[];
  counts: readonly Counted[];
  hidden: ReadonlySet<number>;
};
/** A dimension of a margin: what is left when it is added up too, and of each cell, in which line it stands. */
type Along = { outer: Margin; lineOf: readonly number[] };
/** Cells that differ along one dimension only, the smallest first, and what is hidden of them. */
type Line = Counted & { cells: number[]; from: number; hidden: number; sumHidden: boolean };

/** A dimension as numbers in the order of its values: of each cell, where it stands. */
export type Dimension = readonly number[];

const compare = (a: string | number | null, b: string | number | null): number =>
  a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;

/**
 * The dimensions of groups, in one order in whichever they were asked: of two alike, the same one
 * goes. What is the same of all divides nothing.
 */
export function dimensionsOf(
  groups: readonly { by: Record<string, string | null>; start: number | undefined }[],
): { names: readonly (string | undefined)[]; dimensions: readonly Dimension[] } {
  const names = [...new Set(groups.flatMap(({ by }) => Object.keys(by)))].toSorted(compare);
  const ranked = (of: (group: (typeof groups)[number]) => string | number | null): Dimension => {
    const values = groups.map(of);
    const places = new Map([...new Set(values)].toSorted(compare).map((value, n) => [value, n]));
    return values.map((value) => places.get(value)!);
  };
  const all = [
    ...names.map((name) => ({ name, places: ranked(({ by }) => by[name] ?? null) })),
    { name: undefined, places: ranked(({ start }) => start ?? null) },
  ].filter(({ places }) => places.some((place) => place > 0));
  return { names: all.map(({ name }) => name), dimensions: all.map(({ places }) => places) };
}

function linesOf({ lineOf, outer }: Along, order: readonly number[]): Line[] {
  const lines = outer.counts.map((_, n): Line => ({
    cells: [],
    from: 0,
    hidden: 0,
    guardedN: 0,
    staffN: 0,
    sumHidden: outer.hidden.has(n),
  }));
  for (const cell of order) lines[lineOf[cell]!]!.cells.push(cell);
  return lines;
}

/** Hides cells of one margin, and with each what its lines need. */
class Hiding {
  readonly hidden = new Set<number>();
  readonly #counts: readonly Counted[];
  readonly #minimum: number;
  readonly #lines: readonly (readonly Line[])[];
  readonly #along: readonly Along[];
  /** All sums that are shown, of whichever dimensions: of each its cells. */
  readonly #sums: readonly (readonly number[])[];
  #open: Line[] = [];

  constructor(
    counts: readonly Counted[],
    along: readonly Along[],
    sums: readonly (readonly number[])[],
    minimum: number,
  ) {
    this.#counts = counts;
    this.#along = along;
    this.#sums = sums;
    this.#minimum = minimum;
    const order = counts
      .map((_, n) => n)
      .toSorted((a, b) => counts[a]!.guardedN - counts[b]!.guardedN || a - b);
    this.#lines = along.map((each) => linesOf(each, order));
  }

  /** `beneath` is hidden whatever else is: what a lower minimum hides. */
  run(beneath: ReadonlySet<number>): ReadonlySet<number> {
    for (const cell of beneath) this.#hide(cell);
    this.#counts.forEach((count, cell) => {
      if (!this.hidden.has(cell) && tooFew(count, this.#minimum)) this.#hide(cell);
    });
    this.#settle();
    for (const lines of this.#lines)
      for (const line of lines) {
        // Were all of it shown, so would be its sum.
        if (line.sumHidden && line.hidden === 0) this.#hide(this.#next(line)!);
        this.#settle();
      }
    // Along one dimension a line is all there is.
    if (this.#along.length > 1) this.#keepFromFollowing();
    return this.hidden;
  }

  /**
   * Hides more as long as few follow from all that is shown: beside what follows once more twice as
   * many, or one more each time would go through the whole table as often.
   */
  #keepFromFollowing(): void {
    const times = new Map<number, number>();
    for (let more = true; more;) {
      more = false;
      for (const cells of this.#followed()) {
        const tried = times.get(cells[0]!) ?? 0;
        times.set(cells[0]!, tried + 1);
        for (let n = 0; n < 2 ** tried; n++) {
          const next = this.#beside(cells);
          if (next === undefined) break;
          this.#hide(next);
          this.#settle();
          more = true;
        }
      }
    }
  }

  /** Hidden cells that are few, alone or two together, and can be worked out. */
  #followed(): number[][] {
    const cells = [...this.hidden];
    const places = new Map(cells.map((cell, place) => [cell, place]));
    const sums = this.#sums
      .map((sum) => sum.flatMap((cell) => places.get(cell) ?? []))
      .filter((sum) => sum.length > 0);
    const countOf = (place: number) => this.#counts[cells[place]!]!;
    const few = cells.flatMap((_, place) => (tooFew(countOf(place), this.#minimum) ? [place] : []));
    const together = (a: number, b: number) =>
      tooFew(
        {
          guardedN: countOf(a).guardedN + countOf(b).guardedN,
          staffN: countOf(a).staffN + countOf(b).staffN,
        },
        this.#minimum,
      );
    return following(cells.length, sums, few, together).map((found) =>
      found.map((place) => cells[place]!),
    );
  }

  /** The smallest cell that is shown in a line of these; of all, where none is. */
  #beside(cells: readonly number[]): number | undefined {
    const near = cells
      .flatMap((cell) => this.#linesWith(cell).map((line) => this.#next(line)))
      .filter((cell) => cell !== undefined);
    const smaller = (a: number, b: number) =>
      this.#counts[b]!.guardedN < this.#counts[a]!.guardedN ? b : a;
    if (near.length > 0) return near.reduce(smaller);
    const shown = this.#counts.flatMap((_, cell) => (this.hidden.has(cell) ? [] : [cell]));
    return shown.length > 0 ? shown.reduce(smaller) : undefined;
  }

  #linesWith(cell: number): Line[] {
    return this.#along.map(({ lineOf }, n) => this.#lines[n]![lineOf[cell]!]!);
  }

  #hide(cell: number): void {
    this.hidden.add(cell);
    for (const line of this.#linesWith(cell)) {
      line.hidden++;
      line.guardedN += this.#counts[cell]!.guardedN;
      line.staffN += this.#counts[cell]!.staffN;
      this.#open.push(line);
    }
  }

  #settle(): void {
    for (const line of this.#open)
      while (line.hidden === 1 || (!line.sumHidden && tooFew(line, this.#minimum))) {
        // Only one is looked for among all, so that a line is gone through a few times, however long.
        const next = line.hidden === 1 ? this.#next(line) : this.#smallest(line);
        if (next === undefined) break;
        this.#hide(next);
      }
    this.#open = [];
  }

  #smallest(line: Line): number | undefined {
    while (line.from < line.cells.length && this.hidden.has(line.cells[line.from]!)) line.from++;
    return line.cells[line.from];
  }

  /** The smallest cell of a line that isn't hidden; of several dimensions, first those that are hidden alone in the fewest others. */
  #next(line: Line): number | undefined {
    let best: number | undefined;
    let least = Infinity;
    for (const cell of line.cells) {
      if (this.hidden.has(cell)) continue;
      let cost = 0;
      for (const other of this.#linesWith(cell)) if (other !== line) cost += this.#costOf(other);
      if (cost < least) [best, least] = [cell, cost];
      if (cost === 0) break;
    }
    return best;
  }

  /** What it costs that one cell of a line is hidden: another one, or, where there is none, that its sum tells it. */
  #costOf({ hidden, cells, sumHidden }: Line): number {
    if (hidden > 0) return 0;
    if (cells.length > 1) return 1;
    return sumHidden ? 0 : 100;
  }
}

function marginOf(
  cells: readonly Counted[],
  keys: readonly number[],
  outers: readonly Margin[],
  coarser: readonly Margin[],
  minimum: number,
  beneath: ReadonlySet<number>,
): Margin {
  const numbers = new Map<number, number>();
  for (const key of Float64Array.from(new Set(keys)).sort()) numbers.set(key, numbers.size);
  const ids = keys.map((key) => numbers.get(key)!);
  const counts = Array.from(ids.slice(0, numbers.size), () => ({ guardedN: 0, staffN: 0 }));
  const lineOf = outers.map(() => counts.map(() => 0));
  ids.forEach((id, n) => {
    counts[id]!.guardedN += cells[n]!.guardedN;
    counts[id]!.staffN += cells[n]!.staffN;
    outers.forEach((outer, at) => (lineOf[at]![id] = outer.ids[n]!));
  });
  const along = outers.map((outer, n) => ({ outer, lineOf: lineOf[n]! }));
  const some =
    beneath.size > 0 ||
    outers.some(({ hidden }) => hidden.size > 0) ||
    counts.some((count) => tooFew(count, minimum));
  return {
    ids,
    counts,
    hidden: some
      ? new Hiding(counts, along, shownSums(ids, coarser), minimum).run(beneath)
      : new Set(),
  };
}

/** Of each sum that is shown the cells of a margin that are in it. */
function shownSums(ids: readonly number[], coarser: readonly Margin[]): number[][] {
  return coarser.flatMap(({ ids: sumOf, counts, hidden }) => {
    const sums = counts.map(() => new Set<number>());
    ids.forEach((cell, n) => sums[sumOf[n]!]!.add(cell));
    return sums.flatMap((cells, sum) => (hidden.has(sum) ? [] : [[...cells]]));
  });
}

const nothing: ReadonlySet<number> = new Set();

export type Suppression<C extends Cell> = {
  /** Cells of which only the identified part may be shown. */
  hidden: ReadonlySet<C>;
  /** A cell of each sum that is hidden where all dimensions but this one are added up; of none, where it is -1. */
  hiddenOver: (dimension: number) => C[];
  /** The total must leave those whose names are kept out, or it would give them away. */
  openTotal: boolean;
};

/** Decides over all cells of a question, along each of its dimensions; of one, where none are given. */
export function suppress<C extends Cell>(
  all: readonly C[],
  minimum: number,
  dimensions: readonly Dimension[] = [all.map((_, n) => n)],
): Suppression<C> {
  // A cell without anybody whose name is kept has nothing to hide, and hides nothing.
  const places = all.flatMap(({ guardedN }, n) => (guardedN > 0 ? [n] : []));
  const cells = places.map((n) => all[n]!);
  if (!cells.some((cell) => tooFew(cell, minimum)))
    return { hidden: new Set(), hiddenOver: () => [], openTotal: false };
  const marginsAt = (least: number, beneath?: readonly Margin[]): Margin[] => {
    const margins: Margin[] = [];
    for (let kept = 0; kept < 2 ** dimensions.length; kept++) {
      const own = dimensions.map((_, n) => n).filter((n) => (kept >> n) & 1);
      const outers = own.map((n) => margins[kept - 2 ** n]!);
      const last = own.at(-1);
      // A cell's number without its last dimension, then its place along that: in the order of both.
      const keys = places.map((place, n) =>
        last === undefined ? 0 : outers.at(-1)!.ids[n]! * all.length + dimensions[last]![place]!,
      );
      const coarser = margins.filter((_, n) => (n & kept) === n);
      const under = beneath?.[kept]?.hidden ?? nothing;
      margins.push(marginOf(cells, keys, outers, coarser, least, under));
    }
    return margins;
  };
  // A higher minimum shows nothing that the least one hides, or the two answers together would tell it.
  const least = marginsAt(leastMinimum);
  const margins = minimum > leastMinimum ? marginsAt(minimum, least) : least;
  const hiddenIn = ({ ids, hidden }: Margin): C[] => cells.filter((_, n) => hidden.has(ids[n]!));
  return {
    hidden: new Set(hiddenIn(margins.at(-1)!)),
    hiddenOver: (dimension) => hiddenIn(margins[dimension < 0 ? 0 : 2 ** dimension]!),
    openTotal: margins[0]!.hidden.size > 0,
  };
}

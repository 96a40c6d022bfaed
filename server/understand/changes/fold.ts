/**
 * Which of the changes that were told from noise are findings, and which only contain one, or are
 * contained in one. Pure.
 *
 * The surest comes first. Of every other what it did without the signals of those before it is asked:
 * where that is no change, it is folded under the one with which it shares most.
 */
import { leastChanged } from "#contract/changes.ts";
import { benjaminiHochberg, normalP, normalQuantile } from "#statistics/index.ts";
import {
  addSides,
  gather,
  minus,
  plus,
  stratumKey,
  type OverlapRow,
  type Sides,
  type Stratum,
} from "./cells.ts";
import {
  compareRuns,
  isOperational,
  type Calendar,
  type Found,
  type SumsAt,
  type Test,
} from "./evidence.ts";
import { sliceKey, type Looked, type Slice } from "./scan.ts";

/** Signals that lie in the same slices of those asked about. */
type Atom = { hits: ReadonlySet<number>; sides: ReadonlyMap<number, Sides>; n: number };

/** How slices overlap, stratum by stratum. */
export class Overlaps {
  readonly #places: ReadonlyMap<string, number>;
  readonly #atoms: ReadonlyMap<string, readonly Atom[]>;

  constructor(
    slices: readonly Slice[],
    rows: readonly OverlapRow[],
    looked: readonly Looked[],
    pattern: string | undefined,
  ) {
    this.#places = new Map(slices.map((slice, n) => [sliceKey(slice), n]));
    const pieces = gather(
      rows,
      looked,
      ({ period, class: is, sums }) => [[period, is, sums]],
      pattern,
    );
    const atoms = new Map<string, Map<string, { hits: Set<number>; sides: Map<number, Sides> }>>();
    for (const { row, stratum, sides } of pieces) {
      const key = stratumKey(stratum);
      const own =
        atoms.get(key) ?? new Map<string, { hits: Set<number>; sides: Map<number, Sides> }>();
      atoms.set(key, own);
      const hits = row.hits.map(Number);
      if (hits.length === 0) continue;
      const atom = own.get(hits.join(" ")) ?? { hits: new Set(hits), sides: new Map() };
      own.set(hits.join(" "), atom);
      for (const [period, each] of sides)
        atom.sides.set(period, addSides(atom.sides.get(period) ?? nothing, each));
    }
    this.#atoms = new Map(
      Array.from(atoms, ([key, own]) => [
        key,
        Array.from(own.values(), (atom) => ({ ...atom, n: sizeOf(atom.sides) })),
      ]),
    );
  }

  #of(stratum: Stratum): readonly Atom[] {
    return this.#atoms.get(stratumKey(stratum)) ?? [];
  }

  #place(slice: Slice): number {
    return this.#places.get(sliceKey(slice)) ?? -1;
  }

  /** Sums of one slice without the signals that lie in any of the others. */
  rest({ judged }: Test, others: readonly Slice[]): SumsAt {
    const { stratum, slice } = judged.cell;
    const own = this.#place(slice);
    const out = others.map((other) => this.#place(other));
    const inside = this.#of(stratum).filter(
      ({ hits }) => hits.has(own) && !out.some((place) => hits.has(place)),
    );
    return (period) =>
      inside
        .map(({ sides }) => sides.get(period))
        .reduce(
          (sum, sides) =>
            plus(sum, sides && plus(sides.open, judged.guarded ? sides.guarded : undefined)),
          undefined as ReturnType<SumsAt>,
        );
  }

  /** How many signals of the first lie in the other, and how many of all that either measure has there. */
  shared(test: Test, other: Slice): { both: number; own: number; other: number } {
    const { stratum, slice } = test.judged.cell;
    const [a, b] = [this.#place(slice), this.#place(other)];
    const count = { both: 0, own: 0, other: 0 };
    for (const { hits, n } of this.#of(stratum)) {
      const [inside, within] = [hits.has(a), hits.has(b)];
      if (inside) count.own += n;
      if (within) count.other += n;
      if (inside && within) count.both += n;
    }
    return count;
  }

  /**
   * Whether, with all of these slices shown over some runs of periods, signals could be told apart of
   * which few have their names kept.
   */
  givesAway(
    stratum: Stratum,
    slices: readonly Slice[],
    runs: readonly (readonly number[])[],
    few: (sides: Sides) => boolean,
  ): boolean {
    const places = slices.map((slice) => this.#place(slice));
    const groups = Map.groupBy(this.#of(stratum), ({ hits }) =>
      places.map((place) => (hits.has(place) ? 1 : 0)).join(""),
    );
    for (const [key, atoms] of groups) {
      if (!key.includes("1")) continue;
      for (const run of runs) {
        const all = atoms
          .flatMap(({ sides }) => run.map((period) => sides.get(period) ?? nothing))
          .reduce(addSides, nothing);
        if (few(all)) return true;
      }
    }
    return false;
  }
}
const sizeOf = (sides: ReadonlyMap<number, Sides>): number =>
  [...sides.values()].reduce(
    (sum, { open, guarded }) => sum + (open?.n ?? 0) + (guarded?.n ?? 0),
    0,
  );
const nothing: Sides = { open: undefined, guarded: undefined, guardedN: 0, staffN: 0 };

export type Fold = { test: Test; rest: (Found & { n: number }) | undefined };
/** A finding, with what is folded under it. */
export type Led = { test: Test; folds: Fold[]; adjusted: number };

type Choosing = { overlaps: Overlaps; calendar: Calendar; cut: number };

/** What a slice did without the signals of the findings so far. */
function without(test: Test, led: readonly Led[], { overlaps, calendar }: Choosing) {
  const at = overlaps.rest(
    test,
    led.map((each) => each.test.judged.cell.slice),
  );
  const { looked } = test.judged.cell;
  const n = test.now.reduce((sum, period) => sum + (at(period)?.n ?? 0), 0);
  const found =
    n < leastChanged ? undefined : compareRuns(looked, at, test.now, test.past, calendar.daysOf);
  return found && { ...found, p: test.correct(found.p), n };
}

/** The finding with which a slice shares most, as a share of both. */
function underWhich(test: Test, led: readonly Led[], { overlaps }: Choosing): Led {
  const share = (each: Led) => {
    const { slice } = each.test.judged.cell;
    const { both, own, other } = overlaps.shared(test, slice);
    return both / Math.max(1, own + other - both);
  };
  return led.reduce((a, b) => (share(b) > share(a) ? b : a));
}

/** Above this what is left of a slice does nothing by itself. */
const alike = 0.05;
const errorOf = ({ delta, p }: Found): number =>
  Math.abs(delta) / Math.max(1e-9, -normalQuantile(Math.max(Math.min(p, 1) / 2, 1e-300)));

/**
 * A slice that only holds others which moved is no finding: the surest of those is. So it is where
 * what the others leave of it is enough to tell, does nothing, and does otherwise than they do.
 */
function narrowed(
  test: Test,
  left: readonly Test[],
  led: readonly Led[],
  choosing: Choosing,
): Test {
  const { overlaps, calendar } = choosing;
  const { looked, stratum, slice } = test.judged.cell;
  const inside = left.filter((each) => {
    if (each === test || stratumKey(each.judged.cell.stratum) !== stratumKey(stratum)) return false;
    const { both, own, other } = overlaps.shared(each, slice);
    return both === own && own < other;
  });
  if (inside.length === 0) return test;
  const known = led.map((each) => each.test.judged.cell.slice);
  const parts = inside.map((each) => each.judged.cell.slice);
  const compare = (at: SumsAt) => compareRuns(looked, at, test.now, test.past, calendar.daysOf);
  const rest = overlaps.rest(test, [...known, ...parts]);
  const remaining = compare(rest);
  if (!remaining || remaining.p < alike) return test;
  const all = overlaps.rest(test, known);
  const moved = compare((period) => minus(all(period), rest(period)));
  if (!moved) return test;
  const z = (moved.delta - remaining.delta) / Math.hypot(errorOf(moved), errorOf(remaining));
  if (normalP(z) >= alike) return test;
  const surest = inside.reduce((a, b) => (b.p < a.p ? b : a));
  return narrowed(surest, left, led, choosing);
}

/** Takes the surest of what is left as the next finding, until nothing moves by itself. */
function lead(tests: readonly Test[], led: Led[], choosing: Choosing): void {
  let left = [...tests];
  while (left.length > 0) {
    const rests = new Map(
      left.map((test) => [
        test,
        led.length === 0 ? { ...test, n: Infinity } : without(test, led, choosing),
      ]),
    );
    const pOf = (test: Test) => rests.get(test)?.p ?? Infinity;
    const moving = left.filter((test) => pOf(test) <= choosing.cut);
    if (moving.length === 0) {
      for (const test of left)
        underWhich(test, led, choosing).folds.push({ test, rest: rests.get(test) });
      return;
    }
    const surest = moving.reduce((a, b) => (pOf(b) < pOf(a) ? b : a));
    const chosen = narrowed(surest, moving, led, choosing);
    // What it is a finding by is what it did by itself.
    led.push({ test: chosen, folds: [], adjusted: pOf(chosen) });
    // Another comparison of the very same slice and measure says nothing more.
    left = left.filter(({ judged }) => judged !== chosen.judged);
  }
}

/** Findings among the tests that stand, what people feel before what was done. */
export function leadOf(tests: readonly Test[], choosing: Choosing): Led[] {
  const led: Led[] = [];
  const sure = tests.toSorted((a, b) => a.p - b.p);
  lead(
    sure.filter(({ judged }) => !isOperational(judged)),
    led,
    choosing,
  );
  lead(
    sure.filter(({ judged }) => isOperational(judged)),
    led,
    choosing,
  );
  return led;
}

/** That a slice moved is as sure as the surest of the measures that moved in it. */
function surestOf({ test, folds, adjusted }: Led): number {
  const own = sliceKey(test.judged.cell.slice);
  const same = folds.filter((fold) => sliceKey(fold.test.judged.cell.slice) === own);
  return Math.min(adjusted, ...same.map((fold) => fold.test.p));
}

/**
 * The false discovery rate over findings: folded slices are no findings, or one fall that is seen in
 * ten slices would let a false one in. `adjusted` holds each one's own p, and its adjusted one after.
 */
export function held(led: readonly Led[], made: number, rate: number): Led[] {
  if (led.length === 0) return [];
  const p = led.map(surestOf);
  const others = Array.from({ length: Math.max(0, made - p.length) }, () => 1);
  const { adjusted, rejected } = benjaminiHochberg([...p, ...others], rate);
  return led.flatMap((each, n) => (rejected[n] ? [{ ...each, adjusted: adjusted[n]! }] : []));
}

/** What stands among all tests made, and the largest p of it. */
export function standing(
  tests: readonly Test[],
  made: number,
  rate: number,
): { tests: Test[]; cut: number } {
  const others = Array.from({ length: Math.max(0, made - tests.length) }, () => 1);
  const { rejected } = benjaminiHochberg([...tests.map(({ p }) => p), ...others], rate);
  const stand = tests.filter((_, n) => rejected[n]);
  // The same sums added up in another order give a p that differs in its last digit.
  return { tests: stand, cut: stand.reduce((most, { p }) => Math.max(most, p), 0) * (1 + 1e-9) };
}

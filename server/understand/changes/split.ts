/** What a change is made of: who answered now, and how each part of them answered. Pure. */
import type { Sums } from "#understand/measure-sums.ts";
import { independence, mixAndRate, normalP, type MixAndRate } from "#statistics/index.ts";
import { addSides, gather, plus, stratumKey, type PartRow, type Sides } from "./cells.ts";
import { together, type SumsAt, type Test } from "./evidence.ts";
import { sliceKey, type Looked, type Slice } from "./scan.ts";
import { kindOf, valueOf, varianceOf } from "./series.ts";

export type Split = {
  dimension: number;
  split: MixAndRate;
  /** Two-sided, of the rate; null where it has no variance. */
  rateP: number | null;
  /** Others answered than before, more than chance has it. */
  others: boolean;
  /** How many the smallest part that there is has on one side. */
  least: number;
};

/** Who answers is another than before where chance gives it less often than this. */
const otherAnswerers = 0.01;
/** A part that scored otherwise than chance has it is no mix. */
const chance = 0.05;
const nothing: Sides = { open: undefined, guarded: undefined, guardedN: 0, staffN: 0 };

/** The parts of every finding's slice, along each dimension. */
export class Parts {
  readonly #of = new Map<string, Map<number, Map<string, Map<number, Sides>>>>();

  constructor(
    slices: readonly Slice[],
    rows: readonly PartRow[],
    looked: readonly Looked[],
    pattern: string | undefined,
  ) {
    const pieces = gather(
      rows,
      looked,
      ({ period, class: is, sums }) => [[period, is, sums]],
      pattern,
    );
    for (const { row, stratum, sides } of pieces) {
      const key = `${stratumKey(stratum)} ${sliceKey(slices[Number(row.hit)]!)}`;
      const dimensions = this.#of.get(key) ?? new Map<number, Map<string, Map<number, Sides>>>();
      this.#of.set(key, dimensions);
      const [dimension, name] = [Number(row.part[0]), row.part[1]];
      const parts = dimensions.get(dimension) ?? new Map<string, Map<number, Sides>>();
      dimensions.set(dimension, parts);
      const own = parts.get(name) ?? new Map<number, Sides>();
      parts.set(name, own);
      for (const [period, each] of sides)
        own.set(period, addSides(own.get(period) ?? nothing, each));
    }
  }

  of({ judged }: Test): [number, [string, SumsAt][]][] {
    const { stratum, slice } = judged.cell;
    const found = this.#of.get(`${stratumKey(stratum)} ${sliceKey(slice)}`) ?? new Map();
    return [...found].map(([dimension, parts]) => [
      dimension,
      [...parts].map(([name, sides]): [string, SumsAt] => [
        name,
        (period) => {
          const each = sides.get(period);
          return each && plus(each.open, judged.guarded ? each.guarded : undefined);
        },
      ]),
    ]);
  }
}

type Group = { key: string; before: Sums | undefined; after: Sums | undefined };

function splitOf(looked: Looked, dimension: number, groups: readonly Group[]): Split {
  const side = (of: "before" | "after") =>
    groups.map(({ key, [of]: sums }) => ({
      key,
      n: sums?.n ?? 0,
      value: sums ? valueOf(looked, sums) : null,
    }));
  const split = mixAndRate(side("before"), side("after"));
  // Each part's score is a figure of its own: their variances, by the squares of their weights, add up.
  const variance = split.parts.reduce((sum, { key, shareBefore, shareAfter }) => {
    const { before, after } = groups.find((each) => each.key === key)!;
    if (!before?.n || !after?.n) return sum;
    const own = (varianceOf(looked, before) ?? 0) + (varianceOf(looked, after) ?? 0);
    return sum + (shareBefore / 2 + shareAfter / 2) ** 2 * own;
  }, 0);
  const table = groups.map(({ before, after }) => [before?.n ?? 0, after?.n ?? 0]);
  const { p } = independence(table);
  return {
    dimension,
    split,
    rateP: variance > 0 ? normalP(split.rate! / Math.sqrt(variance)) : null,
    others: p !== null && p < otherAnswerers,
    least: Math.min(...table.flat().filter((n) => n > 0)),
  };
}

export const isMix = ({ split, rateP, others }: Split): boolean =>
  others &&
  Math.abs(split.mix!) > Math.abs(split.rate!) &&
  split.mix! * split.total! > 0 &&
  (rateP === null || rateP >= chance);

/** The dimension along which who answered did most; undefined where the slice is one thing along each. */
export function bestSplit(test: Test, parts: Parts): Split | undefined {
  const { looked } = test.judged.cell;
  if (kindOf(looked) === "count") return undefined;
  let best: Split | undefined;
  for (const [dimension, list] of parts.of(test)) {
    const groups = list.flatMap(([key, at]): Group[] => {
      const [before, after] = [together(test.past, at), together(test.now, at)];
      return (before?.n ?? 0) + (after?.n ?? 0) === 0 ? [] : [{ key, before, after }];
    });
    if (groups.length < 2) continue;
    const split = splitOf(looked, dimension, groups);
    if (split.split.total === null) continue;
    const better =
      !best ||
      (isMix(split) && !isMix(best)) ||
      (isMix(split) === isMix(best) && Math.abs(split.split.mix!) > Math.abs(best.split.mix!));
    if (better) best = split;
  }
  return best;
}

/**
 * Who must not be recognised: confidential and anonymous signals below the minimum are counted and
 * not shown, while identified ones beside them always are. What is hidden could be had by
 * subtraction where it is one group, or where the hidden ones together are too few: then the next
 * smallest goes with them (see margins.ts), and where there is none, the total counts the
 * identified only. Pure.
 */
import { leastMinimum, staffMinimum } from "#contract/query.ts";
import type { Sums } from "./measure-sums.ts";

/** One group: the sums of signals whose names may be seen, and of those whose names are kept. */
export type Cell = {
  open: Sums | undefined;
  guarded: Sums | undefined;
  /** Signals whose names are kept, and how many of them are staff's. */
  guardedN: number;
  staffN: number;
};

/** Whether so many could be recognised: below the minimum, and staff below theirs. None are not few. */
export function tooFew(
  { guardedN, staffN }: Pick<Cell, "guardedN" | "staffN">,
  minimum: number,
): boolean {
  return (
    (guardedN > 0 && guardedN < minimum) || (staffN > 0 && staffN < Math.max(minimum, staffMinimum))
  );
}

/** Which signals a question answers as if they were not there: all whose names are kept, or staff's among them. */
export type Left = "guarded" | "staff" | undefined;

/**
 * So few in all of a selection are not even counted, or a condition that fits one person would tell
 * by a count of one that the person said it. Staff go first; where the others are few as well, all do.
 * Whoever asks for a higher minimum has the same signals counted: two answers would tell by what one
 * leaves out.
 */
export function leftOf({ guardedN, staffN }: Pick<Cell, "guardedN" | "staffN">): Left {
  if (!tooFew({ guardedN, staffN }, leastMinimum)) return undefined;
  const others = guardedN - staffN;
  return staffN > 0 && others >= leastMinimum ? "staff" : "guarded";
}

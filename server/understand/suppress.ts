/**
 * Who must not be recognised: groups of confidential and anonymous signals below the minimum are
 * counted and not shown. Where exactly one would be missing it could be had by subtraction, so the
 * next smallest goes with it. Pure.
 */
import type { Sums } from "./measure-sums.ts";

export const staffMinimum = 10;

export type Group = { sums: Sums };

/** Too few of those whose names are kept: none at all is no danger, and identified ones are always shown. */
export function isTooSmall({ sums }: Group, minimum: number): boolean {
  const { guarded = 0, guardedStaff = 0 } = sums;
  return (
    (guarded > 0 && guarded < minimum) ||
    (guardedStaff > 0 && guardedStaff < Math.max(minimum, staffMinimum))
  );
}

export type Suppression<G extends Group> = {
  shown: G[];
  suppressed: G[];
  /** The total would give the missing group away. */ hideTotal: boolean;
};

/** Divides the groups of one table (one point in time) into those shown and those not. */
export function suppress<G extends Group>(groups: readonly G[], minimum: number): Suppression<G> {
  const suppressed = groups.filter((group) => isTooSmall(group, minimum));
  let shown = groups.filter((group) => !isTooSmall(group, minimum));
  if (suppressed.length !== 1) return { shown, suppressed, hideTotal: false };
  const next = shown
    .filter((group) => group.sums.guarded! > 0)
    .toSorted((a, b) => a.sums.guarded! - b.sums.guarded!)[0];
  // Only identified groups stand beside it, and those are always shown: then the total must go.
  if (!next) return { shown, suppressed, hideTotal: true };
  shown = shown.filter((group) => group !== next);
  return { shown, suppressed: [...suppressed, next], hideTotal: false };
}

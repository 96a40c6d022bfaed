/** Whether numbers are answers on a rating scale, and which of them are codes for "no answer". */
import type { Numbers } from "./profile.ts";

export type Scale = {
  readonly low: number;
  readonly high: number;
  /** Numbers outside of it. */
  readonly codes: readonly number[];
};

/** Numbers outside of a scale that are still taken for codes; more look like a list of categories. */
const mostCodes = 3;
/** Least share of the answers that must lie on the scale: "never used it" may be the commonest. */
const leastShare = 0.15;

function fits(numbers: Numbers, low: number, high: number, leastPoints: number): Scale | undefined {
  let within = 0;
  let all = 0;
  let points = 0;
  const codes: number[] = [];
  for (const [value, count] of numbers.counts) {
    all += count;
    if (value >= low && value <= high) {
      within += count;
      points += 1;
    } else {
      codes.push(value);
    }
  }
  const plausible = codes.length <= mostCodes && within >= all * leastShare;
  return plausible && points >= leastPoints ? { low, high, codes } : undefined;
}

/** 0–10, asked for likelihood to recommend: everything else in the column is a code. */
export function recommendScale(numbers: Numbers): Scale | undefined {
  return numbers.whole ? fits(numbers, 0, 10, 1) : undefined;
}

/**
 * 0–10 or 1–10 where two of 8, 9, 10 occur; 1–7 where 6 and 7 do; else 1–5. On a five-point scale a
 * 6 is a code ("does not apply") far more often than a sixth point.
 */
export function ratingScale(numbers: Numbers): Scale | undefined {
  if (!numbers.whole) return undefined;
  const has = (value: number): boolean => numbers.counts.has(value);
  if ([8, 9, 10].filter(has).length >= 2 && has(10)) return fits(numbers, has(0) ? 0 : 1, 10, 8);
  if (has(6) && has(7)) return fits(numbers, 1, 7, 5);
  return has(5) ? fits(numbers, 1, 5, 4) : undefined;
}

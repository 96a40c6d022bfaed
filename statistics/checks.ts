/**
 * What every estimate shares: the confidence option, the reasons, and the checks of its input.
 */

/** An optional confidence level, above 0 and below 1; 0.95 unless given. */
export interface ConfidenceOption {
  confidence?: number | undefined;
}

/**
 * Why a figure is missing, or why an interval says nothing. Stable codes, to be put in words by
 * whoever shows them:
 *
 * - `no-answers`: n is 0. Every figure is null.
 * - `one-answer`: there is one answer, or the weights are so unequal that they count as no more
 *   than one; no spread can be estimated from it. Figures that need one are null, except in
 *   the difference of two scores, whose formula takes the single answer's variance as 0.
 * - `zero-variance`: all answers are alike, so the formula gives an interval without width (low
 *   and high are the estimate itself). It is no sign of certainty: don't show it as an interval.
 *   A test statistic and its p are null.
 * - `lost-digits`: the values lie so far from 0 beside their spread that their sums have no digits
 *   left for it (see `spreadOf`). The mean stands; whatever needs the spread is null. Send centred
 *   sums, or sums of (x − c) for a c near the values.
 */
export type Reason = "no-answers" | "one-answer" | "zero-variance" | "lost-digits";

/**
 * Sums that reach here were rounded on their way, in any order and number of steps: two that must
 * agree do so to this share of their size.
 */
const SUM_TOLERANCE = 1e-6;
/** Squares of values near 10⁻¹⁶⁰ lose their digits to underflow: what is smaller counts as 0. */
const UNDERFLOW = 1e-300;

/** @throws RangeError unless the level, or 0.95 in its absence, lies between 0 and 1 */
export function checkConfidence(confidence: number | undefined): number {
  const level = confidence ?? 0.95;
  if (typeof level !== "number" || !(level > 0 && level < 1)) {
    throw new RangeError(`confidence must lie between 0 and 1 (0.95 is 95 %), not ${level}`);
  }
  return level;
}

/** @throws RangeError unless the value is a finite number */
export function checkFinite(name: string, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`${name} must be a finite number, not ${value}`);
  return value;
}

/** @throws RangeError unless the value is a finite number, 0 or more */
export function checkSum(name: string, value: number): number {
  if (checkFinite(name, value) < 0) throw new RangeError(`${name} must not be negative: ${value}`);
  return value;
}

/**
 * A number of answers. A fraction is refused: it is a share or a weighted sum, for which an
 * interval from n would be wrong.
 * @throws RangeError unless the value is a whole number, 0 or more
 */
export function checkCount(name: string, value: number): number {
  if (!Number.isSafeInteger(checkSum(name, value))) {
    throw new RangeError(`${name} must be a whole number of answers, not ${value}`);
  }
  return value;
}

/** Whether a is more than b (both 0 or more) by more than rounding explains. */
export function exceeds(a: number, b: number): boolean {
  return !(a <= b * (1 + SUM_TOLERANCE) + UNDERFLOW);
}

/** Whether a and b (both 0 or more) differ by more than rounding explains. */
export function differs(a: number, b: number): boolean {
  return exceeds(a, b) || exceeds(b, a);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/**
 * What a function of a single number throws where that number does not exist, for a `reason` in the
 * answers and not for want of a valid input. Nothing else is thrown that has one.
 */
export class NotComputable<R extends string = string> extends RangeError {
  readonly reason: R;

  constructor(reason: R, message: string) {
    super(message);
    this.name = "NotComputable";
    this.reason = reason;
  }
}

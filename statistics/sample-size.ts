/** How many answers it takes, and what unequal weights cost. */
import { checkConfidence, checkSum } from "./checks.ts";
import type { ConfidenceOption } from "./checks.ts";
import {
  normalCritical,
  normalQuantile,
  studentCritical,
  studentQuantile,
} from "./distributions.ts";

/** What is measured, with what is thought of its spread. */
export type SampleSizeMeasure =
  /** `share`: what it may be, above 0 and below 1. 0.5, which takes the most, unless given. */
  | { measure: "share"; share?: number | undefined }
  /** `sd`: the standard deviation of single answers, in the measure's unit, above 0. */
  | { measure: "mean"; sd: number }
  /**
   * `promoters`, `detractors`: the shares that they may be, together 1 at most; both or none. Half
   * and half, which takes the most, unless given.
   */
  | { measure: "nps"; promoters?: number | undefined; detractors?: number | undefined };

/** What it is to be known well enough for. Both are in the measure's unit: shares 0 … 1, NPS points. */
export type SampleSizeAim =
  | {
      /** Half the width of the interval. */
      margin: number;
      /** How many there are to ask at all: whole. Without end unless given. */
      population?: number | undefined;
    }
  | {
      /** The least difference of two groups (of a share: from `share` on, with its sign) to be noticed. */
      difference: number;
      /** How often it then is noticed, 0.5 … below 1; 0.8 unless given. */
      power?: number | undefined;
    };

export type SampleSizeInput = SampleSizeMeasure &
  SampleSizeAim &
  ConfidenceOption & {
    /** What the answers' weights will cost (see designEffect), 1 or more; 1 unless given. */
    designEffect?: number | undefined;
  };

/** A quotient that is whole but for rounding isn't one answer more. */
const ROUNDING = 1e-9;
/** What Student's t asks beyond the normal distribution is a handful of answers; this is far past it. */
const MAX_STEPS = 10_000;

function above0(name: string, value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${name} must be a finite number above 0, not ${value}`);
  return value;
}

function checkShare(share: number): number {
  if (!(share > 0 && share < 1))
    throw new RangeError(`a share must lie between 0 and 1, not ${share}`);
  return share;
}

/** The variance of one answer, in the measure's unit, squared. */
function varianceOf(input: SampleSizeMeasure): number {
  if (input.measure === "mean") return above0("the square of sd", above0("sd", input.sd) ** 2);
  if (input.measure === "share") {
    const share = checkShare(input.share ?? 0.5);
    return share * (1 - share);
  }
  if (input.measure !== "nps") {
    const { measure } = input as { measure: unknown };
    throw new RangeError(`measure must be "share", "mean" or "nps", not ${String(measure)}`);
  }
  const { promoters, detractors } = input;
  if ((promoters === undefined) !== (detractors === undefined))
    throw new RangeError("promoters and detractors are given both, or none");
  const [p, d] = [
    checkSum("promoters", promoters ?? 0.5),
    checkSum("detractors", detractors ?? 0.5),
  ];
  if (p + d > 1) throw new RangeError(`promoters and detractors are ${p + d} together, above 1`);
  return above0("the variance of NPS", 10_000 * (p + d - (p - d) ** 2));
}

function whole(n: number): number {
  const least = Math.max(1, Math.ceil(n - n * ROUNDING));
  if (!Number.isSafeInteger(least))
    throw new RangeError("margin or difference is too small: no number of answers is enough");
  return least;
}

/** The least n from `start` on that is enough; `enough` says how many a given n asks for. */
function grown(start: number, enough: (n: number) => number): number {
  for (let n = start; n < start + MAX_STEPS; n += 1) if (enough(n) <= n * (1 + ROUNDING)) return n;
  throw new RangeError("confidence or power is too close to 1 for so few answers");
}

function forMargin(input: SampleSizeInput, margin: number): number {
  const variance = varianceOf(input);
  const precision = above0("variance ÷ margin²", variance / above0("margin", margin) / margin);
  const confidence = checkConfidence(input.confidence);
  const asked = normalCritical(confidence) ** 2 * precision;
  if (input.measure !== "mean") return asked;
  return grown(
    Math.max(2, whole(asked)),
    (n) => studentCritical(confidence, n - 1) ** 2 * precision,
  );
}

function forDifference(input: SampleSizeInput, difference: number, power: number): number {
  const confidence = checkConfidence(input.confidence);
  const size = above0("the size of difference", Math.abs(difference));
  if (!(power >= 0.5 && power < 1))
    throw new RangeError(`power must be from 0.5 to below 1 (0.8 is 80 %), not ${power}`);
  const variance = varianceOf(input);
  const [z, beyond] = [normalCritical(confidence), normalQuantile(power)];
  if (input.measure === "share") {
    const share = input.share ?? 0.5;
    const other = checkShare(share + difference);
    const middle = (share + other) / 2;
    const alike = z * Math.sqrt(2 * middle * (1 - middle));
    const apart = beyond * Math.sqrt(variance + other * (1 - other));
    return ((alike + apart) / size) ** 2;
  }
  const precision = above0("variance ÷ difference²", variance / size / size);
  const asked = 2 * (z + beyond) ** 2 * precision;
  if (input.measure !== "mean") return asked;
  const enough = (n: number) => {
    const df = 2 * (n - 1);
    return 2 * (studentCritical(confidence, df) + studentQuantile(power, df)) ** 2 * precision;
  };
  return grown(Math.max(2, whole(asked)), enough);
}

/**
 * The number of answers that an aim takes: in all for a margin, in *each* of the two groups for a
 * difference. Answers, not invitations: divide by the response rate expected.
 *
 * Margin: n = z² s² ÷ margin², s² the variance of one answer (p(1 − p); sd²; for NPS
 * 10⁴(p + d − (p − d)²)). For a mean, the least n with t(n − 1) sd ÷ √n ≤ margin. Of a population of
 * N: n ÷ (1 + (n − 1)/N), then times the design effect, N at most.
 *
 * Difference Δ: of shares p₁ and p₂ = p₁ + Δ, around p̄,
 * n = (z √(2p̄(1 − p̄)) + z_β √(p₁(1 − p₁) + p₂(1 − p₂)))² ÷ Δ²; of NPS 2(z + z_β)² s² ÷ Δ²; of means
 * the same with Student's t of 2(n − 1) degrees of freedom, for the least n that it holds for. z is
 * two-sided, z_β the quantile of the power. Rounded up, after the design effect.
 *
 * Sources: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley 1977, 4.4 and 4.6; R. V. Krejcie and
 * D. W. Morgan, Educational and Psychological Measurement 30 (1970) 607–610; J. L. Fleiss, Statistical
 * Methods for Rates and Proportions, 2nd ed., Wiley 1981, 3.2; G. W. Snedecor and W. G. Cochran,
 * Statistical Methods, 8th ed., Iowa State 1989, 6.14.
 *
 * @example
 * sampleSize({ measure: "share", margin: 0.05 }) // 385
 * sampleSize({ measure: "share", margin: 0.05, population: 1000 }) // 278
 * sampleSize({ measure: "share", share: 0.5, difference: 0.25, power: 0.9 }) // 77 in each group
 * @throws RangeError for a margin, difference, spread, power, population or design effect outside its
 * range, or an aim that no number of answers reaches
 */
export function sampleSize(input: SampleSizeInput): number {
  const effect = input.designEffect ?? 1;
  if (!(effect >= 1 && effect < Infinity))
    throw new RangeError(`designEffect must be a finite number, 1 or more, not ${effect}`);
  if ("difference" in input && input.difference !== undefined) {
    if ("margin" in input) throw new RangeError("give margin or difference, not both");
    return whole(effect * forDifference(input, input.difference, input.power ?? 0.8));
  }
  const { margin, population } = input as { margin: number; population?: number | undefined };
  const n = forMargin(input, margin);
  if (population === undefined) return whole(effect * n);
  if (!Number.isSafeInteger(population) || population < 1)
    throw new RangeError(`population must be a whole number above 0, not ${population}`);
  return Math.min(population, whole((effect * n) / (1 + (n - 1) / population)));
}

/**
 * What unequal weights cost: n answers with these weights tell as much as n ÷ designEffect of equal
 * weight (see effectiveN). From 1, for equal weights, to n.
 *
 * designEffect = n Σw² ÷ (Σw)² = 1 + (coefficient of variation of the weights)². An answer of weight
 * 0 doesn't count. Source: L. Kish, Survey Sampling, Wiley 1965, 11.7.
 *
 * @example designEffect([1.5, 0.8, 1.2, 1.1, 2.5]) // 5 × 11.79 ÷ 7.1² = 1.169
 * @throws RangeError for a weight that is negative or not finite, and where none is above 0: no
 * answers have no design effect
 */
export function designEffect(weights: readonly number[]): number {
  let most = 0;
  for (const weight of weights) most = Math.max(most, checkSum("a weight", weight));
  if (most === 0) throw new RangeError("no weight is above 0: there are no answers that count");
  let [n, sum, squares] = [0, 0, 0];
  for (const weight of weights) {
    const share = weight / most;
    if (weight > 0) n += 1;
    sum += share;
    squares += share * share;
  }
  return Math.min(n, Math.max(1, (n / sum) * (squares / sum)));
}

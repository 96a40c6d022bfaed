/** The mean of a measure, in the measure's own unit, and the difference of two. */
import { checkConfidence, checkCount, checkFinite, checkSum, differs, exceeds } from "./checks.ts";
import type { ConfidenceOption, Reason } from "./checks.ts";
import { studentCritical, studentP } from "./distributions.ts";

/** Sums over the values: n a whole number, sum = Σx, sumOfSquares = Σx². */
export interface MeanSums {
  n: number;
  sum: number;
  sumOfSquares: number;
}

/**
 * The same, centred: m2 = Σ(x − mean)², which a store computes as n times its population variance.
 * For values that lie far from 0 beside their spread (times, order numbers), where Σx² has no
 * digits left for it.
 */
export interface MeanMoments {
  n: number;
  mean: number;
  m2: number;
}

export type MeanInput = MeanSums | MeanMoments;

export interface MeanEstimate {
  /** Number of answers. */
  n: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** Standard deviation of the values (n − 1 in the denominator). */
  sd: number | null;
  /** sd ÷ √n. */
  se: number | null;
  method: "t";
  reason?: Reason;
}

export interface MeanDifference {
  /** a − b. */
  delta: number | null;
  low: number | null;
  high: number | null;
  /** delta ÷ its standard error. */
  t: number | null;
  /** Welch's degrees of freedom, not rounded. */
  df: number | null;
  /** Two-sided, 0 … 1. */
  p: number | null;
  reason?: Reason;
}

/** Up to here a sum of weights counts as one answer: its n − 1 is rounding. */
const ONE = 1 + 1e-9;

/** Σ(w)x, Σ(w)x², what to divide by (the number of values, or Σw), and how many values these are. */
interface Sums {
  sum: number;
  sumOfSquares: number;
  weight: number;
  count: number;
}

/** Σ(x − mean)², or, where the sums can't tell it from 0, what it is at most. */
export type Spread = { m2: number; lost?: number };

/** Of what is left of Σx² this share may be noise: a standard deviation is then right to 5 %. */
const NOISY = 0.1;

/** Σ(x − mean)² of sums of whole numbers, which a double carries exactly up to 2⁵³; undefined for others. */
function exactSquares({ sum, sumOfSquares, weight }: Sums): number | undefined {
  if (sum === 0 && sumOfSquares === 0) return 0;
  if (![sum, sumOfSquares, weight].every(Number.isSafeInteger)) return undefined;
  return Number(BigInt(weight) * BigInt(sumOfSquares) - BigInt(sum) ** 2n) / weight;
}

/**
 * Σ(x − mean)² from Σx and Σx².
 *
 * The subtraction loses 2 log₁₀(mean ÷ sd) of the 15.9 digits that a double carries. And the sums
 * come with rounding errors of their own: n additions one after the other may be wrong by εn of Σx²
 * (a long sum is usually added up in parts, which is better; 10⁴ε is taken at most). What is left
 * must be ten times that noise, or it carries no figure and is `lost`: a standard deviation below
 * 2 · 10⁻⁷ of the mean (10 values) to 5 · 10⁻⁶ (10,000 and more) is. Values near 10⁹ must spread by
 * some 200 to 5,000, then; those on a scale from 0 to 10 by 0.00005. Sums of whole numbers are exact
 * up to 2⁵³ and lose nothing, so that answers which are all alike are seen to be.
 *
 * A remainder that is plainly negative means sums that contradict.
 */
export function spreadOf(sums: Sums): Spread {
  const { sum, sumOfSquares, weight, count } = sums;
  const expected = sum * (sum / weight);
  const single = count < ONE;
  if (single ? differs(expected, sumOfSquares) : exceeds(expected, sumOfSquares)) {
    throw new RangeError(
      `sum (${sum}) and sumOfSquares (${sumOfSquares}) contradict each other for n ${weight}`,
    );
  }
  if (single) return { m2: 0 };
  const exact = exactSquares(sums);
  if (exact !== undefined) return { m2: Math.max(0, exact) };
  const m2 = sumOfSquares - expected;
  const noise = Number.EPSILON * Math.min(count + 4, 1e4) * sumOfSquares;
  return noise <= NOISY * m2 ? { m2 } : { m2: 0, lost: (1 + 1 / NOISY) * noise };
}

/** The interval from moments that may be weighted: n then is the effective number of answers. */
export function meanInterval(
  { n, mean: estimate, m2, lost = 0 }: MeanMoments & Spread,
  options: ConfidenceOption,
): Omit<MeanEstimate, "n" | "method"> {
  const confidence = checkConfidence(options.confidence);
  const unknown = { low: null, high: null, sd: null, se: null };
  if (n === 0) return { estimate: null, ...unknown, reason: "no-answers" };
  if (n < ONE) return { estimate, ...unknown, reason: "one-answer" };
  if (lost > 0) return { estimate, ...unknown, reason: "lost-digits" };
  const sd = Math.sqrt(m2 / (n - 1));
  const se = sd / Math.sqrt(n);
  if (se === 0) {
    return { estimate, low: estimate, high: estimate, sd, se, reason: "zero-variance" };
  }
  const margin = studentCritical(confidence, n - 1) * se;
  if (!Number.isFinite(margin)) return { estimate, ...unknown, reason: "one-answer" };
  return { estimate, low: estimate - margin, high: estimate + margin, sd, se };
}

/** Of a difference's variance this share may be lost: its standard error then has three digits. */
const LOSABLE = 1e-3;

/** The difference of two sets of moments that may be weighted. */
export function meanDifferenceOf(
  a: MeanMoments & Spread,
  b: MeanMoments & Spread,
  options: ConfidenceOption,
): MeanDifference {
  const confidence = checkConfidence(options.confidence);
  const unknown = { low: null, high: null, t: null, df: null, p: null };
  if (a.n === 0 || b.n === 0) return { delta: null, ...unknown, reason: "no-answers" };
  const delta = a.mean - b.mean;
  if (a.n < ONE || b.n < ONE) return { delta, ...unknown, reason: "one-answer" };
  const squareA = a.m2 / (a.n - 1) / a.n;
  const squareB = b.m2 / (b.n - 1) / b.n;
  const square = squareA + squareB;
  const lost = [a, b].reduce((sum, each) => sum + (each.lost ?? 0) / (each.n - 1) / each.n, 0);
  if (lost > LOSABLE * square) return { delta, ...unknown, reason: "lost-digits" };
  const se = Math.sqrt(square);
  const t = delta / se;
  if (!Number.isFinite(t)) {
    return { delta, ...unknown, low: delta, high: delta, reason: "zero-variance" };
  }
  const partA = squareA / square;
  const partB = squareB / square;
  const df = 1 / ((partA * partA) / (a.n - 1) + (partB * partB) / (b.n - 1));
  const margin = studentCritical(confidence, df) * se;
  if (!Number.isFinite(margin)) return { delta, ...unknown, reason: "one-answer" };
  return { delta, low: delta - margin, high: delta + margin, t, df, p: studentP(t, df) };
}

function moments(input: MeanInput): MeanMoments & Spread {
  const n = checkCount("n", input.n);
  if ("m2" in input) {
    const mean = checkFinite("mean", input.mean);
    checkFinite("the square of mean", mean * mean);
    const m2 = checkSum("m2", input.m2);
    if (n < 2 && m2 > 0) throw new RangeError(`m2 must be 0 for n ${n}, not ${m2}`);
    return { n, mean, m2 };
  }
  const sum = checkFinite("sum", input.sum);
  const sumOfSquares = checkSum("sumOfSquares", input.sumOfSquares);
  if (n === 0) {
    if (sum !== 0 || sumOfSquares !== 0) throw new RangeError("sums must be 0 when n is 0");
    return { n, mean: 0, m2: 0 };
  }
  return { n, mean: sum / n, ...spreadOf({ sum, sumOfSquares, weight: n, count: n }) };
}

/**
 * The mean with Student's t interval, in the unit of the measure.
 *
 * estimate = Σx ÷ n, sd = √((Σx² − (Σx)²/n) ÷ (n − 1)), se = sd ÷ √n,
 * estimate ± t(n − 1) se, t being the two-sided critical value.
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908) 1–25. Exact for normal
 * values; for ratings the level holds well from some 10 answers on, less so when most give the
 * end of the scale. The interval is not cut off at the ends of the scale, which are not known here.
 *
 * @example
 * mean({ n: 10, sum: 7.5, sumOfSquares: 34.43 }) // the first drug of Student's own sleep data
 * // estimate 0.75, low -0.530, high 2.030, sd 1.789, se 0.566
 * @returns null figures and `no-answers` when n is 0; the mean alone and `one-answer` when n is 1;
 * an interval without width and `zero-variance` when all values are the same; the mean alone and
 * `lost-digits` when the sums have no digits left for the spread
 * @throws RangeError for n negative or not whole, sums that are not finite or contradict each
 * other, or a confidence outside (0, 1)
 */
export function mean(input: MeanInput, options: ConfidenceOption = {}): MeanEstimate {
  const { estimate, low, high, sd, se, reason } = meanInterval(moments(input), options);
  return { n: input.n, estimate, low, high, sd, se, method: "t", ...(reason && { reason }) };
}

/**
 * The difference a − b of the means of two independent groups, whose variances need not be equal,
 * with Welch's t interval and two-sided p.
 *
 * With v = sd² ÷ n of each group: t = delta ÷ √(v_a + v_b),
 * df = (v_a + v_b)² ÷ (v_a²/(n_a − 1) + v_b²/(n_b − 1)), delta ± t(df) √(v_a + v_b).
 *
 * Source: B. L. Welch, "The generalization of 'Student's' problem when several different
 * population variances are involved", Biometrika 34 (1947) 28–35.
 *
 * @example
 * meanDifference({ n: 10, sum: 7.5, sumOfSquares: 34.43 }, { n: 10, sum: 23.3, sumOfSquares: 90.37 })
 * // delta -1.58, low -3.365, high 0.205, t -1.8608, df 17.776, p 0.0794
 * @returns null figures and `no-answers` when a or b is empty; delta alone and `one-answer` when
 * one has a single answer; `zero-variance`, with t, df and p null, when neither varies; delta alone
 * and `lost-digits` when the sums have no digits left for the spread
 * @throws RangeError as mean does
 */
export function meanDifference(
  a: MeanInput,
  b: MeanInput,
  options: ConfidenceOption = {},
): MeanDifference {
  return meanDifferenceOf(moments(a), moments(b), options);
}

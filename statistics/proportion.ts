/**
 * A share of answers, such as the top two boxes of a satisfaction question, from 0 to 1, and the
 * difference of two.
 */
import { checkConfidence, checkCount, clamp } from "./checks.ts";
import type { ConfidenceOption, Reason } from "./checks.ts";
import { normalCritical, normalP } from "./distributions.ts";

/** Whole numbers, 0 ≤ successes ≤ n. */
export interface ProportionCounts {
  successes: number;
  n: number;
}

export interface ProportionEstimate {
  /** Number of answers. */
  n: number;
  /** successes ÷ n, 0 … 1. */
  estimate: number | null;
  /** Limits of the interval, 0 … 1. */
  low: number | null;
  high: number | null;
  method: "wilson";
  reason?: Reason;
}

export interface ProportionDifference {
  /** a − b, −1 … 1. */
  delta: number | null;
  low: number | null;
  high: number | null;
  /** delta ÷ its standard error under the hypothesis that both shares are the same. */
  z: number | null;
  /** Two-sided, 0 … 1. */
  p: number | null;
  reason?: Reason;
}

/**
 * Wilson's lower limit. Written as a quotient instead of centre less margin, it keeps its digits
 * near 0, is exactly 0 for no successes, and never passes the estimate.
 */
function lowerLimit(successes: number, n: number, z: number): number {
  if (successes === 0) return 0;
  const share = successes / n;
  const spread = z * Math.sqrt(successes * (1 - share) + (z * z) / 4);
  return Math.min(share, (successes * share) / (successes + (z * z) / 2 + spread));
}

/** The root of a sum of squares; unlike Math.hypot the same whichever comes first. */
function root(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function wilson(sample: ProportionCounts, z: number): { share: number; low: number; high: number } {
  const { successes, n } = sample;
  const share = successes / n;
  const high = Math.max(share, 1 - lowerLimit(n - successes, n, z));
  return { share, low: lowerLimit(successes, n, z), high };
}

/** The interval from a sample that may be weighted: counts then are of effective answers. */
export function proportionInterval(
  sample: ProportionCounts,
  options: ConfidenceOption,
): Omit<ProportionEstimate, "n" | "method"> {
  const confidence = checkConfidence(options.confidence);
  if (sample.n === 0) return { estimate: null, low: null, high: null, reason: "no-answers" };
  const { share, low, high } = wilson(sample, normalCritical(confidence));
  return { estimate: share, low, high };
}

/** The difference of two samples that may be weighted. */
export function proportionDifferenceOf(
  a: ProportionCounts,
  b: ProportionCounts,
  options: ConfidenceOption,
): ProportionDifference {
  const confidence = checkConfidence(options.confidence);
  if (a.n === 0 || b.n === 0) {
    return { delta: null, low: null, high: null, z: null, p: null, reason: "no-answers" };
  }
  const critical = normalCritical(confidence);
  const first = wilson(a, critical);
  const second = wilson(b, critical);
  const delta = first.share - second.share;
  const below = root(first.share - first.low, second.high - second.share);
  const above = root(first.high - first.share, second.share - second.low);
  const z = pooledZ(a, b, delta);
  const low = clamp(delta - below, -1, 1);
  const high = clamp(delta + above, -1, 1);
  return { delta, low, high, z, p: normalP(z) };
}

/** z is 0, hence p 1, where all answers of both groups are alike: nothing speaks for a difference. */
function pooledZ(a: ProportionCounts, b: ProportionCounts, delta: number): number {
  const n = a.n + b.n;
  const share = (a.successes + b.successes) / n;
  const missed = (a.n - a.successes + (b.n - b.successes)) / n;
  const variance = share * missed * (1 / a.n + 1 / b.n);
  return variance === 0 ? 0 : delta / Math.sqrt(variance);
}

function checkCounts(counts: ProportionCounts): ProportionCounts {
  checkCount("n", counts.n);
  if (checkCount("successes", counts.successes) > counts.n) {
    throw new RangeError(`successes (${counts.successes}) must not exceed n (${counts.n})`);
  }
  return counts;
}

/**
 * A share with Wilson's score interval, 0 … 1.
 *
 * With p = successes ÷ n the limits are (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n): the
 * shares that a score test does not reject. It stays within 0 … 1 and has a width when all
 * answers are alike. No continuity correction.
 *
 * Sources: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209–212;
 * R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3.
 *
 * @example
 * proportion({ successes: 81, n: 263 }) // estimate 0.3080, low 0.2553, high 0.3662
 * proportion({ successes: 9, n: 9 }) // estimate 1, low 0.7009, high 1
 * @returns null figures and `no-answers` when n is 0
 * @throws RangeError for a count that is negative or not whole, successes above n, or a
 * confidence outside (0, 1)
 */
export function proportion(
  counts: ProportionCounts,
  options: ConfidenceOption = {},
): ProportionEstimate {
  const interval = proportionInterval(checkCounts(counts), options);
  const { estimate, low, high, reason } = interval;
  return { n: counts.n, estimate, low, high, method: "wilson", ...(reason && { reason }) };
}

/**
 * The difference a − b of two independent shares, with Newcombe's hybrid score interval and the
 * two-sided p of the pooled z test.
 *
 * With Wilson's limits l and u of each share p:
 * low = delta − √((p_a − l_a)² + (u_b − p_b)²), high = delta + √((u_a − p_a)² + (p_b − l_b)²).
 * z = delta ÷ √(p(1 − p)(1/n_a + 1/n_b)), p the share of both groups together. The interval and
 * the test are two methods: near the border one may hold 0 where the other rejects it.
 *
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions: comparison of eleven methods", Statistics in Medicine 17 (1998) 873–890, method 10.
 *
 * @example
 * proportionDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 })
 * // delta 0.2000, low 0.0524, high 0.3339, z 2.650, p 0.0080
 * @returns null figures and `no-answers` when a or b is empty
 * @throws RangeError for a count that is negative or not whole, successes above n, or a
 * confidence outside (0, 1)
 */
export function proportionDifference(
  a: ProportionCounts,
  b: ProportionCounts,
  options: ConfidenceOption = {},
): ProportionDifference {
  return proportionDifferenceOf(checkCounts(a), checkCounts(b), options);
}

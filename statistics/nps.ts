/**
 * Net promoter score: the share of promoters (9–10) less the share of detractors (0–6), in
 * points from −100 to 100, and the difference of two.
 */
import { checkConfidence, checkCount, clamp } from "./checks.ts";
import type { ConfidenceOption, Reason } from "./checks.ts";
import { normalCritical, normalP } from "./distributions.ts";

/** Answers by group: whole numbers, 0 or more. */
export interface NpsCounts {
  promoters: number;
  passives: number;
  detractors: number;
}

export type NpsMethod = "adjusted-wald" | "wald";

export interface NpsOptions extends ConfidenceOption {
  /** `adjusted-wald` unless given. */
  method?: NpsMethod | undefined;
}

export interface NpsEstimate {
  /** Number of answers. */
  n: number;
  /** The plain score, in points. */
  estimate: number | null;
  /** Limits of the interval, in points, within −100 … 100 and around the estimate. */
  low: number | null;
  high: number | null;
  /** The method's own standard error, in points. */
  se: number | null;
  method: NpsMethod;
  reason?: Reason;
}

export interface NpsDifference {
  /** a − b, in points from −200 to 200. */
  delta: number | null;
  low: number | null;
  high: number | null;
  /** Standard error of delta, in points. */
  se: number | null;
  /** delta ÷ se. */
  z: number | null;
  /** Two-sided: how often chance alone gives a difference this large, 0 … 1. */
  p: number | null;
  reason?: Reason;
}

/** Pseudo-answers of the adjusted Wald method: ¾ + 1½ + ¾ = 3. */
const ADDED = { promoters: 0.75, passives: 1.5, detractors: 0.75 };

function total(sample: NpsCounts): number {
  return sample.promoters + sample.passives + sample.detractors;
}

function score(sample: NpsCounts): number {
  // Weighted counts are not whole: rounding may pass ±100 by an ulp.
  return clamp((100 * (sample.promoters - sample.detractors)) / total(sample), -100, 100);
}

/**
 * Squared standard error of the score, in points². With shares p, q, d of promoters, passives and
 * detractors, p + d − (p − d)² = q(p + d) + 4pd: the second form loses no digits, and is exactly
 * 0 when all answers are alike.
 */
function squaredError(sample: NpsCounts): number {
  const n = total(sample);
  const { promoters: p, passives: q, detractors: d } = sample;
  return (10000 * ((q / n) * ((p + d) / n) + 4 * (p / n) * (d / n))) / n;
}

/** The interval from a sample that may be weighted: counts then are of effective answers. */
export function npsInterval(
  sample: NpsCounts,
  options: NpsOptions,
): Omit<NpsEstimate, "n" | "method"> {
  const confidence = checkConfidence(options.confidence);
  if (total(sample) === 0) {
    return { estimate: null, low: null, high: null, se: null, reason: "no-answers" };
  }
  const adjusted = checkMethod(options.method) === "adjusted-wald";
  const used = {
    promoters: sample.promoters + (adjusted ? ADDED.promoters : 0),
    passives: sample.passives + (adjusted ? ADDED.passives : 0),
    detractors: sample.detractors + (adjusted ? ADDED.detractors : 0),
  };
  const estimate = score(sample);
  const centre = score(used);
  const se = Math.sqrt(squaredError(used));
  const margin = normalCritical(confidence) * se;
  const low = clamp(Math.min(centre - margin, estimate), -100, 100);
  const high = clamp(Math.max(centre + margin, estimate), -100, 100);
  return { estimate, low, high, se, ...(se === 0 && { reason: "zero-variance" as const }) };
}

/** The difference of two samples that may be weighted. */
export function npsDifferenceOf(
  a: NpsCounts,
  b: NpsCounts,
  options: ConfidenceOption,
): NpsDifference {
  const confidence = checkConfidence(options.confidence);
  if (total(a) === 0 || total(b) === 0) {
    return { delta: null, low: null, high: null, se: null, z: null, p: null, reason: "no-answers" };
  }
  const delta = score(a) - score(b);
  const se = Math.sqrt(squaredError(a) + squaredError(b));
  if (se === 0) {
    return { delta, low: delta, high: delta, se, z: null, p: null, reason: "zero-variance" };
  }
  const margin = normalCritical(confidence) * se;
  const low = clamp(delta - margin, -200, 200);
  const high = clamp(delta + margin, -200, 200);
  const z = delta / se;
  const single = Math.min(total(a), total(b)) < 1 + 1e-9;
  return {
    delta,
    low,
    high,
    se,
    z,
    p: normalP(z),
    ...(single && { reason: "one-answer" as const }),
  };
}

export function checkMethod(method: NpsMethod | undefined): NpsMethod {
  const chosen = method ?? "adjusted-wald";
  if (chosen !== "adjusted-wald" && chosen !== "wald") {
    throw new RangeError(`method must be "adjusted-wald" or "wald", not ${String(chosen)}`);
  }
  return chosen;
}

function checkCounts(counts: NpsCounts): NpsCounts {
  checkCount("promoters", counts.promoters);
  checkCount("passives", counts.passives);
  checkCount("detractors", counts.detractors);
  return counts;
}

/**
 * Net promoter score with its interval, in points.
 *
 * estimate = 100 (promoters − detractors) ÷ n, whatever the method.
 *
 * `wald`: estimate ± z se, se = 100 √((p + d − (p − d)²) ÷ n), p and d the shares of promoters
 * and detractors.
 *
 * `adjusted-wald`: the same formula after adding 3 answers, ¾ of them promoters, ¾ detractors and
 * 1½ passives. It is centred on the adjusted score and holds its level in small samples, where
 * Wald's interval is too narrow: with all answers alike Wald's has no width. It is widened where
 * that is needed to hold the estimate.
 *
 * Both are cut off at ±100. Sources: B. Rocks, "Interval Estimation for the Net Promoter Score",
 * The American Statistician 70 (2016) 365–372, method (3, T); J. Lewis and J. Sauro, "Confidence
 * Intervals for Net Promoter Scores", measuringu.com (2021), who recommend the adjusted one.
 *
 * @example
 * nps({ promoters: 20, passives: 11, detractors: 5 })
 * // n 36, estimate 41.67, low 15.58, high 61.34, se 11.67
 * nps({ promoters: 10, passives: 0, detractors: 0 }) // estimate 100, low 47.50, high 100
 * @returns figures null and a reason for no answers; with Wald, `zero-variance` when all are alike
 * @throws RangeError for a count that is negative or not whole, a confidence outside (0, 1), or
 * an unknown method
 */
export function nps(counts: NpsCounts, options: NpsOptions = {}): NpsEstimate {
  const interval = npsInterval(checkCounts(counts), options);
  const { estimate, low, high, se, reason } = interval;
  const method = checkMethod(options.method);
  return { n: total(counts), estimate, low, high, se, method, ...(reason && { reason }) };
}

/**
 * The difference a − b of two independent net promoter scores, in points, with its interval and
 * the two-sided p of a z test.
 *
 * se = √(se_a² + se_b²) with the plain (Wald) variances; delta ± z se, cut off at ±200.
 * A group whose answers are all alike adds nothing to se, so the result is too sure of itself in
 * small groups: state a difference only where both have 30 answers or more.
 *
 * Source: the variance of a difference of independent means, each answer counting +1, 0 or −1.
 *
 * @example
 * npsDifference({ promoters: 60, passives: 25, detractors: 15 },
 *               { promoters: 45, passives: 30, detractors: 25 })
 * // delta 25, low 3.46, high 46.54, se 10.99, z 2.275, p 0.0229
 * @returns null figures and `no-answers` when a or b is empty; `zero-variance`, z and p null,
 * when neither varies; `one-answer` beside the formula's figures when a or b has a single answer
 * @throws RangeError for a count that is negative or not whole, or a confidence outside (0, 1)
 */
export function npsDifference(
  a: NpsCounts,
  b: NpsCounts,
  options: ConfidenceOption = {},
): NpsDifference {
  return npsDifferenceOf(checkCounts(a), checkCounts(b), options);
}

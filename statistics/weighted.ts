/**
 * The same measures from weighted answers: what a selection would say if it were made up as the
 * customers are.
 *
 * Every interval is that of the plain measure with Kish's effective n in place of n, and the
 * effective counts (weighted shares of it) in place of the counts. Weights of 1 give the plain
 * measure exactly, and all weights times a constant change nothing. Kish's n takes the weights as
 * unrelated to the answers and ignores what is gained from knowing the population's make-up, so
 * the interval is wide rather than narrow where the weights come from the groups that answers
 * differ by.
 *
 * Sources: L. Kish, Survey Sampling, Wiley 1965, 11.7, and "Weighting for unequal Pi", Journal of
 * Official Statistics 8 (1992) 183–200; N. Dean and M. Pagano, "Evaluating confidence interval
 * methods for binomial proportions in clustered surveys", Journal of Survey Statistics and
 * Methodology 3 (2015) 484–503, for Wilson's interval with an effective n.
 */
import { checkCount, checkFinite, checkSum, differs, exceeds } from "./checks.ts";
import type { ConfidenceOption } from "./checks.ts";
import { meanDifferenceOf, meanInterval, spreadOf } from "./mean.ts";
import type { MeanDifference, MeanEstimate, MeanMoments, Spread } from "./mean.ts";
import { checkMethod, npsDifferenceOf, npsInterval } from "./nps.ts";
import type { NpsCounts, NpsDifference, NpsEstimate, NpsOptions } from "./nps.ts";
import { proportionDifferenceOf, proportionInterval } from "./proportion.ts";
import type { ProportionCounts, ProportionDifference, ProportionEstimate } from "./proportion.ts";

/** Sums over the weights w > 0 of the answers that count. */
export interface WeightSums {
  /** Number of answers, where known: a whole number. Answered as it came. */
  n?: number | undefined;
  /** Σw */
  sumOfWeights: number;
  /** Σw² */
  sumOfSquaredWeights: number;
}

/** Sums of weights by group. sumOfWeights may be left out: it is the three together. */
export interface WeightedNpsSums extends Omit<WeightSums, "sumOfWeights"> {
  promoters: number;
  passives: number;
  detractors: number;
  sumOfWeights?: number | undefined;
}

/** successes: the sum of weights of those that count as one. */
export interface WeightedProportionSums extends WeightSums {
  successes: number;
}

/** sum: Σwx, sumOfSquares: Σwx². */
export interface WeightedMeanSums extends WeightSums {
  sum: number;
  sumOfSquares: number;
}

/** What a weighted figure has in the place of n. */
export interface Weighted {
  /** Number of answers, where it was given. */
  n?: number;
  /** Kish's effective number of answers, not rounded. */
  effectiveN: number;
}

export type WeightedNpsEstimate = Weighted & Omit<NpsEstimate, "n">;
export type WeightedProportionEstimate = Weighted & Omit<ProportionEstimate, "n">;
export type WeightedMeanEstimate = Weighted & Omit<MeanEstimate, "n">;

/**
 * Kish's effective number of answers, (Σw)² ÷ Σw²: how many equally weighted answers tell as much.
 * At least 1 and at most the number of answers, which it reaches with equal weights; 0 for none.
 *
 * @example
 * effectiveN({ sumOfWeights: 7.1, sumOfSquaredWeights: 11.79 }) // weights 1.5 0.8 1.2 1.1 2.5: 4.28
 * @throws RangeError for sums that are negative, not finite, or contradict each other or n
 */
export function effectiveN(sums: WeightSums): number {
  const weight = checkSum("sumOfWeights", sums.sumOfWeights);
  const squares = checkSum("sumOfSquaredWeights", sums.sumOfSquaredWeights);
  const n = sums.n === undefined ? undefined : checkCount("n", sums.n);
  if (weight === 0 && squares === 0 && !n) return 0;
  const effective = weight * (weight / squares);
  if (!Number.isFinite(effective) || exceeds(1, effective)) {
    throw new RangeError(
      `sumOfWeights (${weight}) and sumOfSquaredWeights (${squares}) contradict each other`,
    );
  }
  if (n !== undefined && exceeds(effective, n)) {
    throw new RangeError(`n (${n}) is below the effective number of the weights (${effective})`);
  }
  return Math.max(1, Math.min(effective, n ?? effective));
}

function named(sums: { n?: number | undefined }, effective: number): Weighted {
  return { ...(sums.n !== undefined && { n: sums.n }), effectiveN: effective };
}

/** Effective counts: sums of weights scaled so that they add up to the effective n. */
function npsSample(sums: WeightedNpsSums): { effective: number; sample: NpsCounts } {
  const promoters = checkSum("promoters", sums.promoters);
  const passives = checkSum("passives", sums.passives);
  const detractors = checkSum("detractors", sums.detractors);
  const weight = promoters + passives + detractors;
  if (
    sums.sumOfWeights !== undefined &&
    differs(checkSum("sumOfWeights", sums.sumOfWeights), weight)
  ) {
    throw new RangeError(
      `promoters, passives and detractors add up to ${weight}, not to sumOfWeights ${sums.sumOfWeights}`,
    );
  }
  const effective = effectiveN({ ...sums, sumOfWeights: weight });
  const scale = effective === 0 ? 0 : effective / weight;
  return {
    effective,
    sample: {
      promoters: promoters * scale,
      passives: passives * scale,
      detractors: detractors * scale,
    },
  };
}

function proportionSample(sums: WeightedProportionSums): {
  effective: number;
  sample: ProportionCounts;
} {
  const effective = effectiveN(sums);
  const weight = sums.sumOfWeights;
  if (exceeds(checkSum("successes", sums.successes), weight)) {
    throw new RangeError(`successes (${sums.successes}) must not exceed sumOfWeights (${weight})`);
  }
  const scale = effective === 0 ? 0 : effective / weight;
  const successes = Math.min(sums.successes, weight) * scale;
  return { effective, sample: { successes, n: weight * scale } };
}

function meanSample(sums: WeightedMeanSums): MeanMoments & Spread {
  const n = effectiveN(sums);
  const sum = checkFinite("sum", sums.sum);
  const sumOfSquares = checkSum("sumOfSquares", sums.sumOfSquares);
  if (n === 0) {
    if (sum !== 0 || sumOfSquares !== 0) throw new RangeError("sums must be 0 without answers");
    return { n, mean: 0, m2: 0 };
  }
  const weight = sums.sumOfWeights;
  const mean = checkFinite("sum divided by sumOfWeights", sum / weight);
  const { m2, lost = 0 } = spreadOf({ sum, sumOfSquares, weight, count: n });
  const scaled = checkFinite("the sum of squared deviations", m2 * (n / weight));
  return { n, mean, m2: scaled, lost: lost * (n / weight) };
}

/**
 * Net promoter score of weighted answers: see nps. promoters, passives and detractors are sums of
 * weights; adjusted Wald adds its 3 answers to the effective n.
 *
 * @example
 * weightedNps({ promoters: 40, passives: 22, detractors: 10, sumOfSquaredWeights: 144 })
 * // 36 answers of weight 2: effectiveN 36, estimate 41.67, low 15.58, high 61.34
 * @returns figures and reasons as nps, with effectiveN, and n if it was given
 * @throws RangeError for sums that are negative, not finite or contradict each other, and as nps
 */
export function weightedNps(sums: WeightedNpsSums, options: NpsOptions = {}): WeightedNpsEstimate {
  const { effective, sample } = npsSample(sums);
  const { estimate, low, high, se, reason } = npsInterval(sample, options);
  const method = checkMethod(options.method);
  return { ...named(sums, effective), estimate, low, high, se, method, ...(reason && { reason }) };
}

/**
 * A share of weighted answers with Wilson's interval: see proportion.
 *
 * @example
 * weightedProportion({ successes: 3.7, sumOfWeights: 7.1, sumOfSquaredWeights: 11.79 })
 * // effectiveN 4.28, estimate 0.521, low 0.167, high 0.855
 * @throws RangeError for sums that are negative, not finite or contradict each other, or a
 * confidence outside (0, 1)
 */
export function weightedProportion(
  sums: WeightedProportionSums,
  options: ConfidenceOption = {},
): WeightedProportionEstimate {
  const { effective, sample } = proportionSample(sums);
  const { estimate, low, high, reason } = proportionInterval(sample, options);
  const head = named(sums, effective);
  return { ...head, estimate, low, high, method: "wilson", ...(reason && { reason }) };
}

/**
 * The mean of weighted answers with Student's t interval, effectiveN − 1 degrees of freedom: see
 * mean. estimate = Σwx ÷ Σw, sd = √((Σwx²/Σw − estimate²) effectiveN ÷ (effectiveN − 1)), which is
 * unbiased for weights that say how many customers an answer stands for; se = sd ÷ √effectiveN.
 *
 * @example
 * weightedMean({ n: 3, sum: 12, sumOfSquares: 42, sumOfWeights: 4, sumOfSquaredWeights: 6 })
 * // 2 with weight 2, 3 and 5 with weight 1: estimate 3, effectiveN 2.67, sd 1.549, se 0.949,
 * // low -1.97, high 7.97
 * @throws RangeError for sums that are negative, not finite or contradict each other, or a
 * confidence outside (0, 1)
 */
export function weightedMean(
  sums: WeightedMeanSums,
  options: ConfidenceOption = {},
): WeightedMeanEstimate {
  const sample = meanSample(sums);
  const { estimate, low, high, sd, se, reason } = meanInterval(sample, options);
  const head = named(sums, sample.n);
  return { ...head, estimate, low, high, sd, se, method: "t", ...(reason && { reason }) };
}

/**
 * The difference a − b of two weighted net promoter scores: see npsDifference.
 * @throws RangeError as weightedNps does
 */
export function weightedNpsDifference(
  a: WeightedNpsSums,
  b: WeightedNpsSums,
  options: ConfidenceOption = {},
): NpsDifference {
  return npsDifferenceOf(npsSample(a).sample, npsSample(b).sample, options);
}

/**
 * The difference a − b of two weighted shares: see proportionDifference. The pooled share is that
 * of the effective counts.
 * @throws RangeError as weightedProportion does
 */
export function weightedProportionDifference(
  a: WeightedProportionSums,
  b: WeightedProportionSums,
  options: ConfidenceOption = {},
): ProportionDifference {
  return proportionDifferenceOf(proportionSample(a).sample, proportionSample(b).sample, options);
}

/**
 * The difference a − b of two weighted means: see meanDifference, with effective n for each n.
 * @throws RangeError as weightedMean does
 */
export function weightedMeanDifference(
  a: WeightedMeanSums,
  b: WeightedMeanSums,
  options: ConfidenceOption = {},
): MeanDifference {
  return meanDifferenceOf(meanSample(a), meanSample(b), options);
}

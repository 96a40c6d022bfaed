/**
 * What moves an outcome: how much of its variance goes with each of several predictors that go with
 * each other too. What goes with a score need not cause it.
 */
import { checkConfidence, checkCount, checkFinite, clamp } from "./checks.ts";
import type { ConfidenceOption } from "./checks.ts";
import { solve } from "./drivers.ts";
import type { ImportanceMethod, ImportanceReason, Solution } from "./drivers.ts";
import { MOST_VARIABLES } from "./moments.ts";
import type { Flaw, Moments } from "./moments.ts";
import { covarianceOf, tableOf } from "./observations.ts";
import type { Observations } from "./observations.ts";
import {
  checkBootstrap,
  drawCounts,
  jackknifeInterval,
  percentileInterval,
  seeded,
} from "./resampling.ts";
import type { Bootstrap, Interval } from "./resampling.ts";
import { stepsOf } from "./shapley.ts";

export interface RelativeImportance {
  /** Rows that counted. */
  n: number;
  /** The share of the outcome's variance that goes with all predictors together, 0 … 1. */
  r2: number | null;
  /** F test of R²: how often chance alone gives one this large. Where that is often, say nothing. */
  p: number | null;
  /** Each predictor's part of R²: none is negative, and they add up to it. */
  weights: number[] | null;
  /** Intervals of the weights, where resamples were asked for. */
  low?: number[] | null;
  high?: number[] | null;
  r2Low?: number | null;
  r2High?: number | null;
  /** Units of the outcome that go with a rise of one unit of the predictor, the others being equal. */
  slopes: number[] | null;
  slopesLow?: number[] | null;
  slopesHigh?: number[] | null;
  /**
   * Variance inflation: 1 where a predictor goes with none of the others. From about 5 on its slope
   * is hardly told from theirs, from 10 on its weight isn't either. Source: D. Marquardt,
   * Technometrics 12 (1970) 591–612.
   */
  vif: number[] | null;
  /** √(largest ÷ smallest eigenvalue) of the predictors' correlations; from 30 on they overlap badly. */
  condition: number | null;
  /** Shapley's: standard error of the weights that comes from sampling orders; 0 to 18 predictors. */
  error?: number[];
  reason?: ImportanceReason;
  /** Which variables are the reason: 0 is the outcome, 1 the first predictor. */
  columns?: number[];
}

export interface ImportanceInput extends Observations, ConfidenceOption {
  method: ImportanceMethod;
  bootstrap?: Bootstrap | undefined;
}

export interface ImportanceMoments extends Moments, ConfidenceOption {
  method: ImportanceMethod;
  /** The moments without each of several groups of rows in turn: intervals by jackknife. */
  without?: readonly Moments[] | undefined;
}

function checkMethod(method: ImportanceMethod): ImportanceMethod {
  if (method !== "johnson" && method !== "shapley")
    throw new RangeError(`method must be "johnson" or "shapley", not ${String(method)}`);
  return method;
}

const isFlaw = (found: Solution | Flaw<ImportanceReason>): found is Flaw<ImportanceReason> =>
  "reason" in found;

/** The answer without figures, or the figures with intervals by `intervalOf`. */
function answer(
  n: number,
  found: Solution | Flaw<ImportanceReason>,
  intervalOf?: (figure: (of: Solution) => number) => Interval | undefined,
): RelativeImportance {
  const blank = {
    low: null,
    high: null,
    r2Low: null,
    r2High: null,
    slopesLow: null,
    slopesHigh: null,
  };
  if (isFlaw(found)) {
    const { reason, columns } = found;
    const none = { r2: null, p: null, weights: null, slopes: null, vif: null, condition: null };
    return { n, ...none, ...(intervalOf && blank), reason, ...(columns.length > 0 && { columns }) };
  }
  if (!intervalOf) return { n, ...found };
  const each = found.weights.map((_, i) => i);
  const weights = each.map((i) => intervalOf((of) => of.weights[i]!));
  const slopes = each.map((i) => intervalOf((of) => of.slopes[i]!));
  const r2 = intervalOf((of) => of.r2);
  if (!r2 || weights.includes(undefined) || slopes.includes(undefined))
    return { n, ...found, ...blank, reason: "unstable" };
  return {
    n,
    ...found,
    // Intervals of what lies between 0 and 1 end there, and hold the figure that they belong to.
    low: each.map((i) => clamp(weights[i]!.low, 0, found.weights[i]!)),
    high: each.map((i) => clamp(weights[i]!.high, found.weights[i]!, 1)),
    r2Low: clamp(r2.low, 0, found.r2),
    r2High: clamp(r2.high, found.r2, 1),
    slopesLow: each.map((i) => slopes[i]!.low),
    slopesHigh: each.map((i) => slopes[i]!.high),
  };
}

/**
 * How much of an outcome's variance goes with each of several predictors. The weights are parts of
 * R², in its unit (0 … 1), and add up to it.
 *
 * `johnson`: relative weights. The predictors are replaced by the uncorrelated variables closest to
 * them, Z; the outcome's squared slopes β² on Z are shared out by the squared correlations λ² of
 * predictors and Z: weight_i = Σ_m λ²_im β²_m, λ = R^½, β = R^−½ r. Source: J. W. Johnson, "A
 * heuristic method for estimating the relative weight of predictor variables in multiple
 * regression", Multivariate Behavioral Research 35 (2000) 1–19.
 *
 * `shapley`: what a predictor adds to R², averaged over all orders of putting predictors in (LMG;
 * general dominance). Exact for up to 18, above from up to 40,000 orders, with their `error`. Source: R.
 * Lindeman, P. Merenda and R. Gold, Introduction to Bivariate and Multivariate Analysis, 1980, 119;
 * U. Grömping, Journal of Statistical Software 17 (2006) 1.
 *
 * With two predictors both give the same. Observation weights w count Σw as relaimpo's do. Intervals
 * are percentiles of the bootstrap over observations; a weight is never below 0, so that of a
 * predictor that goes with nothing is a little above it, and its interval does not reach below.
 *
 * @example
 * // R's swiss: fertility on agriculture, examination, education, catholic, infant mortality
 * // johnson: r2 0.7067; 0.0484, 0.1547, 0.2720, 0.1147, 0.1170
 * // shapley: r2 0.7067; 0.0571, 0.1712, 0.2601, 0.1056, 0.1128
 * @returns null figures and why, where they can't be computed (`columns` says of which variables);
 * figures without intervals and `unstable` where more than a twentieth of the resamples had none
 * @throws RangeError for values that are not finite, rows of different lengths, a negative weight,
 * more than 100 predictors or 10 million rows, a bootstrap out of range or of more than 10¹⁰ steps
 */
export function relativeImportance(input: ImportanceInput): RelativeImportance {
  const method = checkMethod(input.method);
  checkConfidence(input.confidence);
  const table = tableOf(input);
  const { n, size } = table;
  const whole = { n, covariance: covarianceOf(table) };
  const found = solve(whole, method, "figure");
  const { bootstrap } = input;
  if (!bootstrap) return answer(n, found);
  checkBootstrap(bootstrap, (n * size * size) / 2 + (method === "shapley" ? stepsOf(size - 1) : 0));
  const random = seeded(bootstrap.seed);
  const counts = new Uint32Array(n);
  const resample = (): Omit<Moments, "means"> => {
    drawCounts(counts, random);
    return { n, covariance: covarianceOf(table, counts) };
  };
  const again = resampled(found, whole, method, bootstrap.samples, resample);
  return answer(n, found, (figure) =>
    percentileInterval(again(figure), bootstrap.samples, input.confidence),
  );
}

/**
 * Figures of resamples. Where their orders are sampled, so are those of the whole in the same way, and
 * what both miss is added: the chance of the orders cancels in the difference.
 */
function resampled(
  found: Solution | Flaw<ImportanceReason>,
  whole: Omit<Moments, "means">,
  method: ImportanceMethod,
  samples: number,
  resample: (sample: number) => Omit<Moments, "means">,
): (figure: (of: Solution) => number) => number[] {
  const centre = isFlaw(found) ? found : solve(whole, method, "resample");
  if (isFlaw(found) || isFlaw(centre)) return () => [];
  const solved: Solution[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const again = solve(resample(sample), method, "resample");
    if (!isFlaw(again)) solved.push(again);
  }
  return (figure) => {
    const shift = figure(found) - figure(centre);
    return solved.map((each) => figure(each) + shift);
  };
}

function checkMoments({ n, covariance, flaw }: Moments): void {
  checkCount("n", n);
  const size = covariance.length;
  if (flaw) return;
  if (size < 2 || size > MOST_VARIABLES)
    throw new RangeError(
      `covariance takes an outcome and 1 to 100 predictors, not ${size} variables`,
    );
  for (const [i, row] of covariance.entries()) {
    if (row.length !== size) throw new RangeError("covariance must be square");
    for (const [j, value] of row.entries()) {
      checkFinite("covariance", value);
      const scale = Math.sqrt(Math.abs(covariance[i]![i]! * covariance[j]![j]!));
      if (Math.abs(value - covariance[j]![i]!) > 1e-6 * scale)
        throw new RangeError("covariance must be symmetric");
    }
    if (row[i]! < 0) throw new RangeError(`a variance must not be negative: ${row[i]}`);
  }
}

/**
 * The same from means and covariances of outcome and predictors, outcome first, as sums give them:
 * over a million rows in milliseconds. With `without`, the moments without each of (about a hundred)
 * groups of rows that chance has made, intervals by jackknife: weight ± t(G − 1) se. `momentsOfGroups`
 * gives all of it from sums by group, of whole rows or of pairs.
 *
 * @example
 * relativeImportanceFromMoments({
 *   n: 100, means: [0, 0, 0], covariance: [[1, 0.6, 0.4], [0.6, 1, 0.5], [0.4, 0.5, 1]],
 *   method: "johnson",
 * }) // r2 0.3733; weights 0.2867 and 0.0867; slopes 0.5333 and 0.1333; vif 1.3333 each
 * @returns as relativeImportance does; `pairs-contradict` for covariances that no table can have
 * @throws RangeError for values that are not finite, a covariance that is not symmetric, a negative
 * variance, more than 100 predictors, `without` of other variables, or a confidence outside (0, 1)
 */
export function relativeImportanceFromMoments(input: ImportanceMoments): RelativeImportance {
  const method = checkMethod(input.method);
  checkConfidence(input.confidence);
  checkMoments(input);
  const { n, without } = input;
  const found = solve(input, method, "figure");
  if (!without || without.length === 0) return answer(n, found);
  for (const moments of without) {
    checkMoments(moments);
    if (!moments.flaw && moments.covariance.length !== input.covariance.length)
      throw new RangeError("all moments must be of the same variables");
  }
  const groups = without.length;
  const again = resampled(found, input, method, groups, (group) => without[group]!);
  return answer(n, found, (figure) => {
    const figures = again(figure);
    // A jackknife that lacks a group is none.
    if (isFlaw(found) || groups < 2 || figures.length < groups) return undefined;
    return jackknifeInterval(figure(found), figures, input.confidence);
  });
}

/** Groups seen together: each estimate drawn towards all, the more the less is known of it. */
import { checkConfidence, checkFinite, checkSum, clamp } from "./checks.ts";
import type { ConfidenceOption } from "./checks.ts";
import { normalCdf, normalCritical } from "./distributions.ts";

/** One group of a table: a unit, an offering, an employee. */
export interface ShrinkGroup {
  /** Answers, or their effective number: 0, or 1 and more. */
  n: number;
  /** The plain estimate, in any unit; unread where n is 0. */
  estimate: number | null;
  /** Its squared standard error; null where one answer tells of none. */
  variance: number | null;
}

export interface ShrinkOptions extends ConfidenceOption {
  /** Where the unit ends (0 and 1 of a share, ±100 of NPS): intervals are cut off there. */
  scale?: { min: number; max: number } | undefined;
}

/**
 * - `no-answers`: the group has none; figures are null.
 * - `one-answer`: no group has a variance; the plain estimate alone.
 * - `zero-variance`: no group's answers vary at all; the plain estimate, low and high the same. It is
 *   no sign of certainty: don't show it as an interval.
 */
export type ShrinkReason = "no-answers" | "one-answer" | "zero-variance";

export interface ShrunkGroup {
  n: number;
  /** Between the plain estimate and the mean of all. */
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** How much of the mean of all is in it: 0 (nothing) … 1 (it alone). */
  shrinkage: number | null;
  reason?: ShrinkReason;
}

const MAX_GROUPS = 10_000;
/** A group's own variance counts as its n answers do, that of all groups together as this many. */
const BASE = 100;
/** The walk over ln A by which the part that matters is found, and the points that part is summed over. */
const STRIDE = 0.5;
const POINTS = 48;
/** What is less likely than the likeliest by e to this is left out. */
const FAINT = 18;
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** One way that groups may differ. */
interface Possible {
  /** How likely it is, given the answers; 1 together. */
  weight: number;
  /** A, the variance between groups. */
  square: number;
  /** The mean of all if that is so, Σ y/(V + A) ÷ Σ 1/(V + A), and its squared standard error. */
  mean: number;
  meanSquare: number;
}

/** What the groups' values are divided by so that nothing overflows: all lie in −1 … 1 then. */
interface Unit {
  origin: number;
  size: number;
}
/** A squared standard error below this, in that unit, is none that anything could be told from. */
const LEAST_VARIANCE = 1e-30;

/**
 * Each group's squared standard error, its own and that of all groups together blended: nine answers
 * that are all alike have a variance of 0, and are no surer for it.
 */
function adjustedVariances(groups: readonly ShrinkGroup[]): number[] | undefined {
  const known = groups.filter(({ variance }) => variance !== null);
  const n = known.reduce((sum, each) => sum + each.n, 0);
  if (n === 0) return undefined;
  const all = known.reduce((sum, each) => sum + (each.n / n) * each.n * each.variance!, 0);
  return groups.map(({ n, variance }) => {
    const share = n / (n + BASE);
    const own = variance === null ? all : share * n * variance + (1 - share) * all;
    return checkFinite("the variance of single answers", own) / n;
  });
}

/** The mean of all for one A, and the log of how likely that A is beside others. */
function likelihood(
  y: readonly number[],
  variances: readonly number[],
  typical: number,
  log: number,
) {
  const square = Math.exp(log);
  let [precision, wy, logs, rest] = [0, 0, 0, 0];
  for (const [at, variance] of variances.entries()) {
    const w = 1 / (variance + square);
    precision += w;
    wy += w * y[at]!;
    logs -= Math.log(w);
  }
  const mean = wy / precision;
  for (const [at, variance] of variances.entries())
    rest += (y[at]! - mean) ** 2 / (variance + square);
  // Restricted likelihood, uniform shrinkage, and ln A instead of A as what is summed over.
  const value = log - (logs + Math.log(precision) + rest) / 2 - 2 * Math.log(typical + square);
  return { value, square, mean, meanSquare: 1 / precision };
}

/** All that A may be: a walk over ln A finds where it matters, points across that are summed over. */
function possibilities(y: readonly number[], variances: readonly number[]): Possible[] {
  const typical = variances.length / variances.reduce((sum, each) => sum + 1 / each, 0);
  const at = (log: number) => likelihood(y, variances, typical, log);
  // Far below the typical variance, or far above all there is, the density falls as A or as 1/A.
  const start = Math.log(typical) - FAINT - 2;
  const end = Math.log(Math.max(4, ...variances)) + FAINT + 2;
  const walk: { log: number; value: number }[] = [];
  for (let log = start; log <= end; log += STRIDE) walk.push({ log, value: at(log).value });
  const highest = walk.reduce((most, { value }) => Math.max(most, value), -Infinity);
  const matter = walk.filter(({ value }) => value > highest - FAINT);
  const from = matter[0]!.log - STRIDE;
  const step = (matter.at(-1)!.log + STRIDE - from) / (POINTS - 1);
  const points = Array.from({ length: POINTS }, (_, each) => at(from + each * step));
  const top = points.reduce((most, { value }) => Math.max(most, value), -Infinity);
  const total = points.reduce((sum, { value }) => sum + Math.exp(value - top), 0);
  return points
    .map(({ value, ...rest }) => ({ weight: Math.exp(value - top) / total, ...rest }))
    .filter(({ weight }) => weight > 1e-9);
}

/** A group's true score given one A: normal with this mean and standard error. */
interface Given {
  weight: number;
  mean: number;
  se: number;
}

/**
 * The point below which (side −1) or above which (side 1) a share of the mixture lies: between those
 * of its parts, by Newton on the logarithm of the tail, halving where a step leaves what is left.
 */
function edge(parts: readonly Given[], side: -1 | 1, z: number, share: number): number {
  let [low, high] = [Infinity, -Infinity];
  for (const { mean, se } of parts) {
    low = Math.min(low, mean + side * z * se);
    high = Math.max(high, mean + side * z * se);
  }
  let x = (low + high) / 2;
  for (
    let pass = 0;
    pass < 100 && high - low > 1e-12 * (Math.abs(low) + Math.abs(high));
    pass += 1
  ) {
    let [tail, density] = [0, 0];
    for (const { weight, mean, se } of parts) {
      const far = (side * (x - mean)) / se;
      tail += weight * normalCdf(-far);
      density += (weight * Math.exp((-far * far) / 2)) / (se * ROOT_TWO_PI);
    }
    const tooFar = tail < share;
    if (tooFar === side > 0) high = x;
    else low = x;
    const next = x + (side * Math.log(tail / share) * tail) / density;
    if (Math.abs(next - x) < 1e-13) return x;
    x = next > low && next < high ? next : (low + high) / 2;
  }
  return x;
}

function checkGroups(groups: readonly ShrinkGroup[]): void {
  if (groups.length > MAX_GROUPS)
    throw new RangeError(`at most ${MAX_GROUPS} groups, not ${groups.length}`);
  for (const { n, estimate, variance } of groups) {
    if (checkSum("n", n) === 0) continue;
    if (n < 1) throw new RangeError(`n must be 0, or 1 and more, not ${n}`);
    checkFinite("estimate", estimate ?? Number.NaN);
    if (variance !== null) checkSum("variance", variance);
  }
}

function checkScale(scale: ShrinkOptions["scale"]): { min: number; max: number } {
  const { min, max } = scale ?? { min: -Infinity, max: Infinity };
  if (!(min < max)) throw new RangeError(`scale must have a min (${min}) below its max (${max})`);
  return { min, max };
}

/** A group's true score for each A, and the mean of B. */
function partsOf(y: number, variance: number, all: readonly Possible[]) {
  let shrinkage = 0;
  const parts = all.map(({ weight, square, mean, meanSquare }): Given => {
    const b = variance / (variance + square);
    const kept = square / (variance + square);
    shrinkage += weight * b;
    const se = Math.sqrt(variance * kept + b * b * meanSquare);
    return { weight, mean: kept * y + b * mean, se };
  });
  return { shrinkage: Math.min(1, shrinkage), parts };
}

function unitOf(y: readonly number[], variances: readonly number[]): Unit {
  const origin = y[0]!;
  const size = y.reduce(
    (most, each) => Math.max(most, Math.abs(each - origin)),
    Math.sqrt(variances.reduce((most, each) => Math.max(most, each), 0)),
  );
  return { origin, size: checkFinite("the distance of the estimates", size) };
}

/**
 * Empirical Bayes: what each group's score is likely to be, given its own answers and how groups of
 * this table differ. With many answers that is its own score, with few it is nearly that of all, so
 * that a table isn't led by whoever has the fewest answers.
 *
 * With y the plain estimates and V their squared standard errors (adjusted, see below), true scores are
 * taken to vary normally with variance A around a mean m = Σ y/(V + A) ÷ Σ 1/(V + A). Given A, a true
 * score is normal with mean (1 − B) y + B m and variance V (1 − B) + B² ÷ Σ 1/(V + A), B = V ÷ (V + A).
 * A isn't taken as known: all of it is summed over, weighted by its restricted likelihood times
 * V₀ ÷ (V₀ + A)² (uniform shrinkage, V₀ the harmonic mean of V), which is proper for any number of
 * groups. The estimate is the mean of that mixture, low and high its quantiles, cut off at the scale,
 * and shrinkage the mean of B. An interval therefore reaches further towards a group's own score.
 *
 * The adjusted V is the variance of single answers ÷ n, where the group's own (n · variance) counts as
 * its n answers and that of all groups together as 100. So nine of nine have the standard error that
 * nine answers have elsewhere. Among a handful of groups few answers can still come first: rank none
 * of under 30.
 *
 * Simulated at 95 %, shares of 9 and of 60 to 200 answers, 2 to 30 groups, differing by 0 to 8 points:
 * the intervals hold 91 to 99 % of the true scores, and at least 87 % of those of 9 answers.
 *
 * Sources: C. N. Morris, "Parametric empirical Bayes inference", Journal of the American Statistical
 * Association 78 (1983) 47–65; M. J. Daniels, "A prior for the variance in hierarchical models",
 * Canadian Journal of Statistics 27 (1999) 567–578; C. Röver, "Bayesian random-effects meta-analysis
 * using the bayesmeta R package", Journal of Statistical Software 93 (2020) 6, for the mixture.
 *
 * @example
 * shrink([{ n: 130, estimate: 0.80, variance: 0.00123 }, { n: 120, estimate: 0.76, variance: 0.00152 },
 *   { n: 140, estimate: 0.79, variance: 0.00118 }, { n: 9, estimate: 1, variance: 0 }],
 *   { scale: { min: 0, max: 1 } })
 * // 0.795 (0.742 to 0.851), 0.780 (0.719 to 0.835), 0.791 (0.738 to 0.845), 0.810 (0.730 to 0.938)
 * @returns one for each group, in order; see ShrinkReason
 * @throws RangeError for an n between 0 and 1, negative or not finite, an estimate that isn't finite, a
 * negative variance, a scale whose min isn't below its max, or more than 10,000 groups
 */
export function shrink(groups: readonly ShrinkGroup[], options: ShrinkOptions = {}): ShrunkGroup[] {
  checkGroups(groups);
  const { min, max } = checkScale(options.scale);
  const confidence = checkConfidence(options.confidence);
  const z = normalCritical(confidence);
  const present = groups.filter(({ n }) => n > 0);
  const own = present.map(({ estimate }) => estimate!);
  const variances = adjustedVariances(present);
  const unit = variances?.some((each) => each > 0) ? unitOf(own, variances) : undefined;
  const y = unit ? own.map((each) => (each - unit.origin) / unit.size) : [];
  const v = unit
    ? variances!.map((each) => Math.max(LEAST_VARIANCE, each / unit.size / unit.size))
    : [];
  const all = unit ? possibilities(y, v) : [];
  let place = -1;
  return groups.map(({ n, estimate }): ShrunkGroup => {
    const none = { low: null, high: null, shrinkage: null };
    if (n === 0) return { n, estimate: null, ...none, reason: "no-answers" };
    place += 1;
    if (!variances) return { n, estimate, ...none, reason: "one-answer" };
    if (!unit) {
      return {
        n,
        estimate,
        low: estimate,
        high: estimate,
        shrinkage: null,
        reason: "zero-variance",
      };
    }
    const { shrinkage, parts } = partsOf(y[place]!, v[place]!, all);
    const mean = parts.reduce((sum, each) => sum + each.weight * each.mean, 0);
    const back = (value: number) => checkFinite("a figure", unit.origin + unit.size * value);
    const tail = (1 - confidence) / 2;
    // Of a confidence near 0 both are the median, which isn't the mean.
    const low = Math.min(mean, edge(parts, -1, z, tail));
    const high = Math.max(mean, edge(parts, 1, z, tail));
    const [estimated, from, to] = [mean, low, high].map((each) => clamp(back(each), min, max));
    return { n, estimate: estimated!, low: from!, high: to!, shrinkage };
  });
}

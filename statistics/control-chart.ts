/** Control charts: which points of a series are more than what comes and goes by chance. */
import { checkFinite, checkSum, clamp } from "./checks.ts";

/** One point in time, in order. */
export interface ControlPoint {
  /** Answers, or their effective number: 0 or more. An xmr chart leaves it unread. */
  n: number;
  /** The score; null, or n 0, where there is none: it then has no limits, and breaks runs. */
  value: number | null;
  /** The squared standard error of value, which `nps` and `mean` need; others leave it unread. */
  variance?: number | null | undefined;
}

/**
 * - `p`: shares of answers, 0 … 1. Varies as a share of n answers does.
 * - `nps`: points, −100 … 100. Varies as its variance says.
 * - `mean`: in the measure's own unit. Likewise.
 * - `xmr`: any single figures (sums, counts, revenue, quantiles): varies as neighbours differ.
 */
export type ControlKind = "p" | "nps" | "mean" | "xmr";

/**
 * σ is the standard error at each point; a side is above or below the centre. A rule's signal stands
 * at the point that completes it.
 *
 * - `beyond-limits`: beyond 3 σ. Nelson's test 1.
 * - `two-of-three`: two of three points beyond 2 σ on one side. Test 5.
 * - `four-of-five`: four of five beyond 1 σ on one side. Test 6.
 * - `eight-on-one-side`: Western Electric's run; `nine-on-one-side`: Nelson's test 2.
 * - `six-rising-or-falling`: test 3.
 * - `fourteen-alternating`: up and down by turns. Test 4.
 * - `fifteen-near`: within 1 σ: too little variation for chance. Test 7.
 * - `eight-far`: none within 1 σ, on either side. Test 8.
 */
export type ControlRule =
  | "beyond-limits"
  | "two-of-three"
  | "four-of-five"
  | "eight-on-one-side"
  | "nine-on-one-side"
  | "six-rising-or-falling"
  | "fourteen-alternating"
  | "fifteen-near"
  | "eight-far";

export interface ControlOptions {
  kind: ControlKind;
  /**
   * `limits` (unless given): beyond-limits alone. `western-electric`: with two-of-three, four-of-five
   * and eight-on-one-side. `nelson`: his eight tests. Or rules by name.
   */
  rules?: "limits" | "western-electric" | "nelson" | readonly ControlRule[] | undefined;
  /** How many points, from the first, centre and σ are taken from: all unless given. */
  baseline?: number | undefined;
}

/**
 * Why a point has no limits, or none that say something:
 *
 * - `no-answers`: the point has none, or none of the baseline has.
 * - `one-point`: an xmr chart without two neighbouring points in its baseline.
 * - `zero-variance`: the baseline doesn't vary: limits are the centre itself, and nothing is signalled.
 */
export type ControlReason = "no-answers" | "one-point" | "zero-variance";

export interface ControlledPoint {
  centre: number | null;
  /** Three σ around the centre, cut off where a share or an NPS ends. */
  limits: { low: number; high: number } | null;
  /** The rules that this point completes, in the order of ControlRule. */
  signals: ControlRule[];
  reason?: ControlReason;
}

const SIGMAS = 3;
/** The mean range of two normal values, in σ, as tables have it (E. S. Pearson 1932). */
const D2 = 1.128;
const MAX_POINTS = 100_000;

/** A point with a value, and how many σ it is from the centre. */
interface Judged {
  value: number;
  z: number;
  outside: boolean;
}

/** Whether at least so many of the last points lie further than so many σ on the newest one's side. */
function onOneSide(least: number, sigmas: number) {
  return (last: readonly Judged[]) => {
    const side = Math.sign(last.at(-1)!.z);
    const far = (each: Judged) => each.z * side > sigmas;
    return far(last.at(-1)!) && last.filter(far).length >= least;
  };
}

/** Steps from each point to the next: −1, 0 or 1. */
function steps(last: readonly Judged[]): number[] {
  return last.slice(1).map((each, at) => Math.sign(each.value - last[at]!.value));
}

/** What each rule says of the last points up to its span; fewer at the start and after a gap. */
const RULES: Record<ControlRule, { span: number; holds: (last: readonly Judged[]) => boolean }> = {
  "beyond-limits": { span: 1, holds: (last) => last[0]!.outside },
  "two-of-three": { span: 3, holds: onOneSide(2, 2) },
  "four-of-five": { span: 5, holds: onOneSide(4, 1) },
  "eight-on-one-side": { span: 8, holds: onOneSide(8, 0) },
  "nine-on-one-side": { span: 9, holds: onOneSide(9, 0) },
  "six-rising-or-falling": {
    span: 6,
    holds: (last) => last.length === 6 && Math.abs(steps(last).reduce((a, b) => a + b, 0)) === 5,
  },
  "fourteen-alternating": {
    span: 14,
    holds: (last) =>
      last.length === 14 &&
      steps(last).every((step, at, all) => step !== 0 && (at === 0 || step === -all[at - 1]!)),
  },
  "fifteen-near": {
    span: 15,
    holds: (last) => last.length === 15 && last.every(({ z }) => Math.abs(z) < 1),
  },
  "eight-far": {
    span: 8,
    holds: (last) => last.length === 8 && last.every(({ z }) => Math.abs(z) > 1),
  },
};
const ALL = Object.keys(RULES) as ControlRule[];
const SETS: Record<string, readonly ControlRule[]> = {
  limits: ["beyond-limits"],
  "western-electric": ["beyond-limits", "two-of-three", "four-of-five", "eight-on-one-side"],
  nelson: ALL.filter((rule) => rule !== "eight-on-one-side"),
};
const BOUNDS: Record<ControlKind, readonly [number, number]> = {
  p: [0, 1],
  nps: [-100, 100],
  mean: [-Infinity, Infinity],
  xmr: [-Infinity, Infinity],
};

function checkRules(rules: ControlOptions["rules"]): readonly ControlRule[] {
  const set = rules ?? "limits";
  const chosen = typeof set === "object" ? set : Object.hasOwn(SETS, set) ? SETS[set] : undefined;
  const unknown = chosen?.find((rule) => !ALL.includes(rule));
  if (!chosen || unknown !== undefined)
    throw new RangeError(`rules are a set or a list of rules, not ${String(unknown ?? rules)}`);
  return ALL.filter((rule) => chosen.includes(rule));
}

/** A point that has a value, with what it varies by. */
interface Present {
  n: number;
  value: number;
  variance: number;
}

function presentOf(point: ControlPoint, kind: ControlKind): Present | undefined {
  const n = kind === "xmr" ? 1 : checkSum("n", point.n);
  if (n === 0 || point.value === null) return undefined;
  const value = checkFinite("value", point.value);
  const [least, most] = BOUNDS[kind];
  if (value < least || value > most)
    throw new RangeError(`value of kind ${kind} is from ${least} to ${most}, not ${value}`);
  const known = kind === "nps" || kind === "mean";
  const variance = known ? checkSum("variance", point.variance ?? Number.NaN) : 0;
  return { n, value, variance };
}

/** The centre, and σ² of a point as one number for an xmr chart, or of single answers for others. */
type Baseline = { centre: number; square: number; reason?: undefined } | { reason: ControlReason };

function xmrBaseline(points: readonly (Present | undefined)[]): Baseline {
  const ranges: number[] = [];
  for (const [at, point] of points.entries()) {
    const previous = points[at - 1];
    if (point && previous) ranges.push(Math.abs(point.value - previous.value));
  }
  if (ranges.length === 0) return { reason: "one-point" };
  const values = points.flatMap((point) => (point ? [point.value] : []));
  const [first] = values as [number];
  const centre = first + values.reduce((sum, each) => sum + (each - first) / values.length, 0);
  const range = ranges.reduce((sum, each) => sum + each / ranges.length, 0);
  return { centre, square: (range / D2) ** 2 };
}

function baselineOf(points: readonly (Present | undefined)[], kind: ControlKind): Baseline {
  const present = points.filter((point) => point !== undefined);
  if (present.length === 0) return { reason: "no-answers" };
  if (kind === "xmr") return xmrBaseline(points);
  const n = checkFinite(
    "the sum of n",
    present.reduce((sum, point) => sum + point.n, 0),
  );
  // From the first value on, so that values which are all alike have exactly that as their centre.
  const first = present[0]!.value;
  const above = present.reduce((sum, point) => sum + (point.n / n) * (point.value - first), 0);
  const centre = clamp(first + above, ...BOUNDS[kind]);
  if (kind === "p") return { centre, square: Math.max(0, centre * (1 - centre)) };
  // Each point's n · variance is the variance of single answers; together they tell it best.
  const square = present.reduce((sum, point) => sum + (point.n / n) * point.n * point.variance, 0);
  return { centre, square };
}

function limitsOf(centre: number, sigma: number, kind: ControlKind) {
  const [least, most] = BOUNDS[kind];
  const low = checkFinite("the lower limit", Math.max(least, centre - SIGMAS * sigma));
  const high = checkFinite("the upper limit", Math.min(most, centre + SIGMAS * sigma));
  return { low, high };
}

/**
 * A Shewhart chart: for each point the centre, limits of three standard errors, and the rules that
 * the point completes. With a `baseline`, later points are judged by earlier ones; without, all are
 * judged by all together.
 *
 * Centre: of p, nps and mean Σ n·value ÷ Σ n; of xmr the plain mean. σ at a point of n answers: p
 * √(centre (1 − centre) ÷ n); nps and mean √(s² ÷ n), s² = Σ n (n·variance) ÷ Σ n being the variance of
 * single answers; xmr the mean range of neighbours ÷ 1.128 everywhere. σ of p, nps and mean holds
 * chance in answering alone: a series that also varies for other reasons passes its limits more often,
 * and an xmr chart of it doesn't. The centre's own uncertainty isn't in the limits.
 *
 * False alarms of a point at rest, normal values: `limits` one in 370, `western-electric` one in 92.
 * Of p and nps limits mean less where n · centre or n · (1 − centre) is under about 10.
 *
 * Sources: W. A. Shewhart, Economic Control of Quality of Manufactured Product, Van Nostrand 1931;
 * Western Electric, Statistical Quality Control Handbook, 1956; L. S. Nelson, "The Shewhart control
 * chart: tests for special causes", Journal of Quality Technology 16 (1984) 237–239; D. C. Montgomery,
 * Introduction to Statistical Quality Control, 6th ed., Wiley 2009, chapters 6 and 7; C. W. Champ and
 * W. H. Woodall, "Exact results for Shewhart control charts with supplementary runs rules",
 * Technometrics 29 (1987) 393–399, for the false alarms.
 *
 * @example
 * controlChart([{ n: 120, value: 0.78 }, { n: 120, value: 0.79 }, { n: 120, value: 0.52 }],
 *   { kind: "p", baseline: 2 })
 * // each centre 0.785, limits 0.6725 … 0.8975; the third signals ["beyond-limits"]
 * @returns one for each point, in order; see ControlReason for those without limits
 * @throws RangeError for an n or variance that is negative or not finite, a value outside its kind's
 * range, a variance missing where it is needed, a baseline that isn't 1 … the number of points, unknown
 * kinds and rules, or more than 100,000 points
 */
export function controlChart(
  points: readonly ControlPoint[],
  options: ControlOptions,
): ControlledPoint[] {
  const { kind, baseline = points.length } = options;
  if (!Object.hasOwn(BOUNDS, kind)) throw new RangeError(`kind is none: ${String(kind)}`);
  const rules = checkRules(options.rules);
  if (points.length > MAX_POINTS)
    throw new RangeError(`at most ${MAX_POINTS} points, not ${points.length}`);
  if (points.length === 0) return [];
  if (!Number.isInteger(baseline) || baseline < 1 || baseline > points.length)
    throw new RangeError(`baseline is from 1 to the number of points, not ${baseline}`);
  const present = points.map((point) => presentOf(point, kind));
  const base = baselineOf(present.slice(0, baseline), kind);
  let run: Judged[] = [];
  return present.map((point): ControlledPoint => {
    const reason = point ? base.reason : "no-answers";
    if (!point || base.reason) {
      run = [];
      return { centre: null, limits: null, signals: [], ...(reason && { reason }) };
    }
    const sigma = Math.sqrt(base.square / point.n);
    const limits = limitsOf(base.centre, sigma, kind);
    const { centre } = base;
    if (sigma === 0) return { centre, limits, signals: [], reason: "zero-variance" };
    const { value } = point;
    const outside = value < limits.low || value > limits.high;
    run = [...run.slice(-14), { value, z: (value - centre) / sigma, outside }];
    const signals = rules.filter((rule) => RULES[rule].holds(run.slice(-RULES[rule].span)));
    return { centre, limits, signals };
  });
}

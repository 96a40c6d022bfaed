/**
 * Experience against expectation: by pairs on one scale, by the zone between the level that is just
 * accepted and the level that is wished for, and as one question.
 */
import { checkConfidence, checkCount, checkFinite } from "./checks.ts";
import type { ConfidenceOption, Reason } from "./checks.ts";
import { studentP } from "./distributions.ts";
import { mean } from "./mean.ts";
import type { MeanInput, MeanMoments } from "./mean.ts";
import { nps } from "./nps.ts";
import type { NpsEstimate, NpsOptions } from "./nps.ts";
import { proportion } from "./proportion.ts";
import type { Interval } from "./resampling.ts";

/** What one person expected and what that person got, on one scale. */
export interface GapPair {
  expectation: number;
  experience: number;
}

export interface GapOptions extends ConfidenceOption {
  /** 1 where more is better, as with ratings; −1 where less is, as with hours. */
  direction?: 1 | -1 | undefined;
}

export interface ServqualGap {
  /** Number of pairs. */
  n: number;
  /** Mean of (experience − expectation) × direction, in units of the scale: below 0, a shortfall. */
  gap: number | null;
  low: number | null;
  high: number | null;
  /** gap ÷ its standard error, with n − 1 degrees of freedom. */
  t: number | null;
  /** Two-sided, 0 … 1. */
  p: number | null;
  reason?: Reason;
}

const MOST_ROWS = 10_000_000;

function checkRows(rows: readonly unknown[]): void {
  if (rows.length > MOST_ROWS)
    throw new RangeError(`${rows.length} rows are too many: compute from sums`);
}

/** Moments of differences; those that differ by rounding alone have no spread. */
function momentsOf(values: readonly number[], largest: number): MeanMoments {
  const n = values.length;
  if (n === 0) return { n, mean: 0, m2: 0 };
  const centre = values.reduce((sum, each) => sum + each / n, 0);
  const m2 = values.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  const rounding = n * (4 * Number.EPSILON * largest) ** 2;
  return { n, mean: centre, m2: m2 <= rounding ? 0 : m2 };
}

/** Moments of a − b. */
function differences(a: readonly number[], b: readonly number[]): MeanMoments {
  const values = a.map((each, i) => checkFinite("a difference", each - b[i]!));
  let largest = 0;
  for (const [i, each] of a.entries()) largest = Math.max(largest, Math.abs(each), Math.abs(b[i]!));
  return momentsOf(values, largest);
}

const isList = <T>(given: readonly T[] | object): given is readonly T[] => Array.isArray(given);

/**
 * The gap between experience and expectation with its paired t test, negative for a shortfall
 * whatever the direction of the measure.
 *
 * gap = direction × d̄, d = experience − expectation; t = gap ÷ (s_d ÷ √n), gap ± t(n − 1) s_d ÷ √n.
 *
 * Sources: A. Parasuraman, V. Zeithaml and L. Berry, "SERVQUAL", Journal of Retailing 64 (1988) 12–40;
 * Student, "The probable error of a mean", Biometrika 6 (1908) 1–25.
 *
 * @param pairs the pairs, or the sums of d that a store adds up, as `mean` takes them
 * @example
 * servqualGap([{ expectation: 5, experience: 3 }, { expectation: 4, experience: 4 },
 *              { expectation: 5, experience: 4 }]) // gap -1, low -3.484, high 1.484, t -1.732, p 0.225
 * @returns null figures and why: `no-answers`, `one-answer` (the gap alone stands), `zero-variance`
 * (all differences are alike: no width, no t, no p), `lost-digits` (see mean)
 * @throws RangeError for values that are not finite, a direction other than 1 and −1, more than 10
 * million pairs, sums that contradict each other, or a confidence outside (0, 1)
 */
export function servqualGap(
  pairs: readonly GapPair[] | MeanInput,
  options: GapOptions = {},
): ServqualGap {
  const direction = options.direction ?? 1;
  if (direction !== 1 && direction !== -1)
    throw new RangeError(`direction must be 1 or -1, not ${String(direction)}`);
  if (isList(pairs)) checkRows(pairs);
  const sums = isList(pairs)
    ? differences(
        pairs.map(({ experience }) => checkFinite("experience", experience)),
        pairs.map(({ expectation }) => checkFinite("expectation", expectation)),
      )
    : pairs;
  const { n, estimate, low, high, se, reason } = mean(sums, options);
  // Plus 0, as 0 × −1 is −0.
  const turned = (value: number | null) => (value === null ? null : value * direction + 0);
  const gap = turned(estimate);
  const [least, most] = direction === 1 ? [low, high] : [turned(high), turned(low)];
  // A spread that is next to nothing beside the gap is rounding, or as good as none.
  const ratio = gap === null || !se ? NaN : gap / se;
  const t = Number.isFinite(ratio) ? ratio : null;
  const p = t === null ? null : studentP(t, n - 1);
  const why = reason ?? (t === null ? ("zero-variance" as const) : undefined);
  return { n, gap, low: least, high: most, t, p, ...(why && { reason: why }) };
}

/** The lowest level that one person accepts, the level wished for, and the level received. */
export interface ZoneRow {
  minimum: number;
  desired: number;
  experience: number;
}

/** The same as a store adds it up, of the rows in which minimum ≤ desired. */
export interface ZoneSums {
  /** Rows with experience < minimum, and with experience > desired. */
  below: number;
  above: number;
  /** Sums of experience − minimum, and of experience − desired, as `mean` takes them. */
  adequacy: MeanInput;
  superiority: MeanInput;
  /** Rows with minimum > desired. */
  inconsistent?: number | undefined;
}

export interface ZoneOfTolerance {
  /** Rows that count. */
  n: number;
  /** Mean of experience − minimum, in units of the scale; below 0 what is received is not accepted. */
  adequacy: number | null;
  /** Mean of experience − desired; above 0 more is received than wished for. */
  superiority: number | null;
  /** Shares of people, 0 … 1, adding up to 1: below the minimum, within the zone, above the wish. */
  below: number | null;
  within: number | null;
  above: number | null;
  /** Of each figure: Student's t of the means, Wilson's of the shares. */
  intervals: Record<"adequacy" | "superiority" | "below" | "within" | "above", Interval> | null;
  /** People who wish for less than they accept: they count nowhere else. */
  inconsistent: number;
  reason?: Reason;
}

function zoneSums(rows: readonly ZoneRow[]): ZoneSums {
  checkRows(rows);
  for (const row of rows)
    for (const name of ["minimum", "desired", "experience"] as const) checkFinite(name, row[name]);
  const counted = rows.filter(({ minimum, desired }) => minimum <= desired);
  const experience = counted.map((row) => row.experience);
  const minimum = counted.map((row) => row.minimum);
  const desired = counted.map((row) => row.desired);
  return {
    below: counted.filter((row) => row.experience < row.minimum).length,
    above: counted.filter((row) => row.experience > row.desired).length,
    adequacy: differences(experience, minimum),
    superiority: differences(experience, desired),
    inconsistent: rows.length - counted.length,
  };
}

/**
 * The zone of tolerance: how many people got less than they accept, what lies between that and what
 * they wish for, or more than that. Nobody is averaged away: two means stand beside three shares.
 *
 * Who wishes for less than the least that is accepted has not understood the question; such rows are
 * left out, and counted as `inconsistent`.
 *
 * Source: V. Zeithaml, L. Berry and A. Parasuraman, "The nature and determinants of customer
 * expectations of service", Journal of the Academy of Marketing Science 21 (1993) 1–12; on
 * inconsistent rows, LibQUAL+ survey results, Association of Research Libraries.
 *
 * @param rows the rows, or what a store adds up of them
 * @example
 * zoneOfTolerance([{ minimum: 5, desired: 8, experience: 4 }, { minimum: 5, desired: 8, experience: 7 },
 *                  { minimum: 6, desired: 7, experience: 7 }, { minimum: 4, desired: 6, experience: 8 }])
 * // n 4, adequacy 1.5, superiority -0.75, below 0.25, within 0.5, above 0.25
 * @returns null figures and `no-answers` when no row counts; figures without `intervals` and why
 * (`one-answer`, `lost-digits`) where the means have none; `zero-variance` where one has no width
 * @throws RangeError for values that are not finite, more than 10 million rows, sums that contradict
 * each other, or a confidence outside (0, 1)
 */
export function zoneOfTolerance(
  rows: readonly ZoneRow[] | ZoneSums,
  options: ConfidenceOption = {},
): ZoneOfTolerance {
  checkConfidence(options.confidence);
  const sums = isList(rows) ? zoneSums(rows) : rows;
  const inconsistent = checkCount("inconsistent", sums.inconsistent ?? 0);
  const [adequacy, superiority] = [sums.adequacy, sums.superiority].map((each) =>
    mean(each, options),
  ) as [ReturnType<typeof mean>, ReturnType<typeof mean>];
  const { n } = adequacy;
  const inside = n - checkCount("below", sums.below) - checkCount("above", sums.above);
  if (superiority.n !== n || inside < 0)
    throw new RangeError(`below, above and the sums must be of the same ${n} rows`);
  const [below, within, above] = [sums.below, inside, sums.above].map((successes) =>
    proportion({ successes, n }, options),
  ) as [
    ReturnType<typeof proportion>,
    ReturnType<typeof proportion>,
    ReturnType<typeof proportion>,
  ];
  const all = { adequacy, superiority, below, within, above };
  const figures = Object.entries(all).map(([name, { low, high }]) => [name, { low, high }]);
  const known = Object.values(all).every(({ low, high }) => low !== null && high !== null);
  const reason = adequacy.reason ?? superiority.reason;
  return {
    n,
    adequacy: adequacy.estimate,
    superiority: superiority.estimate,
    below: below.estimate,
    within: within.estimate,
    above: above.estimate,
    intervals: known ? (Object.fromEntries(figures) as ZoneOfTolerance["intervals"]) : null,
    inconsistent,
    ...(reason && { reason }),
  };
}

/** Answers to "compared with what you expected": by group, or of the five points, worst first. */
export type DisconfirmationCounts =
  | { worse: number; same: number; better: number }
  | readonly [number, number, number, number, number];

export interface Disconfirmation extends NpsEstimate {
  /** Shares of the answers, 0 … 1. */
  worse: number | null;
  same: number | null;
  better: number | null;
}

/**
 * Disconfirmation: the share of those for whom it was better than expected (points 4 and 5 of 5) less
 * the share of those for whom it was worse (1 and 2), in points from −100 to 100; below 0, a shortfall.
 *
 * Each answer counts +1, 0 or −1, as in a net promoter score: the interval is that of `nps`.
 * Source: R. Oliver, "A cognitive model of the antecedents and consequences of satisfaction
 * decisions", Journal of Marketing Research 17 (1980) 460–469, for the question.
 *
 * @example
 * disconfirmation([10, 20, 40, 20, 10]) // n 100, estimate 0, low -14.92, high 14.92
 * disconfirmation({ worse: 5, same: 11, better: 20 }) // estimate 41.67, low 15.58, high 61.34
 * @returns as nps does
 * @throws RangeError for a count that is negative or not whole, counts that are not five, a confidence
 * outside (0, 1), or an unknown method
 */
export function disconfirmation(
  counts: DisconfirmationCounts,
  options: NpsOptions = {},
): Disconfirmation {
  if (isList(counts)) {
    if (counts.length !== 5)
      throw new RangeError(`there must be five counts, not ${counts.length}`);
    for (const count of counts) checkCount("a count", count);
  }
  const { worse, same, better } = isList(counts)
    ? { worse: counts[0]! + counts[1]!, same: counts[2]!, better: counts[3]! + counts[4]! }
    : counts;
  const score = nps({ promoters: better, passives: same, detractors: worse }, options);
  const share = (count: number) => (score.n === 0 ? null : count / score.n);
  return { ...score, worse: share(worse), same: share(same), better: share(better) };
}

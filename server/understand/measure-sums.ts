/** The sums that figures are made of, their estimates and differences: what all kinds of measure share. Pure. */
import { CorridorError } from "#contract/error.ts";
import type { Comparison, Figure, Query, QueryRow } from "#contract/query.ts";
import {
  mean,
  meanDifference,
  proportion,
  proportionDifference,
  weightedMean,
  weightedMeanDifference,
  weightedProportion,
  weightedProportionDifference,
} from "#statistics/index.ts";

/**
 * The sums of one group, by name. Every kind has `n`; they add up over groups, but for a quantile.
 * `signals`, where judgements are counted: how many signals these come from.
 */
export type Sums = Readonly<Record<string, number>>;

/** What a row says of its figure. */
export type Estimate = Pick<
  QueryRow,
  "estimate" | "low" | "high" | "method" | "figure" | "counts" | "effectiveN" | "second" | "reason"
>;

export type Measure = {
  /** Whether two patterns must not be pooled silently. */
  score: boolean;
  /** 1 where a higher figure is the better one, -1 where a lower is; undefined where nobody has said. */
  direction: 1 | -1 | undefined;
  judgements: boolean;
  /** 1 for a row that has this measure, 0 for others. */
  has: string;
  /**
   * Name → aggregate over the rows of one class (`compile.ts`), to which those without the measure
   * add nothing; of a quantile, over those that have it and that `kept` holds for.
   */
  sums: Record<string, string>;
  additive: boolean;
  /** Echoed in the answer. */
  about: { kind: string; of: string | null } & Record<string, unknown>;
  estimate: (sums: Sums) => Estimate;
  difference: ((a: Sums, b: Sums) => Pick<Comparison, "delta" | "low" | "high" | "p">) | undefined;
  /** What one answer adds to a score, in SQL: the score is its mean. */
  part?: string;
  /** The value itself in SQL, a number, where groups by it mean something. */
  value?: string;
  /** The sums that a group's figure is made of, where that is a part of the whole; else the group's own. */
  within?: (sums: Sums, whole: Sums) => Sums;
  /** The value, where it may lie so far from 0 beside its spread that sums about 0 lose the spread. */
  far?: string;
  /** The squared standard error of the estimate, in its units squared; null where one answer tells of none. */
  variance?: (sums: Sums) => number | null;
  /** Throws `scale_mismatch` where rows have values that the scale has not. */
  refuse: (sums: Sums) => void;
};

/** How many rows a condition holds for; NULL is no. countIf of a Nullable takes twice as long. */
export const tally = (condition: string): string =>
  condition === "1" ? "count()" : `sum(ifNull(${condition}, 0))`;

/** Whether answers count by weights: their own, or those that rake them. */
export const weighs = ({ weighted, rake }: Pick<Query, "weighted" | "rake">): boolean =>
  weighted || rake !== undefined;

/**
 * The aggregates of a measure: `has` is true for rows that have it; others add nothing to any of
 * them. With weights, every count is a sum of weights, and two more sums give the effective n.
 */
export function counting(query: Pick<Query, "weighted" | "rake">, has: string) {
  const weighted = weighs(query);
  const weight = query.rake ? "raked" : "weight";
  const sum = (value: string): string => `sum(ifNull(${value}, 0))`;
  return {
    n: tally(has),
    count: (condition: string) =>
      weighted ? `sum(${weight} * ifNull(${condition}, 0))` : tally(condition),
    sum: (value: string) => sum(weighted ? `${weight} * ${value}` : value),
    weights: (): Record<string, string> =>
      weighted
        ? {
            sumOfWeights: sum(`${weight} * ${has}`),
            sumOfSquaredWeights: sum(`${weight} * ${weight} * ${has}`),
          }
        : {},
  };
}

/** How many values one signal has, on the average: several where judgements are counted. */
const valuesEach = ({ n, signals }: Sums): number => (signals ? Math.max(1, n! / signals) : 1);

/** Whether n is no number of independent answers: they have weights, or several come from one signal. */
export const isWeighted = (sums: Sums, query: Query): boolean =>
  weighs(query) || valuesEach(sums) > 1;

/**
 * What somebody says of seven aspects is no seven answers: values that come from one signal are
 * taken to tell as much as one, so that the effective n is at most the number of signals.
 */
export const weightsOf = (sums: Sums) => {
  const { n, sumOfWeights = n!, sumOfSquaredWeights = n! } = sums;
  return {
    n: n!,
    sumOfWeights,
    sumOfSquaredWeights: Math.min(
      sumOfSquaredWeights * valuesEach(sums),
      sumOfWeights * sumOfWeights,
    ),
  };
};
const effectiveOf = (sums: Sums): number => {
  const { sumOfWeights, sumOfSquaredWeights } = weightsOf(sums);
  return sumOfSquaredWeights === 0 ? 0 : sumOfWeights ** 2 / sumOfSquaredWeights;
};
/** p(1 − p) ÷ n of a share. */
export function shareVariance(sums: Sums, of: string): number | null {
  const n = effectiveOf(sums);
  if (n === 0) return null;
  const share = sums[of]! / weightsOf(sums).sumOfWeights;
  return Math.max(0, share * (1 - share)) / n;
}
/** (share of promoters + share of detractors − (their difference)²) ÷ n, in points squared. */
export function npsVariance(sums: Sums): number | null {
  const n = effectiveOf(sums);
  if (n === 0) return null;
  const { sumOfWeights } = weightsOf(sums);
  const [up, down] = [sums.promoters! / sumOfWeights, sums.detractors! / sumOfWeights];
  return (10_000 * Math.max(0, up + down - (up - down) ** 2)) / n;
}
/** s² ÷ n of a mean; null below two answers. */
export function meanVariance(sums: Sums): number | null {
  const n = effectiveOf(sums);
  if (n <= 1) return null;
  const { sumOfWeights } = weightsOf(sums);
  const mean = sums.sum! / sumOfWeights;
  return Math.max(0, sums.sumOfSquares! / sumOfWeights - mean ** 2) / (n - 1);
}
export const effective = (result: object): Pick<Estimate, "effectiveN"> =>
  "effectiveN" in result && typeof result.effectiveN === "number"
    ? { effectiveN: result.effectiveN }
    : {};
export const why = (result: { reason?: string | undefined }): Pick<Estimate, "reason"> =>
  result.reason === undefined ? {} : { reason: result.reason };

export function proportionOf(sums: Sums, successes: number, query: Query) {
  const { confidence } = query;
  return isWeighted(sums, query)
    ? weightedProportion({ ...weightsOf(sums), successes }, { confidence })
    : proportion({ successes, n: sums.n! }, { confidence });
}
/** `shift`: the sums are of (x − shift). */
export function meanOf(sums: Sums, query: Query, shift = 0) {
  const { confidence } = query;
  const input = { n: sums.n!, sum: sums.sum!, sumOfSquares: sums.sumOfSquares! };
  const found = isWeighted(sums, query)
    ? weightedMean({ ...weightsOf(sums), ...input }, { confidence })
    : mean(input, { confidence });
  const back = (value: number | null) => (value === null ? null : value + shift);
  return {
    ...found,
    estimate: back(found.estimate),
    low: back(found.low),
    high: back(found.high),
  };
}
export const figure = (
  name: string,
  {
    estimate,
    low,
    high,
    method,
  }: { estimate: number | null; low: number | null; high: number | null; method: string },
): Figure => ({ figure: name, estimate, low, high, method });

type AnyScale = { min: number; max?: number | undefined; whole?: boolean | undefined };

/** Whether a value does not lie on the scale. */
export function offScale(value: string, scale: AnyScale): string {
  const outside = [`${value} < ${scale.min}`];
  if (scale.max !== undefined) outside.push(`${value} > ${scale.max}`);
  if (scale.whole) outside.push(`${value} != floor(${value})`);
  return outside.join(" OR ");
}

/** What is said where so many of n values do not lie on their scale. */
export const twoScales = (name: string, scale: AnyScale, outside: number, n: number) =>
  new CorridorError(
    "scale_mismatch",
    `${outside} of the ${n} values of "${name}" do not lie on the scale from ${scale.min}${scale.max === undefined ? " up" : ` to ${scale.max}`}${scale.whole ? " in whole numbers" : ""}. Two scales under one name give no figure: filter to one of them, or rename one.`,
    { details: { name, scale, outside, n } },
  );

/** The check that every value lies on the scale: two scales under one name give no figure. */
export function scaleCheck(value: string, scale: AnyScale) {
  return {
    sums: { offScale: tally(offScale(value, scale)) },
    refuse: (name: string) => (sums: Sums) => {
      if (sums.offScale) throw twoScales(name, scale, sums.offScale, sums.n!);
    },
  };
}

export function shareDifference(a: Sums, b: Sums, of: string, query: Query) {
  const { delta, low, high, p } = [a, b].some((sums) => isWeighted(sums, query))
    ? weightedProportionDifference(
        { ...weightsOf(a), successes: a[of]! },
        { ...weightsOf(b), successes: b[of]! },
        query,
      )
    : proportionDifference({ successes: a[of]!, n: a.n! }, { successes: b[of]!, n: b.n! }, query);
  return { delta, low, high, p };
}
export function averageDifference(a: Sums, b: Sums, query: Query) {
  const input = (sums: Sums) => ({ n: sums.n!, sum: sums.sum!, sumOfSquares: sums.sumOfSquares! });
  const { delta, low, high, p } = [a, b].some((sums) => isWeighted(sums, query))
    ? weightedMeanDifference(
        { ...weightsOf(a), ...input(a) },
        { ...weightsOf(b), ...input(b) },
        query,
      )
    : meanDifference(input(a), input(b), query);
  return { delta, low, high, p };
}

/** From counts to the figures of one facet, each with its interval; and what is between two of them. Pure. */
import type { Comparison } from "#contract/query.ts";
import type { SurveyFigure, SurveyFigures } from "#contract/survey-results.ts";
import {
  mean,
  meanDifference,
  nps,
  npsDifference,
  proportion,
  proportionDifference,
  type MeanSums,
  type NpsCounts,
} from "#statistics/index.ts";
import { lowBase } from "#understand/answer.ts";
import {
  answeredIn,
  monthCounts,
  othersIn,
  placeCounts,
  valueCounts,
  type CellCounts,
  type Counted,
} from "./cells.ts";

/** What is known of the answers to one facet. */
export type Answers = {
  each: Counted;
  count: CellCounts;
  /** By what is added up (`summed`): the value, a level, the gap. */
  sums: (name: string) => MeanSums;
};
type Estimate = {
  n: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  method: string;
  reason?: string | undefined;
};
type Option = { confidence: number };

const figure = (
  name: string,
  { n, estimate, low, high, method, reason }: Estimate,
): SurveyFigure => ({
  figure: name,
  n,
  estimate,
  low,
  high,
  method,
  ...(reason === undefined ? {} : { reason }),
});

const add = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** Numbers of a scale, each with its count. */
function scaleOf({ each, count }: Answers): { value: number; n: number }[] {
  const { counting } = each.facet;
  if (counting.how !== "values") return [];
  const counts = valueCounts(each, count);
  return counting.values.flatMap(({ value }, n) =>
    typeof value === "number" ? [{ value, n: counts[n]! }] : [],
  );
}

function sumsOf(scale: readonly { value: number; n: number }[]): MeanSums {
  return {
    n: add(scale.map(({ n }) => n)),
    sum: add(scale.map(({ value, n }) => value * n)),
    sumOfSquares: add(scale.map(({ value, n }) => value * value * n)),
  };
}

const within = (
  scale: readonly { value: number; n: number }[],
  [from, to]: readonly [number, number],
) => add(scale.filter(({ value }) => value >= from && value <= to).map(({ n }) => n));

function npsCounts(answers: Answers): NpsCounts {
  const { top = [9, 10], bottom = [0, 6] } = answers.each.facet;
  const scale = scaleOf(answers);
  const [promoters, detractors] = [within(scale, top), within(scale, bottom)];
  return { promoters, detractors, passives: sumsOf(scale).n - promoters - detractors };
}

function boxCounts(answers: Answers) {
  const scale = scaleOf(answers);
  return { successes: within(scale, answers.each.facet.top ?? [0, 0]), n: sumsOf(scale).n };
}

/** The figure of a facet, and those beside it, first the one that is compared. */
function heads(answers: Answers, options: Option): SurveyFigure[] {
  const { counting, picture } = answers.each.facet;
  const meanOf = (name: string, sums: MeanSums) => figure(name, mean(sums, options));
  if (counting.how === "bins") return [meanOf("mean", answers.sums("value"))];
  if (counting.how === "levels") {
    const between = counting.zone
      ? ["adequacy", "superiority"]
      : counting.levels.length > 1
        ? ["gap"]
        : [];
    // Of a zone the two means say all; of a pair both of what the gap lies between.
    const levels = counting.zone ? [] : counting.levels;
    return [...between, ...levels].map((name) => meanOf(name, answers.sums(name)));
  }
  if (picture === "nps") return [figure("nps", nps(npsCounts(answers), options))];
  const scale = scaleOf(answers);
  if (picture === "boxes")
    return [
      figure("top-box share", proportion(boxCounts(answers), options)),
      meanOf("mean", sumsOf(scale)),
    ];
  return picture === "distribution" && scale.length > 0 ? [meanOf("mean", sumsOf(scale))] : [];
}

const zoneWords = ["below", "within", "above"];
const gapWords = ["worse", "as-expected", "better"];

/** Shares of values; of levels, of which side they lie on. */
function sharesOf(answers: Answers, base: number, options: Option): SurveyFigures["shares"] {
  const { each, count } = answers;
  const { counting } = each.facet;
  const share = (value: string | number | boolean, label: Record<string, string>, n: number) => {
    const { estimate, low, high, method, reason } = proportion({ successes: n, n: base }, options);
    return { value, label, n, estimate, low, high, method, ...(reason ? { reason } : {}) };
  };
  if (counting.how === "levels") {
    if (counting.levels.length < 2) return undefined;
    const words = counting.zone ? zoneWords : gapWords;
    return words.map((word, n) => share(word, {}, count(each.base + 1 + n)));
  }
  if (counting.how !== "values" || counting.places) return undefined;
  const counts = valueCounts(each, count);
  return counting.values.map(({ value, label }, n) => share(value, { ...label }, counts[n]!));
}

function ranksOf({ each, count }: Answers, options: Option): SurveyFigures["ranks"] {
  const { counting } = each.facet;
  if (counting.how !== "values" || !counting.places) return undefined;
  return counting.values.map(({ value, label }, option) => {
    const places = placeCounts(each, option, count).map((n, at) => ({ value: at + 1, n }));
    const { n, estimate, low, high, method, reason } = mean(sumsOf(places), options);
    return {
      value,
      label: { ...label },
      n,
      estimate,
      low,
      high,
      method,
      ...(reason ? { reason } : {}),
    };
  });
}

function binsIn({ each, count }: Answers): SurveyFigures["bins"] {
  const { bins, facet, base } = each;
  if (facet.counting.how !== "bins") return undefined;
  return bins.slice(0, -1).map((from, n) => ({ from, to: bins[n + 1]!, n: count(base + 1 + n) }));
}

const monthsOf = ({ each, count }: Answers, base: number, options: Option) =>
  each.facet.counting.how === "months"
    ? monthCounts(each, count).map(({ month, n }) => {
        const share = proportion({ successes: n, n: base }, options);
        const { estimate, low, high, method, reason } = share;
        return { month, n, estimate, low, high, method, ...(reason ? { reason } : {}) };
      })
    : undefined;

/** Of consent all who were asked are the base, as the others say nothing: `asked` where that is so. */
export function figuresOf(answers: Answers, asked: number, options: Option): SurveyFigures {
  const { each, count } = answers;
  const { counting } = each.facet;
  const n = answeredIn(each, count);
  const single =
    counting.how === "values" &&
    counting.values.length === 1 &&
    !counting.many &&
    counting.open !== true;
  const [first, second, third] = heads(answers, options);
  const shares = sharesOf(answers, single ? Math.max(asked, n) : n, options);
  const ranks = ranksOf(answers, options);
  const bins = binsIn(answers);
  const months = monthsOf(answers, n, options);
  const others = othersIn(each, count);
  return {
    n,
    ...(n < lowBase ? { lowBase: true } : {}),
    ...(first ? { figure: first } : {}),
    ...(second ? { second } : {}),
    ...(third ? { third } : {}),
    ...(shares ? { shares } : {}),
    ...(others > 0 ? { others } : {}),
    ...(ranks ? { ranks } : {}),
    ...(bins ? { bins } : {}),
    ...(months ? { months } : {}),
  };
}

type Difference = {
  delta: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
};

function differenceOf(now: Answers, past: Answers, options: Option): Difference | undefined {
  const { counting, picture } = now.each.facet;
  if (counting.how === "bins")
    return meanDifference(now.sums("value"), past.sums("value"), options);
  if (counting.how === "levels") {
    const name = counting.zone
      ? "adequacy"
      : counting.levels.length > 1
        ? "gap"
        : counting.levels[0]!;
    return meanDifference(now.sums(name), past.sums(name), options);
  }
  if (picture === "nps") return npsDifference(npsCounts(now), npsCounts(past), options);
  if (picture === "boxes") return proportionDifference(boxCounts(now), boxCounts(past), options);
  const scale = scaleOf(now);
  return picture === "distribution" && scale.length > 0
    ? meanDifference(sumsOf(scale), sumsOf(scaleOf(past)), options)
    : undefined;
}

/** `apart`: no response is on both sides, so that the formulae for two samples hold. */
const comparisonOf = (
  of: { n: number; estimate: number | null },
  then: { n: number; estimate: number | null },
  found: Difference | undefined,
  apart: boolean,
): Comparison => ({
  n: then.n,
  estimate: then.estimate,
  delta: of.estimate === null || then.estimate === null ? null : of.estimate - then.estimate,
  low: apart && found ? found.low : null,
  high: apart && found ? found.high : null,
  p: apart && found ? found.p : null,
  ...(Math.min(of.n, then.n) < lowBase ? { lowBase: true } : {}),
});

/** The figures of now, each beside the same of then. */
export function comparedWith(
  figures: SurveyFigures,
  then: SurveyFigures,
  { now, past, apart }: { now: Answers; past: Answers; apart: boolean },
  options: Option,
): SurveyFigures {
  const shares = figures.shares?.map((share, n) => {
    const other = then.shares![n]!;
    const counts = { successes: share.n, n: figures.n };
    const found =
      figures.n > 0 && then.n > 0 && share.n <= figures.n && other.n <= then.n
        ? proportionDifference(counts, { successes: other.n, n: then.n }, options)
        : undefined;
    const [a, b] = [
      { ...share, n: figures.n },
      { ...other, n: then.n },
    ];
    return { ...share, compare: comparisonOf(a, b, found, apart) };
  });
  const { figure: own } = figures;
  return {
    ...figures,
    ...(shares ? { shares } : {}),
    ...(own && then.figure
      ? { compare: comparisonOf(own, then.figure, differenceOf(now, past, options), apart) }
      : {}),
  };
}

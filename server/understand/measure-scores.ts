/** NPS, CSAT and CES: the scores with a scale of their own. Pure. */
import { CorridorError } from "#contract/error.ts";
import { nps, npsDifference, weightedNps, weightedNpsDifference } from "#statistics/index.ts";
import {
  averageDifference,
  counting,
  effective,
  figure,
  isWeighted,
  meanOf,
  meanVariance,
  npsVariance,
  proportionOf,
  scaleCheck,
  shareDifference,
  shareVariance,
  weightsOf,
  why,
  type Measure,
  type Sums,
} from "./measure-sums.ts";
import type { Definitions, Source } from "./measure-source.ts";

export function npsMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const known = source.definition?.scale;
  if (known && (known.min !== 0 || known.max !== 10)) {
    throw new CorridorError(
      "scale_mismatch",
      `NPS needs answers from 0 to 10; the scale of "${source.name}" goes from ${known.min} to ${known.max ?? "any"}.`,
    );
  }
  const v = source.number;
  const has = `isNotNull(${v})`;
  const { n, count, weights } = counting(query, has);
  const check = scaleCheck(v, { min: 0, max: 10, whole: true });
  const groups = (sums: Sums) => ({
    promoters: sums.promoters!,
    passives: sums.passives!,
    detractors: sums.detractors!,
  });
  return {
    score: true,
    direction: 1,
    judgements: source.root === "judgements",
    has,
    additive: true,
    sums: {
      n,
      promoters: count(`${v} >= 9`),
      passives: count(`${v} >= 7 AND ${v} < 9`),
      detractors: count(`${v} < 7`),
      ...weights(),
      ...check.sums,
    },
    about: { kind: "nps", of: source.name, scale: { min: 0, max: 10 }, unit: "points" },
    estimate(sums) {
      const result = isWeighted(sums, query)
        ? weightedNps({ ...weightsOf(sums), ...groups(sums) }, query)
        : nps(groups(sums), query);
      return {
        ...figure("nps", result),
        counts: groups(sums),
        ...effective(result),
        ...why(result),
      };
    },
    difference: (a, b) =>
      [a, b].some((sums) => isWeighted(sums, query))
        ? weightedNpsDifference(
            { ...weightsOf(a), ...groups(a) },
            { ...weightsOf(b), ...groups(b) },
            query,
          )
        : npsDifference(groups(a), groups(b), query),
    variance: npsVariance,
    part: `100 * (toInt8(${v} >= 9) - toInt8(${v} < 7))`,
    refuse: check.refuse(source.name),
  };
}

const scoreDirection = (source: Source): 1 | -1 =>
  source.definition?.direction === "lower-is-better" ? -1 : 1;

/** Top boxes by the number of points, as people who do this count them. */
const topBoxes: Record<number, number> = { 2: 1, 3: 1, 4: 2, 5: 2, 7: 2, 10: 2 };

/** CSAT and CES: a share of the top of a scale, and a mean of the same answers. */
function boxMeasure(
  source: Source,
  parts: Definitions,
  scale: { min: number; max: number },
  box: { from: number; to: number },
  first: "share" | "mean",
): Measure {
  const { query } = parts;
  const v = source.number;
  const has = `isNotNull(${v})`;
  const { n, count, sum, weights } = counting(query, has);
  const check = scaleCheck(v, scale);
  const shareName =
    query.measure.kind === "csat" ? "top-box share" : `share at or above ${box.from}`;
  return {
    score: true,
    // A share of the good end is better high, wherever that end is; a mean follows the measure.
    direction: first === "mean" ? scoreDirection(source) : 1,
    judgements: source.root === "judgements",
    has,
    additive: true,
    sums: {
      n,
      top: count(`${v} >= ${box.from} AND ${v} <= ${box.to}`),
      sum: sum(v),
      sumOfSquares: sum(`${v} * ${v}`),
      ...weights(),
      ...check.sums,
    },
    about: {
      kind: query.measure.kind,
      of: source.name,
      scale,
      top: box,
      figure: first === "share" ? shareName : "mean",
    },
    estimate(sums) {
      const share = proportionOf(sums, sums.top!, query);
      const average = meanOf(sums, query);
      const [one, other] =
        first === "share"
          ? [figure(shareName, share), figure("mean", average)]
          : [figure("mean", average), figure(shareName, share)];
      const result = first === "share" ? share : average;
      return {
        ...one,
        second: other,
        counts: { top: sums.top! },
        ...effective(result),
        ...why(result),
      };
    },
    difference: (a, b) =>
      first === "share" ? shareDifference(a, b, "top", query) : averageDifference(a, b, query),
    variance: first === "share" ? (sums) => shareVariance(sums, "top") : meanVariance,
    ...(first === "share" ? { part: `toFloat64(${v} >= ${box.from} AND ${v} <= ${box.to})` } : {}),
    refuse: check.refuse(source.name),
  };
}

export function csatMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const known = source.definition?.scale;
  const scale =
    query.measure.scale ??
    (known?.max === undefined ? undefined : { min: known.min, max: known.max });
  if (!scale)
    throw new CorridorError(
      "scale_mismatch",
      `The registry has no scale for "${source.name}". Send measure.scale, as in {"min": 1, "max": 5}${source.root === "measures" ? `, or define it at PUT /v1/measures/${encodeURIComponent(source.name)}` : ""}.`,
    );
  const registered = source.definition?.boxes?.top;
  if (registered && query.measure.boxes === undefined && !query.measure.scale)
    return boxMeasure(source, parts, scale, registered, "share");
  const points = scale.max - scale.min + 1;
  const boxes = query.measure.boxes ?? topBoxes[points];
  if (boxes === undefined || boxes >= points)
    throw new CorridorError(
      "scale_mismatch",
      `A scale of ${points} points has no customary top boxes. Send measure.boxes, fewer than ${points}.`,
    );
  const box =
    scoreDirection(source) === 1
      ? { from: scale.max - boxes + 1, to: scale.max }
      : { from: scale.min, to: scale.min + boxes - 1 };
  return boxMeasure(source, parts, scale, box, "share");
}

export function cesMeasure(source: Source, parts: Definitions): Measure {
  const known = source.definition?.scale;
  if (known && (known.min !== 1 || known.max !== 7))
    throw new CorridorError(
      "scale_mismatch",
      `CES 2.0 needs answers from 1 to 7; the scale of "${source.name}" goes from ${known.min} to ${known.max ?? "any"}.`,
    );
  return boxMeasure(
    source,
    parts,
    { min: 1, max: 7 },
    { from: 5, to: 7 },
    parts.query.measure.figure ?? "mean",
  );
}

/**
 * One definition of each measure: its sufficient statistics in SQL, its estimate and interval from
 * statistics/. Rows never travel to be summed.
 */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import type { Comparison, Figure, Query, QueryRow } from "#contract/query.ts";
import type { Definition } from "#contract/registry.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import {
  mean,
  meanDifference,
  nps,
  npsDifference,
  proportion,
  proportionDifference,
  weightedMean,
  weightedMeanDifference,
  weightedNps,
  weightedNpsDifference,
  weightedProportion,
  weightedProportionDifference,
} from "#statistics/index.ts";
import { anySubcolumn, measureColumn, subcolumn } from "./columns.ts";

/** The sums of one group, by name. Every kind has `n`; they add up over groups, but for a quantile. */
export type Sums = Readonly<Record<string, number>>;

/** What a row says of its figure. */
export type Estimate = Pick<
  QueryRow,
  "estimate" | "low" | "high" | "method" | "figure" | "counts" | "effectiveN" | "second" | "reason"
>;

export type Measure = {
  /** Whether two patterns must not be pooled silently. */
  score: boolean;
  direction: 1 | -1;
  judgements: boolean;
  /** True for a row that has this measure; stands in WHERE. */
  has: string;
  /** Name → aggregate over the rows that are kept. */
  sums: Record<string, string>;
  additive: boolean;
  /** Echoed in the answer. */
  about: { kind: string; of: string | null } & Record<string, unknown>;
  estimate: (sums: Sums) => Estimate;
  difference: ((a: Sums, b: Sums) => Pick<Comparison, "delta" | "low" | "high" | "p">) | undefined;
  /** Throws `scale_mismatch` where rows have values that the scale has not. */
  refuse: (sums: Sums) => void;
};

type Definitions = { registry: RegistryView; query: Query; bind: Binder };
type MeasureDefinition = Definition<"measure">;

/** What `of` names: its text in SQL as a number, its presence, and what the registry says of it. */
type Source = {
  name: string;
  root: "measures" | "answers" | "attributes" | "judgements";
  number: string;
  has: string;
  definition: MeasureDefinition | undefined;
};

const judgementFields = ["expectation", "experience", "minimum", "desired", "importance"];
const roots = ["measures", "answers", "attributes", "judgements"] as const;

export function unknownMeasure(name: string, registry: RegistryView): CorridorError {
  const names = [...registry.entries.measure.keys(), ...registry.entries.answer.keys()];
  return new CorridorError(
    "unknown_measure",
    `No signal has a measure or answer "${name}".${didYouMean(names, name)}`,
    { details: { name } },
  );
}

function sourceOf(of: string, { registry, bind }: Definitions): Source {
  const dot = of.indexOf(".");
  const prefix = roots.find((root) => root === of.slice(0, dot));
  const name = prefix ? of.slice(dot + 1) : of;
  const root =
    prefix ??
    (registry.entries.measure.has(of) || !registry.entries.answer.has(of) ? "measures" : "answers");
  if (root === "judgements") {
    if (!judgementFields.includes(name))
      throw new CorridorError(
        "unknown_measure",
        `A judgement has ${judgementFields.join(", ")}; not "${name}".`,
      );
    return {
      name,
      root,
      number: `judgement.${name}`,
      has: `isNotNull(judgement.${name})`,
      definition: undefined,
    };
  }
  if (root === "measures") {
    const entry = registry.entries.measure.get(name);
    if (!entry) throw unknownMeasure(name, registry);
    const number = measureColumn(name, bind);
    return {
      name,
      root,
      number,
      has: `isNotNull(${number})`,
      definition: entry.reviewed ? entry.definition : undefined,
    };
  }
  return {
    name,
    root,
    number: subcolumn(root, name, "Float64", bind),
    has: `isNotNull(${anySubcolumn(root, name, bind)})`,
    definition: undefined,
  };
}

/** With weights, every count is a sum of weights, and two more sums give the effective n. */
function counting(weighted: boolean) {
  return {
    count: (condition: string) =>
      weighted ? `sumIf(weight, kept AND ${condition})` : `countIf(kept AND ${condition})`,
    sum: (value: string) => (weighted ? `sumIf(weight * ${value}, kept)` : `sumIf(${value}, kept)`),
    weights: (condition: string): Record<string, string> =>
      weighted
        ? {
            sumOfWeights: `sumIf(weight, kept AND ${condition})`,
            sumOfSquaredWeights: `sumIf(weight * weight, kept AND ${condition})`,
          }
        : {},
  };
}

const weightsOf = (sums: Sums) => ({
  n: sums.n!,
  sumOfWeights: sums.sumOfWeights!,
  sumOfSquaredWeights: sums.sumOfSquaredWeights!,
});
const effective = (result: object): Pick<Estimate, "effectiveN"> =>
  "effectiveN" in result && typeof result.effectiveN === "number"
    ? { effectiveN: result.effectiveN }
    : {};
const why = (result: { reason?: string | undefined }): Pick<Estimate, "reason"> =>
  result.reason === undefined ? {} : { reason: result.reason };

function proportionOf(sums: Sums, successes: number, { confidence, weighted }: Query) {
  return weighted
    ? weightedProportion({ ...weightsOf(sums), successes }, { confidence })
    : proportion({ successes, n: sums.n! }, { confidence });
}
function meanOf(sums: Sums, { confidence, weighted }: Query) {
  const input = { n: sums.n!, sum: sums.sum!, sumOfSquares: sums.sumOfSquares! };
  return weighted
    ? weightedMean({ ...weightsOf(sums), ...input }, { confidence })
    : mean(input, { confidence });
}
const figure = (
  name: string,
  {
    estimate,
    low,
    high,
    method,
  }: { estimate: number | null; low: number | null; high: number | null; method: string },
): Figure => ({ figure: name, estimate, low, high, method });

/** The check that every value lies on the scale: two scales under one name give no figure. */
function scaleCheck(
  value: string,
  scale: { min: number; max?: number | undefined; whole?: boolean | undefined },
) {
  const outside = [`${value} < ${scale.min}`];
  if (scale.max !== undefined) outside.push(`${value} > ${scale.max}`);
  if (scale.whole) outside.push(`${value} != floor(${value})`);
  return {
    sums: { offScale: `countIf(kept AND (${outside.join(" OR ")}))` },
    refuse: (name: string) => (sums: Sums) => {
      if (!sums.offScale) return;
      throw new CorridorError(
        "scale_mismatch",
        `${sums.offScale} of the ${sums.n} values of "${name}" do not lie on the scale from ${scale.min}${scale.max === undefined ? " up" : ` to ${scale.max}`}${scale.whole ? " in whole numbers" : ""}. Two scales under one name give no figure: filter to one of them, or rename one.`,
        { details: { name, scale, outside: sums.offScale, n: sums.n } },
      );
    },
  };
}

function npsMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const known = source.definition?.scale;
  if (known && (known.min !== 0 || known.max !== 10)) {
    throw new CorridorError(
      "scale_mismatch",
      `NPS needs answers from 0 to 10; the scale of "${source.name}" goes from ${known.min} to ${known.max ?? "any"}.`,
    );
  }
  const { count, weights } = counting(query.weighted);
  const v = source.number;
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
    has: source.has,
    additive: true,
    sums: {
      n: "countIf(kept)",
      promoters: count(`${v} >= 9`),
      passives: count(`${v} >= 7 AND ${v} < 9`),
      detractors: count(`${v} < 7`),
      ...weights("1"),
      ...check.sums,
    },
    about: { kind: "nps", of: source.name, scale: { min: 0, max: 10 }, unit: "points" },
    estimate(sums) {
      const result = query.weighted
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
      query.weighted
        ? weightedNpsDifference(
            { ...weightsOf(a), ...groups(a) },
            { ...weightsOf(b), ...groups(b) },
            query,
          )
        : npsDifference(groups(a), groups(b), query),
    refuse: check.refuse(source.name),
  };
}

/** Top boxes by the number of points, as people who do this count them. */
const topBoxes: Record<number, number> = { 2: 1, 3: 1, 4: 2, 5: 2, 7: 2, 10: 2 };

/** CSAT and CES: a share of the top of a scale, and a mean of the same answers. */
function boxMeasure(
  source: Source,
  parts: Definitions,
  scale: { min: number; max: number },
  from: number,
  first: "share" | "mean",
): Measure {
  const { query } = parts;
  const { count, sum, weights } = counting(query.weighted);
  const v = source.number;
  const check = scaleCheck(v, scale);
  const shareName = query.measure.kind === "csat" ? "top-box share" : `share at or above ${from}`;
  return {
    score: true,
    direction: 1,
    judgements: source.root === "judgements",
    has: source.has,
    additive: true,
    sums: {
      n: "countIf(kept)",
      top: count(`${v} >= ${from}`),
      sum: sum(v),
      sumOfSquares: sum(`${v} * ${v}`),
      ...weights("1"),
      ...check.sums,
    },
    about: {
      kind: query.measure.kind,
      of: source.name,
      scale,
      top: { from, to: scale.max },
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
    refuse: check.refuse(source.name),
  };
}

function shareDifference(a: Sums, b: Sums, of: string, query: Query) {
  const { delta, low, high, p } = query.weighted
    ? weightedProportionDifference(
        { ...weightsOf(a), successes: a[of]! },
        { ...weightsOf(b), successes: b[of]! },
        query,
      )
    : proportionDifference({ successes: a[of]!, n: a.n! }, { successes: b[of]!, n: b.n! }, query);
  return { delta, low, high, p };
}
function averageDifference(a: Sums, b: Sums, query: Query) {
  const input = (sums: Sums) => ({ n: sums.n!, sum: sums.sum!, sumOfSquares: sums.sumOfSquares! });
  const { delta, low, high, p } = query.weighted
    ? weightedMeanDifference(
        { ...weightsOf(a), ...input(a) },
        { ...weightsOf(b), ...input(b) },
        query,
      )
    : meanDifference(input(a), input(b), query);
  return { delta, low, high, p };
}

function csatMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const known = source.definition?.scale;
  const scale =
    query.measure.scale ??
    (known?.max === undefined ? undefined : { min: known.min, max: known.max });
  if (!scale)
    throw new CorridorError(
      "scale_mismatch",
      `The registry has no scale for "${source.name}". Send measure.scale, as in {"min": 1, "max": 5}, or define it at PUT /v1/measures/${encodeURIComponent(source.name)}.`,
    );
  const points = scale.max - scale.min + 1;
  const boxes =
    query.measure.boxes ??
    (query.measure.scale
      ? undefined
      : source.definition?.boxes?.top && scale.max - source.definition.boxes.top.from + 1) ??
    topBoxes[points];
  if (boxes === undefined || boxes >= points)
    throw new CorridorError(
      "scale_mismatch",
      `A scale of ${points} points has no customary top boxes. Send measure.boxes, fewer than ${points}.`,
    );
  return boxMeasure(source, parts, scale, scale.max - boxes + 1, "share");
}

function cesMeasure(source: Source, parts: Definitions): Measure {
  const known = source.definition?.scale;
  if (known && (known.min !== 1 || known.max !== 7))
    throw new CorridorError(
      "scale_mismatch",
      `CES 2.0 needs answers from 1 to 7; the scale of "${source.name}" goes from ${known.min} to ${known.max ?? "any"}.`,
    );
  return boxMeasure(source, parts, { min: 1, max: 7 }, 5, parts.query.measure.figure ?? "mean");
}

function meanMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const { sum, weights } = counting(query.weighted);
  const v = source.number;
  const check = source.definition?.scale
    ? scaleCheck(v, source.definition.scale)
    : { sums: {}, refuse: () => () => undefined };
  return {
    score: true,
    direction: source.definition?.direction === "lower-is-better" ? -1 : 1,
    judgements: source.root === "judgements",
    has: `isNotNull(${v})`,
    additive: true,
    sums: {
      n: "countIf(kept)",
      sum: sum(v),
      sumOfSquares: sum(`${v} * ${v}`),
      ...weights("1"),
      ...check.sums,
    },
    about: {
      kind: "mean",
      of: source.name,
      ...(source.definition?.scale ? { scale: source.definition.scale } : {}),
      ...(source.definition?.unit ? { unit: source.definition.unit } : {}),
    },
    estimate(sums) {
      const result = meanOf(sums, query);
      return { ...figure("mean", result), counts: {}, ...effective(result), ...why(result) };
    },
    difference: (a, b) => averageDifference(a, b, query),
    refuse: check.refuse(source.name),
  };
}

/** The condition "equal to this value", by the value's type; a question with several answers holds it or not. */
function equality(source: Source, value: string | number | boolean, bind: Binder): string {
  if (source.root === "measures" || source.root === "judgements") {
    if (typeof value !== "number")
      throw new CorridorError(
        "invalid_request",
        `"${source.name}" is a number; \`equals\` must be one too.`,
      );
    return `${source.number} = ${bind(value, "Float64")}`;
  }
  const typed = (type: string) =>
    subcolumn(source.root as "answers" | "attributes", source.name, type, bind);
  if (typeof value === "boolean") return `ifNull(${typed("Bool")} = ${bind(value, "Bool")}, 0)`;
  if (typeof value === "number")
    return `ifNull(${typed("Float64")} = ${bind(value, "Float64")}, 0)`;
  const text = bind(value, "String");
  return `(ifNull(${typed("String")} = ${text}, 0) OR has(${typed("Array(Nullable(String))")}, ${text}))`;
}

function shareMeasure(source: Source, parts: Definitions): Measure {
  const { query, bind } = parts;
  const { equals } = query.measure;
  if (equals === undefined)
    throw new CorridorError(
      "invalid_request",
      "A share needs measure.equals: the value whose share is asked for.",
    );
  const { count, weights } = counting(query.weighted);
  return {
    score: true,
    direction: 1,
    judgements: source.root === "judgements",
    has: source.has,
    additive: true,
    sums: { n: "countIf(kept)", equal: count(equality(source, equals, bind)), ...weights("1") },
    about: { kind: "share", of: source.name, equals },
    estimate(sums) {
      const result = proportionOf(sums, sums.equal!, query);
      return {
        ...figure("share", result),
        counts: { equal: sums.equal! },
        ...effective(result),
        ...why(result),
      };
    },
    difference: (a, b) => shareDifference(a, b, "equal", query),
    refuse: () => undefined,
  };
}

/** Counts and sums: the whole is known, nothing is inferred, so there is no interval. */
function totalMeasure(source: Source | undefined, parts: Definitions): Measure {
  const { query } = parts;
  const counts = query.measure.kind === "count";
  const v = source?.number ?? "1";
  const value = counts
    ? query.weighted
      ? "sumIf(weight, kept)"
      : "countIf(kept)"
    : counting(query.weighted).sum(v);
  return {
    score: false,
    direction: source?.definition?.direction === "lower-is-better" ? -1 : 1,
    judgements: source?.root === "judgements",
    has: source ? (counts ? source.has : `isNotNull(${v})`) : "1",
    additive: true,
    sums: { n: "countIf(kept)", value },
    about: { kind: query.measure.kind, of: source?.name ?? null },
    estimate: (sums) => ({
      estimate: sums.value!,
      low: null,
      high: null,
      method: "exact",
      figure: query.measure.kind,
      counts: {},
    }),
    difference: undefined,
    refuse: () => undefined,
  };
}

function quantileMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  const q = query.measure.quantile ?? 0.5;
  const v = source.number;
  if (query.weighted)
    throw new CorridorError(
      "not_computable",
      "A quantile is not weighted here. Leave `weighted` out, or ask for the mean.",
    );
  return {
    score: false,
    direction: source.definition?.direction === "lower-is-better" ? -1 : 1,
    judgements: source.root === "judgements",
    has: `isNotNull(${v})`,
    additive: false,
    // A parametric aggregate takes no bound value: q is a number between 0 and 1 that the schema has checked.
    sums: { n: "countIf(kept)", value: `quantileExactInclusiveIf(${q})(${v}, kept)` },
    about: { kind: "quantile", of: source.name, quantile: q },
    estimate: (sums) => ({
      estimate: sums.n === 0 ? null : sums.value!,
      low: null,
      high: null,
      method: "exact",
      figure: `quantile ${q}`,
      counts: {},
    }),
    difference: undefined,
    refuse: () => undefined,
  };
}

/** Resolves what is asked for. Throws `unknown_measure`, `scale_mismatch` or `invalid_request`. */
export function measureOf(parts: Definitions): Measure {
  const { kind, of } = parts.query.measure;
  if (kind === "count" && of === undefined) return totalMeasure(undefined, parts);
  const standard = kind === "nps" || kind === "csat" || kind === "ces" ? kind : undefined;
  const name = of ?? standard;
  if (name === undefined)
    throw new CorridorError(
      "invalid_request",
      `measure.of is required for "${kind}": the name of a measure or an answer.`,
    );
  const source = sourceOf(name, parts);
  switch (kind) {
    case "nps":
      return npsMeasure(source, parts);
    case "csat":
      return csatMeasure(source, parts);
    case "ces":
      return cesMeasure(source, parts);
    case "mean":
      return meanMeasure(source, parts);
    case "share":
      return shareMeasure(source, parts);
    case "quantile":
      return quantileMeasure(source, parts);
    default:
      return totalMeasure(source, parts);
  }
}

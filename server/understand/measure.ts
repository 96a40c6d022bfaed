/**
 * One definition of each measure: its sufficient statistics in SQL, its estimate and interval from
 * statistics/. Rows never travel to be summed.
 */
import { CorridorError } from "#contract/error.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Binder } from "#platform/binder.ts";
import { cesMeasure, csatMeasure, npsMeasure } from "./measure-scores.ts";
import { directionOf, sourceOf, type Definitions, type Source } from "./measure-source.ts";
import {
  averageDifference,
  counting,
  effective,
  figure,
  meanOf,
  meanVariance,
  proportionOf,
  scaleCheck,
  shareDifference,
  shareVariance,
  why,
  type Measure,
} from "./measure-sums.ts";

/** Beside the width of a scale values as large as this lie far from 0: a double has digits for 10⁵ times as much. */
const farWidths = 1_000;

/** Whether the registry says that values lie near 0, beside what they can differ by. */
function isNear({ root, definition }: Source): boolean {
  const { min, max } = definition?.scale ?? {};
  if (min === undefined || max === undefined) return root === "judgements";
  return Math.max(Math.abs(min), Math.abs(max)) <= farWidths * (max - min);
}

function meanMeasure(source: Source, parts: Definitions): Measure {
  const { query, shift = 0 } = parts;
  const v = source.number;
  const x = shift === 0 ? v : `(${v} - {shift:Float64})`;
  const has = `isNotNull(${v})`;
  const { n, sum, weights } = counting(query, has);
  const check = source.definition?.scale
    ? scaleCheck(v, source.definition.scale)
    : { sums: {}, refuse: () => () => undefined };
  return {
    score: true,
    direction: directionOf(source, query),
    judgements: source.root === "judgements",
    has,
    additive: true,
    ...(isNear(source) ? {} : { far: v }),
    sums: {
      n,
      sum: sum(x),
      sumOfSquares: sum(`${x} * ${x}`),
      ...weights(),
      ...check.sums,
    },
    about: {
      kind: "mean",
      of: source.name,
      ...(source.definition?.scale ? { scale: source.definition.scale } : {}),
      ...(source.definition?.unit ? { unit: source.definition.unit } : {}),
    },
    estimate(sums) {
      const result = meanOf(sums, query, shift);
      return { ...figure("mean", result), counts: {}, ...effective(result), ...why(result) };
    },
    difference: (a, b) => averageDifference(a, b, query),
    variance: meanVariance,
    refuse: check.refuse(source.name),
  };
}

/** The condition "equal to this value", by the value's type; a question with several answers holds it or not. */
export function equality(source: Source, value: string | number | boolean, bind: Binder): string {
  if (source.root === "measures" || source.root === "judgements") {
    if (typeof value !== "number")
      throw new CorridorError(
        "invalid_request",
        `"${source.name}" is a number; \`equals\` must be one too.`,
      );
    return `${source.number} = ${bind(value, "Float64")}`;
  }
  const column = jsonColumn(source.root, source.name, bind);
  // Its presence is asked of the untyped column, which is read for that already: once is enough.
  const typed = (type: string) => `dynamicElement(${column.any}, '${type}')`;
  const type = { boolean: "Bool", number: "Float64", string: "String" }[
    typeof value as "boolean" | "number" | "string"
  ];
  const bound = bind(value, type);
  const single = `ifNull(${typed(type)} = ${bound}, 0)`;
  // An attribute is never a list.
  if (source.root === "attributes") return single;
  // A list of one type is an array of it; of several, each element says its own. Lists are looked into
  // where there is one: a row with a text says by that alone that it has none.
  const mixed = `arrayExists(each -> ifNull(dynamicElement(each, '${type}') = ${bound}, 0), ${typed("Array(Dynamic)")})`;
  const listed = `has(${typed(`Array(Nullable(${type}))`)}, ${bound}) OR ${mixed}`;
  return `multiIf(isNotNull(${typed(type)}), ${single}, isNull(${column.any}), 0, ${listed})`;
}

/** Only what is asked: the registry says of a measure's values which are better, not of how many have one. */
const said = (query: Definitions["query"]) => directionOf({ definition: undefined }, query);

const shareOf =
  (query: Definitions["query"]): Measure["estimate"] =>
  (sums) => {
    const result = proportionOf(sums, sums.equal!, query);
    return {
      ...figure("share", result),
      counts: { equal: sums.equal! },
      ...effective(result),
      ...why(result),
    };
  };

function shareMeasure(source: Source, parts: Definitions): Measure {
  const { query, bind } = parts;
  const { equals } = query.measure;
  if (equals === undefined) return spreadMeasure(source, parts);
  const { n, count, weights } = counting(query, source.has);
  return {
    score: true,
    // How many said "other" is neither good nor bad, unless somebody says so.
    direction: said(query),
    judgements: source.root === "judgements",
    has: source.has,
    additive: true,
    sums: { n, equal: count(equality(source, equals, bind)), ...weights() },
    about: { kind: "share", of: source.name, equals },
    estimate: shareOf(query),
    difference: (a, b) => shareDifference(a, b, "equal", query),
    variance: (sums) => shareVariance(sums, "equal"),
    refuse: () => undefined,
  };
}

/** A value that can be divided by: a number that somebody gave, and no answer, which `answers.x` divides. */
const valueOf = ({ root, number }: Source): Pick<Measure, "value"> =>
  root === "measures" || root === "judgements" ? { value: number } : {};

/** How answers are spread over their values: of each, the same share as a question for it alone. */
function spreadMeasure(source: Source, parts: Definitions): Measure {
  const { query } = parts;
  if (query.by.length !== 1 || query.by[0] !== "value" || query.interval !== undefined)
    throw new CorridorError(
      "invalid_request",
      'A share needs measure.equals, the value whose share is asked for; or by: ["value"] alone and no interval, for the share of each value.',
    );
  const { n, count, weights } = counting(query, source.has);
  return {
    score: true,
    direction: undefined,
    judgements: source.root === "judgements",
    has: source.has,
    additive: true,
    ...valueOf(source),
    sums: { n, equal: count(source.has), ...weights() },
    within: ({ equal }, whole) => ({ ...whole, equal: equal! }),
    about: { kind: "share", of: source.name },
    estimate: shareOf(query),
    difference: (a, b) => shareDifference(a, b, "equal", query),
    refuse: () => undefined,
  };
}

/** Counts and sums: the whole is known, nothing is inferred, so there is no interval. */
function totalMeasure(source: Source | undefined, parts: Definitions): Measure {
  const { query } = parts;
  const counts = query.measure.kind === "count";
  const v = source?.number ?? "1";
  const has = source ? (counts ? source.has : `isNotNull(${v})`) : "1";
  const { n, sum } = counting(query, has);
  return {
    score: false,
    direction: source && !counts ? directionOf(source, query) : said(query),
    judgements: source?.root === "judgements",
    has,
    additive: true,
    ...(source && counts ? valueOf(source) : {}),
    sums: { n, value: !counts ? sum(v) : query.weighted ? sum(has) : n },
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
    direction: directionOf(source, query),
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

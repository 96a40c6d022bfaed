/**
 * From a question for gaps to its statements: the sums of each gap, of its parts and of its periods,
 * by class of signal; and who stands behind each. Rows never travel. Pure.
 */
import { CorridorError } from "#contract/error.ts";
import type { GapSource, GapsQuestion } from "#contract/gaps.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { bucketBy } from "#understand/bucket.ts";
import { dimensionOf, measureColumn } from "#understand/columns.ts";
import { joinsFor, moment, mostRows, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import type { Joins } from "#understand/joins.ts";
import { reachSql } from "#understand/reach.ts";
import { classSql, notAsked, ruleOf } from "#understand/row-class.ts";
import { behindSql, whose, type Listed } from "./behind.ts";
import { isOwn, judgementRows, ownSources, readingsOf } from "./sources.ts";

export type Statement = { sql: string; parameters: Record<string, unknown> };
/** The signals of one statement, asked about twice: by sums, then by who stands behind them. */
export type Rows = {
  /** Sources that it tells, by their numbers in it. */
  sources: readonly GapSource[];
  sums: Statement;
  /** Who stands behind each of these, by its place in the list. */
  behind: (listed: readonly Listed[]) => Statement;
};

/** What the parts of a statement are made with. */
type Making = {
  question: GapsQuestion;
  context: Context;
  workspace: string;
  zone: string;
  bind: Binder;
  joins: Joins;
  split: string | undefined;
};

/** What the one dimension is, of which a signal has one value. */
function splitSql(
  { by }: GapsQuestion,
  { registry, sight }: Context,
  bind: Binder,
  joins: Joins,
): string | undefined {
  if (by === undefined) return undefined;
  if (by === "touchpoint" || by === "aspect" || by === "pattern")
    throw new CorridorError(
      "invalid_request",
      `Gaps stand by touchpoint and aspect, and patterns are kept apart, without being asked to: \`by\` takes another dimension than "${by}".`,
    );
  const found = by === "segment" ? undefined : dimensionOf(by, registry, bind, { sight, joins });
  if (found && !found.multiple) return `CAST(${found.sql}, 'Nullable(String)')`;
  throw new CorridorError(
    "unknown_dimension",
    found || by === "segment"
      ? `A signal may have several values of "${by}", and what is held against the rest must stand apart from it. Take a dimension of which it has one.`
      : `"${by}" is no dimension.`,
    { details: { name: by } },
  );
}

function making(question: GapsQuestion, workspace: string, context: Context): Making {
  const bind = createBinder();
  const joins = joinsFor(context, bind);
  const zone = zoneOf(question, context);
  const split = splitSql(question, context, bind, joins);
  return { question, context, workspace, zone, bind, joins, split };
}

/** The terms that choose signals, and the class that each is of. */
function chosen({ question, context, zone, bind, joins }: Making, as: string) {
  const { registry, sight } = context;
  const condition = question.where?.trim()
    ? conditionOf(question.where, context, bind, joins)
    : undefined;
  const rule = ruleOf({ ...question, by: [] }, condition?.names ?? new Set<string>(), true);
  const where = ["workspace = {workspace:UUID}", `${as} != ${notAsked}`];
  const reached = reachSql(sight.reach, registry, bind);
  if (reached !== undefined) where.push(reached);
  if (question.from !== undefined) where.push(`at >= ${moment(question.from, zone, bind)}`);
  if (question.to !== undefined) where.push(`at < ${moment(question.to, zone, bind)}`);
  if (condition) where.push(condition.sql);
  return { where, reached, kind: `${classSql({ rule, bind })} AS ${as}` };
}

const dividers = ({ question, zone, bind, split }: Making): string[] => [
  "touchpoint AS place",
  ...(split === undefined ? [] : [`${split} AS part`]),
  ...(question.interval ? [`${bucketBy(question.interval, bind(zone, "String"))} AS bucket`] : []),
];

/** Sets of keys that rows are grouped by at once: each gap, its parts, its periods. */
function groupings(keys: readonly string[], more: readonly string[]): string {
  const sets = [[], ...more.map((key) => [key])].map((own) => `(${[...keys, ...own].join(", ")})`);
  return `GROUP BY GROUPING SETS (${sets.join(", ")})`;
}

/** Which set a row is of: 1 a part, 2 a period, 0 the gap itself. */
function levelOf(parts: readonly string[]): string {
  const of = (key: string) => `grouping(${key}) = 0`;
  const found = parts.map((key) => `${of(key)}, ${key === "part" ? 1 : 2}`);
  return found.length === 0 ? "0" : `multiIf(${found.join(", ")}, 0)`;
}

const sum = (value: string): string => `sumIf(${value}, flag = 0)`;
const sums: Readonly<Record<string, string>> = {
  n: "countIf(flag != 2)",
  flagged: "countIf(flag != 0)",
  sum: sum("v"),
  sumOfSquares: sum("v * v"),
  below: "countIf(flag = 0 AND v < 0)",
  above: "countIf(flag = 0 AND v > 0)",
  beyond: "countIf(flag = 0 AND w > 0)",
  second: sum("w"),
  secondOfSquares: sum("w * w"),
  experience: sum("x"),
};

/**
 * `from` gives rows of class, place, part, bucket, whose they are, and what a source tells. Rows are
 * added up once, by all keys, and what was added up again by fewer.
 */
function statements(made: Making, sources: readonly GapSource[], from: string): Rows {
  const { question, context, bind, workspace, zone } = made;
  const part = made.split === undefined ? [] : ["part"];
  const more = [...part, ...(question.interval ? ["bucket"] : [])];
  const keys = ["source", "place", "thing", "class"];
  const start = question.interval
    ? `, toUnixTimestamp64Milli(toDateTime64(bucket, 3, ${bind(zone, "String")})) AS start`
    : "";
  const all = [...keys, ...more].join(", ");
  const added = Object.entries(sums).map(([name, sql]) => `${sql} AS a_${name}`);
  const each = `SELECT ${all}, ${added.join(", ")} FROM (${from}) GROUP BY ${all}`;
  const again = Object.keys(sums).map((name) => `sum(a_${name}) AS s_${name}`);
  const names = `source, nullIf(toString(place), '') AS d0, toString(thing) AS d1`;
  const whole = `SELECT ${names}${part.length > 0 ? ", part AS d2" : ""}${start}, class, ${levelOf(more)} AS level, ${again.join(", ")} FROM (${each}) ${groupings(keys, more)} ORDER BY s_n DESC LIMIT ${mostRows + 1}`;
  const given = () => ({ ...bind.parameters, workspace });
  return {
    sources,
    sums: { sql: whole, parameters: given() },
    behind: (listed) => ({ sql: behindSql({ from, listed, bind, context }), parameters: given() }),
  };
}

/** What one signal tells by itself: each source a SELECT, all of them one statement. Undefined where nothing of it is asked. */
export function ownRows(
  question: GapsQuestion,
  workspace: string,
  context: Context,
): Rows | undefined {
  const made = making(question, workspace, context);
  const { bind, zone, joins } = made;
  const { registry } = context;
  const { cases, sources } = question;
  const readings = readingsOf(sources, { registry, bind, zone, cases });
  if (readings.length === 0) return undefined;
  const { where, kind } = chosen(made, "class");
  const shared = [kind, ...dividers(made), ...whose].join(", ");
  const selects = readings.map(({ source, arrays, columns, where: own }) => {
    const { thing, v, w, x, flag } = columns;
    const number = `toUInt8(${ownSources.indexOf(source)}) AS source`;
    const told = `${number}, ${thing} AS thing, ${v} AS v, ${w} AS w, ${x} AS x, ${flag} AS flag`;
    // What is named decides what is joined, and all of it has been named by now.
    return `SELECT ${shared}, ${told} FROM signals FINAL ${arrays}${joins.sql()} WHERE ${[...where, ...own].join(" AND ")}`;
  });
  return statements(made, sources.filter(isOwn), selects.join(" UNION ALL "));
}

/** Who answered a measure, and whose own answer fell short: by `bad`, a condition on the value. */
export function answeredBehind(
  question: GapsQuestion,
  workspace: string,
  context: Context,
  { measure, bad }: { measure: string; bad: (value: string, bind: Binder) => string },
): Pick<Rows, "behind"> {
  const { by: _by, interval: _interval, ...whole } = question;
  const made = making(whole as GapsQuestion, workspace, context);
  const { bind, joins } = made;
  const { where, kind } = chosen(made, "class");
  const value = measureColumn(measure, bind);
  const told = `toUInt8(0) AS source, toLowCardinality('') AS place, toLowCardinality('') AS thing, if(ifNull(${bad(value, bind)}, 0), -1, 0) AS v, toUInt8(0) AS flag`;
  const from = `SELECT ${kind}, ${whose.join(", ")}, ${told} FROM signals FINAL${joins.sql()} WHERE ${[...where, `isNotNull(${value})`].join(" AND ")}`;
  return {
    behind: (listed) => ({
      sql: behindSql({ from, listed, bind, context }),
      parameters: { ...bind.parameters, workspace },
    }),
  };
}

/** The source that stands under a number in the statement that tells it. */
export const sourceAt = ({ sources }: Pick<Rows, "sources">, at: number): GapSource =>
  sources[0] === "asked-before" ? "asked-before" : ownSources[at]!;
export const numberOf = (source: GapSource): number =>
  isOwn(source) ? ownSources.indexOf(source) : 0;

/**
 * Pairs of which the expectation was asked before: in the same signal, or in an earlier one that
 * names the same thing (an order, a case). Of several the last before. Nothing anonymous is joined:
 * whoever answered so was told that it can't be.
 */
export function joinedRows(
  question: GapsQuestion,
  workspace: string,
  context: Context,
): Rows | undefined {
  if (!question.sources.includes("asked-before")) return undefined;
  const made = making(question, workspace, context);
  const { bind, joins } = made;
  const { where, reached, kind } = chosen(made, "own");
  const asked = ruleOf({ ...question, pattern: "all", by: [] }, new Set<string>(), false);
  const arrays = judgementRows(
    ["expectation", "experience", "recalled"],
    "arrayMap(each -> isNull(each), judgements.experience)",
  );
  // By number, which takes half the time that what they refer to does.
  const link = "sipHash64(reference_type, reference_id, aspect)";
  const linked = "reference_id != '' AND confidentiality != 'anonymous'";
  const before = [
    "workspace = {workspace:UUID}",
    ...(reached === undefined ? [] : [reached]),
    "NOT recalled AND isNotNull(expectation)",
    linked,
    "bitAnd(asked, 3) = 0",
  ];
  const earlier = `SELECT ${classSql({ rule: asked, bind })} AS asked, ${link} AS linked, at AS expectedAt, toFloat64(assumeNotNull(expectation)) AS expected FROM signals FINAL ${arrays} WHERE ${before.join(" AND ")}`;
  const here = "NOT recalled AND isNotNull(expectation)";
  const selected = [
    kind,
    ...dividers(made),
    ...whose,
    "at AS experiencedAt",
    "aspect AS thing",
    `if(${linked}, ${link}, 0) AS link`,
    `${here} AS here`,
    "ifNull(toFloat64(expectation), 0) AS mine",
    "toFloat64(assumeNotNull(experience)) AS x",
  ];
  const terms = [...where, "nth = 1", "isNotNull(experience)", `((${here}) OR (${linked}))`];
  const experienced = `SELECT ${selected.join(", ")} FROM signals FINAL ${arrays}${joins.sql()} WHERE ${terms.join(" AND ")}`;
  // Who is guarded on either side is guarded.
  const kept = "bitOr(own, if(here, 0, bitAnd(asked, 36))) AS class";
  const from = `SELECT *, ${kept}, toUInt8(0) AS source, x - if(here, mine, expected) AS v, toFloat64(0) AS w, toUInt8(0) AS flag FROM (${experienced}) AS later ASOF LEFT JOIN (${earlier}) AS earlier ON later.link = earlier.linked AND later.experiencedAt >= earlier.expectedAt WHERE here OR linked != 0`;
  return statements(made, ["asked-before"], from);
}

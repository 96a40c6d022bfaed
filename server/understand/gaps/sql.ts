/**
 * From a question for gaps to its statements: the sums of each gap, of its parts and of its periods,
 * by class of signal; and who stands behind each. Rows never travel. Pure.
 */
import { CorridorError } from "#contract/error.ts";
import type { GapSource, GapsQuestion } from "#contract/gaps.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { isWhole } from "#platform/scope.ts";
import { customerOf } from "#customer/identity-sql.ts";
import { bucketBy } from "#understand/bucket.ts";
import { dimensionOf } from "#understand/columns.ts";
import {
  classSql,
  conditionOf,
  joinsFor,
  moment,
  mostRows,
  zoneOf,
  type Context,
} from "#understand/compile.ts";
import type { Joins } from "#understand/joins.ts";
import { judgementValue } from "#understand/measure-source.ts";
import { reachSql } from "#understand/reach.ts";
import { notAsked, ruleOf } from "#understand/row-class.ts";
import { isOwn, judgedSql, ownSources } from "./sources.ts";

export type Statement = { sql: string; parameters: Record<string, unknown> };
/** The signals of one statement, asked about twice: by sums, then by who stands behind them. */
export type Rows = {
  /** Sources that it tells, by their numbers in it. */
  sources: readonly GapSource[];
  sums: Statement;
  /** `divided`: sources whose patterns are kept apart, by their numbers. */
  behind: (divided: readonly number[]) => Statement;
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

/** Who a signal is of: the customer, and the account whose revenue counts, else the customer's own. */
function holders({ context, joins }: Making): string[] {
  const account = joins.accountId();
  const earned = (owner: "customer" | "account"): string => {
    const field = joins.field(owner, ["revenue365"]);
    return field?.type === "number" ? field.sql : "NULL";
  };
  // A sum holds sales that whoever reaches a part doesn't see.
  const revenue = isWhole(context.sight.reach)
    ? `if(${account} != '', ${earned("account")}, ${earned("customer")})`
    : "CAST(NULL, 'Nullable(Float64)')";
  return [
    `${customerOf} AS person`,
    `if(${account} != '', concat('a', ${account}), concat('c', toString(${customerOf}))) AS holder`,
    `${revenue} AS revenue`,
  ];
}

const dividers = ({ question, zone, bind, split }: Making): string[] => [
  "toString(touchpoint) AS place",
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
  const levels = parts.map((key) => `${of(key)}, ${key === "part" ? 1 : 2}`);
  return levels.length === 0 ? "0" : `multiIf(${levels.join(", ")}, 0)`;
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
const tupleNames = ["source", "thing", "v", "w", "x", "flag"];

/**
 * `from` gives rows of class, place, part and bucket, and the six of a tuple. What they are of is
 * joined for the second statement only, which is asked when it is known what is shown.
 */
function statements(
  made: Making,
  sources: readonly GapSource[],
  from: (more: () => readonly string[]) => string,
): Rows {
  const { question, bind, workspace, zone } = made;
  const part = made.split === undefined ? [] : ["part"];
  const bucket = question.interval ? ["bucket"] : [];
  const more = [...part, ...bucket];
  const keys = ["source", "place", "thing", "class"];
  const start = question.interval
    ? `, toUnixTimestamp64Milli(toDateTime64(bucket, 3, ${bind(zone, "String")})) AS start`
    : "";
  const figures = Object.entries(sums).map(([name, sql]) => `${sql} AS s_${name}`);
  const plain = from(() => []);
  const whole = `SELECT source, nullIf(place, '') AS d0, thing AS d1${part.length > 0 ? ", part AS d2" : ""}${start}, class, ${levelOf(more)} AS level, ${figures.join(", ")} FROM (${plain}) ${groupings(keys, more)} ORDER BY s_n DESC LIMIT ${mostRows + 1}`;
  const given = () => ({ ...bind.parameters, workspace });
  return {
    sources,
    sums: { sql: whole, parameters: given() },
    behind(divided) {
      // Each of these is of one whose name is known: neither left out nor guarded.
      const open = "bitAnd(class, 7) = 0 AND flag = 0 AND person != 0";
      const pattern = `if(has(${bind(divided, "Array(UInt8)")}, source), bitAnd(bitShiftRight(class, 3), 3), 0) AS kept`;
      const each = ["source", "place", "thing", "kept"];
      const inner = `SELECT ${[...each, ...part].join(", ")}, ${levelOf(part)} AS level, holder, any(revenue) AS earned, max(v < 0) AS short, groupUniqArray(person) AS people, groupUniqArrayIf(person, v < 0) AS disappointed FROM (SELECT *, ${pattern} FROM (${from(() => holders(made))})) WHERE ${open} ${groupings([...each, "holder"], part)}`;
      const outer = [...each, "level", ...part];
      return {
        sql: `SELECT source, nullIf(place, '') AS d0, thing AS d1, kept, level${part.length > 0 ? ", part AS d2" : ""}, uniqExactArray(people) AS customers, uniqExactArray(disappointed) AS shortCustomers, sum(ifNull(earned, 0)) AS revenue, sumIf(ifNull(earned, 0), short) AS shortRevenue FROM (${inner}) GROUP BY ${outer.join(", ")} LIMIT ${mostRows + 1}`,
        parameters: given(),
      };
    },
  };
}

/** What one signal tells by itself. Undefined where nothing of it is asked. */
export function ownRows(
  question: GapsQuestion,
  workspace: string,
  context: Context,
): Rows | undefined {
  const made = making(question, workspace, context);
  const { bind, zone, joins } = made;
  const { cases, sources } = question;
  const judged = judgedSql(sources, { registry: context.registry, bind, zone, cases });
  if (judged === undefined) return undefined;
  const { where, kind } = chosen(made, "class");
  const divide = dividers(made);
  const names = tupleNames.map((name, n) => `tupleElement(told, ${n + 1}) AS ${name}`);
  return statements(made, sources.filter(isOwn), (more) => {
    const selected = [kind, ...divide, ...more(), `arrayJoin(${judged}) AS told`];
    // Call when all else is made: what is named decides what is joined.
    return `SELECT * EXCEPT told, ${names.join(", ")} FROM (SELECT ${selected.join(", ")} FROM signals FINAL${joins.sql()} WHERE ${where.join(" AND ")})`;
  });
}

/** The number that a source has in the statement that tells it. */
export const sourceAt = ({ sources }: Pick<Rows, "sources">, at: number): GapSource =>
  sources.length === 1 && sources[0] === "asked-before" ? "asked-before" : ownSources[at]!;

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
  const expected = judgementValue("expectation");
  const asked = ruleOf({ ...question, pattern: "all", by: [] }, new Set<string>(), false);
  const link =
    "if(reference_id = '' OR confidentiality = 'anonymous', 0, sipHash64(reference_type, reference_id, toString(judgement.aspect)))";
  const before = [
    "workspace = {workspace:UUID}",
    ...(reached === undefined ? [] : [reached]),
    `isNotNull(${expected})`,
    "reference_id != ''",
    "confidentiality != 'anonymous'",
    "bitAnd(asked, 3) = 0",
  ];
  const earlier = `SELECT ${classSql({ rule: asked, bind })} AS asked, ${link} AS linked, at AS expectedAt, toFloat64(assumeNotNull(${expected})) AS expected FROM signals FINAL ARRAY JOIN judgements AS judgement WHERE ${before.join(" AND ")}`;
  const divide = dividers(made);
  return statements(made, ["asked-before"], (more) => {
    const here = `isNotNull(${expected})`;
    const selected = [
      kind,
      ...divide,
      ...more(),
      "at AS experiencedAt",
      "row_id AS row",
      "toString(judgement.aspect) AS thing",
      `${link} AS link`,
      `${here} AS here`,
      `ifNull(toFloat64(${expected}), 0) AS mine`,
      "toFloat64(assumeNotNull(judgement.experience)) AS x",
    ];
    const terms = [...where, "isNotNull(judgement.experience)", `(${here} OR reference_id != '')`];
    const experienced = `SELECT ${selected.join(", ")} FROM signals FINAL ARRAY JOIN judgements AS judgement${joins.sql()} WHERE ${terms.join(" AND ")}`;
    // Who is guarded on either side is guarded.
    const kept = "bitOr(own, if(here, 0, bitAnd(asked, 36))) AS class";
    return `SELECT *, ${kept}, toUInt8(0) AS source, x - if(here, mine, expected) AS v, toFloat64(0) AS w, toUInt8(0) AS flag FROM (${experienced}) AS later ASOF LEFT JOIN (${earlier}) AS earlier ON later.link = earlier.linked AND later.experiencedAt >= earlier.expectedAt WHERE here OR linked != 0 LIMIT 1 BY row, thing`;
  });
}

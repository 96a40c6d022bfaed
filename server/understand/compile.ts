/** From a question to one SQL statement. Pure. */
import { conditionFields } from "#contract/condition.ts";
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { dimensions, type Query } from "#contract/query.ts";
import { parse } from "#expression/parse.ts";
import { check } from "#expression/check.ts";
import { NotInSql, toSql, type Columns } from "#expression/sql.ts";
import { children, isBranch, type Tree } from "#expression/tree.ts";
import { heldByAll } from "#customer/identity-sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { bucketBy, bucketStart } from "./bucket.ts";
import { createResolver, dimensionOf, type Dimension } from "./columns.ts";
import { Joins, ownedDimensions } from "./joins.ts";
import { measureOf } from "./measure.ts";
import type { Measure } from "./measure-sums.ts";
import { accountsReachedSql, reachSql, wholeSight, type Sight } from "./reach.ts";
import type { Left } from "./suppress.ts";
import { classesOf, leftOutReasons, notAsked, ruleOf, type Rule } from "./row-class.ts";

/** More groups than this are not answered; the largest are. */
export const mostGroups = 10_000;
/** Rows that are asked for at first: a group comes in several classes, mostly in few. */
export const mostRows = 4 * mostGroups;
/** As many as the largest groups can have together, each in 9 classes of what is left out and 16 others. */
const mostClasses = 25;
/** ClickHouse reads a statement of 256 KB. */
const longest = 240_000;

/** What a question is asked in: the workspace's registry and zone, and what the caller may see. */
export type Context = {
  registry: RegistryView;
  timezone: string;
  sight: Sight;
  /** What a mean is summed about: near its values, where those lie far from 0. */
  shift?: number;
};
export type Compiled = {
  sql: string;
  /** The same, where `sql` gives more than `mostRows`: all classes of the largest groups, so that none is shown in part. */
  largest: string;
  parameters: Record<string, unknown>;
  measure: Measure;
  query: Query;
  /** What is taken and what stays out. */
  rule: Rule;
  timezone: string;
  /** Groups overlap, so the total is asked for on its own. */ overlapping: boolean;
};

/** The joins of a question for this caller. */
export const joinsFor = ({ registry, sight }: Context, bind: Binder): Joins =>
  new Joins(bind, () => accountsReachedSql(sight, registry, bind));

/** The zone given, or the workspace's; throws where there is no such zone. */
export function zoneOf(query: Pick<Query, "timezone">, context: Pick<Context, "timezone">): string {
  const zone = query.timezone ?? context.timezone;
  try {
    // Intl takes plain offsets as well; ClickHouse does not.
    if (/^[+-]/.test(zone)) throw new RangeError(zone);
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new CorridorError(
      "invalid_request",
      `There is no time zone "${zone}". Send an IANA name, as in Asia/Jakarta.`,
    );
  }
}

/** An instant in SQL: RFC 3339 as it is, a date as its first moment in the zone. */
export function moment(text: string, zone: string, bind: Binder): string {
  if (text.length === 10)
    return `toDateTime64(${bind(`${text} 00:00:00`, "String")}, 3, ${bind(zone, "String")})`;
  return `fromUnixTimestamp64Milli(${bind(Date.parse(text), "Int64")})`;
}

/** The signal's own fields that a tree names, as `survey` and `survey.id`: the roots of its paths, and these with a key. */
function namesOf(tree: Tree, found = new Set<string>()): Set<string> {
  if (isBranch(tree) && tree[0] === "get") {
    const [, root, key] = tree;
    found.add(String(root));
    if (typeof key === "string") found.add(`${String(root)}.${key}`);
  }
  for (const child of children(tree)) namesOf(child, found);
  return found;
}

/** A condition in CEL as SQL, and the fields that it names (see `namesOf`). Throws `expression_invalid` with every problem and its place. */
export function conditionOf(
  text: string,
  { registry, sight }: Pick<Context, "registry" | "sight">,
  bind: Binder,
  joins: Joins,
  where = "condition",
): { sql: string; names: ReadonlySet<string> } {
  const parsed = parse(text);
  const problems = parsed.ok ? check(parsed, conditionFields, { target: "sql" }) : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    const first = problems[0];
    const place = first ? `, line ${first.line}, column ${first.column}: ${first.message}` : ".";
    throw new CorridorError("expression_invalid", `In the ${where}${place}`, {
      details: { problems },
    });
  }
  return {
    sql: sqlOf(parsed.tree, createResolver(registry, sight, joins), bind),
    names: namesOf(parsed.tree),
  };
}

function sqlOf(tree: Tree, resolve: Columns["resolve"], bind: Binder): string {
  try {
    return toSql(tree, { resolve }, { bind }).sql;
  } catch (error) {
    // The checker finds what SQL has no word for; that it becomes too long is seen only here.
    if (!(error instanceof NotInSql)) throw error;
    throw new CorridorError("expression_invalid", `In the condition: ${error.message}`);
  }
}

/** Says that there is no such dimension, with what comes nearest. */
export function unknownDimension(name: string, registry: RegistryView): CorridorError {
  const known = [
    ...dimensions,
    ...Array.from(registry.entries.attribute.keys(), (key) => `attributes.${key}`),
    ...Array.from(registry.entries.answer.keys(), (key) => `answers.${key}`),
    ...ownedDimensions,
    ...(["customer", "account"] as const).flatMap((owner) =>
      Array.from(
        registry.entries[`${owner}-attribute`].keys(),
        (key) => `${owner}.attributes.${key}`,
      ),
    ),
  ];
  return new CorridorError(
    "unknown_dimension",
    `"${name}" is no dimension.${didYouMean(known, name)}`,
    { details: { name } },
  );
}

/**
 * Everybody who has at least one signal that meets a segment's condition, at any time, under any of
 * the identifiers that are theirs now; one customer may be in several. By identified signals only,
 * on both sides: a segment that fits one person would show what that person said in confidence.
 * `held` is a SELECT of `who` and `held`, an array; `known` holds for signals that it may be joined to.
 */
export function segmentMembers(
  { registry, sight }: Context,
  bind: Binder,
): { held: string; known: string } {
  const inner = new Joins(bind, () => undefined);
  const reached = reachSql(sight.reach, registry, bind);
  const known = `confidentiality = 'identified'${reached === undefined ? "" : ` AND ${reached}`}`;
  const held: string[] = [];
  for (const [key, entry] of registry.entries.segment) {
    if (!entry.reviewed || !entry.active) continue;
    // Who is in it was decided by whoever defined it, and not by what this caller may see, nor by accounts that they reach.
    const all = { registry, sight: wholeSight };
    const { sql } = conditionOf(entry.definition.where, all, bind, inner, `segment "${key}"`);
    held.push(`if(${sql}, [${bind(key, "String")}], [])`);
  }
  if (held.length === 0) {
    throw new CorridorError(
      "unknown_dimension",
      "There is no segment yet. Define one at PUT /v1/segments/KEY.",
    );
  }
  // One look at the signals for all segments: one for each took 20 s for 60 of them over 200,000 signals.
  // Those that meet none are left out before they are grouped: half the time where few meet any.
  const met = `WITH arrayConcat(${held.join(", ")}) AS mine SELECT identity AS who, groupUniqArrayArray(mine) AS held FROM signals FINAL${inner.sql()} WHERE workspace = {workspace:UUID} AND ${known} AND identity != 0 AND notEmpty(mine) GROUP BY who`;
  return { held: heldByAll(met), known };
}

function segmentDimension(context: Context, bind: Binder): Dimension {
  const { held, known } = segmentMembers(context, bind);
  return {
    sql: "arrayJoin(members.held)",
    multiple: true,
    join: `INNER JOIN (${held}) AS members ON if(${known}, identity, 0) = members.who`,
  };
}

/** Groups by the value of the measure itself, written as a number is. */
function valueDimension({ value }: Measure): Dimension {
  if (value === undefined)
    throw new CorridorError(
      "invalid_request",
      "`value` divides how many answers there are, or their shares: ask for a count with `of` a measure, or for a share without `equals`. An answer is divided by `answers.x`.",
    );
  return { sql: `toString(${value})`, multiple: false };
}

function dimensionsOf(
  query: Query,
  context: Context,
  bind: Binder,
  { joins, measure }: { joins: Joins; measure: Measure },
): Dimension[] {
  const { registry, sight } = context;
  const { judgements } = measure;
  return query.by.map((name) => {
    if (name === "value") return valueDimension(measure);
    const dimension =
      name === "segment"
        ? segmentDimension(context, bind)
        : dimensionOf(name, registry, bind, { sight, joins, judgements });
    if (!dimension) throw unknownDimension(name, registry);
    return dimension;
  });
}

/** One statement, its groups divided by pattern as well, so that pooling can be judged afterwards. */
export function compile(
  query: Query,
  workspace: string,
  context: Context,
  /** Who is not asked about, of what can't be taken apart afterwards. */
  left?: Left,
): Compiled {
  const bind = createBinder();
  const { registry } = context;
  const zone = zoneOf(query, context);
  const { sight, shift } = context;
  const measure = measureOf({ registry, query, bind, sight, shift });
  const joins = joinsFor(context, bind);
  const found = dimensionsOf(query, context, bind, { joins, measure });
  const condition = query.where?.trim()
    ? conditionOf(query.where, context, bind, joins)
    : undefined;
  const rule = ruleOf(query, condition?.names ?? new Set<string>(), measure.score);
  const where = ["workspace = {workspace:UUID}"];
  const reached = reachSql(context.sight.reach, registry, bind);
  if (reached !== undefined) where.push(reached);
  if (query.from !== undefined) where.push(`at >= ${moment(query.from, zone, bind)}`);
  if (query.to !== undefined) where.push(`at < ${moment(query.to, zone, bind)}`);
  if (condition) where.push(condition.sql);
  const asking: Parts = { query, measure, found, rule, where, zone, bind, joins, left };
  const sql = measure.additive ? additive(asking) : single(asking);
  if (sql.length > longest)
    throw new CorridorError(
      "expression_invalid",
      `The conditions of this question are too long together${query.by.includes("segment") ? ": those of all segments in use belong to it. Take some out of use" : ". Make them shorter"}.`,
    );
  return {
    sql: `${sql} ORDER BY s_n DESC LIMIT ${mostRows + 1}`,
    largest: largestOf(sql, asking),
    parameters: { ...bind.parameters, workspace, ...(shift ? { shift } : {}) },
    measure,
    query,
    rule,
    timezone: zone,
    overlapping: !measure.additive || found.some((each) => each.multiple),
  };
}

type Parts = {
  query: Query;
  measure: Measure;
  found: readonly Dimension[];
  rule: Rule;
  where: string[];
  zone: string;
  bind: Binder;
  joins: Joins;
  left: Left;
};

/** Grouped by the bucket itself; its instant is worked out once a group, not once a row. */
function bucketOf({ query, zone, bind }: Parts): { select: string[]; group: string[] } {
  if (!query.interval) return { select: [], group: [] };
  const bound = bind(zone, "String");
  return {
    select: [`${bucketStart(query.interval, bound)} AS start`],
    group: [bucketBy(query.interval, bound)],
  };
}

/** What a row is to the question (`row-class.ts`), looked up by the one byte that the table keeps of it. */
export function classSql({ rule, bind }: Pick<Parts, "rule" | "bind">): string {
  const { facts, classes } = classesOf(rule);
  return `transform(facts, ${bind(facts, "Array(UInt8)")}, ${bind(classes, "Array(UInt8)")}, ${notAsked})`;
}

/** Call when all else of the statement is made: what it names decides what is joined. */
const fromOf = ({ measure, found, joins }: Parts): string =>
  [
    measure.judgements ? "signals FINAL ARRAY JOIN judgements AS judgement" : "signals FINAL",
    joins.sql().trim(),
    ...found.flatMap(({ join }) => join ?? []),
  ]
    .filter((part) => part !== "")
    .join(" ");
/** What tells groups apart, whatever their class. */
const keysOf = ({ query, found }: Parts): string[] => [
  ...found.map((_, n) => `d${n}`),
  ...(query.interval ? ["start"] : []),
];
function largestOf(sql: string, parts: Parts): string {
  const names = keysOf(parts);
  const all = names.length > 0 ? `PARTITION BY ${names.join(", ")}` : "";
  return `SELECT * FROM (${sql}) ORDER BY ${[`sum(s_n) OVER (${all}) DESC`, ...names].join(", ")} LIMIT ${mostClasses * mostGroups}`;
}

/**
 * Sums of each group and class. After FINAL, a term of WHERE copies every column that is read, for
 * each row that stays: a fifth of the time where most stay. So rows without the measure, and those
 * not asked about, are grouped with the others, count nothing, and go in HAVING. Only where groups
 * are dear, as their keys are texts of any length or rows are multiplied, they are kept out first.
 */
function additive(parts: Parts): string {
  const { measure, found, rule, where, joins } = parts;
  const bucket = bucketOf(parts);
  const select = found.map(({ sql, key }, n) => `${key?.value ?? sql} AS d${n}`);
  const group = found.flatMap(({ key }, n) => key?.of ?? [`d${n}`]);
  const sums = Object.entries({
    ...measure.sums,
    ...(measure.judgements ? { signals: `uniqExactIf(row_id, ${measure.has})` } : {}),
  });
  const having = ["s_n > 0", ...(rule.pattern === undefined ? [] : [`class != ${notAsked}`])];
  const terms = found.every(({ key }) => key) && !joins.any ? where : [...where, measure.has];
  const all = [
    ...select,
    ...bucket.select,
    `${classSql(parts)} AS class`,
    ...sums.map(([name, sql]) => `${sql} AS s_${name}`),
  ];
  const sql = `SELECT ${all.join(", ")} FROM ${fromOf(parts)} WHERE ${terms.join(" AND ")} GROUP BY ${[...group, ...bucket.group, "class"].join(", ")} HAVING ${having.join(" AND ")}`;
  if (!found.some(({ key }) => key?.merges)) return sql;
  // Several keys have one value: what differs by key only is added up.
  const names = [...keysOf(parts), "class"];
  const added = sums.map(([name]) => `sum(s_${name}) AS s_${name}`);
  return `SELECT ${[...names, ...added].join(", ")} FROM (${sql}) GROUP BY ${names.join(", ")}`;
}

const isOf = (left: "guarded" | "staff"): string =>
  left === "guarded" ? "bitAnd(class, 4) = 4" : "bitAnd(class, 36) = 36";

/** A quantile of two groups is not to be had from theirs, so it is asked for as it is wanted. */
function single(parts: Parts): string {
  const { measure, found, where, left } = parts;
  const bucket = bucketOf(parts);
  const terms = [...where, measure.has, `class != ${notAsked}`];
  if (left) terms.push(`NOT (bitAnd(class, 3) = 0 AND ${isOf(left)})`);
  const sums = Object.entries({
    ...measure.sums,
    ...(measure.judgements ? { signals: "uniqExactIf(row_id, kept)" } : {}),
    ...housekeeping(parts),
  });
  const group = [...found.map((_, n) => `d${n}`), ...bucket.group];
  const all = [
    ...found.map(({ sql }, n) => `${sql} AS d${n}`),
    ...bucket.select,
    ...sums.map(([name, sql]) => `${sql} AS s_${name}`),
  ];
  return `WITH ${classSql(parts)} AS class, bitAnd(class, 3) = 0 AS kept SELECT ${all.join(", ")} FROM ${fromOf(parts)} WHERE ${terms.join(" AND ")}${group.length > 0 ? ` GROUP BY ${group.join(", ")}` : ""}`;
}

/** For what is not grouped by class: who must be protected, and what stayed out. */
function housekeeping({ measure, rule }: Parts): Record<string, string> {
  // Of judgements, it is signals that are protected.
  const number = (condition: string) =>
    measure.judgements ? `uniqExactIf(row_id, ${condition})` : `countIf(${condition})`;
  return {
    guarded: number(`kept AND ${isOf("guarded")}`),
    guardedStaff: number(`kept AND ${isOf("staff")}`),
    ...Object.fromEntries(
      leftOutReasons.flatMap((reason, n) =>
        rule.out.has(reason)
          ? [
              [reason, number(`bitAnd(class, 3) = ${n + 1}`)],
              [`${reason}Guarded`, number(`bitAnd(class, 3) = ${n + 1} AND ${isOf("guarded")}`)],
              [`${reason}Staff`, number(`bitAnd(class, 3) = ${n + 1} AND ${isOf("staff")}`)],
            ]
          : [],
      ),
    ),
  };
}

/** From a question to one SQL statement. Pure. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { dimensions, type Query } from "#contract/query.ts";
import { canonicalZone } from "#expression/zone.ts";
import type { RegistryView } from "#journey/registry.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { chance } from "#platform/secrets.ts";
import { additive, fromOf, joinsPlainRows, keysOf, ofWorkspace, type Parts } from "./additive.ts";
import { bucketBy, bucketStart } from "./bucket.ts";
import { dimensionOf, type Dimension } from "./columns.ts";
import { asksHidden, conditionOf } from "./conditions.ts";
import { needs } from "./hidden.ts";
import { Joins, ownedDimensions } from "./joins.ts";
import { measureOf } from "./measure.ts";
import { monthsOf } from "./months.ts";
import type { Measure } from "./measure-sums.ts";
import { accountsReachedSql, reachSql, type Sight } from "./reach.ts";
import { partingDimension, partings, segmentDimension } from "./segments.ts";
import { weightSql, type Raked } from "./rake.ts";
import type { Left } from "./suppress.ts";
import { classSql, leftOutReasons, notAsked, ruleOf, type Rule } from "./row-class.ts";

/** More groups than this are not answered; the largest are. */
export const mostGroups = 10_000;
/** Rows that are asked for at first: a group comes in several classes, mostly in few. */
export const mostRows = 4 * mostGroups;
/** As many as the largest groups can have together, each in 9 classes of what is left out and 16 others. */
const mostClasses = 25;
/** ClickHouse reads a statement of 256 KB. */
export const longest = 240_000;

/** What a question is asked in: the workspace's registry and zone, and what the caller may see. */
export type Context = {
  registry: RegistryView;
  timezone: string;
  sight: Sight;
  /** What a mean is summed about: near its values, where those lie far from 0. */
  shift?: number;
  /** The weights of a question that is raked. */
  raked?: Raked;
  /** Signals that belong to no customer alone. */
  ofNobody?: boolean;
};
/** The same with the month of each group beside it, of the months that are bound as `months`; without a limit of its own. */
export type ByMonth = {
  part: MonthlyStatement;
  /** Without a period: of months that lie within it, whatever it is. */
  whole: () => MonthlyStatement;
  of: ReturnType<typeof monthsOf>;
};
/**
 * The same as one statement that reads the parts bound as `own` as settled months are read, and the
 * months bound as `months` as ever. Within the parts there is no period.
 */
export type Joined = { sql: string; of: ReturnType<typeof monthsOf> };
export type Statement = { sql: string; parameters: Record<string, unknown> };
/**
 * The same of settled months, at less cost (`early.ts`): of the parts that are bound as `own`, of which
 * it is known that they hold this workspace alone, and of those bound as `shared`.
 */
export type MonthlyStatement = Statement & { settled?: { own: string; shared: string } };
export type Compiled = Statement & {
  /** The same, where `sql` gives more than `mostRows`: all classes of the largest groups, so that none is shown in part. */
  largest: string;
  /** Undefined where sums of months don't add up to those of the whole. */
  byMonth?: ByMonth | undefined;
  /** Of what joins customers to signals, where that reads no JSON of these; undefined elsewhere. */
  joined?: Joined | undefined;
  query: Query;
  measure: Measure;
  /** What is taken and what stays out. */
  rule: Rule;
  timezone: string;
  /** Groups overlap, so the total is asked for on its own. */ overlapping: boolean;
};

/** As much of it as its sums are asked by. */
export type Summed = Pick<Compiled, "sql" | "parameters" | "query" | "byMonth" | "joined"> &
  Partial<Pick<Compiled, "rule">>;

/** The joins of a question for this caller. */
export const joinsFor = ({ registry, sight }: Context, bind: Binder): Joins =>
  new Joins(bind, () => accountsReachedSql(sight, registry, bind));

/** The zone given, or the workspace's; throws where there is no such zone. */
export function zoneOf(query: Pick<Query, "timezone">, context: Pick<Context, "timezone">): string {
  const zone = query.timezone ?? context.timezone;
  // Plain offsets are no zones to ClickHouse.
  const known = /^[+-]/.test(zone) ? undefined : canonicalZone(zone);
  if (known !== undefined) return known;
  throw new CorridorError(
    "invalid_request",
    `There is no time zone "${zone}". Send an IANA name, as in Asia/Jakarta.`,
  );
}

/** An instant in SQL: RFC 3339 as it is, a date as its first moment in the zone. */
export function moment(text: string, zone: string, bind: Binder): string {
  if (text.length === 10)
    return `toDateTime64(${bind(`${text} 00:00:00`, "String")}, 3, ${bind(zone, "String")})`;
  return `fromUnixTimestamp64Milli(${bind(Date.parse(text), "Int64")})`;
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

/** Groups by the value of the measure itself, written as a number is. */
function valueDimension({ value }: Measure): Dimension {
  if (value === undefined)
    throw new CorridorError(
      "invalid_request",
      "`value` divides how many answers there are, or their shares: ask for a count with `of` a measure, or for a share without `equals`. An answer is divided by `answers.x`.",
    );
  // The hash can be undone, and class and month are added to it: not where nobody knows what was hashed.
  const of = `intHash64(bitXor(reinterpretAsUInt64(ifNull(${value}, 0)), ${chance}))`;
  const key = { of: [of], value: `toString(any(${value}))`, merges: false };
  return { sql: `toString(${value})`, multiple: false, key };
}

type Dividing = { joins: Joins; measure: Measure };

function dimensionFor(
  name: string,
  context: Context,
  bind: Binder,
  { joins, measure }: Dividing,
): Dimension {
  const { registry, sight } = context;
  const { judgements } = measure;
  if (name === "value") return valueDimension(measure);
  if (partings.test(name)) return partingDimension(name, context, bind);
  const dimension =
    name === "segment"
      ? segmentDimension(context, bind)
      : dimensionOf(name, registry, bind, { sight, joins, judgements });
  if (!dimension) throw unknownDimension(name, registry);
  return dimension;
}

/** The clause WITH that gives a row's weight, where the question is raked. */
function weightsOf({ rake }: Query, context: Context, bind: Binder, dividing: Dividing): string {
  const { raked } = context;
  // Where nobody answered there are no weights, and nobody whom they would change.
  if (!raked) return rake ? "WITH toFloat64(1) AS raked " : "";
  const found = raked.by.map((name) => dimensionFor(name, context, bind, dividing));
  return `WITH ${weightSql(raked, found, bind)} `;
}

/** Whether a condition asks for what the caller may not see (`conditions.ts`). */
export const asksUnseen = (where: string | undefined, context: Context): boolean =>
  where !== undefined && asksHidden(where, context, (bind) => joinsFor(context, bind));

/** Throws `forbidden` for such a condition: a figure of nobody, or of everybody, would stand for it. */
export function refuseUnseen(where: string | undefined, context: Context): void {
  if (!asksUnseen(where, context)) return;
  throw needs(
    context.sight.texts ? "see names" : "see texts",
    "The condition asks for what you may not see",
  );
}

/** The terms by which a question selects signals for this caller; and its condition, with the fields that it names. */
export function selectedBy(
  query: Pick<Query, "where" | "from" | "to" | "timezone">,
  context: Context,
  bind: Binder,
  joins: Joins,
): {
  where: string[];
  period: string[];
  condition: string | undefined;
  names: ReadonlySet<string>;
} {
  const zone = zoneOf(query, context);
  const condition = query.where?.trim()
    ? conditionOf(query.where, context, bind, joins)
    : undefined;
  const where = [ofWorkspace];
  const reached = reachSql(context.sight.reach, context.registry, bind);
  if (reached !== undefined) where.push(reached);
  const period: string[] = [];
  if (query.from !== undefined) period.push(`at >= ${moment(query.from, zone, bind)}`);
  if (query.to !== undefined) period.push(`at < ${moment(query.to, zone, bind)}`);
  where.push(...period);
  return { where, period, condition: condition?.sql, names: condition?.names ?? new Set<string>() };
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
  const dividing = { joins, measure };
  const found = query.by.map((name) => dimensionFor(name, context, bind, dividing));
  const weights = weightsOf(query, context, bind, dividing);
  const { where, period, condition, names } = selectedBy(query, context, bind, joins);
  const rule = ruleOf(query, names, measure.score);
  if (context.ofNobody) where.push("identity = 0");
  const asked = { query, measure, found, weights, rule, where, period, condition };
  const asking: Parts = { ...asked, zone, bind, joins, left };
  const split = measure.additive ? monthly(asking) : undefined;
  const sql = measure.additive ? additive(asking) : single(asking);
  const joined = joinsPlainRows(asking) ? additive(asking, { joined: true }) : undefined;
  if (sql.length > longest)
    throw new CorridorError(
      "expression_invalid",
      `The conditions of this question are too long together${query.by.includes("segment") ? ": those of all segments in use belong to it. Take some out of use" : ". Make them shorter"}.`,
    );
  const parameters = { ...bind.parameters, workspace, ...(shift ? { shift } : {}) };
  const whole = () => {
    const { from: _from, to: _to, ...rest } = query;
    return compile(rest, workspace, context, left).byMonth!.part;
  };
  const limited = (text: string) => `${text} ORDER BY s_n DESC LIMIT ${mostRows + 1}`;
  return {
    sql: limited(sql),
    largest: largestOf(sql, asking),
    joined: joined === undefined ? undefined : { sql: limited(joined), of: monthsOf(query, zone) },
    byMonth: split && { part: { ...split, parameters }, whole, of: monthsOf(query, zone) },
    parameters,
    measure,
    query,
    rule,
    timezone: zone,
    overlapping: !measure.additive || found.some((each) => each.multiple),
  };
}

function largestOf(sql: string, parts: Parts): string {
  const names = keysOf(parts);
  const all = names.length > 0 ? `PARTITION BY ${names.join(", ")}` : "";
  return `SELECT * FROM (${sql}) ORDER BY ${[`sum(s_n) OVER (${all}) DESC`, ...names].join(", ")} LIMIT ${mostClasses * mostGroups}`;
}

/**
 * Of signals alone, read once: who is in a segment is read of all months, and rows that are joined to
 * customers take three times as long when months are told apart (3.3 s of ten million instead of 1.2).
 */
export const readsSignalsAlone = (sql: string): boolean =>
  sql.match(/\bsignals\b/gu)?.length === 1 && !/\b(?:customers|accounts|map)\b/u.test(sql);

function monthly(parts: Parts): Omit<MonthlyStatement, "parameters"> | undefined {
  const sql = additive(parts, { months: true });
  return readsSignalsAlone(sql)
    ? {
        sql,
        settled: {
          own: additive(parts, { months: true, settled: "own" }),
          shared: additive(parts, { months: true, settled: "shared" }),
        },
      }
    : undefined;
}

const isOf = (left: "guarded" | "staff"): string =>
  left === "guarded" ? "bitAnd(class, 4) = 4" : "bitAnd(class, 36) = 36";

/** A quantile of two groups is not to be had from theirs, so it is asked for as it is wanted. */
function single(parts: Parts): string {
  const { query, measure, found, where, condition, left, bind } = parts;
  const { interval } = query;
  const zone = interval ? bind(parts.zone, "String") : "";
  const bucket = interval ? [bucketBy(interval, zone)] : [];
  const start = interval ? [`${bucketStart(interval, zone)} AS start`] : [];
  const also = condition === undefined ? [] : [condition];
  const terms = [...where, ...also, measure.has, `class != ${notAsked}`];
  if (left) terms.push(`NOT (bitAnd(class, 3) = 0 AND ${isOf(left)})`);
  const sums = Object.entries({
    ...measure.sums,
    ...(measure.judgements ? { signals: "uniqExactIf(row_id, kept)" } : {}),
    ...housekeeping(parts),
  });
  const group = [...found.map((_, n) => `d${n}`), ...bucket];
  const all = [
    ...found.map(({ sql }, n) => `${sql} AS d${n}`),
    ...start,
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

/** From a question to one SQL statement. Pure. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { dimensions, type Interval, type Query } from "#contract/query.ts";
import { patterns } from "#contract/signal.ts";
import { parse } from "#expression/parse.ts";
import { check } from "#expression/check.ts";
import { NotInSql, toSql } from "#expression/sql.ts";
import { children, isBranch, type Tree } from "#expression/tree.ts";
import type { RegistryView } from "#journey/registry.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import {
  createResolver,
  customerKey,
  dimensionOf,
  signalSchema,
  type Dimension,
} from "./columns.ts";
import { measureOf } from "./measure.ts";
import { leftOutReasons, type LeftOut } from "./row-class.ts";
import type { Measure } from "./measure-sums.ts";

/** More groups than this are not answered; the largest are. */
export const mostGroups = 10_000;
/** A group may come in several classes. */
export const mostRows = 4 * mostGroups;

export type Context = { registry: RegistryView; timezone: string };
export type Compiled = {
  sql: string;
  parameters: Record<string, unknown>;
  measure: Measure;
  query: Query;
  timezone: string;
  /** Groups overlap, so the total is asked for on its own. */ overlapping: boolean;
};

/** The zone given, or the workspace's; throws where there is no such zone. */
export function zoneOf(query: Pick<Query, "timezone">, context: Context): string {
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

/** The signal's own fields that a tree names: the roots of its paths. */
function namesOf(tree: Tree, found = new Set<string>()): Set<string> {
  if (isBranch(tree) && tree[0] === "get") found.add(String(tree[1]));
  for (const child of children(tree)) namesOf(child, found);
  return found;
}

/** A condition in CEL as SQL, and the fields that it names. Throws `expression_invalid` with every problem and its place. */
export function conditionOf(
  text: string,
  registry: RegistryView,
  bind: Binder,
  where = "condition",
): { sql: string; names: ReadonlySet<string> } {
  const parsed = parse(text);
  const problems = parsed.ok ? check(parsed, signalSchema, { target: "sql" }) : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    const first = problems[0];
    const place = first ? `, line ${first.line}, column ${first.column}: ${first.message}` : ".";
    throw new CorridorError("expression_invalid", `In the ${where}${place}`, {
      details: { problems },
    });
  }
  return {
    sql: sqlOf(parsed.tree, registry, bind),
    names: namesOf(parsed.tree),
  };
}

function sqlOf(tree: Tree, registry: RegistryView, bind: Binder): string {
  try {
    return toSql(tree, { resolve: createResolver(registry) }, { bind }).sql;
  } catch (error) {
    // The checker finds what SQL has no word for; that it becomes too long is seen only here.
    if (!(error instanceof NotInSql)) throw error;
    throw new CorridorError("expression_invalid", `In the condition: ${error.message}`);
  }
}

const starts: Record<Interval, (zone: string) => string> = {
  hour: (zone) => `toStartOfHour(at, ${zone})`,
  day: (zone) => `toStartOfDay(at, ${zone})`,
  week: (zone) => `toStartOfWeek(at, 1, ${zone})`,
  month: (zone) => `toStartOfMonth(at, ${zone})`,
  quarter: (zone) => `toStartOfQuarter(at, ${zone})`,
  year: (zone) => `toStartOfYear(at, ${zone})`,
};

const customersOnly = "voice != 'customer'";

/** Why a row stays out of every figure unless it is asked for: reason → condition, in the order that counts. */
function outOf(
  query: Query,
  named: ReadonlySet<string>,
  bind: Binder,
): Partial<Record<LeftOut, string>> {
  const out: Partial<Record<LeftOut, string>> = {};
  if (!query.include.includes("suspicious") && !named.has("suspicious"))
    out.suspicious = "notEmpty(suspicious)";
  if (!query.include.includes("partial") && !named.has("state"))
    out.partial = "state != 'complete'";
  const byVoice = named.has("voice") || query.by.includes("voice") || query.voices === "all";
  if (Array.isArray(query.voices))
    out.otherVoices = `voice NOT IN ${bind(query.voices, "Array(String)")}`;
  else if (!byVoice) out.otherVoices = customersOnly;
  return out;
}

function unknownDimension(name: string, registry: RegistryView): CorridorError {
  const known = [
    ...dimensions,
    ...Array.from(registry.entries.attribute.keys(), (key) => `attributes.${key}`),
    ...Array.from(registry.entries.answer.keys(), (key) => `answers.${key}`),
  ];
  return new CorridorError(
    "unknown_dimension",
    `"${name}" is no dimension.${didYouMean(known, name)}`,
    { details: { name } },
  );
}

/** Everybody who has at least one signal that meets a segment's condition, at any time; one customer may be in several. */
function segmentDimension(registry: RegistryView, bind: Binder): Dimension {
  const tests: string[] = [];
  for (const [key, entry] of registry.entries.segment) {
    if (!entry.reviewed || !entry.active) continue;
    const { sql } = conditionOf(entry.definition.where, registry, bind, `segment "${key}"`);
    tests.push(
      `if(${customerKey} IN (SELECT ${customerKey} FROM signals FINAL WHERE workspace = {workspace:UUID} AND ${customerKey} != '' AND (${sql})), ${bind(key, "String")}, '')`,
    );
  }
  if (tests.length === 0) {
    throw new CorridorError(
      "unknown_dimension",
      "There is no segment yet. Define one at PUT /v1/segments/KEY.",
    );
  }
  const sql = `arrayJoin(arrayFilter(segment -> segment != '', [${tests.join(", ")}]))`;
  return { sql, multiple: true, judgements: false };
}

/** One statement, its groups divided by pattern as well, so that pooling can be judged afterwards. */
export function compile(query: Query, workspace: string, context: Context): Compiled {
  const bind = createBinder();
  const { registry } = context;
  const zone = zoneOf(query, context);
  const measure = measureOf({ registry, query, bind });
  const found = query.by.map((name) => {
    const dimension =
      name === "segment" ? segmentDimension(registry, bind) : dimensionOf(name, registry, bind);
    if (!dimension) throw unknownDimension(name, registry);
    return dimension;
  });
  const condition =
    query.where === undefined || query.where.trim() === ""
      ? { sql: "1", names: new Set<string>() }
      : conditionOf(query.where, registry, bind);
  const where = ["workspace = {workspace:UUID}"];
  if (query.from !== undefined) where.push(`at >= ${moment(query.from, zone, bind)}`);
  if (query.to !== undefined) where.push(`at < ${moment(query.to, zone, bind)}`);
  if (query.pattern !== undefined && query.pattern !== "all")
    where.push(`pattern = ${bind(query.pattern, "String")}`);
  where.push(measure.has, condition.sql);
  const out = outOf(query, condition.names, bind);
  const select = found.map(({ sql }, n) => `${sql} AS d${n}`);
  const group = found.map((_, n) => `d${n}`);
  if (query.interval) {
    const bound = bind(zone, "String");
    // Grouped by the bucket itself; its instant is worked out once a group, not once a row.
    const bucket = starts[query.interval](bound);
    select.push(`toUnixTimestamp64Milli(toDateTime64(${bucket}, 3, ${bound})) AS start`);
    group.push(bucket);
  }
  // A quantile of two groups is not to be had from theirs, so it is asked for as it is wanted.
  if (measure.additive) {
    select.push(`${classOf(out, measure.score && query.pattern === undefined)} AS class`);
    group.push("class");
  }
  const sums = measure.additive ? measure.sums : { ...measure.sums, ...housekeeping(out) };
  for (const [name, sql] of Object.entries(sums)) select.push(`${sql} AS s_${name}`);
  const join =
    measure.judgements || found.some((each) => each.judgements)
      ? " ARRAY JOIN judgements AS judgement"
      : "";
  const kept =
    Object.values(out)
      .map((reason) => `NOT (${reason})`)
      .join(" AND ") || "1";
  const sql = `${measure.additive ? "" : `WITH (${kept}) AS kept `}SELECT ${select.join(", ")} FROM signals FINAL${join} WHERE ${where.join(" AND ")}${group.length > 0 ? ` GROUP BY ${group.join(", ")}` : ""} ORDER BY s_n DESC LIMIT ${mostRows + 1}`;
  return {
    sql,
    parameters: { ...bind.parameters, workspace },
    measure,
    query,
    timezone: zone,
    overlapping: !measure.additive || found.some((each) => each.multiple),
  };
}

/**
 * What a row is, in one byte, so that grouping by it answers at once what was left out and why,
 * whose names are kept, and which pattern a score is of: one key costs a twentieth of the time of
 * three keys and five conditional counts. `readClass` takes it apart.
 */
function classOf(out: Partial<Record<LeftOut, string>>, apart: boolean): string {
  const reasons = leftOutReasons.flatMap((reason, n) => (out[reason] ? [out[reason], n + 1] : []));
  const parts = [
    reasons.length === 0 ? "0" : `multiIf(${reasons.join(", ")}, 0)`,
    "4 * (confidentiality != 'identified')",
  ];
  // Each further column costs its reading: the pattern only where scores may have to be kept apart,
  // staff only where they are let in.
  if (apart)
    parts.push(
      `8 * multiIf(${patterns.map((name, n) => `pattern = '${name}', ${n + 1}`).join(", ")}, 0)`,
    );
  if (out.otherVoices !== customersOnly) parts.push("32 * (voice = 'employee')");
  return `toUInt8(${parts.join(" + ")})`;
}

/** For what is not grouped by class: who must be protected, and what stayed out. */
const housekeeping = (out: Partial<Record<LeftOut, string>>): Record<string, string> => ({
  guarded: "countIf(kept AND confidentiality != 'identified')",
  guardedStaff: "countIf(kept AND confidentiality != 'identified' AND voice = 'employee')",
  ...Object.fromEntries(
    Object.entries(out).map(([reason, sql]) => [reason, `countIf(NOT kept AND ${sql})`]),
  ),
});

/** The condition of a list's filters, its values bound under names of their own. Throws `expression_invalid`. */
export function compileFilter(
  filter: { where?: string | undefined; from?: string | undefined; to?: string | undefined },
  context: Context,
): { sql: string; parameters: Record<string, unknown> } {
  const bind = createBinder("f");
  const parts: string[] = [];
  if (filter.from !== undefined) parts.push(`at >= ${moment(filter.from, context.timezone, bind)}`);
  if (filter.to !== undefined) parts.push(`at < ${moment(filter.to, context.timezone, bind)}`);
  if (filter.where?.trim()) parts.push(conditionOf(filter.where, context.registry, bind).sql);
  return { sql: parts.length === 0 ? "1" : parts.join(" AND "), parameters: bind.parameters };
}

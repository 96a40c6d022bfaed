/**
 * What is known of people at an instant, as SQL: each fact of docs/loyalty.md from the signals that
 * occurred before it, all people in one look at the signals. Pure.
 *
 * Of identified signals alone, which nobody suspects and which are complete: what somebody said in
 * confidence would show in their level.
 */
import type { SignalRules } from "#contract/loyalty.ts";
import { customerJoin } from "#customer/identity-sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import { measureColumn } from "#understand/columns.ts";
import { conditionOf } from "#understand/conditions.ts";
import { jsonColumn } from "#expression/json-column.ts";
import { Joins } from "#understand/joins.ts";
import { reachSql, wholeSight, type Sight } from "#understand/reach.ts";
import { readFacts, type Facts } from "#understand/row-class.ts";

const day = 86_400_000;
/** An answer counts for so many days, of transactions for so many. */
export const year = 365 * day;
const transactionalDays = 180 * day;
/** Transactional answers whose mean is a score. */
const lastTransactional = 3;
/** The bits of a value that stands behind a time in one number. */
const valueBits = 2 ** 27 - 1;
/** Of a likelihood to recommend. */
const mostLikely = 10;

/** What facts are made in. `signals` are the rules by which a signal is a cancellation and so on. */
export type Making = {
  registry: RegistryView;
  sight: Sight;
  bind: Binder;
  signals: SignalRules;
};

/** Whose signals count: customers', and what was said of us in public under their names. */
const heard: ReadonlySet<string> = new Set<Facts["voice"]>(["customer", "public"]);

/** A moment in milliseconds, in SQL. */
export const instant = (at: number, bind: Binder): string =>
  `fromUnixTimestamp64Milli(${bind(at, "Int64")}, 'UTC')`;

/** The scale of a measure in the registry; of 1 to 5 where nobody has said one. */
function scaleOf(name: string, { registry }: Making): { min: number; max: number } {
  const entry = registry.entries.measure.get(name);
  const scale = entry?.reviewed ? entry.definition.scale : undefined;
  return scale?.max === undefined ? { min: 1, max: 5 } : { min: scale.min, max: scale.max };
}

/** A measure as 0 to 100 by its scale. */
function outOf100(name: string, making: Making): string {
  const { min, max } = scaleOf(name, making);
  const number = (value: number) => making.bind(value, "Float64");
  return `(${measureColumn(name, making.bind)} - ${number(min)}) / (${number(max)} - ${number(min)}) * 100`;
}

/** Steps of a value that stands behind a time, where it is at most so much: of values with few decimals none is lost. */
const stepsOf = (most: number): number => 10 ** Math.floor(Math.log10((valueBits - 1) / most));

/**
 * A value from 0 to `most` behind the time of its signal, in one number of which the latest is the most;
 * 0 where there is none. Of a million people the state of what is added up no longer fits the caches: a
 * pair of value and time takes three times as much of it, the last three of pairs eight times.
 */
const timed = (value: string, most: number, bind: Binder): string =>
  // Of no value the least and the greatest are the other of the two.
  `if(isNull(${value}), 0, toUInt64(toUnixTimestamp(at)) * ${valueBits + 1} + toUInt64(round(greatest(0, least(${bind(most, "Float64")}, assumeNotNull(${value}))) * ${stepsOf(most)})))`;

/** The value that such a number holds. */
const valueIn = (timedSql: string, most: number): string =>
  `bitAnd(${timedSql}, ${valueBits}) / ${stepsOf(most)}`;

/** From which such number on a value is of a moment or later. */
const timedFrom = (at: number, bind: Binder): string =>
  bind(String(BigInt(Math.max(1, Math.ceil(at / 1000))) * BigInt(valueBits + 1)), "UInt64");

/** Whether a row lies before a moment, and not before another: of numbers, as it is asked of each row many times. */
export const rowBefore = (at: number, bind: Binder, since?: number): string =>
  `r_ms < ${bind(at, "Int64")}${since === undefined ? "" : ` AND r_ms >= ${bind(since, "Int64")}`}`;

/** Rows of signals with what facts are made of; `who` are the columns by which they will be grouped. */
export function rowsOf(
  making: Making,
  who: (joins: Joins) => Readonly<Record<string, string>>,
  terms: readonly string[] = [],
): string {
  const { registry, sight, bind, signals } = making;
  const joins = new Joins(bind, () => undefined);
  // What a signal is was decided by whoever wrote the rule, whatever this caller may see of it.
  const is = (rule: keyof SignalRules) =>
    conditionOf(signals[rule], { registry, sight: wholeSight }, bind, joins, `rule of "${rule}"`)
      .sql;
  /** Rows whose byte of facts is one of those that this takes. */
  const factsAre = (taken: (each: Facts) => boolean) => {
    const bytes = Array.from({ length: 128 }, (_, byte) => byte).filter((byte) =>
      taken(readFacts(byte)),
    );
    return `facts IN ${bind(bytes, "Array(UInt8)")}`;
  };
  const counts = (each: Facts) =>
    !each.guarded && !each.partial && !each.suspicious && heard.has(each.voice);
  const spoken = (value: string, pattern?: Facts["pattern"]) =>
    `if(${factsAre((each) => each.voice === "customer" && (pattern === undefined || each.pattern === pattern))}, ${value}, NULL)`;
  const osat = scaleOf("osat", making);
  const tenure = jsonColumn("attributes", "tenureMonths", bind).number;
  const columns: Record<string, string> = {
    ...who(joins),
    at: "at",
    ms: "toUnixTimestamp64Milli(at)",
    // As it was said, from the lower end of its scale: out of 100 it may have no end of decimals.
    osat: timed(
      spoken(`${measureColumn("osat", bind)} - ${bind(osat.min, "Float64")}`, "present"),
      osat.max - osat.min,
      bind,
    ),
    csat: timed(spoken(outOf100("csat", making), "past"), 100, bind),
    ltr: timed(spoken("nps"), mostLikely, bind),
    answered: `kind = 'response' AND ${factsAre((each) => each.voice === "customer")}`,
    bought: "kind = 'transaction'",
    used: "kind IN ('transaction', 'usage-event')",
    revenue: `if(kind = 'transaction', ${measureColumn("revenue", bind)}, NULL)`,
    tenure,
    tenured: `isNotNull(${tenure})`,
    cancelled: is("cancelled"),
    returned: is("returned"),
    renewed: is("renewed"),
    referral: is("referral"),
    praise: is("praise"),
    invited: is("invited"),
  };
  const reached = reachSql(sight.reach, registry, bind);
  const where = [
    "workspace = {workspace:UUID}",
    // One byte in the place of five columns.
    factsAre(counts),
    ...(reached === undefined ? [] : [reached]),
    ...terms,
  ];
  const joined = joins.sql({ owners: true });
  const mapped = joined.includes(customerJoin) ? joined : ` ${customerJoin}${joined}`;
  const select = Object.entries(columns).map(([name, sql]) => `${sql} AS r_${name}`);
  return `SELECT ${select.join(", ")} FROM signals FINAL${mapped} WHERE ${where.join(" AND ")}`;
}

/**
 * Sums of one person's rows at one instant, under names that begin with `prefix`. `earliest` is the
 * first of all instants that the statement asks about.
 */
export function scoreSums(
  at: number,
  prefix: string,
  making: Making,
  earliest: number = at,
): string[] {
  const { bind } = making;
  const before = timedFrom(at, bind);
  const latest = (what: string, most: number, scaled: (value: string) => string) => {
    // A row that has none is not looked at: what is added up of a million people is far away in memory.
    const found = `maxIf(r_${what}, r_${what} != 0 AND r_${what} < ${before})`;
    return `if(${found} >= ${timedFrom(at - year, bind)}, toNullable(${scaled(valueIn(found, most))}), NULL) AS ${prefix}${what}`;
  };
  const { min, max } = scaleOf("osat", making);
  const span = bind(max - min, "Float64");
  // All readings take theirs of one list, which is small, and put in order once a person.
  const csats = `arrayReverseSort(groupArrayIf(r_csat, r_csat >= ${timedFrom(earliest - transactionalDays, bind)}))`;
  const recent = `each < ${before} AND each >= ${timedFrom(at - transactionalDays, bind)}`;
  return [
    latest("osat", max - min, (value) => `${value} / ${span} * 100`),
    `arraySlice(arrayFilter(each -> ${recent}, ${csats}), 1, ${lastTransactional}) AS ${prefix}csats`,
    latest("ltr", mostLikely, (value) => value),
  ];
}

/** The score of one person of those sums: NULL where nothing was said. */
export const scoreOf = (prefix: string): string =>
  `multiIf(isNotNull(${prefix}osat), ${prefix}osat, notEmpty(${prefix}csats), toNullable(arrayAvg(each -> ${valueIn("each", 100)}, ${prefix}csats)), ${prefix}ltr * 10)`;

export const scoreSourceOf = (prefix: string): string =>
  `multiIf(isNotNull(${prefix}osat), 'relationship', notEmpty(${prefix}csats), 'transactional', isNotNull(${prefix}ltr), 'recommendation', '')`;

/** What else is known of a person. */
export function factSums(
  at: number,
  prefix: string,
  making: Making,
  earliest: number = at,
): string[] {
  const { bind } = making;
  const before = rowBefore(at, bind);
  const inYear = rowBefore(at, bind, at - year);
  const last = (what: string) => `maxIf(r_at, ${before} AND r_${what}) AS ${prefix}${what}At`;
  const count = (what: string, name: string) =>
    `countIf(${inYear} AND r_${what}) AS ${prefix}${name}`;
  return [
    ...scoreSums(at, prefix, making, earliest),
    count("bought", "purchases365"),
    count("renewed", "renewals365"),
    count("referral", "referrals365"),
    count("praise", "praise365"),
    `sumIf(ifNull(r_revenue, 0), ${inYear}) AS ${prefix}revenue365`,
    // Which of the two came last: of both at once, the return.
    `maxIf(r_ms * 2 + r_returned, ${before} AND (r_cancelled OR r_returned)) AS ${prefix}left`,
    last("used"),
    last("answered"),
    // All instants read one list, one first and one set of days of a person: no day before that of the
    // last use until then has a use that came later.
    `minIf(r_at, r_used) AS ${prefix}firstUsed`,
    `arrayCount(each -> each <= toDate(${prefix}usedAt), groupUniqArrayIf(toDate(r_at), r_used)) AS ${prefix}usedDays`,
    // Two of a fixed size in the place of one of a pair, which lies elsewhere for each person.
    last("tenured"),
    `argMaxIf(assumeNotNull(r_tenure), r_at, ${before} AND r_tenured) AS ${prefix}tenuredAs`,
    `groupArrayIf(r_at, r_invited) AS ${prefix}invitations`,
  ];
}

/** Nothing has happened: what `maxIf` gives where no row meets its condition. */
const never = "toDateTime64(0, 3, 'UTC')";

/**
 * Facts by name, of those sums and of what is stated of the customer (`c_tenure`, `c_since`): what a
 * rule of docs/loyalty.md may name. NULL is missing.
 */
export function factsOf(at: number, prefix: string, bind: Binder): Record<string, string> {
  const p = prefix;
  const now = instant(at, bind);
  const months = (from: string) => `toFloat64(dateDiff('month', ${from}, ${now}))`;
  const idle = `if(${p}usedAt = ${never}, NULL, dateDiff('second', ${p}usedAt, ${now}) / 86400)`;
  // Between the first and the last of the days on which there was any; two gaps at least are a habit.
  const gap = `if(${p}usedDays < 3, NULL, dateDiff('second', ${p}firstUsed, ${p}usedAt) / 86400 / (${p}usedDays - 1))`;
  return {
    score: scoreOf(p),
    ltr: `${p}ltr`,
    purchases365: `toFloat64(${p}purchases365)`,
    renewed365: `${p}renewals365 > 0`,
    tenureMonths: `multiIf(isNotNull(c_since), toNullable(${months("assumeNotNull(c_since)")}), ${p}tenuredAt != ${never}, toNullable(${p}tenuredAs) + ${months(`${p}tenuredAt`)}, c_tenure)`,
    referrals365: `toFloat64(${p}referrals365)`,
    praise365: `toFloat64(${p}praise365)`,
    cancelled: `${p}left > 0 AND ${p}left % 2 = 0`,
    idleDays: idle,
    idleRatio: `(${idle}) / nullIf(${gap}, 0)`,
    revenue365: `${p}revenue365`,
    unanswered: `toFloat64(arrayCount(each -> each > ${p}answeredAt AND each < ${now}, ${p}invitations))`,
  };
}

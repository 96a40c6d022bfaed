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
/** Steps of a value that stands behind a time in one number, and the bits that it takes. */
const valueSteps = 1_000_000;
const valueBits = 2 ** 27 - 1;

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

/** A measure as 0 to 100 by its scale in the registry; of 1 to 5 where nobody has said one. */
function outOf100(name: string, { registry, bind }: Making): string {
  const entry = registry.entries.measure.get(name);
  const scale = entry?.reviewed ? entry.definition.scale : undefined;
  const [min, max] = scale?.max === undefined ? [1, 5] : [scale.min, scale.max];
  const number = (value: number) => bind(value, "Float64");
  return `(${measureColumn(name, bind)} - ${number(min)}) / (${number(max)} - ${number(min)}) * 100`;
}

/**
 * A value from 0 to 100 behind the time of its signal, in one number of which the latest is the least:
 * the last three of pairs take four times as long, half of all that facts do.
 */
const latestFirst = (value: string): string =>
  `(4294967295 - toUInt64(toUnixTimestamp(at))) * ${valueBits + 1} + toUInt64(round(greatest(0, least(100, ${value})) * ${valueSteps}))`;

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
  const columns: Record<string, string> = {
    ...who(joins),
    at: "at",
    ms: "toUnixTimestamp64Milli(at)",
    osat: spoken(outOf100("osat", making), "present"),
    csat: spoken(latestFirst(outOf100("csat", making)), "past"),
    ltr: spoken("nps"),
    answered: `kind = 'response' AND ${factsAre((each) => each.voice === "customer")}`,
    bought: "kind = 'transaction'",
    used: "kind IN ('transaction', 'usage-event')",
    revenue: `if(kind = 'transaction', ${measureColumn("revenue", bind)}, NULL)`,
    tenure: jsonColumn("attributes", "tenureMonths", bind).number,
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
  const joined = joins.sql();
  const mapped = joined.includes(customerJoin) ? joined : ` ${customerJoin}${joined}`;
  const select = Object.entries(columns).map(([name, sql]) => `${sql} AS r_${name}`);
  return `SELECT ${select.join(", ")} FROM signals FINAL${mapped} WHERE ${where.join(" AND ")}`;
}

/** Sums of one person's rows at one instant, under names that begin with `prefix`. */
export function scoreSums(at: number, prefix: string, bind: Binder): string[] {
  const inYear = rowBefore(at, bind, at - year);
  const recent = rowBefore(at, bind, at - transactionalDays);
  // Of a Nullable it takes half as long again, and of a time more than of its number.
  const latest = (what: string) =>
    `argMaxOrNullIf(assumeNotNull(r_${what}), r_ms, ${inYear} AND isNotNull(r_${what})) AS ${prefix}${what}`;
  return [
    latest("osat"),
    `groupArraySortedIf(${lastTransactional})(assumeNotNull(r_csat), ${recent} AND isNotNull(r_csat)) AS ${prefix}csats`,
    latest("ltr"),
  ];
}

/** The score of one person of those sums: NULL where nothing was said. */
export const scoreOf = (prefix: string): string =>
  `multiIf(isNotNull(${prefix}osat), ${prefix}osat, notEmpty(${prefix}csats), toNullable(arrayAvg(each -> bitAnd(each, ${valueBits}) / ${valueSteps}, ${prefix}csats)), ${prefix}ltr * 10)`;

export const scoreSourceOf = (prefix: string): string =>
  `multiIf(isNotNull(${prefix}osat), 'relationship', notEmpty(${prefix}csats), 'transactional', isNotNull(${prefix}ltr), 'recommendation', '')`;

/** What else is known of a person. */
export function factSums(at: number, prefix: string, bind: Binder): string[] {
  const before = rowBefore(at, bind);
  const inYear = rowBefore(at, bind, at - year);
  const last = (what: string) => `maxIf(r_at, ${before} AND r_${what}) AS ${prefix}${what}At`;
  const count = (what: string, name: string) =>
    `countIf(${inYear} AND r_${what}) AS ${prefix}${name}`;
  return [
    ...scoreSums(at, prefix, bind),
    `countIf(${before}) AS ${prefix}heard`,
    count("bought", "purchases365"),
    count("renewed", "renewals365"),
    count("referral", "referrals365"),
    count("praise", "praise365"),
    `sumIf(ifNull(r_revenue, 0), ${inYear}) AS ${prefix}revenue365`,
    last("cancelled"),
    last("returned"),
    last("used"),
    last("answered"),
    `minIf(r_at, ${before} AND r_used) AS ${prefix}firstUsed`,
    `uniqExactIf(toDate(r_at), ${before} AND r_used) AS ${prefix}usedDays`,
    `argMaxIf((r_at, r_tenure), r_at, ${before} AND isNotNull(r_tenure)) AS ${prefix}tenured`,
    `groupArrayIf(r_at, ${before} AND r_invited) AS ${prefix}invitations`,
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
    tenureMonths: `multiIf(isNotNull(c_since), toNullable(${months("assumeNotNull(c_since)")}), isNotNull(${p}tenured.2), ${p}tenured.2 + ${months(`${p}tenured.1`)}, c_tenure)`,
    referrals365: `toFloat64(${p}referrals365)`,
    praise365: `toFloat64(${p}praise365)`,
    cancelled: `${p}cancelledAt > ${p}returnedAt`,
    idleDays: idle,
    idleRatio: `(${idle}) / nullIf(${gap}, 0)`,
    revenue365: `${p}revenue365`,
    unanswered: `toFloat64(arrayCount(each -> each > ${p}answeredAt, ${p}invitations))`,
  };
}

/** Sums of each group and class of a question, as one statement. Pure. */
import type { Query } from "#contract/query.ts";
import type { Binder } from "#platform/binder.ts";
import { bucketBy, bucketNumber, startOf } from "./bucket.ts";
import type { Dimension } from "./columns.ts";
import { earlyOf } from "./early.ts";
import type { Joins } from "./joins.ts";
import type { Measure } from "./measure-sums.ts";
import { classIn, notAsked, type Rule } from "./row-class.ts";
import type { Left } from "./suppress.ts";

export type Parts = {
  query: Query;
  measure: Measure;
  found: readonly Dimension[];
  weights: string;
  rule: Rule;
  where: readonly string[];
  /** Those of `where` that are of the period. */
  period: readonly string[];
  condition: string | undefined;
  zone: string;
  bind: Binder;
  joins: Joins;
  left: Left;
};

/**
 * How a statement is made: with each month by itself, and of the parts of settled months alone, which
 * hold this workspace only, or others as well; or (`joined`) of parts and months at once, their rows together
 * before customers are joined to them.
 */
export type How = { months?: boolean; settled?: "own" | "shared"; joined?: boolean };

/** The scope of every question. */
export const ofWorkspace = "workspace = {workspace:UUID}";
/** The same, asked of the index and not of each row: of parts of which it is known that they hold nothing else. */
const ofOwnParts = (term: string): string =>
  term === ofWorkspace ? `indexHint(${ofWorkspace})` : term;

/** Call when all else of the statement is made: what it names decides what is joined. */
export const fromOf = (parts: Parts, rows = "signals FINAL"): string =>
  [
    parts.measure.judgements ? `${rows} ARRAY JOIN judgements AS judgement` : rows,
    parts.joins.sql().trim(),
    ...parts.found.flatMap(({ join }) => join ?? []),
  ]
    .filter((part) => part !== "")
    .join(" ");

const readsJson = /:Identifier\}|getSubcolumn/u;

/**
 * Whether it joins to signals, and reads none of their JSON columns, which would be read whole to be carried
 * on. Nor may it join segments: for whoever reaches nothing their key is a constant, and by that the store
 * joins a table, but no rows of a statement within.
 */
export function joinsPlainRows({ measure, found, weights, condition = "", joins }: Parts): boolean {
  if (!joins.any || !measure.additive || measure.judgements) return false;
  if (found.some(({ join }) => join !== undefined)) return false;
  // Not `sql` of each: to name a customer's text joins it.
  const keys = found.flatMap((each) => each.key?.of ?? [each.sql]);
  return ![measure.has, weights, condition, ...keys].some((text) => readsJson.test(text));
}

/** Rows of the parts bound as `own`, and those of the months bound as `months`; a condition may be of what is joined. */
function rowsApart({ measure, rule, where, period, bind }: Parts): string {
  const early = earlyOf(measure, rule, undefined, bind);
  const first = early.length === 0 ? "" : ` PREWHERE ${early.join(" AND ")}`;
  const own = where.filter((term) => !period.includes(term)).map(ofOwnParts);
  const select = "SELECT *, facts FROM signals FINAL";
  return `(${select}${first} WHERE ${own.join(" AND ")} AND _part IN {own:Array(String)} UNION ALL ${select} WHERE ${where.join(" AND ")} AND _partition_id IN {months:Array(String)}) AS signals`;
}
/** What tells groups apart, whatever their class. */
export const keysOf = ({ query, found }: Parts): string[] => [
  ...found.map((_, n) => `d${n}`),
  ...(query.interval ? ["start"] : []),
];

/**
 * What tells groups and classes apart, as one number: grouping by several columns takes three times as
 * long. Small numbers have bits of their own; the first hash is added as it is, and what else there is
 * times an odd number, so that two groups are one by chance once in 10^19 pairs.
 */
function oneKey({ query, found }: Parts, { small, zone }: { small: string; zone: string }): string {
  const [first, ...others] = found.flatMap(({ key }) => key!.of);
  return [
    small,
    ...(query.interval ? [`bitShiftLeft(${bucketNumber(query.interval, zone)}, 28)`] : []),
    ...(first === undefined ? [] : [first]),
    ...others.map((of, n) => `${of} * ${odds[n % odds.length]}`),
  ].join(" + ");
}
/** Digits of roots of 2, 3, 5, 7 and 11 behind the point, odd. */
const odds = [
  "7640891576956012809",
  "13503953896175478587",
  "4354685564936845355",
  "11912009170470909681",
  "5840696475078001361",
];
/** As in 202501; of 18 bits. */
const monthNumber = "tupleElement(_partition_value, 1)";

/** The columns that tell groups apart as they are answered, and what rows are grouped by. */
function groupingOf(parts: Parts, months: boolean): { select: string[]; group: string[] } {
  const { query, found, rule, zone: inZone, bind } = parts;
  const { interval } = query;
  const classOf = classIn(rule, bind);
  const zone = interval ? bind(inZone, "String") : "";
  const bucket = interval ? bucketBy(interval, zone) : "";
  // Of a customer's text nothing is joined where its number is enough.
  const dimensions = found.map((each, n) => `${each.key?.value ?? each.sql} AS d${n}`);
  const keyed = found.length > 0 && found.every(({ key }) => key);
  if (keyed) {
    // One `any` brings both: each takes as long as a sum.
    const small = months ? `(${classOf("facts")} + ${monthNumber} * 256)` : classOf("facts");
    const own = months
      ? [`bitShiftRight(any(${small}), 8) AS month`, `toUInt8(bitAnd(any(${small}), 255)) AS class`]
      : [`${classOf("any(facts)")} AS class`];
    return {
      select: [
        ...own,
        ...dimensions,
        ...(interval ? [`${startOf(`any(${bucket})`, zone)} AS start`] : []),
      ],
      group: [oneKey(parts, { small, zone })],
    };
  }
  // The bucket itself: its instant is worked out once a group, not once a row.
  const start = interval ? [`${startOf(bucket, zone)} AS start`] : [];
  const keys = found.flatMap(({ key }, n) => key?.of ?? [`d${n}`]);
  return {
    select: [
      ...(months ? [`${monthNumber} AS month`] : []),
      ...dimensions,
      ...start,
      `${classOf("facts")} AS class`,
    ],
    group: [...(months ? ["month"] : []), ...keys, ...(interval ? [bucket] : []), "class"],
  };
}

/**
 * Sums of each group and class. After FINAL, a term of WHERE copies every column that is read, for
 * each row that stays: a fifth of the time where most stay. So rows without the measure, and those
 * not asked about, are grouped with the others, count nothing, and go in HAVING. Only where groups
 * are dear, as their keys are texts of any length or rows are multiplied, they are kept out first.
 */
export function additive(
  parts: Parts,
  { months = false, settled, joined = false }: How = {},
): string {
  const { measure, found, weights, rule, where, condition, joins, bind } = parts;
  const { select, group } = groupingOf(parts, months);
  const sums = Object.entries({
    ...measure.sums,
    // Those that are left have it.
    ...(settled && !measure.judgements ? { n: "count()" } : {}),
    ...(measure.judgements ? { signals: `uniqExactIf(row_id, ${measure.has})` } : {}),
  });
  const having = ["s_n > 0", ...(rule.pattern === undefined ? [] : [`class != ${notAsked}`])];
  const early = settled ? earlyOf(measure, rule, condition, bind) : [];
  const first = early.length === 0 ? "" : ` PREWHERE ${early.join(" AND ")}`;
  const dear = joins.any || !found.every(({ key }) => key);
  const terms = [
    ...(joined ? [] : settled === "own" ? where.map(ofOwnParts) : where),
    ...(settled ? [`_part IN {${settled}:Array(String)}`] : []),
    ...(months && !settled ? ["_partition_id IN {months:Array(String)}"] : []),
    ...(settled || condition === undefined ? [] : [condition]),
    ...(settled || !dear ? [] : [measure.has]),
  ];
  const all = [...select, ...sums.map(([name, sql]) => `${sql} AS s_${name}`)];
  const sql = `${weights}SELECT ${all.join(", ")} FROM ${fromOf(parts, joined ? rowsApart(parts) : undefined)}${first} WHERE ${terms.join(" AND ")} GROUP BY ${group.join(", ")} HAVING ${having.join(" AND ")}`;
  if (!found.some(({ key }) => key?.merges)) return sql;
  // Several keys have one value: what differs by key only is added up.
  const names = [...(months ? ["month"] : []), ...keysOf(parts), "class"];
  const added = sums.map(([name]) => `sum(s_${name}) AS s_${name}`);
  return `SELECT ${[...names, ...added].join(", ")} FROM (${sql}) GROUP BY ${names.join(", ")}`;
}

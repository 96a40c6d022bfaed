/** From grouped sums to figures: patterns kept apart, small groups suppressed, low bases unranked, two periods compared. Pure. */
import type { Comparison, Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import { suppress } from "./suppress.ts";

/** Below this a figure is not ranked and no change is stated. */
export const lowBase = 30;

/** A row of the compiled statement. */
export type SqlRow = Record<string, string | number | null>;
export type GroupRow = {
  by: Record<string, string | null>;
  start: number | undefined;
  pattern: string;
  sums: Sums;
};

export function toGroups(rows: readonly SqlRow[], by: readonly string[]): GroupRow[] {
  return rows.map((row) => {
    const sums: Record<string, number> = {};
    for (const [name, value] of Object.entries(row))
      if (name.startsWith("s_")) sums[name.slice(2)] = Number(value ?? 0);
    return {
      by: Object.fromEntries(by.map((name, n) => [name, row[`d${n}`] as string | null])),
      start: row.start === undefined ? undefined : Number(row.start),
      pattern: String(row.patterned),
      sums,
    };
  });
}

export function addSums(groups: readonly { sums: Sums }[], names: readonly string[]): Sums {
  const total: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  for (const { sums } of groups)
    for (const name of Object.keys(sums)) total[name] = (total[name] ?? 0) + sums[name]!;
  return total;
}

/** Whether relationship and transactional scores would be pooled without anybody having said so. */
export function mustSplit(groups: readonly GroupRow[], measure: Measure, query: Query): boolean {
  if (!measure.score || query.pattern !== undefined) return false;
  const holds = (pattern: string) =>
    groups.some((group) => group.pattern === pattern && group.sums.n! > 0);
  return holds("past") && holds("present");
}

const keyOf = (group: { by: Record<string, string | null>; start?: number | undefined }): string =>
  JSON.stringify([Object.entries(group.by), group.start ?? null]);

/** Adds up what differs by pattern only, or names the pattern where scores are kept apart. */
export function merge(
  groups: readonly GroupRow[],
  split: boolean,
  names: readonly string[],
): GroupRow[] {
  const named = split
    ? groups.map((group) => ({
        ...group,
        by: { ...group.by, pattern: group.pattern === "" ? null : group.pattern },
      }))
    : groups;
  return [...Map.groupBy(named, keyOf).values()]
    .map((same) => ({ ...same[0]!, sums: addSums(same, names) }))
    .filter((group) => group.sums.n! > 0);
}

/** An instant as RFC 3339 with the zone's own offset at that instant. */
export function inZone(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const written = part("timeZoneName").replace("GMT", "");
  const offset = written === "" || written === "+00:00" ? "Z" : written;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}${offset}`;
}

function toRow(group: GroupRow, measure: Measure, zone: string): QueryRow {
  const n = group.sums.n!;
  return {
    by: group.by,
    ...(group.start === undefined ? {} : { at: inZone(group.start, zone) }),
    n,
    ...measure.estimate(group.sums),
    ...(n < lowBase && measure.score ? { lowBase: true } : {}),
  };
}

/** Places from best to worst among rows whose base carries a rank; a measure that may be better low counts the other way. */
function rank(rows: QueryRow[], measure: Measure): void {
  const ranked = rows
    .filter((row) => !row.lowBase && row.estimate !== null)
    .toSorted((a, b) => (b.estimate! - a.estimate!) * measure.direction);
  for (const row of rows) row.rank = null;
  ranked.forEach((row, n) => {
    const before = ranked[n - 1];
    row.rank = before && before.estimate === row.estimate ? before.rank! : n + 1;
  });
}

function comparisonOf(now: Sums, then: Sums, measure: Measure): Comparison {
  const other = measure.estimate(then);
  const own = measure.estimate(now);
  const difference = measure.difference?.(now, then) ?? {
    delta: own.estimate === null || other.estimate === null ? null : own.estimate - other.estimate,
    low: null,
    high: null,
    p: null,
  };
  return {
    n: then.n!,
    estimate: other.estimate,
    delta: difference.delta,
    low: difference.low,
    high: difference.high,
    p: difference.p,
    ...(measure.score && (now.n! < lowBase || then.n! < lowBase) ? { lowBase: true } : {}),
  };
}

export type Asked = { groups: GroupRow[]; totals: GroupRow[]; truncated: boolean };
type Answered = Omit<QueryAnswer, "took" | "sql" | "parameters" | "measure">;

/** The answer to a question from its own groups and, where asked for, those that it is compared with. */
export function answerOf(
  now: Asked,
  then: Asked | undefined,
  measure: Measure,
  query: Query,
  zone: string,
): Answered {
  const names = Object.keys(measure.sums);
  const everything = addSums(now.totals, names);
  measure.refuse(everything);
  if (then) measure.refuse(addSums(then.totals, names));
  const split = mustSplit(now.totals, measure, query) && !query.by.includes("pattern");
  const apart = split || (mustSplit(now.totals, measure, query) && query.by.includes("pattern"));
  const groups = merge(now.groups, split, names);
  const before =
    then && new Map(merge(then.groups, split, names).map((group) => [keyOf(group), group]));

  const shown: GroupRow[] = [];
  const hidden: GroupRow[] = [];
  let hideTotal = false;
  for (const table of Map.groupBy(groups, (group) => group.start).values()) {
    const divided = suppress(table, query.minimum);
    shown.push(...divided.shown);
    hidden.push(...divided.suppressed);
    hideTotal ||= divided.hideTotal;
  }
  shown.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || b.sums.n! - a.sums.n!);
  const withComparison = (group: GroupRow, other: GroupRow | undefined): QueryRow => {
    const row = toRow(group, measure, zone);
    if (then) {
      const empty = { ...group, sums: addSums([], names) };
      const small = other && suppress([other], query.minimum).suppressed.length > 0;
      if (!small) row.compare = comparisonOf(group.sums, (other ?? empty).sums, measure);
    }
    return row;
  };
  const rows = shown.map((group) => withComparison(group, before?.get(keyOf(group))));
  if (query.by.length > 0 && !query.interval) rank(rows, measure);

  const wholes = merge(
    now.totals.map((group) => ({ ...group, by: {}, start: undefined })),
    apart,
    names,
  );
  const wholesBefore =
    then &&
    new Map(
      merge(
        then.totals.map((group) => ({ ...group, by: {}, start: undefined })),
        apart,
        names,
      ).map((group) => [keyOf(group), group]),
    );
  const safe = suppress(wholes, query.minimum);
  const totals = hideTotal
    ? []
    : safe.shown.map((group) => withComparison(group, wholesBefore?.get(keyOf(group))));
  const empty: GroupRow = { by: {}, start: undefined, pattern: "", sums: addSums([], names) };
  const total =
    apart || hideTotal || safe.suppressed.length > 0
      ? null
      : (totals[0] ?? withComparison(empty, wholesBefore?.get(keyOf(empty))));
  const ungrouped = query.by.length === 0 && !query.interval;
  return {
    rows: ungrouped && !apart && total ? [total] : rows,
    total,
    ...(apart ? { totals } : {}),
    ...(split ? { byPattern: true } : {}),
    suppressed: {
      groups: hidden.length,
      signals: hidden.reduce((sum, group) => sum + group.sums.n!, 0),
    },
    leftOut: {
      suspicious: everything.suspicious ?? 0,
      partial: everything.partial ?? 0,
      otherVoices: everything.otherVoices ?? 0,
    },
    ...(now.truncated ? { truncated: true } : {}),
  };
}

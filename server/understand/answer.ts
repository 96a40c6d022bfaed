/** From grouped sums to figures: patterns kept apart, small groups suppressed, low bases unranked, two periods compared. Pure. */
import type { Comparison, Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import { leftOutReasons, readClass, type LeftOut } from "./row-class.ts";
import { suppress, type Cell } from "./suppress.ts";

/** Below this a figure is not ranked and no change is stated. */
export const lowBase = 30;

/** A row of the compiled statement. */
export type SqlRow = Record<string, string | number | null>;
export type GroupRow = {
  by: Record<string, string | null>;
  start: number | undefined;
  pattern: string;
  /** Signals whose names are kept stand in rows of their own; undefined where they cannot be told apart. */
  guarded: boolean | undefined;
  staff: boolean;
  sums: Sums;
};
/** A group of the answer. */
type Group = Cell & Pick<GroupRow, "by" | "start">;

/** The groups of the compiled statement, and how many signals were left out for which reason. */
export function toGroups(
  rows: readonly SqlRow[],
  by: readonly string[],
): { groups: GroupRow[]; leftOut: Record<LeftOut, number> } {
  const leftOut = { suspicious: 0, partial: 0, otherVoices: 0 };
  const groups: GroupRow[] = [];
  for (const row of rows) {
    const sums: Record<string, number> = {};
    for (const [name, value] of Object.entries(row))
      if (name.startsWith("s_")) sums[name.slice(2)] = Number(value ?? 0);
    const kind = row.class === undefined ? undefined : readClass(Number(row.class));
    if (kind?.leftOut) {
      leftOut[kind.leftOut] += sums.n!;
      continue;
    }
    if (!kind) for (const reason of leftOutReasons) leftOut[reason] += sums[reason] ?? 0;
    groups.push({
      by: Object.fromEntries(by.map((name, n) => [name, row[`d${n}`] as string | null])),
      start: row.start === undefined ? undefined : Number(row.start),
      pattern: kind?.pattern ?? "",
      guarded: kind?.guarded,
      staff: kind?.staff ?? false,
      sums,
    });
  }
  return { groups, leftOut };
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
export function merge(rows: readonly GroupRow[], split: boolean): Group[] {
  const named = split
    ? rows.map((row) => ({
        ...row,
        by: { ...row.by, pattern: row.pattern === "" ? null : row.pattern },
      }))
    : rows;
  return [...Map.groupBy(named, keyOf).values()].map(cellOf).filter((cell) => countOf(cell) > 0);
}

const countOf = ({ open, guarded }: Cell): number => (open?.n ?? 0) + (guarded?.n ?? 0);

function cellOf(rows: readonly GroupRow[]): Group {
  const { by, start } = rows[0]!;
  const part = (of: (row: GroupRow) => boolean): Sums | undefined => {
    const own = rows.filter(of);
    return own.length === 0 ? undefined : own.length === 1 ? own[0]!.sums : addSums(own, []);
  };
  // Where they cannot be told apart, one whose name is kept keeps all of the group.
  const isGuarded = (row: GroupRow) => row.guarded ?? (row.sums.guarded ?? 0) > 0;
  const count = (of: (row: GroupRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const known = (row: GroupRow, name: string, own: boolean) =>
    row.guarded === undefined ? (row.sums[name] ?? 0) : own ? row.sums.n! : 0;
  return {
    by,
    start,
    open: part((row) => !isGuarded(row)),
    guarded: part(isGuarded),
    guardedN: count((row) => known(row, "guarded", row.guarded === true)),
    staffN: count((row) => known(row, "guardedStaff", row.guarded === true && row.staff)),
  };
}

/** What may be shown of a group: all of it, or its identified part; undefined where that is nothing. */
function visible({ open, guarded }: Cell, openOnly: boolean): Sums | undefined {
  const sums =
    openOnly || !guarded ? open : open ? addSums([{ sums: open }, { sums: guarded }], []) : guarded;
  return sums && sums.n! > 0 ? sums : undefined;
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

/** A count is what it is; of anything else, a small base says little. */
const hasBase = (measure: Measure) =>
  measure.about.kind !== "count" && measure.about.kind !== "sum";

function toRow(
  group: Pick<GroupRow, "by" | "start">,
  sums: Sums,
  measure: Measure,
  zone: string,
): QueryRow {
  const estimate = measure.estimate(sums);
  const base = estimate.effectiveN ?? sums.n!;
  return {
    by: group.by,
    ...(group.start === undefined ? {} : { at: inZone(group.start, zone) }),
    n: sums.n!,
    ...estimate,
    ...(base < lowBase && hasBase(measure) ? { lowBase: true } : {}),
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
  const smallest = Math.min(own.effectiveN ?? now.n!, other.effectiveN ?? then.n!);
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
    ...(hasBase(measure) && smallest < lowBase ? { lowBase: true } : {}),
  };
}

export type Asked = {
  groups: GroupRow[];
  totals: GroupRow[];
  leftOut: Record<LeftOut, number>;
  truncated: boolean;
};
type Answered = Omit<QueryAnswer, "took" | "sql" | "parameters" | "measure">;

/** The groups of one question with what may be shown of each. */
type Shown = { group: Group; sums: Sums };
type Table = {
  shown: Shown[];
  hidden: Group[];
  openTotal: boolean;
  of: (key: string) => Sums | "hidden" | undefined;
};

function tableOf(rows: readonly GroupRow[], split: boolean, minimum: number): Table {
  const shown: Shown[] = [];
  const hidden: Group[] = [];
  const byKey = new Map<string, Sums | "hidden">();
  let openTotal = false;
  for (const cells of Map.groupBy(merge(rows, split), (cell) => cell.start).values()) {
    const decided = suppress(cells, minimum);
    openTotal ||= decided.openTotal;
    for (const group of cells) {
      const isHidden = decided.hidden.has(group);
      if (isHidden) hidden.push(group);
      const sums = visible(group, isHidden);
      if (sums) shown.push({ group, sums });
      byKey.set(keyOf(group), isHidden ? "hidden" : (sums ?? "hidden"));
    }
  }
  return { shown, hidden, openTotal, of: (key) => byKey.get(key) };
}

/** The same rows as one group, or one for each pattern. */
const whole = (rows: readonly GroupRow[]): GroupRow[] =>
  rows.map((row) => ({ ...row, by: {}, start: undefined }));

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
  const apart = mustSplit([...now.totals, ...(then?.totals ?? [])], measure, query);
  const split = apart && !query.by.includes("pattern");
  const { minimum } = query;

  const rowWith = (
    { group, sums }: Shown,
    table: Table,
    other: Table | undefined,
    openTotal = false,
  ): QueryRow => {
    const row = toRow(group, sums, measure, zone);
    const past = other?.of(keyOf(group));
    // Where either side shows only a part of itself, two different things would be compared.
    const partly = openTotal || table.of(keyOf(group)) === "hidden" || past === "hidden";
    if (other && !partly) row.compare = comparisonOf(sums, past ?? addSums([], names), measure);
    return row;
  };

  const table = tableOf(now.groups, split, minimum);
  const before = then && tableOf(then.groups, split, minimum);
  table.shown.sort((a, b) => (a.group.start ?? 0) - (b.group.start ?? 0) || b.sums.n! - a.sums.n!);
  const rows = table.shown.map((each) => rowWith(each, table, before));
  if (query.by.length > 0 && !query.interval) rank(rows, measure);

  const openTotal = table.openTotal || (before?.openTotal ?? false);
  const wholes = tableOf(whole(now.totals), apart, minimum);
  const wholesBefore = then && tableOf(whole(then.totals), apart, minimum);
  const totals = wholes.shown.flatMap(({ group, sums }) => {
    const may = table.openTotal ? visible(group, true) : sums;
    return may ? [rowWith({ group, sums: may }, wholes, wholesBefore, openTotal)] : [];
  });
  const nobody: Shown = {
    group: {
      by: {},
      start: undefined,
      open: undefined,
      guarded: undefined,
      guardedN: 0,
      staffN: 0,
    },
    sums: addSums([], names),
  };
  const hidesAll = totals.length === 0 && everything.n! > 0;
  const total = apart || hidesAll ? null : (totals[0] ?? rowWith(nobody, wholes, wholesBefore));
  const ungrouped = query.by.length === 0 && !query.interval;
  return {
    rows: ungrouped && !apart && total ? [total] : rows,
    total,
    ...(apart ? { totals } : {}),
    ...(split ? { byPattern: true } : {}),
    suppressed: {
      groups: table.hidden.length,
      signals: table.hidden.reduce((sum, group) => sum + (group.guarded?.n ?? 0), 0),
    },
    leftOut: now.leftOut,
    ...(now.truncated ? { truncated: true } : {}),
  };
}

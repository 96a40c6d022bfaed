/** The rows that the store answers, as groups: added up, kept apart by pattern, the identified and the guarded of each. Pure. */
import { leastMinimum, type Query } from "#contract/query.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import { leftOutReasons, readClass, type LeftOut } from "./row-class.ts";
import { leftOf, type Cell, type Left } from "./suppress.ts";

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
export type Group = Cell & Pick<GroupRow, "by" | "start">;

/** Signals by whether their names are kept, and whose. */
type Counted = { open: number; guardedN: number; staffN: number };

/** The groups of the compiled statement, and how many signals were left out for which reason. */
export function toGroups(
  rows: readonly SqlRow[],
  by: readonly string[],
): { groups: GroupRow[]; leftOut: Record<LeftOut, Counted> } {
  const none = (): Counted => ({ open: 0, guardedN: 0, staffN: 0 });
  const leftOut = { suspicious: none(), partial: none(), otherVoices: none() };
  const leave = (reason: LeftOut, n: number, guarded: boolean, staff: boolean) => {
    const counted = leftOut[reason];
    if (!guarded) counted.open += n;
    else {
      counted.guardedN += n;
      if (staff) counted.staffN += n;
    }
  };
  const groups: GroupRow[] = [];
  for (const row of rows) {
    const sums: Record<string, number> = {};
    for (const [name, value] of Object.entries(row))
      if (name.startsWith("s_")) sums[name.slice(2)] = Number(value ?? 0);
    const kind = row.class === undefined ? undefined : readClass(Number(row.class));
    if (kind?.leftOut) {
      leave(kind.leftOut, signalsOf(sums), kind.guarded, kind.staff);
      continue;
    }
    if (!kind)
      for (const reason of leftOutReasons) {
        const [guarded, staff] = [sums[`${reason}Guarded`] ?? 0, sums[`${reason}Staff`] ?? 0];
        leave(reason, (sums[reason] ?? 0) - guarded, false, false);
        leave(reason, guarded - staff, true, false);
        leave(reason, staff, true, true);
      }
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
export function mustSplit(
  groups: readonly GroupRow[],
  measure: Pick<Measure, "score">,
  query: Pick<Query, "pattern">,
): boolean {
  if (!measure.score || query.pattern !== undefined) return false;
  const holds = (pattern: string) =>
    groups.some((group) => group.pattern === pattern && group.sums.n! > 0);
  return holds("past") && holds("present");
}

export const keyOf = (group: {
  by: Record<string, string | null>;
  start?: number | undefined;
}): string => JSON.stringify([Object.entries(group.by), group.start ?? null]);

/** The rows of the `most` largest groups, each with all of its rows. */
export function largest(rows: readonly GroupRow[], most: number): GroupRow[] {
  const sizes = new Map<string, number>();
  const keys = rows.map(keyOf);
  keys.forEach((key, n) => sizes.set(key, (sizes.get(key) ?? 0) + rows[n]!.sums.n!));
  if (sizes.size <= most) return [...rows];
  const order = [...sizes].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const kept = new Set(order.slice(0, most).map(([key]) => key));
  return rows.filter((_, n) => kept.has(keys[n]!));
}

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

/** How many signals stand behind the sums: of one person's five judgements it is one. */
export const signalsOf = ({ n, signals }: Sums): number => signals ?? n!;

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
    row.guarded === undefined ? (row.sums[name] ?? 0) : own ? signalsOf(row.sums) : 0;
  return {
    by,
    start,
    open: part((row) => !isGuarded(row)),
    guarded: part(isGuarded),
    guardedN: count((row) => known(row, "guarded", row.guarded === true)),
    staffN: count((row) => known(row, "guardedStaff", row.guarded === true && row.staff)),
  };
}

/** How many of those whose names are kept a selection holds. */
export function guardedIn(rows: readonly GroupRow[]): Pick<Cell, "guardedN" | "staffN"> {
  const cells = rows.map((row) => cellOf([row]));
  return {
    guardedN: cells.reduce((sum, { guardedN }) => sum + guardedN, 0),
    staffN: cells.reduce((sum, { staffN }) => sum + staffN, 0),
  };
}

/** What is counted of each reason: few whose names are kept are not. */
export function countsOf(leftOut: Record<LeftOut, Counted>): Record<LeftOut, number> {
  const count = ({ open, guardedN, staffN }: Counted) => {
    const left = leftOf({ guardedN, staffN });
    if (left === "guarded") return open;
    return open + guardedN - (left === "staff" ? staffN : 0);
  };
  const { suspicious, partial, otherVoices } = leftOut;
  return {
    suspicious: count(suspicious),
    partial: count(partial),
    otherVoices: count(otherVoices),
  };
}

/** Counts as far as they tell who sees no names of nobody: few are none. */
export const toldCounts = <K extends string>(
  counts: Readonly<Record<K, number>>,
  names: boolean,
  least = leastMinimum,
): Record<K, number> =>
  Object.fromEntries(
    Object.entries<number>(counts).map(([name, n]) => [name, names || n >= least ? n : 0]),
  ) as Record<K, number>;

/** The rows without those that are answered as if they were not there; where rows tell them apart. */
export const without = (rows: readonly GroupRow[], left: Left): GroupRow[] =>
  rows.filter(({ guarded, staff }) => !(guarded && left && (left === "guarded" || staff)));

/** What may be shown of a group: all of it, or its identified part; undefined where that is nothing. */
export function visible({ open, guarded }: Cell, openOnly: boolean): Sums | undefined {
  const sums =
    openOnly || !guarded ? open : open ? addSums([{ sums: open }, { sums: guarded }], []) : guarded;
  return sums && sums.n! > 0 ? sums : undefined;
}

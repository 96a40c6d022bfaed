/** What the store added up for a question for gaps, by source: which of it may be shown, as in any question. Pure. */
import { leastMinimum } from "#contract/query.ts";
import type { GapSource, GapsQuestion } from "#contract/gaps.ts";
import {
  countsOf,
  keyOf,
  toGroups,
  toldCounts,
  without,
  type Group,
  type GroupRow,
  type SqlRow,
} from "#understand/groups.ts";
import type { LeftOut } from "#understand/row-class.ts";
import { leftOf } from "#understand/suppress.ts";
import { tablesOf, type Table } from "#understand/tables.ts";

export const levels = { whole: 0, part: 1, period: 2 } as const;

/** The groups of one source, at each level protected as a question of its own. */
export type Tally = {
  source: GapSource;
  /** Patterns are kept apart. */
  divided: boolean;
  gaps: Table;
  parts: Table;
  periods: Table;
  leftOut: Record<LeftOut, number>;
  /** Signals that it is told from, at least. */
  signals: number;
};

/**
 * How many signals stand behind all gaps of a source at least: one signal may judge several aspects,
 * so of each touchpoint the aspect that has most counts.
 */
function signalsIn(rows: readonly GroupRow[], counts: (row: GroupRow) => boolean): number {
  const places = Map.groupBy(rows.filter(counts), ({ by, pattern }) =>
    JSON.stringify([by["touchpoint"], pattern]),
  );
  let all = 0;
  for (const place of places.values()) {
    const things = Map.groupBy(place, ({ by }) => by["thing"]);
    all += Math.max(
      ...Array.from(things.values(), (own) => own.reduce((sum, { sums }) => sum + sums.n!, 0)),
    );
  }
  return all;
}

export function tallyOf(
  source: GapSource,
  rows: readonly SqlRow[],
  question: GapsQuestion,
  names: boolean,
): Tally {
  const at = (level: number) => rows.filter((row) => Number(row["level"]) === level);
  const keys = ["touchpoint", "thing"];
  const read = (level: number, by: readonly string[], period: boolean) =>
    toGroups(
      at(level).map(({ start, ...row }) => (period ? { ...row, start: start ?? null } : row)),
      by,
    );
  const whole = read(levels.whole, keys, false);
  const { groups } = whole;
  const left = leftOf({
    guardedN: signalsIn(groups, ({ guarded }) => guarded === true),
    staffN: signalsIn(groups, ({ guarded, staff }) => guarded === true && staff),
  });
  const there = without(groups, left);
  const signals = signalsIn(there, () => true);
  // To whoever sees no names few are not there, whoever they are.
  const few = !names && signals < leastMinimum;
  const totals = few ? [] : there;
  const asked = { pattern: question.pattern, by: [], minimum: question.minimum };
  const tables = (own: readonly GroupRow[]) =>
    tablesOf(
      { groups: few ? [] : without(own, left), totals, leftOut: none, truncated: false },
      undefined,
      { score: source !== "promise" },
      asked,
      names,
    );
  const found = tables(whole.groups);
  return {
    source,
    divided: found.split,
    gaps: found.rows.now,
    parts: tables(read(levels.part, [...keys, "part"], false).groups).rows.now,
    periods: tables(read(levels.period, keys, true).groups).rows.now,
    leftOut: toldCounts(countsOf(whole.leftOut), names),
    signals,
  };
}
const none = { suspicious: 0, partial: 0, otherVoices: 0 };

/** The key of the gap that a part or a period belongs to. */
export function gapKey({ by }: Pick<Group, "by">): string {
  const { touchpoint = null, thing = null, pattern } = by;
  return keyOf({ by: { touchpoint, thing, ...(pattern === undefined ? {} : { pattern }) } });
}

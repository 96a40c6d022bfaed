/** The groups of a question and of what it is compared with, with what may be shown of each. Pure. */
import type { Query } from "#contract/query.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import type { LeftOut } from "./row-class.ts";
import { keyOf, merge, mustSplit, visible, type Group, type GroupRow } from "./groups.ts";
import { dimensionsOf, suppress } from "./margins.ts";
import { tooFew } from "./suppress.ts";

/** What was asked of the store, and how it answered. */
export type Asked = {
  groups: GroupRow[];
  totals: GroupRow[];
  leftOut: Record<LeftOut, number>;
  truncated: boolean;
};

/** A group and as much of it as may be shown. */
export type Shown = { group: Group; sums: Sums };
type Place = Pick<Group, "by" | "start">;
/** The groups of one question. */
export type Table = {
  shown: Shown[];
  hidden: Group[];
  openTotal: boolean;
  /** More groups than were answered: one that is not here may have been there. */
  truncated: boolean;
  cells: ReadonlyMap<string, Group>;
  cellOf: (group: Place) => Group | undefined;
  /** What is shown of a group: nothing where there is none, `hidden` where that is not all of it. */
  of: (group: Place) => Sums | "hidden" | undefined;
};

type Making = {
  /** Patterns divide the groups, though nobody asked for it. */
  split: boolean;
  minimum: number;
  truncated: boolean;
  /** The totals that are shown beside the groups: one, or one for each pattern. */
  wholes?: Table;
};

function tableOf(rows: readonly GroupRow[], { split, minimum, truncated, wholes }: Making): Table {
  const shown: Shown[] = [];
  const hidden: Group[] = [];
  const cells = new Map<string, Group>();
  const byKey = new Map<string, Sums | "hidden">();
  const groups = merge(rows, split);
  const { names, dimensions } = dimensionsOf(groups);
  const decided = suppress(groups, minimum, dimensions);
  for (const group of groups) {
    const isHidden = decided.hidden.has(group);
    if (isHidden) hidden.push(group);
    const sums = visible(group, isHidden);
    if (sums) shown.push({ group, sums });
    cells.set(keyOf(group), group);
    byKey.set(keyOf(group), isHidden ? "hidden" : (sums ?? "hidden"));
  }
  // Groups that overlap, or are not all here, don't add up to the totals, which may show what these hide.
  const opens = (whole: Group): boolean => {
    const { pattern } = whole.by;
    const over = pattern === undefined ? -1 : names.indexOf("pattern");
    return (
      wholes?.of(whole) !== "hidden" &&
      decided.hiddenOver(over).some(({ by }) => pattern === undefined || by["pattern"] === pattern)
    );
  };
  return {
    shown,
    hidden,
    openTotal: wholes ? [...wholes.cells.values()].some(opens) : decided.openTotal,
    truncated,
    cells,
    cellOf: (group) => cells.get(keyOf(group)),
    of: (group) => byKey.get(keyOf(group)),
  };
}

/** The same rows as one group, or one for each pattern. */
const whole = (rows: readonly GroupRow[]): GroupRow[] =>
  rows.map((row) => ({ ...row, by: {}, start: undefined }));

/** A table of now, and of what it is compared with. */
export type Pair = { now: Table; past: Table | undefined };
export type Tables = {
  /** The groups asked for. */
  rows: Pair;
  /** All of the selection, or one for each pattern. */
  wholes: Pair;
  /** Patterns are kept apart; and that was not asked for. */
  apart: boolean;
  split: boolean;
};

export function tablesOf(
  now: Asked,
  past: Asked | undefined,
  measure: Pick<Measure, "score">,
  query: Pick<Query, "pattern" | "by" | "minimum">,
): Tables {
  const apart = mustSplit([...now.totals, ...(past?.totals ?? [])], measure, query);
  const split = apart && !query.by.includes("pattern");
  const { minimum } = query;
  const wholeOf = ({ totals }: Asked) =>
    tableOf(whole(totals), { split: apart, minimum, truncated: false });
  const rowsOf = ({ groups, truncated }: Asked, wholes: Table) =>
    tableOf(groups, { split, minimum, truncated, wholes });
  const wholes = { now: wholeOf(now), past: past && wholeOf(past) };
  return {
    rows: { now: rowsOf(now, wholes.now), past: past && rowsOf(past, wholes.past!) },
    wholes,
    apart,
    split,
  };
}

const guards = ({ cells }: Table): boolean =>
  [...cells.values()].some(({ guardedN }) => guardedN > 0);
const nobody = { guardedN: 0, staffN: 0 };

/** Whether a group of one table and the same of the other differ by too few of those whose names are kept. */
function differByFew(now: Table, past: Table, minimum: number): boolean {
  return [...new Set([...now.cells.keys(), ...past.cells.keys()])].some((key) => {
    const [a, b] = [now.cells.get(key) ?? nobody, past.cells.get(key) ?? nobody];
    const difference = {
      guardedN: Math.abs(a.guardedN - b.guardedN),
      staffN: Math.abs(a.staffN - b.staffN),
    };
    return tooFew(difference, minimum);
  });
}

/**
 * Whether the two tables side by side could give away what one alone hides, were they to hold the
 * same signals: everybody beside everybody but four, or a total beside one that lacks a hidden
 * group. Tables without a signal in common never do.
 */
export function comparingGivesAway({ rows, wholes }: Tables, minimum: number): boolean {
  return [rows, wholes].some(({ now, past }) => {
    if (!past || !guards(now) || !guards(past)) return false;
    const hides = (table: Table) => table.hidden.length > 0 || table.openTotal;
    return hides(now) || hides(past) || differByFew(now, past, minimum);
  });
}

/** The groups of a question and of what it is compared with, with what may be shown of each. Pure. */
import type { Query } from "#contract/query.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import type { LeftOut } from "./row-class.ts";
import {
  addSums,
  keyOf,
  merge,
  mustSplit,
  signalsOf,
  visible,
  type Group,
  type GroupRow,
} from "./groups.ts";
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
  /** What who sees names is shown: this table hides of that what would tell of somebody. */
  beneath?: Table;
};

type Making = {
  minimum: number;
  truncated: boolean;
  /** The totals that are shown beside the groups: one, or one for each pattern. */
  wholes?: Table | undefined;
  /** Of these only a part is left to be shown. */
  partly?: ReadonlySet<string>;
};

function tableOf(
  groups: readonly Group[],
  { minimum, truncated, wholes, partly = new Set() }: Making,
): Table {
  const shown: Shown[] = [];
  const hidden: Group[] = [];
  const cells = new Map<string, Group>();
  const byKey = new Map<string, Sums | "hidden">();
  const { names, dimensions } = dimensionsOf(groups);
  const decided = suppress(groups, minimum, dimensions);
  for (const group of groups) {
    const isHidden = decided.hidden.has(group);
    if (isHidden) hidden.push(group);
    const sums = visible(group, isHidden);
    if (sums) shown.push({ group, sums });
    cells.set(keyOf(group), group);
    const isPart = isHidden || partly.has(keyOf(group));
    byKey.set(keyOf(group), isPart ? "hidden" : (sums ?? "hidden"));
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

/** What is shown of groups, as if the name of everybody in them were kept. */
const keptOf = (shown: readonly Shown[]): Group[] =>
  shown.map(({ group, sums }) => ({
    ...group,
    open: undefined,
    guarded: sums,
    guardedN: signalsOf(sums),
    staffN: 0,
  }));

/** What both hide, each group once. */
function hiddenIn(tables: readonly Table[]): Group[] {
  const all = tables.flatMap(({ hidden }) => hidden);
  return [...Map.groupBy(all, keyOf).values()].map((same) => {
    const guarded = same.flatMap((each) => (each.guarded ? [{ sums: each.guarded }] : []));
    return { ...same[0]!, guarded: guarded.length > 0 ? addSums(guarded, []) : undefined };
  });
}

/**
 * The same for whoever sees no names: an identified signal may be as little recognised as any other.
 * First what is kept from everybody is hidden, then of what is left what is few: taken together, some
 * of whom names are kept would be shown among the others, who can be told apart by a condition.
 */
function unnamedOf(rows: Table, wholes: Table, minimum: number): { rows: Table; wholes: Table } {
  const totals = rows.openTotal
    ? wholes.shown.flatMap(({ group }) => {
        const sums = visible(group, true);
        return sums ? [{ group, sums }] : [];
      })
    : wholes.shown;
  const keysOf = (groups: readonly Group[]) => new Set(groups.map(keyOf));
  const whole = tableOf(keptOf(totals), {
    minimum,
    truncated: false,
    partly: keysOf(rows.openTotal ? totals.map(({ group }) => group) : wholes.hidden),
  });
  const { truncated } = rows;
  const partly = keysOf(rows.hidden);
  const own = tableOf(keptOf(rows.shown), { minimum, truncated, wholes: whole, partly });
  return {
    rows: { ...own, hidden: hiddenIn([rows, own]), beneath: rows },
    wholes: { ...whole, beneath: wholes },
  };
}

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
  names: boolean,
): Tables {
  const apart = mustSplit([...now.totals, ...(past?.totals ?? [])], measure, query);
  const split = apart && !query.by.includes("pattern");
  const { minimum } = query;
  const side = ({ groups, totals, truncated }: Asked) => {
    const wholes = tableOf(merge(whole(totals), apart), { minimum, truncated: false });
    const rows = tableOf(merge(groups, split), { minimum, truncated, wholes });
    return names ? { rows, wholes } : unnamedOf(rows, wholes, minimum);
  };
  const [one, other] = [side(now), past && side(past)];
  return {
    rows: { now: one.rows, past: other?.rows },
    wholes: { now: one.wholes, past: other?.wholes },
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
  const beneath = ({ now, past }: Pair): Pair[] =>
    now.beneath ? [{ now: now.beneath, past: past?.beneath }] : [];
  return [rows, wholes, ...beneath(rows), ...beneath(wholes)].some(({ now, past }) => {
    if (!past || !guards(now) || !guards(past)) return false;
    const hides = (table: Table) => table.hidden.length > 0 || table.openTotal;
    return hides(now) || hides(past) || differByFew(now, past, minimum);
  });
}

/** From grouped sums to figures: patterns kept apart, small groups suppressed, low bases unranked, two periods compared. Pure. */
import { wall } from "#expression/zone.ts";
import type { Comparison, Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import { addSums, signalsOf, visible, type Group, type GroupRow } from "./groups.ts";
import { drawTogether } from "./league.ts";
import { lettersOf } from "./letters.ts";
import type { Measure, Sums } from "./measure-sums.ts";
import type { Asked, Pair, Shown, Tables } from "./tables.ts";

/** Below this a figure is not ranked and no change is stated. */
export const lowBase = 30;

/** An instant as RFC 3339 with the zone's own offset at that instant. */
export function inZone(instant: number, zone: string): string {
  const shown = wall(new Date(instant), zone)!.getTime();
  const minutes = Math.round((shown - instant) / 60_000);
  const two = (value: number) => String(Math.trunc(value)).padStart(2, "0");
  const size = Math.abs(minutes);
  const offset =
    minutes === 0 ? "Z" : `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
  return `${new Date(shown).toISOString().slice(0, "2025-01-01T00:00:00".length)}${offset}`;
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
  // Of what is shown only: that a value lies off a scale of the caller's choosing is a figure as well.
  measure.refuse(sums);
  const estimate = measure.estimate(sums);
  const base = estimate.effectiveN ?? sums.n!;
  return {
    by: group.by,
    ...(group.start === undefined ? {} : { at: inZone(group.start, zone) }),
    n: sums.n!,
    ...(sums.n === 0 && estimate.estimate === null ? { reason: "no-answers" } : {}),
    ...estimate,
    ...(base < lowBase && hasBase(measure) ? { lowBase: true } : {}),
  };
}

/** Places from best to worst among rows whose base carries a rank; a measure that may be better low counts the other way. */
function rank(rows: QueryRow[], direction: 1 | -1): void {
  const of = (row: QueryRow) => (row.shrunk ?? row).estimate;
  const ranked = rows
    .filter((row) => !row.lowBase && of(row) !== null)
    .toSorted((a, b) => (of(b)! - of(a)!) * direction);
  for (const row of rows) row.rank = null;
  ranked.forEach((row, n) => {
    const before = ranked[n - 1];
    row.rank = before && of(before) === of(row) ? before.rank! : n + 1;
  });
}

/** `overlapping`: some signals are on both sides, so that no formula for two samples holds. */
function comparisonOf(now: Sums, then: Sums, measure: Measure, overlapping: boolean): Comparison {
  measure.refuse(then);
  const other = measure.estimate(then);
  const own = measure.estimate(now);
  const smallest = Math.min(own.effectiveN ?? now.n!, other.effectiveN ?? then.n!);
  const difference = (!overlapping && measure.difference?.(now, then)) || {
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

/** What is known of the two sides of a comparison. */
export type Compared = {
  /** They would give away what one of them hides: what holds guarded signals is not compared. */
  withheld: boolean;
  /** They hold some of the same signals, and are no two samples. */
  overlapping: boolean;
};

type Answered = Omit<QueryAnswer, "took" | "sql" | "parameters" | "measure">;

const none: Group = {
  by: {},
  start: undefined,
  open: undefined,
  guarded: undefined,
  guardedN: 0,
  staffN: 0,
};

/** Makes the rows of an answer, each with its comparison where that may be shown. */
class Rows {
  readonly #measure: Measure;
  readonly #zone: string;
  readonly #compared: Compared;
  /** Something shown lacks its comparison, as one side of it shows only a part of itself. */
  #partly = false;

  constructor(measure: Measure, zone: string, compared: Compared) {
    this.#measure = measure;
    this.#zone = zone;
    this.#compared = compared;
  }

  get #nothing(): Sums {
    return addSums([], Object.keys(this.#measure.sums));
  }

  /** Whether the two sides of a group may stand side by side, and are both known. */
  #comparable(group: Group, { now, past }: Pair): boolean {
    if (!past) return false;
    // Where either side shows only a part of itself, two different things would be compared.
    if (now.of(group) === "hidden" || past.of(group) === "hidden") {
      this.#partly = true;
      return false;
    }
    if ([now, past].some((table) => table.truncated && table.of(group) === undefined)) return false;
    const guards = (table: Pair["now"]) => (table.cellOf(group)?.guardedN ?? 0) > 0;
    return !this.#compared.withheld || !(guards(now) || guards(past));
  }

  row(
    { group, sums: own }: Shown,
    pair: Pair,
    partly = false,
    inWhole: InWhole = itself,
  ): QueryRow {
    const sums = inWhole("now", group, own);
    const row = toRow(group, sums, this.#measure, this.#zone);
    if (partly && pair.past) this.#partly = true;
    if (partly || !this.#comparable(group, pair)) return row;
    const other = (pair.past!.of(group) as Sums | undefined) ?? this.#nothing;
    const { overlapping } = this.#compared;
    const then = inWhole("past", group, other);
    return { ...row, compare: comparisonOf(sums, then, this.#measure, overlapping) };
  }

  /** Whether a comparison is missing so that nothing hidden is given away. */
  get withheld(): boolean {
    return this.#compared.withheld || this.#partly;
  }

  /** Groups that only the other side has, as far as they may be compared: n 0 here. */
  gone(pair: Pair): Shown[] {
    return (pair.past?.shown ?? [])
      .filter(({ group }) => pair.now.of(group) === undefined && this.#comparable(group, pair))
      .map(({ group }) => ({ group, sums: this.#nothing }));
  }

  /** The row of a selection that holds nobody. */
  nobody(pair: Pair): QueryRow {
    return this.row({ group: none, sums: this.#nothing }, pair);
  }
}

/** The totals: all of the selection, or one for each pattern; the identified only where the whole would give a hidden group away. */
function totalsOf(rows: Rows, { rows: { now, past }, wholes }: Tables): QueryRow[] {
  const partly = now.openTotal || (past?.openTotal ?? false);
  const shown = wholes.now.shown.flatMap(({ group, sums }) => {
    const may = now.openTotal ? visible(group, true) : sums;
    return may ? [rows.row({ group, sums: may }, wholes, partly)] : [];
  });
  return partly ? shown : [...shown, ...rows.gone(wholes).map((each) => rows.row(each, wholes))];
}

/** What a group's figure is made of, beside the whole that it is a part of. */
type InWhole = (side: keyof Pair, group: Group, sums: Sums) => Sums;
const itself: InWhole = (_side, _group, sums) => sums;

/**
 * A part is held against the whole as that is shown, of its own pattern. Where the whole leaves out
 * those whose names are kept, it is held against all that is shown beside it, which anybody adds up.
 */
function wholesOf({ within, sums: names }: Measure, { rows, wholes }: Tables): InWhole {
  if (!within) return itself;
  const partly = rows.now.openTotal || (rows.past?.openTotal ?? false);
  const found = new Map<string, Sums>();
  const wholeOf = (side: keyof Pair, pattern: string | null | undefined): Sums => {
    const key = JSON.stringify([side, pattern]);
    const own = ({ group }: Shown) => group.by["pattern"] === pattern;
    const shown = (partly ? rows : wholes)[side]?.shown.filter(own) ?? [];
    const sums = found.get(key) ?? addSums(shown, Object.keys(names));
    found.set(key, sums);
    return sums;
  };
  return (side, group, sums) => within(sums, wholeOf(side, group.by["pattern"]));
}

/** The answer to a question from the tables of its own groups and of those that it is compared with. */
export function answerOf(
  now: Asked,
  tables: Tables,
  measure: Measure,
  query: Query,
  zone: string,
  compared: Compared = { withheld: false, overlapping: false },
): Answered {
  const { apart, split, wholes } = tables;
  const table = tables.rows.now;
  const rowsOf = new Rows(measure, zone, compared);
  const all = [...table.shown, ...rowsOf.gone(tables.rows)].toSorted(
    (a, b) => (a.group.start ?? 0) - (b.group.start ?? 0) || b.sums.n! - a.sums.n!,
  );
  // First, as what they refuse is said of all that is shown and not of its first group.
  const totals = totalsOf(rowsOf, tables);
  const inWhole = wholesOf(measure, tables);
  const rows = all.map((each) => rowsOf.row(each, tables.rows, false, inWhole));
  if (query.shrink) drawTogether(rows, all, measure, query);
  const letters = query.letters ? lettersOf(rows, all, measure, query) : undefined;
  const { direction } = measure;
  // Without a good end there is no best.
  // Relationship and transactional scores are two tables, each with a first of its own.
  if (query.by.length > 0 && !query.interval && direction)
    for (const group of Map.groupBy(rows, ({ by }) => split && by["pattern"]).values())
      rank(group, direction);

  const hidesAll = totals.length === 0 && now.totals.some(({ sums }) => sums.n! > 0);
  const total = apart || hidesAll ? null : (totals[0] ?? rowsOf.nobody(wholes));
  const ungrouped = query.by.length === 0 && !query.interval;
  return {
    rows: ungrouped && !apart && total ? [total] : rows,
    total,
    ...(apart ? { totals } : {}),
    ...(split ? { byPattern: true } : {}),
    suppressed: {
      groups: table.hidden.length,
      signals: table.hidden.reduce(
        (sum, { guarded }) => sum + (guarded ? signalsOf(guarded) : 0),
        0,
      ),
    },
    ...(rowsOf.withheld ? { compareWithheld: true } : {}),
    ...(compared.overlapping ? { compareOverlaps: true } : {}),
    leftOut: now.leftOut,
    ...(letters ? { letters } : {}),
    ...(now.truncated ? { truncated: true } : {}),
  };
}

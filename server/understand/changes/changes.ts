/** What changed, from question to answer: scanned, told from noise, folded, taken apart, and told. */
import {
  leastChanged,
  type Change,
  type ChangesAnswer,
  type ChangesQuestion,
} from "#contract/changes.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import { countsOf, toldCounts } from "#understand/groups.ts";
import { namesForFew } from "#platform/few.ts";
import { CorridorError } from "#contract/error.ts";
import { readClass } from "#understand/row-class.ts";
import { tooFew } from "#understand/suppress.ts";
import { cellsOf, type CellRow, type OverlapRow, type PartRow, type Sides } from "./cells.ts";
import { companionsOf, isCompanionFold } from "./companions.ts";
import { calendarOf, evidenceOf, judge, type Judged, type Test } from "./evidence.ts";
import { held, leadOf, Overlaps, standing, type Led } from "./fold.ts";
import { lastMonth, periodsOf } from "./periods.ts";
import {
  compileScan,
  mostCells,
  sliceKey,
  whole,
  type Looked,
  type Scan,
  type Slice,
  type Statement,
} from "./scan.ts";
import { sentenceOf } from "./sentence.ts";
import { bestSplit, Parts } from "./split.ts";
import { changeOf, foldedOf, mostFolded, type Telling } from "./told.ts";

/** What a scan needs of the store. */
export type ChangesAsking = {
  cells: (scope: Scope, statement: Statement) => Promise<CellRow[]>;
  overlaps: (scope: Scope, statement: Statement) => Promise<OverlapRow[]>;
  parts: (scope: Scope, statement: Statement) => Promise<PartRow[]>;
  present: (scope: Scope, statement: Statement) => Promise<{ n: (number | string)[] }[]>;
  classes: (scope: Scope, statement: Statement) => Promise<{ class: number; n: number }[]>;
};

/** Slices of which it is asked how they overlap: the surest. */
const mostCandidates = 200;

/** Which of two slices of the very same signals names them best: a touchpoint, a touchpoint crossed, what it belongs to, all. */
function rankOf(by: readonly string[]): (slice: Slice) => number {
  const touchpoint = by.indexOf("touchpoint");
  return ([a, , b]) =>
    a === whole ? 1_000 : a === touchpoint && b === whole ? 0 : b !== whole ? 1 + b : 100 + a;
}

/** Whoever sees no names is told nothing of a selection that may be somebody. */
async function leftOutOf(
  asking: ChangesAsking,
  scope: Scope,
  scan: Scan,
  { minimum }: ChangesQuestion,
  { sight }: Context,
): Promise<ChangesAnswer["leftOut"]> {
  const none = () => ({ open: 0, guardedN: 0, staffN: 0 });
  const counted = { suspicious: none(), partial: none(), otherVoices: none() };
  let kept = 0;
  for (const row of await asking.classes(scope, scan.classes)) {
    const n = Number(row.n);
    if (Number(row.class) === 255) continue;
    const { leftOut, guarded, staff } = readClass(Number(row.class));
    if (!leftOut) kept += n;
    else if (!guarded) counted[leftOut].open += n;
    else {
      counted[leftOut].guardedN += n;
      if (staff) counted[leftOut].staffN += n;
    }
  }
  if (!sight.names && kept < minimum)
    throw namesForFew(minimum, `Of fewer than ${minimum} signals nothing is told without names`);
  return toldCounts(countsOf(counted), sight.names, minimum);
}

/** Measures of which there is enough to say something: a registry has many that nobody uses. */
async function thereIn(
  asking: ChangesAsking,
  scope: Scope,
  { looked, present }: Scan,
): Promise<ReadonlySet<string>> {
  const [row] = looked.length === 0 ? [] : await asking.present(scope, present);
  return new Set(
    looked.flatMap(({ key }, m) => (Number(row?.n[m] ?? 0) >= leastChanged ? [key] : [])),
  );
}

/** Measures whose values don't lie on their scale give no figure: they are said, and left out. */
function refusedOf(cells: readonly Judged[]): { reasons: Map<Looked, string>; kept: Judged[] } {
  const reasons = new Map<Looked, string>();
  for (const { cell } of cells)
    for (const { open, guarded } of cell.sides.values())
      for (const sums of [open, guarded])
        try {
          if (sums && !reasons.has(cell.looked)) cell.looked.measure.refuse(sums);
        } catch (error) {
          if (!(error instanceof CorridorError)) throw error;
          // Only that it is so: how many don't could be of few whose names are kept.
          reasons.set(
            cell.looked,
            "Some values do not lie on the scale of the measure. Two scales under one name give no figure.",
          );
        }
  return { reasons, kept: cells.filter(({ cell }) => !reasons.has(cell.looked)) };
}

/** Findings that may stand beside one another: none by whose side few whose names are kept could be told apart, or few at all by who sees no names. */
class Shown {
  readonly #by = new Map<string, Slice[]>();
  withheld = 0;
  readonly #overlaps: Overlaps;
  readonly #minimum: number;
  readonly #names: boolean;

  constructor(overlaps: Overlaps, minimum: number, names: boolean) {
    this.#overlaps = overlaps;
    this.#minimum = minimum;
    this.#names = names;
  }

  #isFew(sides: Sides): boolean {
    const n = (sides.open?.n ?? 0) + (sides.guarded?.n ?? 0);
    return tooFew(sides, this.#minimum) || (!this.#names && n > 0 && n < this.#minimum);
  }

  /** Whether it may be shown beside what is shown already; it is then. */
  take({ judged, now, past }: Test): boolean {
    const { stratum, slice } = judged.cell;
    const key = JSON.stringify(stratum);
    const shown = this.#by.get(key) ?? [];
    const all = [...shown, slice];
    if (
      (judged.guarded || !this.#names) &&
      this.#overlaps.givesAway(stratum, all, [now, past], (sides) => this.#isFew(sides))
    ) {
      this.withheld += 1;
      return false;
    }
    this.#by.set(key, all);
    return true;
  }

  /** Those of its periods that may stand one by one: a run of which all is told may be of few in each. */
  periodsOf({ judged, now, past }: Test): number[] {
    const { stratum } = judged.cell;
    const all = this.#by.get(JSON.stringify(stratum)) ?? [];
    return [...now, ...past].filter(
      (period) =>
        !this.#overlaps.givesAway(stratum, all, [[period]], (sides) => this.#isFew(sides)),
    );
  }

  /** Whether nothing of the same answers is shown yet. */
  isFirst({ judged }: Test): boolean {
    return !this.#by.has(JSON.stringify(judged.cell.stratum));
  }
}

/** Of one question that is asked by itself. */
const alone = 0.05;

/** Whether the relationship score moved as well: that of the programme that asks most. */
function relationshipOf(
  { judged }: Test,
  cells: readonly Judged[],
  tests: readonly Test[],
): Change["relationship"] {
  if (judged.cell.stratum.voice !== "public") return null;
  const size = ({ points }: Judged) => points.reduce((sum, { n }) => sum + n, 0);
  const asked = cells
    .filter(({ cell: { stratum, slice, same, looked } }) => {
      const everybody = [slice, ...same].some(([dimension]) => dimension === whole);
      const customers = stratum.pattern === "present" && stratum.voice === "customer";
      return everybody && customers && looked.measure.about.kind === "nps";
    })
    .toSorted((a, b) => size(b) - size(a))[0];
  const own = tests.find((test) => test.judged === asked && test.against === "previous");
  const programme = asked?.cell.stratum.programme ?? "";
  const none = { seen: null, n: 0, delta: null, low: null, high: null, p: null };
  const named = { programme: programme === "" ? null : programme };
  if (!own) return { ...named, ...none };
  const { delta, low, high, own: p } = own;
  return { ...named, seen: p < alone, n: own.judged.at(own.now[0]!)?.n ?? 0, delta, low, high, p };
}

type Found = {
  led: Led[];
  overlaps: Overlaps;
  parts: Parts;
  tests: Test[];
  made: number;
};

/** What moved and what stayed moved, each with what is folded under it. */
async function find(
  asking: ChangesAsking,
  scope: Scope,
  scan: Scan,
  cells: readonly Judged[],
  { rate, pattern }: ChangesQuestion,
  calendar: ReturnType<typeof calendarOf>,
): Promise<Found> {
  const { tests, made } = evidenceOf(cells, calendar);
  const { tests: stand, cut } = standing(tests, made, rate);
  const candidates = stand.toSorted((a, b) => a.p - b.p).slice(0, mostCandidates);
  const slices = [
    ...new Map(
      candidates.map(({ judged }) => [sliceKey(judged.cell.slice), judged.cell.slice]),
    ).values(),
  ];
  const measures = [...new Set(candidates.map(({ judged }) => judged.cell.stratum.m))];
  const rows =
    slices.length === 0 ? [] : await asking.overlaps(scope, scan.overlaps(slices, measures));
  const overlaps = new Overlaps(slices, rows, scan.looked, pattern);
  const choosing = { overlaps, calendar, cut };
  const continuing = (test: Test) => test.status === "continuing";
  // Each list holds the rate by itself: what goes on for long is sure, and lets nothing new in.
  const led = [
    candidates.filter((test) => !continuing(test)),
    candidates.filter(continuing),
  ].flatMap((list) => held(leadOf(list, choosing), made, rate));
  const own = [
    ...new Map(
      led.map(({ test }) => [sliceKey(test.judged.cell.slice), test.judged.cell.slice]),
    ).values(),
  ];
  const of = [...new Set(led.map(({ test }) => test.judged.cell.stratum.m))];
  const rowsOfParts = own.length === 0 ? [] : await asking.parts(scope, scan.parts(own, of));
  const parts = new Parts(own, rowsOfParts, scan.looked, pattern);
  return { led, overlaps, parts, tests, made };
}

function tell(
  found: Found,
  cells: readonly Judged[],
  question: ChangesQuestion,
  telling: Telling,
  names: boolean,
) {
  const { led, overlaps, parts, tests } = found;
  const shown = new Shown(overlaps, question.minimum, names);
  const companions = companionsOf(led, cells, question.rate, telling);
  const inOrder = led.toSorted((a, b) => a.adjusted - b.adjusted || a.test.p - b.test.p);
  const changes = inOrder.flatMap((each): Change[] => {
    const first = shown.isFirst(each.test);
    if (!shown.take(each.test)) return [];
    const split = bestSplit(each.test, parts);
    const others = each.folds.filter((fold) => !isCompanionFold(fold, each));
    const folded = others
      .filter(({ test }) => shown.take(test))
      .flatMap((fold) => foldedOf(fold, each, overlaps, telling));
    const change = {
      // Beside what is shown already a whole trend would tell by its difference of few in some period.
      ...changeOf(
        each,
        split,
        telling,
        first || (names && !each.test.judged.guarded) ? "all" : shown.periodsOf(each.test),
      ),
      folded: folded.slice(0, mostFolded),
      moreFolded: Math.max(0, folded.length - mostFolded),
      companions: companions.get(each.test) ?? [],
      relationship: relationshipOf(each.test, cells, tests),
    };
    return [{ ...change, sentence: sentenceOf(change, telling.language) }];
  });
  return { changes, withheld: shown.withheld };
}

/**
 * Answers what changed. Throws `unknown_measure`, `unknown_dimension`, `expression_invalid`,
 * `invalid_request`, and `forbidden` where the caller may not see what is asked.
 */
export async function askChanges(
  asking: ChangesAsking,
  scope: Scope,
  question: ChangesQuestion,
  context: Context,
): Promise<ChangesAnswer> {
  const start = clock.now();
  const zone = zoneOf(question, context);
  const looked =
    question.from === undefined
      ? lastMonth(clock.now(), zone)
      : { from: question.from, to: question.to! };
  const periods = periodsOf(looked, question.history);
  const calendar = calendarOf(periods);
  const { refused, ...whether } = compileScan(question, periods, scope.workspace, context);
  refuseUnseen(question.where, context);
  const there = await thereIn(asking, scope, whether);
  const scan = compileScan(question, periods, scope.workspace, context, there);
  const leftOut = await leftOutOf(asking, scope, scan, question, context);
  const rows = await asking.cells(scope, scan.cells);
  const sight = { minimum: question.minimum, names: context.sight.names };
  const judged = cellsOf(
    rows.slice(0, mostCells),
    scan.looked,
    question.pattern,
    rankOf(scan.by),
  ).map((cell) => judge(cell, calendar, sight));
  const { reasons, kept } = refusedOf(judged);
  const found = await find(asking, scope, scan, kept, question, calendar);
  const telling: Telling = {
    registry: context.registry,
    language: question.language,
    by: scan.by,
    calendar,
    ...sight,
  };
  const { changes, withheld } = tell(found, kept, question, telling, context.sight.names);
  const of = (status: Change["status"]) => changes.filter((each) => each.status === status);
  const { year } = calendar;
  const hasYear = year !== undefined && kept.some(({ at }) => at(year) !== undefined);
  return {
    period: looked,
    previous: periods.list.at(-2)!,
    yearBefore: periods.year ?? null,
    ...(hasYear
      ? {}
      : {
          yearBeforeReason: periods.year ? ("no-answers" as const) : ("same-as-previous" as const),
        }),
    timezone: zone,
    findings: of("new"),
    returned: of("returned"),
    continuing: of("continuing"),
    lookedAt: {
      tests: found.made,
      slices: new Set(kept.map(({ cell }) => sliceKey(cell.slice))).size,
      measures: new Set(kept.map(({ cell }) => cell.stratum.m)).size,
      rate: question.rate,
      least: leastChanged,
      by: [...scan.by],
      ...(rows.length > mostCells ? { truncated: true } : {}),
    },
    refused: [
      ...refused,
      ...Array.from(reasons, ([{ key }, reason]) => ({ measure: key, reason })),
    ],
    withheld,
    leftOut,
    took: clock.now() - start,
    ...(question.explain ? { sql: scan.cells.sql, parameters: scan.cells.parameters } : {}),
  };
}

/** Of each slice, the comparisons that are made of it, and what they say: every one counts in the false discovery rate. Pure. */
import { leastChanged } from "#contract/changes.ts";
import type { Sums } from "#understand/measure-sums.ts";
import { addSums } from "#understand/groups.ts";
import { changePoint, normalP, normalQuantile, type ControlPoint } from "#statistics/index.ts";
import { openOnly, shownIn, type Cell } from "./cells.ts";
import { daysIn, type Periods } from "./periods.ts";
import { edgesOf, type Looked } from "./scan.ts";
import {
  countShift,
  enoughBefore,
  kindOf,
  levelsOf,
  limitsOf,
  pointOf,
  type Level,
  type Limits,
} from "./series.ts";

/** The periods of a scan with the numbers that they have in the statements. */
export type Calendar = {
  periods: Periods;
  of: readonly number[];
  year: number | undefined;
  daysOf: (period: number) => number;
};

export function calendarOf(periods: Periods): Calendar {
  const { of, year } = edgesOf(periods);
  return {
    periods,
    of,
    year,
    daysOf: (period) => daysIn(periods.list[of.indexOf(period)] ?? periods.year!),
  };
}

export type Against = "previous" | "yearBefore" | "before";
export type Status = "new" | "returned" | "continuing";
export type Found = { delta: number; low: number | null; high: number | null; p: number };
export type SumsAt = (period: number) => Sums | undefined;

/** A slice as it may be shown: its sums in each period. */
export type Judged = {
  cell: Cell;
  at: SumsAt;
  points: ControlPoint[];
  /** It holds signals of somebody whose name is kept. */
  guarded: boolean;
};
/** One comparison; its `p` is what it is judged by. */
export type Test = Found & {
  judged: Judged;
  /** The p of the comparison itself. */
  own: number;
  against: Against;
  status: Status;
  now: readonly number[];
  then: readonly number[];
  /** What a comparison's own p is judged as. */
  correct: (p: number) => number;
  /** Where the level begins: a place in the list of periods. */
  since: number | undefined;
  limits: Limits;
};

/** Below this a point is taken to lie where another level is. */
const alike = 0.05;

const plain = (p: number): number => p;
/** Where too few periods lie before it for control limits, one witness is missing: the other must be twice as sure. */
const withoutChart = (p: number): number => Math.min(1, 2 * p);
const judgedBy = ({ periods }: Limits) => (periods < enoughBefore ? withoutChart : plain);
const present = (periods: readonly number[], at: SumsAt): Sums[] =>
  periods.map(at).filter((sums) => sums !== undefined);
export function together(periods: readonly number[], at: SumsAt): Sums | undefined {
  const list = present(periods, at);
  return list.length === 0
    ? undefined
    : addSums(
        list.map((sums) => ({ sums })),
        [],
      );
}

/** Two runs of periods of a slice, compared; undefined where either has too few, or nothing can be told. */
export function compareRuns(
  looked: Looked,
  at: SumsAt,
  now: readonly number[],
  then: readonly number[],
  daysOf: Calendar["daysOf"],
): Found | undefined {
  if (kindOf(looked) === "count") {
    const counts = (periods: readonly number[]) =>
      periods.map((period) => ({ n: at(period)?.n ?? 0, days: daysOf(period) }));
    const found = countShift(counts(then), counts(now));
    return found ?? undefined;
  }
  const [a, b] = [together(now, at), together(then, at)];
  if (!a || !b || a.n! < leastChanged || b.n! < leastChanged) return undefined;
  const found = looked.measure.difference!(a, b);
  return found.p === null || found.delta === null
    ? undefined
    : { delta: found.delta, low: found.low, high: found.high, p: found.p };
}

export function judge(
  cell: Cell,
  calendar: Calendar,
  sight: { minimum: number; names: boolean },
): Judged {
  const { of, year } = calendar;
  const last = of.at(-1)!;
  const needed = [last, of.at(-2)!, ...(year === undefined ? [] : [year])];
  const hides = needed.some((period) => {
    const sides = cell.sides.get(period);
    return sides !== undefined && sides.guardedN > 0 && !shownIn(sides, { ...sight, names: true });
  });
  const sides = hides ? openOnly(cell.sides) : cell.sides;
  const shown = new Map(
    [...sides].flatMap(([period, each]) => {
      const sums = shownIn(each, sight);
      return sums ? [[period, sums] as const] : [];
    }),
  );
  const at = (period: number) => shown.get(period);
  return {
    cell: { ...cell, sides },
    at,
    points: of.map((period) =>
      kindOf(cell.looked) === "count"
        ? countPoint(at(period)?.n ?? 0, calendar.daysOf(period))
        : pointOf(cell.looked, at(period)),
    ),
    guarded: [...sides.values()].some(({ guardedN }) => guardedN > 0),
  };
}

/** A count as one a month of thirty days, so that months of different lengths lie beside one another. */
const countPoint = (n: number, days: number): ControlPoint => {
  const scale = 30 / days;
  return { n: 1, value: n * scale, variance: Math.max(n, 1) * scale ** 2 };
};

const run = (of: readonly number[], { from, to }: Level): number[] => of.slice(from, to + 1);

/** The place of what the last period is compared with: of a programme that asks in waves, its last one. */
function previousAt({ cell, at }: Judged, of: readonly number[]): number | undefined {
  const last = of.length - 1;
  if (cell.stratum.programme === "") return last - 1;
  for (let place = last - 1; place >= 0; place -= 1)
    if ((at(of[place]!)?.n ?? 0) >= leastChanged) return place;
  return undefined;
}

/** Against the last period: whether it moved, or is back where it was before that. */
function againstPrevious(judged: Judged, calendar: Calendar): Test | undefined {
  const { of, daysOf } = calendar;
  const { at, points, cell } = judged;
  const { looked } = cell;
  const last = of.length - 1;
  const place = previousAt(judged, of);
  if (place === undefined) return undefined;
  const [now, then] = [[of[last]!], [of[place]!]];
  const found = compareRuns(looked, at, now, then, daysOf);
  if (!found) return undefined;
  const levels = levelsOf(points.slice(0, last));
  const level = levels.at(-1)!;
  // A change that is one point long, of few points, is not yet a level of its own.
  const earlier = levels.at(-2) ?? (place > 0 ? { from: 0, to: place - 1 } : undefined);
  const usual = earlier && run(of, earlier);
  const back = usual && compareRuns(looked, at, now, usual, daysOf);
  const odd = usual && compareRuns(looked, at, then, usual, daysOf);
  const test = (status: Status, before: Level): Test => {
    const limits = limitsOf(looked, points, before);
    const correct = judgedBy(limits);
    const of = { judged, against: "previous" as const, status, now, then, since: last, limits };
    return { ...found, ...of, own: found.p, p: correct(found.p), correct };
  };
  if (back && odd && back.p >= alike && odd.p < alike) return test("returned", earlier);
  const moved = test("new", level);
  const { periods, outside } = moved.limits;
  if (periods < enoughBefore || outside !== false) return moved;
  return changePoint(points).some(({ index }) => index === last) ? moved : test("returned", level);
}

/** A count against the longest level before: one month alone says little of how it varies. */
function countAgainst(judged: Judged, calendar: Calendar): Test | undefined {
  const { of, daysOf } = calendar;
  const { points, cell, at } = judged;
  const last = of.length - 1;
  const firstAt = of.findIndex((period) => (at(period)?.n ?? 0) > 0);
  if (firstAt < 0 || firstAt >= last) return undefined;
  const level = levelsOf(points.slice(firstAt, last))
    .map(({ from, to }) => ({ from: from + firstAt, to: to + firstAt }))
    .reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const [now, then] = [[of[last]!], run(of, level)];
  const before = (at(of[last - 1]!)?.n ?? 0) >= leastChanged;
  if ((at(of[last]!)?.n ?? 0) < leastChanged || !before) return undefined;
  const found = compareRuns(cell.looked, at, now, then, daysOf);
  if (!found) return undefined;
  const limits = limitsOf(cell.looked, points, level);
  return {
    ...found,
    judged,
    against: "before",
    status: "new",
    now,
    then,
    since: last,
    limits,
    own: found.p,
    correct: plain,
  };
}

function againstYear(judged: Judged, calendar: Calendar): Test | undefined {
  const { of, year, daysOf } = calendar;
  if (year === undefined) return undefined;
  const last = of.length - 1;
  const [now, then] = [[of[last]!], [year]];
  const found = compareRuns(judged.cell.looked, judged.at, now, then, daysOf);
  if (!found) return undefined;
  const changes = changePoint(judged.points);
  const since = changes.at(-1)?.index;
  const status = since === last ? "new" : "continuing";
  const level = levelsOf(judged.points.slice(0, last)).at(-1)!;
  const limits = limitsOf(judged.cell.looked, judged.points, level);
  const correct = judgedBy(limits);
  const made = { judged, against: "yearBefore" as const, now, then, since, limits };
  return { ...found, ...made, status, own: found.p, p: correct(found.p), correct };
}

/** How far neighbours at one level differ beyond what answering makes: 1 where they don't. */
function noise(points: readonly ControlPoint[], levels: readonly Level[]): number {
  const ratios = levels.flatMap(({ from, to }) => {
    const own = points.slice(from, to + 1).filter(({ n, value }) => n > 0 && value !== null);
    return own.slice(1).flatMap((each, k) => {
      const variance = (each.variance ?? 0) + (own[k]!.variance ?? 0);
      return variance > 0 ? [(each.value! - own[k]!.value!) ** 2 / variance] : [];
    });
  });
  if (ratios.length < enoughBefore) return 1;
  return Math.max(1, ratios.reduce((sum, each) => sum + each, 0) / ratios.length);
}

/** The same p, where what it was made of varies by more than was thought. */
function widened(p: number, factor: number): number {
  if (factor <= 1 || p >= 1) return p;
  const z = p === 0 ? 38 : -normalQuantile(Math.max(p / 2, 1e-300));
  return normalP(z / Math.sqrt(factor));
}

/** The fewest points in which a change that stayed can be seen. */
const leastSeen = 4;

/**
 * Whether it moved before the last period, and stayed. The change may stand at any of the periods, so
 * p is taken as often; and a level that was there before is no new one, but where it went back to.
 */
function stayed(judged: Judged, calendar: Calendar): Test | "nothing" | undefined {
  const { of, daysOf } = calendar;
  const { points, at, cell } = judged;
  const { looked } = cell;
  const last = of.length - 1;
  const seen = points.filter(({ n, value }) => n > 0 && value !== null).length;
  if (kindOf(looked) === "count" || seen < leastSeen) return undefined;
  if ((at(of[last]!)?.n ?? 0) < leastChanged) return undefined;
  const levels = levelsOf(points);
  const [level, before] = [levels.at(-1)!, levels.at(-2)];
  if (!before || level.from === last) return "nothing";
  const [now, then] = [run(of, level), run(of, before)];
  const found = compareRuns(looked, at, now, then, daysOf);
  const still = compareRuns(looked, at, [of[last]!], then, daysOf);
  if (!found || !still || still.p >= alike || still.delta * found.delta < 0) return "nothing";
  for (const each of levels.slice(0, -2)) {
    const other = compareRuns(looked, at, now, run(of, each), daysOf);
    if (other && other.p >= alike) return "nothing";
  }
  const factor = noise(points, levels);
  const correct = (p: number) => Math.min(1, widened(p, factor) * (seen - 1));
  const p = correct(found.p);
  const limits = limitsOf(looked, points, before);
  const since = level.from;
  return {
    ...found,
    p,
    own: p,
    judged,
    against: "before",
    status: "continuing",
    now,
    then,
    since,
    limits,
    correct,
  };
}

export type Evidence = {
  tests: Test[];
  /** All comparisons made, those that found no change among them. */
  made: number;
};

/** What was done, not what anybody thinks of it. */
export const isOperational = ({ cell }: Judged): boolean => cell.operational;

/** How many events there are follows business, and is told beside a finding only; how many speak in public by themselves is a finding. */
const isCompanion = (judged: Judged): boolean =>
  kindOf(judged.cell.looked) === "count" && judged.cell.stratum.voice !== "public";

export function evidenceOf(cells: readonly Judged[], calendar: Calendar): Evidence {
  const tests: Test[] = [];
  let made = 0;
  for (const judged of cells) {
    if (isCompanion(judged)) continue;
    const own =
      kindOf(judged.cell.looked) === "count"
        ? [countAgainst(judged, calendar)]
        : [againstPrevious(judged, calendar), againstYear(judged, calendar)];
    for (const test of own) if (test) tests.push(test);
    const later = stayed(judged, calendar);
    if (later !== undefined && later !== "nothing") tests.push(later);
    made += own.filter((test) => test !== undefined).length + (later === undefined ? 0 : 1);
  }
  return { tests, made };
}

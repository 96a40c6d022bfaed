/** Findings as they are answered: figures, intervals, labels, and a sentence. Pure. */
import type {
  Change,
  ChangeMeasure,
  ChangePlace,
  ChangeSide,
  FoldedChange,
} from "#contract/changes.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Language } from "#platform/language.ts";
import { changePoint } from "#statistics/index.ts";
import type { Sums } from "#understand/measure-sums.ts";
import { labelsOf } from "#understand/labels.ts";
import { together, type Calendar, type Judged, type Test } from "./evidence.ts";
import type { Fold, Led, Overlaps } from "./fold.ts";
import { whole, type Looked, type Slice } from "./scan.ts";
import { chartKind, kindOf, valueOf } from "./series.ts";
import { isMix, type Split } from "./split.ts";

export type Telling = {
  registry: RegistryView;
  language: Language;
  by: readonly string[];
  calendar: Calendar;
  /** Whether the caller sees names; of fewer than `minimum` nobody else is told. */
  names: boolean;
  minimum: number;
};

const mostParts = 20;
export const mostFolded = 20;

/** `signals` names what is counted where no measure is. */
export function measureTold(
  { key, measure }: Looked,
  signals: string,
  { registry, language }: Telling,
): ChangeMeasure {
  const entry = key === "" ? registry.entries.kind.get(signals) : registry.entries.measure.get(key);
  const labels = entry?.definition.labels;
  const unit = typeof measure.about["unit"] === "string" ? measure.about["unit"] : undefined;
  return {
    kind: measure.about.kind as ChangeMeasure["kind"],
    of: key === "" ? null : key,
    label: labels?.[language] ?? labels?.["en"] ?? (key === "" ? signals : key),
    ...(unit === undefined || measure.about.kind === "nps" ? {} : { unit }),
    better: measure.direction === undefined ? null : measure.direction === 1 ? "higher" : "lower",
  };
}

export function placesOf(slice: Slice, { by, registry, language }: Telling): ChangePlace[] {
  const label = labelsOf(registry, language);
  const [a, x, b, y] = slice;
  return [[a, x] as const, [b, y] as const].flatMap(([n, key]) => {
    if (n === whole) return [];
    const dimension = by[n]!;
    return [{ dimension, key, label: label(dimension, key) }];
  });
}

const spanOf = (periods: readonly number[], { of, periods: { list, year } }: Calendar) => {
  const places = periods.map((period) => list[of.indexOf(period)] ?? year!);
  return { from: places[0]!.from, to: places.at(-1)!.to };
};

function figuresOf(looked: Looked, sums: Sums | undefined) {
  if (!sums) return { n: 0, estimate: null, low: null, high: null };
  const { estimate, low, high } = looked.measure.estimate(sums);
  return { n: sums.n!, estimate, low, high };
}

function sidesOf(test: Test, telling: Telling): { now: ChangeSide; past: ChangeSide } {
  const { looked } = test.judged.cell;
  // A level begins with its first signals, however far back the history goes.
  const heard = (periods: readonly number[]) => {
    const own = periods.filter((period) => test.judged.at(period) !== undefined);
    return own.length > 0 ? own : periods;
  };
  const side = (periods: readonly number[]) => ({
    ...spanOf(heard(periods), telling.calendar),
    ...figuresOf(looked, together(periods, test.judged.at)),
  });
  const [now, past] = [side(test.now), side(test.past)];
  // Of a count the level before is as many as so long a period usually has.
  if (kindOf(looked) === "count" && now.estimate !== null)
    return { now, past: { ...past, estimate: now.estimate - test.delta } };
  return { now, past };
}

function toldOf(test: Test, telling: Telling) {
  const { looked, stratum, slice } = test.judged.cell;
  return {
    measure: measureTold(looked, stratum.kind, telling),
    signals: stratum.kind,
    voice: stratum.voice,
    pattern: stratum.pattern === "" ? null : stratum.pattern,
    programme: stratum.programme === "" ? null : stratum.programme,
    where: placesOf(slice, telling),
    ...sidesOf(test, telling),
    delta: test.delta,
    low: test.low,
    high: test.high,
    p: test.own,
  };
}

/** How a folded slice lies to its finding's, by the signals that they share. */
function relationOf(fold: Fold, { test }: Led, overlaps: Overlaps): FoldedChange["is"] {
  const { both, own, other } = overlaps.shared(fold.test, test.judged.cell.slice);
  if (both === own && both === other) return "same";
  if (both === other && both > 0) return "wider";
  return both === own ? "part" : "overlap";
}

export function foldedOf(
  fold: Fold,
  led: Led,
  overlaps: Overlaps,
  telling: Telling,
): FoldedChange[] {
  const told = toldOf(fold.test, telling);
  const { rest } = fold;
  const is = relationOf(fold, led, overlaps);
  const each = {
    ...told,
    is,
    rest: rest ? { n: rest.n, delta: rest.delta, p: rest.p } : null,
  };
  // Crossed with something that it is anyway, a touchpoint is the same once more.
  const same = fold.test.judged.cell.same.filter(([, , second]) => second === whole);
  return [each, ...same.map((slice) => ({ ...each, where: placesOf(slice, telling) }))];
}

function functionOf(places: readonly ChangePlace[], telling: Telling): ChangePlace | null {
  const { registry, language } = telling;
  const own = places.find(({ dimension }) => dimension === "function");
  if (own) return own;
  const touchpoint = places.find(({ dimension }) => dimension === "touchpoint");
  const entry = touchpoint && registry.entries.touchpoint.get(touchpoint.key);
  const key = entry?.reviewed ? entry.definition.function : undefined;
  if (key === undefined) return null;
  return { dimension: "function", key, label: labelsOf(registry, language)("function", key) };
}

export function splitTold(
  split: Split | undefined,
  judged: Judged,
  telling: Telling,
): Change["mixAndRate"] {
  if (!split) return null;
  const { dimension, split: found, rateP, least } = split;
  const name = telling.by[dimension]!;
  const label = labelsOf(telling.registry, telling.language);
  const parts = found.parts
    .toSorted(
      (a, b) => Math.max(b.shareAfter, b.shareBefore) - Math.max(a.shareAfter, a.shareBefore),
    )
    .slice(0, mostParts)
    .map(({ key, mix, rate, shareBefore, shareAfter }) => ({
      key: key === "" ? null : key,
      label: label(name, key === "" ? null : key),
      mix,
      rate,
      shareBefore,
      shareAfter,
    }));
  return {
    by: name,
    total: found.total!,
    mix: found.mix!,
    rate: found.rate!,
    rateP,
    // Parts of few whose names are kept would stand beside the whole.
    parts: judged.guarded || (!telling.names && least < telling.minimum) ? [] : parts,
  };
}

function trendOf(judged: Judged, telling: Telling, shown: "all" | readonly number[]) {
  const { of, periods } = telling.calendar;
  return of.map((period, n) => ({
    ...periods.list[n]!,
    ...figuresOf(
      judged.cell.looked,
      shown === "all" || shown.includes(period) ? judged.at(period) : undefined,
    ),
  }));
}

/** A finding without what stands beside it. */
export function changeOf(
  { test, adjusted }: Led,
  split: Split | undefined,
  telling: Telling,
  trend: "all" | readonly number[],
): Omit<Change, "sentence" | "folded" | "moreFolded" | "companions" | "relationship"> {
  const { judged, limits, since } = test;
  const { looked } = judged.cell;
  const { list } = telling.calendar.periods;
  const told = toldOf(test, telling);
  const counts = kindOf(looked) === "count";
  const { direction } = looked.measure;
  const scale = counts ? telling.calendar.daysOf(telling.calendar.of.at(-1)!) / 30 : 1;
  const scaled = (value: number | null) => (value === null ? null : value * scale);
  return {
    ...told,
    status: test.status,
    cause: counts ? "volume" : split && isMix(split) ? "mix" : "rate",
    against: test.against,
    adjusted,
    good: direction === undefined || counts ? null : test.delta * direction > 0,
    function: functionOf(told.where, telling),
    since: since === undefined ? null : list[since]!.from,
    chart: {
      kind: chartKind(looked),
      centre: scaled(limits.centre),
      low: scaled(limits.low),
      high: scaled(limits.high),
      outside: limits.outside,
      periods: limits.periods,
    },
    changePoints: changePoint(judged.points).map(({ index, before, after }) => ({
      at: list[index]!.from,
      before: before * scale,
      after: after * scale,
    })),
    trend: trendOf(judged, telling, trend),
    mixAndRate: splitTold(split, judged, telling),
  };
}

export const levelOf = (looked: Looked, sums: Sums | undefined): number | null =>
  sums ? valueOf(looked, sums) : null;

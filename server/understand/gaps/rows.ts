/** What is told of the gaps of one source: each with its figure and state, its parts, its trend, who answers for it. Pure. */
import { type GapPart, type GapRow, type GapsOfSource, type GapsQuestion } from "#contract/gaps.ts";
import type { RegistryView } from "#journey/registry.ts";
import { inZone } from "#understand/answer.ts";
import { signalsOf, type Group } from "#understand/groups.ts";
import { twoScales } from "#understand/measure-sums.ts";
import type { Shown } from "#understand/tables.ts";
import { differencesFromRest, whichDiffer, type Apart } from "./apart.ts";
import {
  differencesOf,
  figureOf,
  judged,
  pointOf,
  wholeOf,
  type Figure,
  type Telling,
} from "./figures.ts";
import { quotesOf, type Said } from "./quotes.ts";
import type { Promised } from "./sources.ts";
import { gapKey, type Tally } from "./tally.ts";

export type Behind = NonNullable<GapRow["behind"]>;

/** Whether who sees no names may be told: of one customer, or of all but one, it would be what that one brings in. */
export function isBehindTold(
  { customers, short }: Behind,
  names: boolean,
  minimum: number,
): boolean {
  const counts = [customers, short.customers, customers - short.customers];
  return names || counts.every((n) => n === 0 || n >= minimum);
}
/** Who stands behind a gap, or a part of it, by its key and the part's value. */
type Holders = ReadonlyMap<string, Behind>;
export const holderKey = (key: string, part?: string | null): string => JSON.stringify([key, part]);

/** All that one source is told from. */
export type Material = {
  tally: Tally;
  holders: Holders;
  question: GapsQuestion;
  registry: RegistryView;
  promises: ReadonlyMap<string, Promised>;
  zone: string;
};

/** How each gap of a source is told. */
function tellingOf({ tally, question, promises }: Material, { by }: Group): Telling {
  const { confidence, margin } = question;
  const { source } = tally;
  const promise = source === "promise" ? promises.get(String(by["thing"])) : undefined;
  return { source, confidence, margin, promise };
}

/** Values that lie on another scale than the measure's are two things under one name. */
function refuseOffScale({ tally, registry }: Material, { sums }: Shown, { promise }: Telling) {
  if (!sums.flagged || tally.source === "zone") return;
  const measure = promise?.measure ?? "disconfirmation";
  const entry = registry.entries.measure.get(measure);
  const own = promise && entry?.reviewed ? entry.definition.scale : undefined;
  throw twoScales(measure, own ?? { min: 1, max: 5 }, sums.flagged, sums.n!);
}

/** Absent of the smallest parts, where there are more than people are counted behind. */
function behindOf({ holders }: Material, group: Group, part?: string | null) {
  const behind = holders.get(holderKey(gapKey(group), part));
  return behind ? { behind } : {};
}

const saidOf = ({ tally }: Material, { by }: Group, promise: Promised | undefined): Said => ({
  source: tally.source,
  touchpoint: by["touchpoint"] ?? null,
  aspect: promise || tally.source === "disconfirmation" ? undefined : (by["thing"] ?? null),
  pattern: by["pattern"],
  promise,
});

type Half = { whole: Shown; part: Shown; figure: Figure };

/** How the parts of each gap differ from its others: of those that are all shown, as else two things would be compared. */
function apartOf({ tally, question }: Material, halves: readonly Half[]): (Apart | undefined)[] {
  const { gaps, parts, source } = tally;
  const found = new Map<Half, Apart>();
  for (const [whole, own] of Map.groupBy(halves, (half) => half.whole)) {
    if (gaps.of(whole.group) === "hidden") continue;
    const all = own.filter(({ part }) => parts.of(part.group) !== "hidden");
    const apart = differencesFromRest(
      all.map(({ part }) => differencesOf(part.sums)),
      question.confidence,
    );
    // Answers count 1, 0 and −1, and are told in points.
    const points = source === "disconfirmation" ? 100 : 1;
    const scaled = (value: number | null) => (value === null ? null : value * points);
    for (const [at, half] of all.entries()) {
      const { delta, low, high, ...rest } = apart[at]!;
      found.set(half, { ...rest, delta: scaled(delta), low: scaled(low), high: scaled(high) });
    }
  }
  return halves.map((half) => found.get(half));
}

/** The parts of all gaps of a source, judged together. */
function partsOf(material: Material): Map<string, GapPart[]> {
  const { tally, question } = material;
  const wholes = new Map(tally.gaps.shown.map((each) => [gapKey(each.group), each]));
  const halves = tally.parts.shown.flatMap((part): Half[] => {
    const whole = wholes.get(gapKey(part.group));
    if (!whole) return [];
    return [{ whole, part, figure: figureOf(part.sums, tellingOf(material, part.group)) }];
  });
  const states = judged(halves.map(({ figure }) => figure));
  const apart = apartOf(material, halves);
  const differs = whichDiffer(apart);
  const told = new Map<string, GapPart[]>();
  for (const [at, { part, figure }] of halves.entries()) {
    const { tested: _tested, alone: _alone, ...figures } = figure;
    const key = gapKey(part.group);
    const value = part.group.by["part"] ?? null;
    const { promise } = tellingOf(material, part.group);
    const own: GapPart = {
      value,
      ...figures,
      ...states[at]!,
      delta: apart[at]?.delta ?? null,
      deltaLow: apart[at]?.low ?? null,
      deltaHigh: apart[at]?.high ?? null,
      deltaP: apart[at]?.p ?? null,
      differs: differs[at]!,
      ...behindOf(material, part.group, value),
      quotes: quotesOf(question, { ...saidOf(material, part.group, promise), part: value }),
    };
    told.set(key, [...(told.get(key) ?? []), own]);
  }
  for (const list of told.values()) list.sort(widest);
  return told;
}

/** The widest shortfall first; low bases have no place among others. */
const widest = (a: Pick<GapRow, "gap" | "lowBase">, b: Pick<GapRow, "gap" | "lowBase">): number =>
  Number(a.lowBase ?? false) - Number(b.lowBase ?? false) || (a.gap ?? 0) - (b.gap ?? 0);

export function ordered(rows: readonly GapRow[], order: GapsQuestion["order"]): GapRow[] {
  const worth = ({ behind }: GapRow): number =>
    (order === "revenue" ? behind?.short.revenue : behind?.short.customers) ?? 0;
  return rows.toSorted((a, b) => {
    const low = Number(a.lowBase ?? false) - Number(b.lowBase ?? false);
    return low || (order === "gap" ? 0 : worth(b) - worth(a)) || widest(a, b);
  });
}

/** Who answers for a touchpoint: its function, and who heads that. */
export function answersFor({ entries }: RegistryView, touchpoint: string | null) {
  const entry = touchpoint === null ? undefined : entries.touchpoint.get(touchpoint);
  const key = entry?.reviewed ? entry.definition.function : undefined;
  const head = key === undefined ? undefined : entries.function.get(key);
  return {
    function: key ?? null,
    owner: (head?.reviewed ? head.definition.owner : undefined) ?? null,
  };
}

function rowsOf(material: Material): GapRow[] {
  const { tally, question, registry, zone } = material;
  const { source, divided, gaps, periods } = tally;
  const telling = gaps.shown.map(({ group }) => tellingOf(material, group));
  for (const [at, each] of gaps.shown.entries()) refuseOffScale(material, each, telling[at]!);
  const figures = gaps.shown.map(({ sums }, at) => figureOf(sums, telling[at]!));
  const states = judged(figures);
  const parts = question.by === undefined ? undefined : partsOf(material);
  const trends = Map.groupBy(periods.shown, ({ group }) => gapKey(group));
  return gaps.shown.map(({ group, sums }, at): GapRow => {
    const { promise } = telling[at]!;
    const { by } = group;
    const touchpoint = by["touchpoint"] ?? null;
    const own = answersFor(registry, touchpoint);
    const { tested: _tested, alone: _alone, ...told } = figures[at]!;
    const key = gapKey(group);
    const trend = trends.get(key)?.toSorted((a, b) => a.group.start! - b.group.start!) ?? [];
    return {
      touchpoint,
      ...(promise
        ? {
            promise: promise.key,
            measure: promise.measure,
            ...(promise.unit === undefined ? {} : { unit: promise.unit }),
          }
        : source === "disconfirmation"
          ? { measure: "disconfirmation" }
          : { aspect: by["thing"] ?? null }),
      ...(divided ? { pattern: (by["pattern"] ?? null) as GapRow["pattern"] } : {}),
      ...told,
      ...wholeOf(sums, telling[at]!),
      ...states[at]!,
      ...own,
      owner: promise?.owner ?? own.owner,
      ...behindOf(material, group),
      ...(parts ? { parts: parts.get(key) ?? [] } : {}),
      ...(question.interval
        ? {
            trend: trend.map((each) => ({
              at: inZone(each.group.start!, zone),
              ...pointOf(each.sums, telling[at]!),
            })),
          }
        : {}),
      quotes: quotesOf(question, saidOf(material, group, promise)),
    };
  });
}

export function sourceOf(material: Material): GapsOfSource {
  const { tally, question } = material;
  const rows = rowsOf(material);
  const { hidden } = tally.gaps;
  return {
    source: tally.source,
    rows: ordered(rows, question.order),
    looked: rows.filter(({ adjusted }) => adjusted !== null).length,
    suppressed: {
      groups: hidden.length,
      signals: hidden.reduce((sum, { guarded }) => sum + (guarded ? signalsOf(guarded) : 0), 0),
    },
    leftOut: tally.leftOut,
  };
}

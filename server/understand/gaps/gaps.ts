/** Where experience falls short: asked of the store, judged by the rules of any question, told by source. */
import {
  type EarlierAnswer,
  type GapPart,
  type GapRow,
  type GapsAnswer,
  type GapsOfSource,
  type GapSource,
  type GapsQuestion,
} from "#contract/gaps.ts";
import { CorridorError } from "#contract/error.ts";
import { patterns } from "#contract/signal.ts";
import type { RegistryView } from "#journey/registry.ts";
import { clock } from "#platform/clock.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { inZone } from "#understand/answer.ts";
import { mostRows, zoneOf, type Context } from "#understand/compile.ts";
import type { Group, SqlRow } from "#understand/groups.ts";
import { needs } from "#understand/hidden.ts";
import { signalsOf } from "#understand/groups.ts";
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
import { isOwn, promisesOf, type Promised } from "./sources.ts";
import { joinedRows, ownRows, sourceAt, type Rows, type Statement } from "./sql.ts";
import { gapKey, tallyOf, type Tally } from "./tally.ts";

/** What a question for gaps needs of the store. */
export type GapsAsking = {
  rows: (scope: Scope, statement: Statement) => Promise<SqlRow[]>;
};

type Behind = NonNullable<GapRow["behind"]>;
/** Who stands behind a gap, or a part of it, by its key and the part's value. */
type Holders = ReadonlyMap<string, Behind>;
const holderKey = (key: string, part?: string | null): string => JSON.stringify([key, part]);

/** All that one source is told from. */
type Material = {
  tally: Tally;
  holders: Holders;
  question: GapsQuestion;
  registry: RegistryView;
  promises: ReadonlyMap<string, Promised>;
  zone: string;
  /** Revenue is told to whoever reaches everything. */
  revenue: boolean;
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

function behindOf({ holders, revenue }: Material, group: Group, part?: string | null): Behind {
  const found = holders.get(holderKey(gapKey(group), part));
  const none = revenue ? 0 : null;
  return found ?? { customers: 0, revenue: none, short: { customers: 0, revenue: none } };
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
      behind: behindOf(material, part.group, value),
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
      behind: behindOf(material, group),
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

function sourceOf(material: Material): GapsOfSource {
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

/** Who stands behind the gaps of a statement, by source. */
async function holdersOf(
  asking: GapsAsking,
  scope: Scope,
  rows: Rows,
  tallies: readonly Tally[],
): Promise<Map<GapSource, Map<string, Behind>>> {
  const found = new Map<GapSource, Map<string, Behind>>();
  if (tallies.every(({ gaps }) => gaps.shown.length === 0)) return found;
  const bySource = new Map(tallies.map((each) => [each.source, each]));
  const numbers = Array.from({ length: 8 }, (_, at) => at);
  const divided = numbers.filter((at) => bySource.get(sourceAt(rows, at))?.divided);
  const revenue = (value: unknown) => (isWhole(scope.reach) ? Number(value) : null);
  for (const row of await asking.rows(scope, rows.behind(divided))) {
    const source = sourceAt(rows, Number(row["source"]));
    const tally = bySource.get(source);
    if (!tally) continue;
    const pattern = patterns[Number(row["kept"]) - 1] ?? null;
    const by = {
      touchpoint: row["d0"] as string | null,
      thing: row["d1"] as string | null,
      ...(tally.divided ? { pattern } : {}),
    };
    const part = Number(row["level"]) === 1 ? ((row["d2"] as string | null) ?? null) : undefined;
    const own = found.get(source) ?? new Map<string, Behind>();
    found.set(source, own);
    own.set(holderKey(gapKey({ by }), part), {
      customers: Number(row["customers"]),
      revenue: revenue(row["revenue"]),
      short: { customers: Number(row["shortCustomers"]), revenue: revenue(row["shortRevenue"]) },
    });
  }
  return found;
}

async function tallied(
  asking: GapsAsking,
  scope: Scope,
  rows: Rows | undefined,
  question: GapsQuestion,
  { sight }: Context,
): Promise<Tally[]> {
  if (!rows) return [];
  const all = await asking.rows(scope, rows.sums);
  if (all.length > mostRows)
    throw new CorridorError(
      "not_computable",
      "There are more groups than are told at once. Divide by something with fewer values, take a longer interval, or fewer sources.",
    );
  return rows.sources.map((source) => {
    const own = all.filter((row) => sourceAt(rows, Number(row["source"])) === source);
    return tallyOf(source, own, question, sight.names);
  });
}

/** What one statement tells. */
async function told(
  asking: GapsAsking,
  scope: Scope,
  rows: Rows | undefined,
  question: GapsQuestion,
  context: Context,
): Promise<{ sources: GapsOfSource[]; signals: number }> {
  const tallies = await tallied(asking, scope, rows, question, context);
  const signals = Math.max(0, ...tallies.map((tally) => tally.signals));
  if (!rows || tallies.length === 0) return { sources: [], signals };
  const holders = await holdersOf(asking, scope, rows, tallies);
  const { registry } = context;
  const promises = new Map(promisesOf(registry).map((each) => [each.key, each]));
  const zone = zoneOf(question, context);
  const shared = { question, registry, promises, zone, revenue: isWhole(scope.reach) };
  const sources = tallies.map((tally) =>
    sourceOf({ ...shared, tally, holders: holders.get(tally.source) ?? new Map() }),
  );
  return { sources, signals };
}

/** What answers beside the gaps that signals tell by themselves. */
export type Beside = {
  benchmarks: (scope: Scope, question: GapsQuestion, context: Context) => Promise<GapsOfSource>;
  earlier: (scope: Scope, question: GapsQuestion, context: Context) => Promise<EarlierAnswer>;
  importance: (
    scope: Scope,
    question: GapsQuestion,
    context: Context,
  ) => Promise<NonNullable<GapsAnswer["importance"]>>;
};

/**
 * Answers where experience falls short. Throws `unknown_dimension`, `unknown_measure`,
 * `scale_mismatch`, `not_computable`, `expression_invalid`, `invalid_request`, and `forbidden` where
 * the caller may not see what is asked.
 */
export async function askGaps(
  asking: GapsAsking,
  beside: Beside,
  scope: Scope,
  question: GapsQuestion,
  context: Context,
): Promise<GapsAnswer> {
  const start = clock.now();
  const { sources } = question;
  const own = ownRows(question, scope.workspace, context);
  const joined = joinedRows(question, scope.workspace, context);
  const [alone, together, benchmarks, earlier, importance] = await Promise.all([
    told(asking, scope, own, question, context),
    told(asking, scope, joined, question, context),
    sources.includes("benchmark") ? beside.benchmarks(scope, question, context) : undefined,
    question.earlier ? beside.earlier(scope, question, context) : undefined,
    question.importance ? beside.importance(scope, question, context) : undefined,
  ]);
  // Whether there are any or not: that a condition fits nobody is told as little.
  const asked = sources.some((source) => isOwn(source) || source === "asked-before");
  const signals = Math.max(alone.signals, together.signals);
  if (!context.sight.names && asked && signals < question.minimum)
    throw needs(
      "see names",
      `Of fewer than ${question.minimum} signals nothing is told without names`,
    );
  const found = [...alone.sources, ...together.sources, ...(benchmarks ? [benchmarks] : [])];
  const statements = [own, joined].flatMap((rows) => (rows ? [rows.sums] : []));
  return {
    sources: sources.flatMap((name) => found.filter(({ source }) => source === name)),
    ...(earlier ? { earlier } : {}),
    ...(importance ? { importance } : {}),
    took: clock.now() - start,
    ...(question.explain
      ? {
          sql: statements.map(({ sql }) => sql),
          parameters: statements.map(({ parameters }) => parameters),
        }
      : {}),
  };
}

/** What Today is made of, asked of those who answer it: accounts that stand somewhere, gaps, changes. */
import {
  changesQuestion,
  type Change,
  type ChangesAnswer,
  type ChangesQuestion,
} from "#contract/changes.ts";
import { CorridorError } from "#contract/error.ts";
import {
  gapsQuestion,
  gapSources,
  type GapRow,
  type GapsAnswer,
  type GapsInput,
  type GapSource,
  type GapsQuestion,
} from "#contract/gaps.ts";
import type { PlacementSummary, Standing } from "#contract/placement.ts";
import type { InterventionReason, TodayChange } from "#contract/today.ts";
import type { Language } from "#platform/language.ts";
import type { Scope } from "#platform/scope.ts";
import { lastMonth } from "#understand/changes/periods.ts";
import type { Context } from "#understand/compile.ts";
import { deviationsOf, unitCondition, shortPlaces } from "./places.ts";
import type { Between } from "./queries.ts";

/** The moment asked about, half a year before, the zone and the language. */
export type Asked = { at: number; against: number; zone: string; language: Language };

type When = { at: string; against: string; timezone: string };
type Filters = {
  flag?: "silent" | "divided";
  moved?: "fallen";
  placement?: "growth";
  sort: "revenue" | "headroom";
  limit: number;
  offset: number;
};

type Row = { id: string; standing: Standing };

/** Who answers what Today is made of. */
export type Answering = {
  overview: (
    scope: Scope,
    when: When,
    type: "business",
    lists: readonly Filters[],
  ) => Promise<{ summary: PlacementSummary; lists: { rows: Row[] }[] }>;
  gaps: (scope: Scope, question: GapsQuestion, context: Context) => Promise<GapsAnswer>;
  changes: (scope: Scope, question: ChangesQuestion, context: Context) => Promise<ChangesAnswer>;
  answeredSince: (
    scope: Scope,
    accounts: readonly string[],
    between: Between,
    context: Context,
  ) => Promise<Map<string, string>>;
};

/** Of each list; of more accounts than this nobody reads each. */
const mostAccounts = 500;
/** So many are read whole. */
const fewAccounts = 2_000;
const mostGaps = 50;
/** Each place is a question of its own. */
const mostAsked = 6;

export type KeptAccount = {
  id: string;
  standing: Standing;
  why: InterventionReason[];
  since: string | null;
};
export type AccountsBody = {
  intervention: KeptAccount[];
  growth: Pick<KeptAccount, "id" | "standing">[];
  prospects: { accounts: number; headroom: number };
  missing: "accounts" | "answers" | null;
  missingGrowth: "accounts" | "answers" | "potential" | null;
};

/** Who is silent, fell, is divided, or may grow. */
const listed: readonly Filters[] = [
  { flag: "silent", sort: "revenue" } as const,
  { moved: "fallen", sort: "revenue" } as const,
  { flag: "divided", sort: "revenue" } as const,
  { placement: "growth", sort: "headroom" } as const,
].map((filters) => ({ ...filters, limit: fewAccounts, offset: 0 }));

const iso = (at: number): string => new Date(at).toISOString();

export async function accountsOf(
  { overview, answeredSince }: Answering,
  scope: Scope,
  { at, against, zone }: Asked,
  context: Context,
): Promise<AccountsBody> {
  const when = { at: iso(at), against: iso(against), timezone: zone };
  const { summary: all, lists } = await overview(scope, when, "business", listed);
  const most = all.accounts > fewAccounts ? mostAccounts : fewAccounts;
  const [silent, fallen, divided, growing] = lists.map(({ rows }) => rows.slice(0, most)) as [
    Row[],
    Row[],
    Row[],
    Row[],
  ];
  const found = new Map<string, Omit<KeptAccount, "since">>();
  for (const [why, rows] of [
    ["silent", silent],
    ["fallen", fallen],
    ["divided", divided],
  ] as const)
    for (const { id, standing } of rows)
      found.set(id, { id, standing, why: [...(found.get(id)?.why ?? []), why] });
  const between = { from: against, to: at, satisfied: all.lines.satisfied };
  const answered = await answeredSince(scope, [...found.keys()], between, context);
  const prospects = growing.filter(({ standing }) => standing.prospect);
  const missing =
    all.accounts === 0 ? "accounts" : (all.feedback.accounts ?? 0) === 0 ? "answers" : null;
  const knows = growing.some(({ standing }) => standing.potential !== null);
  return {
    intervention: [...found.values()].map((each) => ({
      ...each,
      since: each.standing.silent?.answeredAt ?? answered.get(each.id) ?? null,
    })),
    growth: prospects.map(({ id, standing }) => ({ id, standing })),
    prospects: {
      accounts: all.prospects.accounts,
      headroom: all.prospects.potential - all.prospects.revenue,
    },
    missing,
    missingGrowth: missing ?? (growing.length > 0 && !knows ? "potential" : null),
  };
}

export type KeptGap = Omit<GapRow, "parts" | "trend"> & {
  source: GapSource;
  /** The unit in which it is so wide. */
  place: string | null;
  deviations: number | null;
  also: GapSource[];
};
export type GapsBody = {
  gaps: KeptGap[];
  refused: { source: GapSource; code: string }[];
  missing: "comparisons" | null;
};
type SourceRow = GapRow & { source: GapSource };

const without = ({ parts: _parts, trend: _trend, ...row }: SourceRow) => row;
const keyOf = ({ source, touchpoint, aspect, promise, benchmark, pattern }: KeptGap | SourceRow) =>
  JSON.stringify([source, touchpoint, aspect, promise, benchmark, pattern]);

/** All sources at once; where one has no figure, each by itself. */
async function sourcesOf(
  { gaps }: Answering,
  scope: Scope,
  input: GapsInput,
  context: Context,
): Promise<{ rows: SourceRow[]; refused: GapsBody["refused"] }> {
  const rowsOf = ({ sources }: GapsAnswer): SourceRow[] =>
    sources.flatMap(({ source, rows }) => rows.map((row) => ({ ...row, source })));
  const ask = async (sources: readonly GapSource[]) =>
    rowsOf(await gaps(scope, gapsQuestion.parse({ ...input, sources }), context));
  const said = (error: unknown): error is CorridorError =>
    error instanceof CorridorError && error.code !== "forbidden" && error.status < 500;
  try {
    return { rows: await ask(gapSources), refused: [] };
  } catch (error) {
    if (!said(error)) throw error;
  }
  const rows: SourceRow[] = [];
  const refused: GapsBody["refused"] = [];
  for (const source of gapSources)
    try {
      rows.push(...(await ask([source])));
    } catch (error) {
      if (!said(error)) throw error;
      refused.push({ source, code: error.code });
    }
  return { rows, refused };
}

/** What a firm gave its word on comes before what people expected; then the widest. */
function firstOf(a: KeptGap, b: KeptGap): number {
  const word = (gap: KeptGap) => Number(gap.source !== "promise");
  const named = ({ aspect, touchpoint }: KeptGap) => aspect ?? touchpoint ?? "";
  // Two that are as wide to a tenth of a standard deviation stand by name.
  const width = ({ deviations }: KeptGap) => Math.round((deviations ?? 0) * 10);
  return word(a) - word(b) || width(a) - width(b) || named(a).localeCompare(named(b), "en");
}

/** A touchpoint that falls short at a place by two sources is one thing to mend: told once, with both. */
function folded(gaps: readonly KeptGap[]): KeptGap[] {
  const told = new Map<string, KeptGap>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.touchpoint, gap.aspect ?? null, gap.place]);
    const first = gap.touchpoint === null ? undefined : told.get(key);
    if (first) first.also.push(gap.source);
    else told.set(gap.touchpoint === null ? JSON.stringify([told.size]) : key, gap);
  }
  return [...told.values()];
}

export async function gapsOf(
  answering: Answering,
  scope: Scope,
  { at, against, zone }: Asked,
  context: Context,
): Promise<GapsBody> {
  const period = { from: iso(against), to: iso(at), timezone: zone, order: "gap" as const };
  const { registry } = context;
  const divides = registry.entries.unit.size > 1;
  const input = { ...period, ...(divides ? { by: "unit" } : {}) };
  const { rows, refused } = await sourcesOf(answering, scope, input, context);
  const places = shortPlaces(rows, registry).slice(0, mostAsked);
  const placed: KeptGap[] = [];
  for (const { row, unit } of places) {
    const where = unitCondition(unit, registry);
    const sources = [row.source];
    const question = gapsQuestion.parse({ ...period, sources, where });
    const answer = await answering.gaps(scope, question, context);
    for (const source of answer.sources)
      for (const each of source.rows) {
        const own = { ...each, source: source.source };
        if (keyOf(own) !== keyOf(row) || own.state !== "shortfall") continue;
        placed.push({ ...without(own), place: unit, deviations: deviationsOf(own), also: [] });
      }
  }
  // What falls short at a place is told of the place, not of everywhere.
  const local = new Set(placed.map(keyOf));
  const wide = rows
    .filter((row) => row.state === "shortfall" && !row.lowBase && !local.has(keyOf(row)))
    .map((row) => ({ ...without(row), place: null, deviations: deviationsOf(row), also: [] }));
  const gaps = folded([...placed, ...wide].toSorted(firstOf));
  return {
    gaps: gaps.slice(0, mostGaps),
    refused,
    missing: rows.length === 0 ? "comparisons" : null,
  };
}

export type KeptChange = Omit<TodayChange, "id" | "own" | "evidence" | "taken">;
export type ChangesBody = {
  period: { from: string; to: string };
  findings: KeptChange[];
  returned: KeptChange[];
  continuing: KeptChange[];
  tests: number;
  missing: "history" | null;
};

/** What stands beside its sentence stays on its own page. */
function keptOf(change: Change): KeptChange {
  const {
    chart: _chart,
    changePoints: _points,
    trend: _trend,
    mixAndRate: _split,
    ...rest
  } = change;
  const { companions: _companions, relationship: _relationship, ...told } = rest;
  const { folded, moreFolded, ...kept } = told;
  return { ...kept, folded: folded.length + moreFolded };
}

export async function changesOf(
  { changes }: Answering,
  scope: Scope,
  { at, zone, language }: Asked,
  now: number,
  context: Context,
): Promise<ChangesBody> {
  // Whoever looks at the end of a day means that day; a month that goes on is not whole by that.
  const { from, to } = lastMonth(Math.min(at, now), zone);
  const question = changesQuestion.parse({ from, to, timezone: zone, language });
  const answer = await changes(scope, question, context);
  return {
    period: { from, to },
    findings: answer.findings.map(keptOf),
    returned: answer.returned.map(keptOf),
    continuing: answer.continuing.map(keptOf),
    tests: answer.lookedAt.tests,
    missing: answer.lookedAt.tests === 0 ? "history" : null,
  };
}

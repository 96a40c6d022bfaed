/** Where experience falls short: asked of the store, and told by source. */
import {
  type EarlierAnswer,
  type GapsAnswer,
  type GapsOfSource,
  type GapSource,
  type GapsQuestion,
} from "#contract/gaps.ts";
import { CorridorError } from "#contract/error.ts";
import { patterns } from "#contract/signal.ts";
import { clock } from "#platform/clock.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { mostRows, refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import type { SqlRow } from "#understand/groups.ts";
import { namesForFew } from "#platform/few.ts";
import type { Shown } from "#understand/tables.ts";
import { mostListed, type Listed } from "./behind.ts";
import { holderKey, isBehindTold, sourceOf, type Behind } from "./rows.ts";
import { isOwn, promisesOf } from "./sources.ts";
import { joinedRows, numberOf, ownRows, sourceAt, type Rows, type Statement } from "./sql.ts";
import { gapKey, tallyOf, type Tally } from "./tally.ts";

/** What a question for gaps needs of the store. */
export type GapsAsking = {
  rows: (scope: Scope, statement: Statement) => Promise<SqlRow[]>;
};

/**
 * Gaps and parts that are shown, each as the statement tells it: whole gaps first, then the largest parts;
 * to who sees no names no parts, or few behind one would be what the others lack.
 */
function listedOf(
  tallies: readonly Tally[],
  names: boolean,
): { key: string; source: GapSource; listed: Listed }[] {
  const of = ({ source, divided }: Tally, { group }: Shown, isPart: boolean) => {
    const { touchpoint = null, thing = null, pattern, part = null } = group.by;
    const listed: Listed = {
      source: numberOf(source),
      touchpoint,
      thing,
      pattern: divided && pattern ? patterns.findIndex((each) => each === pattern) + 1 : 0,
      ...(isPart ? { part } : {}),
    };
    return { key: holderKey(gapKey(group), isPart ? part : undefined), source, listed };
  };
  const wholes = tallies.flatMap((tally) => tally.gaps.shown.map((each) => of(tally, each, false)));
  const parts = (names ? tallies : [])
    .flatMap((tally) => tally.parts.shown.map((each) => ({ tally, each })))
    .toSorted((a, b) => b.each.sums.n! - a.each.sums.n!)
    .map(({ tally, each }) => of(tally, each, true));
  return [...wholes, ...parts].slice(0, mostListed);
}

/** Who stands behind the gaps of a statement, by source. */
async function holdersOf(
  asking: GapsAsking,
  scope: Scope,
  rows: Rows,
  tallies: readonly Tally[],
  { question, context }: { question: GapsQuestion; context: Context },
): Promise<Map<GapSource, Map<string, Behind>>> {
  const found = new Map<GapSource, Map<string, Behind>>();
  const shown = listedOf(tallies, context.sight.names);
  if (shown.length === 0) return found;
  const revenue = (value: unknown) => (isWhole(scope.reach) ? Number(value) : null);
  const none: Behind = {
    customers: 0,
    revenue: revenue(0),
    short: { customers: 0, revenue: revenue(0) },
  };
  const answered = await asking.rows(scope, rows.behind(shown.map(({ listed }) => listed)));
  const told = new Map(answered.map((row) => [Number(row["place"]), row]));
  for (const [at, { key, source }] of shown.entries()) {
    const row = told.get(at);
    const own = found.get(source) ?? new Map<string, Behind>();
    found.set(source, own);
    const behind = row
      ? {
          customers: Number(row["customers"]),
          revenue: revenue(row["revenue"]),
          short: {
            customers: Number(row["shortCustomers"]),
            revenue: revenue(row["shortRevenue"]),
          },
        }
      : none;
    if (isBehindTold(behind, context.sight.names, question.minimum)) own.set(key, behind);
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
  const holders = await holdersOf(asking, scope, rows, tallies, { question, context });
  const { registry } = context;
  const promises = new Map(promisesOf(registry).map((each) => [each.key, each]));
  const zone = zoneOf(question, context);
  const shared = { question, registry, promises, zone };
  const sources = tallies.map((tally) =>
    sourceOf({ ...shared, tally, holders: holders.get(tally.source) ?? new Map() }),
  );
  return { sources, signals };
}

/** A source that nothing tells of, as promises of which none is in force. */
const noGaps = (source: GapSource): GapsOfSource => ({
  source,
  rows: [],
  looked: 0,
  suppressed: { groups: 0, signals: 0 },
  leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
});

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
  refuseUnseen(question.where, context);
  const [alone, together, benchmarks, earlier, importance] = await Promise.all([
    told(asking, scope, own, question, context),
    told(asking, scope, joined, question, context),
    sources.includes("benchmark") ? beside.benchmarks(scope, question, context) : undefined,
    question.earlier ? beside.earlier(scope, question, context) : undefined,
    question.importance ? beside.importance(scope, question, context) : undefined,
  ]);
  // Whether there are any or not: that a condition fits nobody is told as little.
  // What is asked beside them judges itself; sources of few are as empty then as those of nobody.
  const isAlone = !question.earlier && !question.importance;
  const asked = isAlone && sources.some((source) => isOwn(source) || source === "asked-before");
  const signals = Math.max(alone.signals, together.signals);
  if (!context.sight.names && asked && signals < question.minimum)
    throw namesForFew(
      question.minimum,
      `Of fewer than ${question.minimum} signals nothing is told without names`,
    );
  const found = [...alone.sources, ...together.sources, ...(benchmarks ? [benchmarks] : [])];
  const statements = [own, joined].flatMap((rows) => (rows ? [rows.sums] : []));
  return {
    sources: sources.map((name) => found.find(({ source }) => source === name) ?? noGaps(name)),
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

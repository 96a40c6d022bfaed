/** A question from start to answer: compiled, asked, and turned into figures. */
import { CorridorError } from "#contract/error.ts";
import { leastMinimum, type Query, type QueryAnswer } from "#contract/query.ts";
import type { RakedAnswer } from "#contract/rake.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { answerOf, type Compared } from "./answer.ts";
import {
  asksUnseen,
  compile,
  mostGroups,
  mostRows,
  type Compiled,
  type Context,
  type Summed,
} from "./compile.ts";
import { refuseFew } from "./few.ts";
import type { Measure } from "./measure-sums.ts";
import {
  countsOf,
  guardedIn,
  largest,
  merge,
  signalsOf,
  toGroups,
  toldCounts,
  without,
  type SqlRow,
} from "./groups.ts";
import { unknownMeasure } from "./measure-source.ts";
import { marginsOf, rakedAnswer, weightsOfCells, type MakeUp, type Raked } from "./rake.ts";
import { countedByBoth, shareNothing, sharedBy } from "./overlap.ts";
import { leftOf, tooFew, type Cell, type Left } from "./suppress.ts";
import { refuseShareOfFew } from "./share-few.ts";
import { comparingGivesAway, tablesOf, type Asked, type Tables } from "./tables.ts";

const nobody: Cell = { open: undefined, guarded: undefined, guardedN: 0, staffN: 0 };

/** What a question needs of the store. */
export type Asking = {
  sums: (scope: Scope, compiled: Summed) => Promise<SqlRow[]>;
  any: (scope: Scope, has: string, parameters: Record<string, unknown>) => Promise<boolean>;
  middle: (
    scope: Scope,
    value: string,
    parameters: Record<string, unknown>,
  ) => Promise<number | undefined>;
  makeUp: MakeUp;
};

/** From here on values may lie far from 0 beside their spread; below, a spread of 0.005 keeps its digits. */
const farValue = 1_000;

/**
 * What a mean's values are summed about. Both sides of a comparison share it. It comes from signals
 * that the caller may not see, and so is never shown: in the figures it cancels out.
 */
async function shiftOf(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: Context,
): Promise<number> {
  if (query.measure.kind !== "mean") return 0;
  const { measure, parameters } = compile(query, scope.workspace, context);
  if (measure.far === undefined) return 0;
  const middle = (await asking.middle(scope, measure.far, parameters)) ?? 0;
  return Math.abs(middle) < farValue ? 0 : middle;
}

/** Sums of the groups of a question, and of all of it where groups overlap or some are missing. */
async function groupsOf(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: Context,
  left?: Left,
): Promise<{ found: Found; all: Found; truncated: boolean; compiled: Compiled }> {
  const compiled = compile(query, scope.workspace, context, left);
  let rows = await asking.sums(scope, compiled);
  if (rows.length > mostRows)
    rows = await asking.sums(scope, { ...compiled, sql: compiled.largest, joined: undefined });
  const found = toGroups(rows, query.by);
  const groups = largest(found.groups, mostGroups);
  const truncated = groups.length < found.groups.length;
  if (!compiled.overlapping && !truncated) return { found, all: found, truncated, compiled };
  const { interval: _interval, ...rest } = query;
  // Divided by voice, every voice is taken; the whole must not lose them with the division.
  const voices = query.voices ?? (query.by.includes("voice") ? ("all" as const) : undefined);
  const whole = compile(
    { ...rest, by: [], ...(voices === undefined ? {} : { voices }) },
    scope.workspace,
    context,
    left,
  );
  const all = toGroups(await asking.sums(scope, whole), []);
  return { found: { ...found, groups }, all, truncated, compiled };
}
type Found = ReturnType<typeof toGroups>;

/** The question by the margins alone, without weights. */
function marginsQuestion({ rake, interval: _interval, compare: _compare, ...rest }: Query): Query {
  return { ...rest, by: rake!.map(({ by }) => by) };
}

/**
 * The weights that a question is raked by: of all that it selects. Throws `not_computable` where a cell
 * is too small to be shown, as a figure that weighs it up would show it; where patterns would be pooled;
 * and where the margins can't be held.
 */
async function rakedOf(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: Context,
): Promise<Raked | undefined> {
  if (!query.rake) return undefined;
  const question = marginsQuestion(query);
  const { asked, compiled } = await askOne(asking, scope, question, context);
  const tables = tablesOf(asked, undefined, compiled.measure, question, context.sight.names);
  if (compiled.overlapping)
    throw new CorridorError(
      "not_computable",
      "A signal stands in several groups of one of these margins, so that it has no one weight. Rake by what each signal has once.",
      { details: { reason: "rake-overlaps" } },
    );
  if (tables.split)
    throw new CorridorError(
      "not_computable",
      "The selection holds relationship and transactional scores, which are two sets of people who answer. Rake one `pattern`.",
      { details: { reason: "rake-patterns" } },
    );
  // Nobody has no weight: the answer is that of nobody.
  if (isNobody(asked)) return undefined;
  if (tables.rows.now.hidden.length > 0 || asked.truncated)
    throw new CorridorError(
      "not_computable",
      `A group of fewer than ${query.minimum} (10 of staff) whose names are kept would be weighed up, and a figure of it told. Leave that margin out, or join its values.`,
      { details: { reason: "rake-few" } },
    );
  const margins = await marginsOf(scope, query.rake, asking.makeUp);
  return weightsOfCells(asked.groups, question.by, margins);
}

/** A question asked; of those whose names are kept, few in all of it are not there for what follows. */
async function askOne(
  asking: Asking,
  scope: Scope,
  query: Query,
  given: Context,
): Promise<{ asked: Asked; compiled: Compiled; raked: Raked | undefined }> {
  const raked = await rakedOf(asking, scope, query, given);
  const context = raked ? { ...given, raked } : given;
  let { found, all, truncated, compiled } = await groupsOf(asking, scope, query, context);
  const left = leftOf(guardedIn(all.groups));
  const leftOut = countsOf(all.leftOut);
  // A quantile of some can't be had from that of all.
  if (left && !compiled.measure.additive)
    ({ found, all, truncated, compiled } = await groupsOf(asking, scope, query, context, left));
  const asked = {
    groups: without(found.groups, left),
    totals: without(all.groups, left),
    leftOut,
    truncated,
  };
  return { asked: given.sight.names ? asked : toldUnnamed(asked), compiled, raked };
}

/** To whoever sees no names few are not there either, whoever they are, nor is it counted that few are left out. */
function toldUnnamed(asked: Asked): Asked {
  const n = asked.totals.reduce((sum, { sums }) => sum + signalsOf(sums), 0);
  return {
    ...asked,
    ...(n < leastMinimum ? { groups: [], totals: [] } : {}),
    leftOut: toldCounts(asked.leftOut, false),
  };
}

/** The signals that two questions have in common, as one group; undefined where that cannot be asked. */
async function common(
  asking: Asking,
  scope: Scope,
  shared: Query,
  context: Context,
): Promise<Cell | undefined> {
  let compiled: Compiled;
  try {
    compiled = compile(shared, scope.workspace, context);
  } catch (error) {
    // Two conditions that are each short enough may be too long together.
    if (error instanceof CorridorError && error.code === "expression_invalid") return undefined;
    throw error;
  }
  return merge(toGroups(await asking.sums(scope, compiled), []).groups, false)[0] ?? nobody;
}

/** Whether what both sides hold forbids to compare some of it, or to take them for two samples. */
async function comparability(
  asking: Asking,
  scope: Scope,
  one: Compiled,
  other: Compiled,
  tables: Tables,
  context: Context,
): Promise<Compared> {
  const { query } = one;
  if (shareNothing(query, other.query)) return { withheld: false, overlapping: false };
  const { names } = context.sight;
  let withheld = false;
  if (comparingGivesAway(tables, query.minimum)) {
    const all = await common(asking, scope, sharedBy(query, other.query), context);
    withheld = all === undefined || all.guardedN > 0 || (!names && (all.open?.n ?? 0) > 0);
  }
  if (!one.measure.difference) return { withheld, overlapping: false };
  const counted = await common(asking, scope, countedByBoth(one, other), context);
  // Of a few whose names are kept, not even that they are on both sides is told; they weigh little.
  const open = counted?.open?.n ?? 0;
  const kept = counted && !tooFew(counted, query.minimum) ? counted.guardedN : 0;
  const overlapping = counted === undefined || open + kept >= (names ? 1 : leastMinimum);
  return { withheld, overlapping };
}

/** Another scale than the registry's would count other boxes than everybody else does. */
function refuseOtherScale({ measure }: Query, { registry }: Context): void {
  const { kind, of = kind, scale } = measure;
  const name = of.startsWith("measures.") ? of.slice("measures.".length) : of;
  const entry = registry.entries.measure.get(name);
  const known = entry?.reviewed ? entry.definition.scale : undefined;
  if (!scale || !known || (scale.min === known.min && scale.max === known.max)) return;
  throw new CorridorError(
    "scale_mismatch",
    `The scale of "${name}" in the registry goes from ${known.min} ${known.max === undefined ? "up" : `to ${known.max}`}, not from ${scale.min} to ${scale.max}. Leave measure.scale out, or mend the measure at PUT /v1/measures/${encodeURIComponent(name)}.`,
  );
}

const isNobody = ({ totals }: Pick<Asked, "totals">): boolean =>
  totals.every(({ sums }) => sums.n === 0);

/**
 * Answers a question. Throws `unknown_measure` where no signal has the measure at all,
 * `scale_mismatch`, `unknown_dimension`, `expression_invalid`, `invalid_request`, and `forbidden` to
 * who sees no names where so few fit what was chosen that it tells of somebody, or none do.
 */
export async function ask(
  asking: Asking,
  scope: Scope,
  query: Query,
  given: Context,
): Promise<QueryAnswer> {
  const { answer, nobody: none } = await answered(asking, scope, query, given);
  if (none)
    await refuseFew(query, given, async (all) =>
      isNobody((await askOne(asking, scope, all, given)).asked),
    );
  return answer;
}

/** The same, but few are answered as none are: for who says itself of what nothing is told. */
export const askFewAsNone = async (...asked: Parameters<typeof ask>): Promise<QueryAnswer> =>
  (await answered(...asked)).answer;

async function answered(
  asking: Asking,
  scope: Scope,
  query: Query,
  given: Context,
): Promise<{ answer: QueryAnswer; nobody: boolean }> {
  const start = clock.now();
  const { compare } = query;
  if (compare && query.interval && (compare.from !== undefined || compare.to !== undefined)) {
    throw new CorridorError(
      "invalid_request",
      "An interval and another period cannot be asked together: leave `interval` out, or compare with a filter.",
    );
  }
  refuseOtherScale(query, given);
  const context = { ...given, shift: await shiftOf(asking, scope, query, given) };
  const { asked, compiled, raked } = await askOne(asking, scope, query, context);
  const { measure } = compiled;
  const otherQuery = compare && comparedWith(query, compare);
  const otherSide = otherQuery && (await askOne(asking, scope, otherQuery, context));
  if (query.letters && compiled.overlapping)
    throw new CorridorError(
      "not_computable",
      "A signal stands in several of these groups, which are no samples apart. Divide by what each signal has once; who is in a segment beside who is not is `segment.KEY`.",
      { details: { reason: "letters-overlap" } },
    );
  const none = isNobody(asked);
  if (none) {
    const { of } = measure.about;
    const has = measure.judgements ? "notEmpty(judgements)" : measure.has;
    if (of !== null && !(await asking.any(scope, has, compiled.parameters)))
      throw unknownMeasure(of, context.registry, query.measure);
  }
  for (const side of [asked, otherSide?.asked])
    if (side) refuseShareOfFew(side, query, given.sight.names);
  const tables = tablesOf(asked, otherSide?.asked, measure, query, given.sight.names);
  const compared =
    otherSide &&
    (await comparability(asking, scope, compiled, otherSide.compiled, tables, context));
  const told = answerOf(asked, tables, measure, query, compiled.timezone, compared);
  const answer: QueryAnswer = {
    ...told,
    ...(asksUnseen(query.where, given) || asksUnseen(compare?.where, given)
      ? { unseen: true }
      : {}),
    ...(raked
      ? { raked: await toldOf(asking, scope, query, given, raked, told.total?.estimate ?? null) }
      : {}),
    measure: {
      ...measure.about,
      better: betterOf(measure),
      weighted: query.weighted,
      confidence: query.confidence,
    },
    took: clock.now() - start,
    ...(query.explain ? { sql: compiled.sql, parameters: explained(compiled) } : {}),
  };
  return { answer, nobody: none };
}

/** What raking did, beside the same without it. */
async function toldOf(
  asking: Asking,
  scope: Scope,
  query: Query,
  given: Context,
  raked: Raked,
  estimate: number | null,
): Promise<RakedAnswer> {
  const { rake: _rake, interval: _interval, compare: _compare, explain: _explain, ...rest } = query;
  const { answer } = await answered(asking, scope, { ...rest, by: [], explain: false }, given);
  const { total } = answer;
  const { n, estimate: plain, low, high } = total ?? {};
  const unweighted = total === null ? null : { n: n!, estimate: plain!, low: low!, high: high! };
  return rakedAnswer(raked, unweighted, estimate);
}

const betterOf = ({ direction }: Measure) =>
  direction === undefined ? null : direction === 1 ? "higher" : "lower";

function explained({ parameters }: Compiled): Record<string, unknown> {
  const { shift: _shift, ...others } = parameters;
  return others;
}

/** The question that an answer is compared with: the same, but for what `compare` says. */
function comparedWith(query: Query, compare: NonNullable<Query["compare"]>): Query {
  return {
    ...query,
    ...(compare.where === undefined ? {} : { where: compare.where }),
    ...(compare.from === undefined ? {} : { from: compare.from }),
    ...(compare.to === undefined ? {} : { to: compare.to }),
  };
}

/** A question from start to answer: compiled, asked, and turned into figures. */
import { CorridorError } from "#contract/error.ts";
import type { Query, QueryAnswer } from "#contract/query.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { answerOf } from "./answer.ts";
import { compile, mostRows, type Compiled, type Context } from "./compile.ts";
import { toGroups, type SqlRow } from "./groups.ts";
import { unknownMeasure } from "./measure-source.ts";
import { shareNothing, sharedBy } from "./overlap.ts";
import { comparingGivesAway, tablesOf, type Asked } from "./tables.ts";

/** What a question needs of the store. */
export type Asking = {
  sums: (scope: Scope, compiled: Compiled) => Promise<SqlRow[]>;
  any: (scope: Scope, has: string, parameters: Record<string, unknown>) => Promise<boolean>;
};

async function askOne(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: Context,
): Promise<{ asked: Asked; compiled: Compiled }> {
  const compiled = compile(query, scope.workspace, context);
  const rows = await asking.sums(scope, compiled);
  const truncated = rows.length > mostRows;
  const { groups, leftOut } = toGroups(rows.slice(0, mostRows), query.by);
  if (!compiled.overlapping && !truncated)
    return { asked: { groups, totals: groups, leftOut, truncated }, compiled };
  // Groups overlap, or some are missing, so their sums are not the whole.
  const { interval: _interval, ...rest } = query;
  // Divided by voice, every voice is taken; the whole must not lose them with the division.
  const voices = query.voices ?? (query.by.includes("voice") ? ("all" as const) : undefined);
  const whole = compile(
    { ...rest, by: [], ...(voices === undefined ? {} : { voices }) },
    scope.workspace,
    context,
  );
  const all = toGroups(await asking.sums(scope, whole), []);
  return { asked: { groups, totals: all.groups, leftOut: all.leftOut, truncated }, compiled };
}

/** Whether any signal whose name is kept is in both selections; where that cannot be asked, it is taken to be. */
async function shareGuarded(
  asking: Asking,
  scope: Scope,
  one: Query,
  other: Query,
  context: Context,
): Promise<boolean> {
  if (shareNothing(one, other)) return false;
  let compiled: Compiled;
  try {
    compiled = compile(sharedBy(one, other), scope.workspace, context);
  } catch (error) {
    // Two conditions that are each short enough may be too long together.
    if (error instanceof CorridorError && error.code === "expression_invalid") return true;
    throw error;
  }
  const { groups } = toGroups(await asking.sums(scope, compiled), []);
  return groups.some(({ guarded, sums }) => guarded === true && sums.n! > 0);
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

/**
 * Answers a question. Throws `unknown_measure` where no signal has the measure at all,
 * `scale_mismatch`, `unknown_dimension`, `expression_invalid`, `invalid_request`.
 */
export async function ask(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: Context,
): Promise<QueryAnswer> {
  const start = clock.now();
  const { compare } = query;
  if (compare && query.interval && (compare.from !== undefined || compare.to !== undefined)) {
    throw new CorridorError(
      "invalid_request",
      "An interval and another period cannot be asked together: leave `interval` out, or compare with a filter.",
    );
  }
  refuseOtherScale(query, context);
  const { asked, compiled } = await askOne(asking, scope, query, context);
  const { measure } = compiled;
  const otherQuery = compare && comparedWith(query, compare);
  const other = otherQuery && (await askOne(asking, scope, otherQuery, context)).asked;
  if (asked.totals.every((group) => group.sums.n === 0)) {
    const { of } = measure.about;
    const has = measure.judgements ? "notEmpty(judgements)" : measure.has;
    if (of !== null && !(await asking.any(scope, has, compiled.parameters)))
      throw unknownMeasure(of, context.registry);
  }
  const tables = tablesOf(asked, other, measure, query);
  const withheld =
    otherQuery !== undefined &&
    comparingGivesAway(tables, query.minimum) &&
    (await shareGuarded(asking, scope, query, otherQuery, context));
  const answer = answerOf(asked, tables, measure, query, compiled.timezone, withheld);
  return {
    ...answer,
    measure: { ...measure.about, weighted: query.weighted, confidence: query.confidence },
    took: clock.now() - start,
    ...(query.explain ? { sql: compiled.sql, parameters: compiled.parameters } : {}),
  };
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

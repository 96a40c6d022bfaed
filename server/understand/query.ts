/** A question from start to answer: compiled, asked, and turned into figures. */
import { CorridorError } from "#contract/error.ts";
import type { Query, QueryAnswer } from "#contract/query.ts";
import type { RegistryView } from "#journey/registry.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { answerOf, toGroups, type Asked, type SqlRow } from "./answer.ts";
import { compile, mostRows, type Compiled, type Context } from "./compile.ts";
import { unknownMeasure } from "./measure-source.ts";

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
  const whole = compile({ ...rest, by: [] }, scope.workspace, context);
  const all = toGroups(await asking.sums(scope, whole), []);
  return { asked: { groups, totals: all.groups, leftOut: all.leftOut, truncated }, compiled };
}

/**
 * Answers a question. Throws `unknown_measure` where no signal has the measure at all,
 * `scale_mismatch`, `unknown_dimension`, `expression_invalid`, `invalid_request`.
 */
export async function ask(
  asking: Asking,
  scope: Scope,
  query: Query,
  context: { registry: RegistryView; timezone: string },
): Promise<QueryAnswer> {
  const start = clock.now();
  const { compare } = query;
  if (compare && query.interval && (compare.from !== undefined || compare.to !== undefined)) {
    throw new CorridorError(
      "invalid_request",
      "An interval and another period cannot be asked together: leave `interval` out, or compare with a filter.",
    );
  }
  const { asked, compiled } = await askOne(asking, scope, query, context);
  const other =
    compare && (await askOne(asking, scope, comparedWith(query, compare), context)).asked;
  if (asked.totals.every((group) => group.sums.n === 0)) {
    const { of } = compiled.measure.about;
    if (
      of !== null &&
      !(await asking.any(
        scope,
        compiled.measure.judgements ? "notEmpty(judgements)" : compiled.measure.has,
        compiled.parameters,
      ))
    )
      throw unknownMeasure(of, context.registry);
  }
  const answer = answerOf(asked, other, compiled.measure, query, compiled.timezone);
  return {
    ...answer,
    measure: { ...compiled.measure.about, weighted: query.weighted, confidence: query.confidence },
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

/** Which measures came with an outcome, in the newest signals that have it. Pure but for what is asked. */
import {
  highestRating,
  mostLookedAt,
  type CandidatesAnswer,
  type CandidatesQuestion,
} from "#contract/driver-candidates.ts";
import { createBinder } from "#platform/binder.ts";
import { clock } from "#platform/clock.ts";
import { nameOfJsonKey } from "#platform/rows.ts";
import type { Scope } from "#platform/scope.ts";
import { joinsFor, refuseUnseen, type Context } from "#understand/compile.ts";
import { needs } from "#understand/hidden.ts";
import { classSql, readClass } from "#understand/row-class.ts";
import { leftOf, tooFew, type Left } from "#understand/suppress.ts";
import { selectedBy } from "./sql.ts";
import { variableOf } from "./variables.ts";

export type CompiledCandidates = { sql: string; parameters: Record<string, unknown> };
export type CandidateRow = {
  class: number;
  /** "" counts the signals themselves. */
  name: string;
  n: number | string;
  least: number;
  most: number;
  broken: number | string;
};
export type CandidatesAsking = {
  candidates: (scope: Scope, compiled: CompiledCandidates) => Promise<CandidateRow[]>;
};

const own = ["nps", "csat", "ces"] as const;

export function compileCandidates(
  question: CandidatesQuestion,
  workspace: string,
  context: Context,
): CompiledCandidates {
  const bind = createBinder();
  const { registry, sight } = context;
  const joins = joinsFor(context, bind);
  const outcome = variableOf(question.outcome, { registry, bind, sight, joins });
  const { rule, where } = selectedBy(question, context, bind, joins);
  const selected = [`${classSql({ rule, bind })} AS class`, `${outcome.sql} AS x0`];
  const newest = `SELECT ${selected.join(", ")}, toJSONString(measures) AS others, ${own.join(", ")} FROM signals FINAL${joins.sql()} WHERE ${[...where, "bitAnd(class, 3) = 0"].join(" AND ")} ORDER BY at DESC, row_id DESC LIMIT ${mostLookedAt}`;
  const pairs = [
    "[('', 0.)]",
    ...own.map(
      (name) => `if(isNull(${name}), [], [('${name}', toFloat64(assumeNotNull(${name})))])`,
    ),
    "JSONExtractKeysAndValues(others, 'Float64')",
  ];
  return {
    sql: `SELECT class, tupleElement(pair, 1) AS name, count() AS n, min(tupleElement(pair, 2)) AS least, max(tupleElement(pair, 2)) AS most, countIf(tupleElement(pair, 2) != round(tupleElement(pair, 2))) AS broken FROM (SELECT class, arrayJoin(arrayConcat(${pairs.join(", ")})) AS pair FROM (${newest})) GROUP BY class, name`,
    parameters: { ...bind.parameters, workspace },
  };
}

type Count = { n: number; guardedN: number; staffN: number };

/** How many signals of some rows may be counted, and how many of these keep their name. */
function countOf(rows: readonly CandidateRow[], left: Left): Count {
  const count = { n: 0, guardedN: 0, staffN: 0 };
  for (const row of rows) {
    const { guarded, staff } = readClass(Number(row.class));
    if (guarded && left && (left === "guarded" || staff)) continue;
    count.n += Number(row.n);
    if (!guarded) continue;
    count.guardedN += Number(row.n);
    if (staff) count.staffN += Number(row.n);
  }
  return count;
}

/** Too few whose names are kept don't count: what they were asked would say who they are. */
function countedOf(rows: readonly CandidateRow[], left: Left, minimum: number): number {
  const count = countOf(rows, left);
  return tooFew(count, minimum) ? count.n - count.guardedN : count.n;
}

/** Throws `unknown_measure`, `expression_invalid`, and `forbidden` where the caller may not see what is asked. */
export async function askCandidates(
  asking: CandidatesAsking,
  scope: Scope,
  question: CandidatesQuestion,
  context: Context,
): Promise<CandidatesAnswer> {
  const start = clock.now();
  const { minimum } = question;
  const compiled = compileCandidates(question, scope.workspace, context);
  const rows = await asking.candidates(scope, compiled);
  const byName = Map.groupBy(rows, ({ name }) => name);
  const all = byName.get("") ?? [];
  byName.delete("");
  const left = leftOf(countOf(all, undefined));
  const n = countedOf(all, left, minimum);
  const least = context.sight.names ? 1 : minimum;
  if (!context.sight.names && n < minimum)
    throw needs("see names", `Of fewer than ${minimum} signals nothing is told without names`);
  refuseUnseen(question.where, context);
  const outcome = typeof question.outcome === "string" ? question.outcome : undefined;
  const candidates = [...byName].flatMap(([key, found]) => {
    const name = nameOfJsonKey(key);
    const counted = countedOf(found, left, minimum);
    if (counted < least || name === outcome || `measures.${name}` === outcome) return [];
    const entry = context.registry.entries.measure.get(name);
    const scale = entry?.reviewed ? entry.definition.scale : undefined;
    const isWhole = found.every(
      (each) => Number(each.broken) === 0 && each.least >= 0 && each.most <= highestRating,
    );
    const rating = entry?.reviewed ? scale?.max !== undefined : isWhole;
    return [{ name, share: Math.round((100 * counted) / n) / 100, rating }];
  });
  return {
    n,
    candidates: candidates.toSorted((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1)),
    took: clock.now() - start,
  };
}

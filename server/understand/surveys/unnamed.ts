/**
 * Responses as they are counted for whoever sees no names: the name of each is kept from them. Where
 * a survey has some that were given under their name and some that were not, as what it promises was
 * raised, the first alone are told of: together, few of the others would show among them. Pure.
 */
import { guardedFacts, readFacts } from "#understand/row-class.ts";
import type { SurveyQueries } from "./queries.ts";

export function unnamedRows<R extends { facts: number }>(rows: readonly R[]): R[] {
  const isOpen = ({ facts }: R) => !readFacts(Number(facts)).guarded;
  const open = rows.filter(isOpen);
  const kept = open.length > 0 ? open : rows;
  return kept.map((row) => ({ ...row, facts: Number(row.facts) | guardedFacts }));
}

/** The queries of a survey's results as they answer who sees no names. */
export const unnamedQueries = ({ cells, sums, said, pairs }: SurveyQueries): SurveyQueries => ({
  cells: async (...asked) => unnamedRows(await cells(...asked)),
  sums: async (...asked) => unnamedRows(await sums(...asked)),
  said: async (...asked) => unnamedRows(await said(...asked)),
  pairs: async (...asked) => unnamedRows(await pairs(...asked)),
});

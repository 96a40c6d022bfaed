/** The filters of a list of signals, as SQL: those of a question, each with the meaning that it has there. Pure. */
import { singlingFields } from "#contract/condition.ts";
import { CorridorError } from "#contract/error.ts";
import type { SignalFilter } from "#contract/listen.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { joinsFor, moment, zoneOf, type Context } from "./compile.ts";
import { conditionOf } from "./conditions.ts";
import { isChosen } from "./few.ts";
import { needs } from "./hidden.ts";
import { judgementValue } from "./measure-source.ts";
import { reachSql } from "./reach.ts";

/** Words that one search may hold. */
const mostWords = 10;

/** The words of a text as the store's index parts them: at every ASCII sign that is neither letter nor digit. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\0-/:-@[-`{-\x7f]+/)
      .filter((word) => word !== ""),
  ),
];

/** The expression is that of the index `said`, which serves nothing else. */
function wordsSql(search: string, { sight }: Context, bind: Binder): string {
  if (!sight.texts) throw needs("see texts", "Searching in the words would show what was said");
  const words = wordsOf(search);
  if (words.length === 0 || words.length > mostWords)
    throw new CorridorError(
      "invalid_request",
      words.length === 0
        ? "In the query string, search: there is no word in it. Letters and digits make one."
        : `In the query string, search: at most ${mostWords} words.`,
    );
  return `hasAllTokens(lowerUTF8(arrayStringConcat(mapValues(text), ' ')), ${bind(words, "Array(String)")})`;
}

/** That an aspect is judged, or that what came lies below what is named. */
function judgesSql(aspect: string, below: SignalFilter["below"], bind: Binder): string {
  const of = bind(aspect, "String");
  if (below === undefined) return `has(judgements.aspect, ${of})`;
  // What is not asked is below nothing.
  const less = `ifNull(judgement.experience < ${judgementValue(below)}, 0)`;
  return `arrayExists(judgement -> judgement.aspect = ${of} AND ${less}, judgements)`;
}

export type Filtered = {
  sql: string;
  parameters: Record<string, unknown>;
  joins: string;
  /** It names a field that singles out a customer. */
  singles: boolean;
  /** Anything was chosen of what the caller reaches. */
  chosen: boolean;
};

/**
 * The condition of a list's filters, its values bound under names of their own. What is absent
 * filters nothing: a list shows what came in, suspicious, partial and staff's included. Throws
 * `expression_invalid`, and `invalid_request` where there is no such time zone.
 */
export function compileFilter(filter: SignalFilter, context: Context): Filtered {
  const bind = createBinder("f");
  const joins = joinsFor(context, bind);
  const zone = zoneOf(filter, context);
  const { where, from, to, pattern, voices, include, search, said, aspect, below } = filter;
  const condition = where?.trim() ? conditionOf(where, context, bind, joins) : undefined;
  const parts: string[] = [];
  const reached = reachSql(context.sight.reach, context.registry, bind);
  if (reached !== undefined) parts.push(reached);
  // One by one they are for the research team; everybody else sees them in groups.
  if (!context.sight.confidential) parts.push("confidentiality = 'identified'");
  if (from !== undefined) parts.push(`at >= ${moment(from, zone, bind)}`);
  if (to !== undefined) parts.push(`at < ${moment(to, zone, bind)}`);
  if (pattern !== undefined && pattern !== "all")
    parts.push(`pattern = ${bind(pattern, "String")}`);
  if (Array.isArray(voices)) parts.push(`voice IN ${bind(voices, "Array(String)")}`);
  if (include !== undefined) {
    // As in a question, a condition that names the field asks for what it says.
    const asks = (name: string) => condition?.names.has(name) ?? false;
    if (!include.includes("suspicious") && !asks("suspicious")) parts.push("empty(suspicious)");
    if (!include.includes("partial") && !asks("state")) parts.push("state = 'complete'");
  }
  if (said !== undefined) {
    if (!context.sight.texts) throw needs("see texts", "Listing what was said shows it");
    parts.push("notEmpty(text)");
  }
  if (aspect !== undefined) parts.push(judgesSql(aspect, below, bind));
  if (search !== undefined && search.trim() !== "") parts.push(wordsSql(search, context, bind));
  if (condition) parts.push(condition.sql);
  return {
    sql: parts.length === 0 ? "1" : parts.join(" AND "),
    joins: joins.sql(),
    singles: singlingFields.some((field) => condition?.names.has(field)),
    chosen: isChosen(filter) || [search?.trim(), said, aspect].some(Boolean),
    parameters: bind.parameters,
  };
}

/** The statements that a survey's results are made of. Pure; every value is bound. */
import { createBinder, type Binder } from "#platform/binder.ts";
import { joinsFor, moment, refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { reachSql } from "#understand/reach.ts";
import { ruleOf, type Rule } from "#understand/row-class.ts";
import { cellsSql, isWide, levelSql, numberSql, rowCells, type Counted } from "./cells.ts";
import type { ResultFacet } from "./facets.ts";

/** Which responses of which survey. */
export type Selection = {
  survey: string;
  where?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  timezone?: string | undefined;
  version?: number | undefined;
  language?: string | undefined;
  include?: readonly ("suspicious" | "partial")[] | undefined;
};
export type By = "version" | "language" | undefined;
export type Statement = { sql: string; parameters: Record<string, unknown> };

/** Conditions, joins and rule of a selection; its values go into `bind`. */
export type Selected = { where: string; joins: string; rule: Rule; zone: string };

/** Throws `forbidden` where the condition asks for what the caller may not see. */
export function selected(selection: Selection, context: Context, bind: Binder): Selected {
  const zone = zoneOf(selection, context);
  const joins = joinsFor(context, bind);
  const { survey, where, from, to, version, language, include = [] } = selection;
  const condition = where?.trim() ? conditionOf(where, context, bind, joins) : undefined;
  refuseUnseen(where, context);
  const terms = ["workspace = {workspace:UUID}", `survey = ${bind(survey, "String")}`];
  const reached = reachSql(context.sight.reach, context.registry, bind);
  if (reached !== undefined) terms.push(reached);
  if (version !== undefined)
    terms.push(`survey_versioned AND survey_version = ${bind(version, "UInt32")}`);
  if (language !== undefined) terms.push(`language = ${bind(language, "String")}`);
  if (from !== undefined) terms.push(`at >= ${moment(from, zone, bind)}`);
  if (to !== undefined) terms.push(`at < ${moment(to, zone, bind)}`);
  if (condition) terms.push(condition.sql);
  // A survey's own voice and pattern are those of all its responses: none stays out for them.
  const asked = { include: [...include], voices: "all", pattern: "all", by: [] } as never;
  const rule = ruleOf(asked, condition?.names ?? new Set(), false);
  return { where: terms.join(" AND "), joins: joins.sql(), rule, zone };
}

/**
 * Cell and facts as one number: grouping eight million of these by one key of 32 bits takes a third of
 * the time that it takes by several, of which one is a text.
 */
const packed = "toUInt32(bitShiftLeft(cell, 7) + facts)";
const unpacked = "toUInt8(bitAnd(packed, 127)) AS facts, bitShiftRight(packed, 7) AS cell";
const columns = { version: "survey_version", language: "language" } as const;

/** Counts of the cells of each row of `inner`, which gives `facts` and `cells`, by part where that is asked. */
export function countsOf(inner: (more: string) => string, by: By): string {
  const [column, key] = by === undefined ? ["", ""] : [`, ${columns[by]} AS own`, ", own"];
  const part = by === undefined ? "''" : "toString(own)";
  return `SELECT ${unpacked}, ${part} AS part, n FROM (SELECT ${packed} AS packed${key}, toFloat64(count()) AS n FROM (${inner(column)}) ARRAY JOIN cells AS cell GROUP BY packed${key})`;
}

export function made(
  selection: Selection,
  context: Context,
  write: (parts: Selected, bind: Binder) => string,
): Statement & { rule: Rule; zone: string } {
  const bind = createBinder("r");
  const parts = selected(selection, context, bind);
  const sql = write(parts, bind);
  const { rule, zone } = parts;
  return { sql, parameters: bind.parameters, rule, zone };
}

/** Counts of all cells, by what `facts` says of a response. */
export const countStatement = (
  selection: Selection,
  context: Context,
  { all, by }: { all: readonly Counted[]; by: By },
) =>
  made(selection, context, ({ where, joins }, bind) =>
    countsOf(
      (more) =>
        `SELECT facts${more}, ${cellsSql(all, rowCells(bind), bind)} AS cells FROM signals FINAL${joins} WHERE ${where}`,
      by,
    ),
  );

/** What is added up of numbers: of a bare number itself, of levels each, and what lies between them. */
export function summed({ counting }: ResultFacet): string[] {
  if (counting.how === "bins") return ["value"];
  if (counting.how !== "levels") return [];
  const between = counting.zone
    ? ["adequacy", "superiority"]
    : counting.levels.length > 1
      ? ["gap"]
      : [];
  return [...counting.levels, ...between];
}

function valueSql(facet: ResultFacet, name: string, bind: Binder): string {
  const { counting } = facet;
  if (counting.how !== "levels") return numberSql(facet, bind);
  const level = (each: string) => levelSql(each, counting.aspect, bind);
  if (name === "gap") return `${level("experience")} - ${level("expectation")}`;
  if (name === "adequacy") return `${level("experience")} - ${level("minimum")}`;
  if (name === "superiority") return `${level("experience")} - ${level("desired")}`;
  return level(name);
}

/** Sums of the numbers of facets that have such, as `n0`, `s0`, `q0` …; undefined where none has. */
export function sumStatement(
  selection: Selection,
  context: Context,
  { facets, by }: { facets: readonly ResultFacet[]; by: By },
) {
  const values = facets.flatMap((facet) => summed(facet).map((name) => ({ facet, name })));
  if (values.length === 0) return undefined;
  const statement = made(selection, context, ({ where, joins }, bind) => {
    const inner = values.map(({ facet, name }, n) => `${valueSql(facet, name, bind)} AS v${n}`);
    const sums = values.map(({ facet }, n) => {
      const spread = isWide(facet)
        ? `, min(v${n}) AS a${n}, max(v${n}) AS z${n}, countIf(v${n} != floor(v${n})) = 0 AS w${n}`
        : "";
      return `toFloat64(count(v${n})) AS n${n}, sum(v${n}) AS s${n}, sum(v${n} * v${n}) AS q${n}${spread}`;
    });
    const [column, key] = by === undefined ? ["", ""] : [`, ${columns[by]} AS own`, ", own"];
    const part = by === undefined ? "''" : "toString(own)";
    return `SELECT facts, ${part} AS part, ${sums.join(", ")} FROM (SELECT facts${column}, ${inner.join(", ")} FROM signals FINAL${joins} WHERE ${where}) GROUP BY facts${key}`;
  });
  return { ...statement, values };
}

/** Counts by the cells of two facets; cell 0 of either stands for whoever answered both. */
export const crossStatement = (
  selection: Selection,
  context: Context,
  rows: Counted,
  columns: Counted,
) =>
  made(selection, context, ({ where, joins }, bind) => {
    const held = (each: Counted) => `arrayFilter(cell -> cell > 0, ${cellsSql([each], [], bind)})`;
    return `SELECT facts, r, c, toFloat64(count()) AS n FROM (SELECT facts, ${held(rows)} AS rs, ${held(columns)} AS cs FROM signals FINAL${joins} WHERE ${where} AND notEmpty(rs) AND notEmpty(cs)) ARRAY JOIN arrayConcat([toUInt32(0)], rs) AS r ARRAY JOIN arrayConcat([toUInt32(0)], cs) AS c GROUP BY facts, r, c`;
  });

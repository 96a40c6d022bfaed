/**
 * From a question for drivers to one statement: sums of all products of outcome and predictors, by
 * class of signal and by a hundred groups that a hash makes, so that rows never travel. Pure.
 */
import type { DriversQuestion } from "#contract/drivers.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { joinsFor, moment, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { variableOf, type Variable } from "./variables.ts";
import { offScale } from "#understand/measure-sums.ts";
import type { Joins } from "#understand/joins.ts";
import { reachSql } from "#understand/reach.ts";
import { classSql, notAsked, ruleOf, type Rule } from "#understand/row-class.ts";

/** Groups of which each is left out in turn. */
export const buckets = 100;
/** What has all that was asked for, but stays out; and what has the outcome without some predictor. */
export const out = buckets;
export const incomplete = buckets + 1;

export type CompiledDrivers = {
  sql: string;
  parameters: Record<string, unknown>;
  rule: Rule;
  /** The outcome first. */
  variables: Variable[];
  /** How many signals there are by class, before pairs of them are added up. */
  count: string;
};
export type DriverRow = {
  class: number;
  bucket: number;
  n: number | string;
  sums: (number | string)[];
  products: (number | string)[];
  lacking: (number | string)[];
  off: (number | string)[];
  /** By pairs. */
  pairs?: (number | string)[];
  squares?: (number | string)[];
};

/** Every pair of variables, in the order i, j ≤ i. */
const below = (size: number, of: (i: number, j: number) => string): string[] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: i + 1 }, (__, j) => of(i, j))).flat();
const square = (size: number, of: (i: number, j: number) => string): string[] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => of(i, j))).flat();

/** The sums of one group: of rows that have everything, or of pairs (`h` is 1 where a value is there, else `v` is 0). */
function sumsOf(size: number, pairwise: boolean): string[] {
  const array = (parts: readonly string[], name: string) => `[${parts.join(", ")}] AS ${name}`;
  const products = array(
    below(size, (i, j) => `sum(v${i} * v${j})`),
    "products",
  );
  if (!pairwise)
    return [
      array(
        Array.from({ length: size }, (_, i) => `sum(v${i})`),
        "sums",
      ),
      products,
    ];
  return [
    array(
      below(size, (i, j) => `sum(h${i} * h${j})`),
      "pairs",
    ),
    array(
      square(size, (i, j) => `sum(v${i} * h${j})`),
      "sums",
    ),
    array(
      square(size, (i, j) => `sum(v${i} * v${i} * h${j})`),
      "squares",
    ),
    products,
  ];
}

/**
 * Of somebody who answered often all signals stand in one group, as they go with each other; who is
 * nobody's stands by itself. By the identifier that it came under: joins of customers are no chance.
 */
const bucketSql = `if(identity != 0, intHash64(identity), sipHash64(row_id)) % ${buckets}`;

type Selecting = Pick<
  DriversQuestion,
  "where" | "from" | "to" | "timezone" | "pattern" | "voices" | "include"
>;

/** Which signals are asked about: those with `x0`, of any class that the question asks about. */
export function selectedBy(question: Selecting, context: Context, bind: Binder, joins: Joins) {
  const { registry, sight } = context;
  const zone = zoneOf(question, context);
  const condition = question.where?.trim()
    ? conditionOf(question.where, context, bind, joins)
    : undefined;
  const rule = ruleOf({ ...question, by: [] }, condition?.names ?? new Set<string>(), true);
  const where = ["workspace = {workspace:UUID}", "isNotNull(x0)", `class != ${notAsked}`];
  const reached = reachSql(sight.reach, registry, bind);
  if (reached !== undefined) where.push(reached);
  if (question.from !== undefined) where.push(`at >= ${moment(question.from, zone, bind)}`);
  if (question.to !== undefined) where.push(`at < ${moment(question.to, zone, bind)}`);
  if (condition) where.push(condition.sql);
  return { rule, where };
}

/** `shift` is taken from each value before it is summed, where values lie far from 0 beside their spread. */
export function compileDrivers(
  question: DriversQuestion,
  workspace: string,
  context: Context,
  shift?: readonly number[],
): CompiledDrivers {
  const bind = createBinder();
  const { registry, sight } = context;
  const joins = joinsFor(context, bind);
  const asked = [question.outcome, ...question.predictors];
  const variables = asked.map((each) => variableOf(each, { registry, bind, sight, joins }));
  const { rule, where } = selectedBy(question, context, bind, joins);
  const each = variables.map((_, i) => i);
  const pairwise = question.missing === "pairwise";
  const selected = [
    `${classSql({ rule, bind })} AS class`,
    `${bucketSql} AS chance`,
    ...variables.map(({ sql }, i) => `${sql} AS x${i}`),
    ...variables.flatMap(({ raw }, i) => (raw === undefined ? [] : [`${raw} AS r${i}`])),
  ];
  const from = `SELECT ${selected.join(", ")} FROM signals FINAL${joins.sql()} WHERE ${where.join(" AND ")}`;
  const moved = shift?.map((by) => bind(by, "Float64"));
  const complete = pairwise ? "1" : each.map((i) => `isNotNull(x${i})`).join(" AND ");
  const values = [
    "class",
    `multiIf(NOT (${complete}), ${incomplete}, bitAnd(class, 3) != 0, ${out}, chance) AS bucket`,
    ...each.map((i) => `isNotNull(x${i}) AS h${i}`),
    ...each.map((i) => `ifNull(x${i}${moved ? ` - ${moved[i]}` : ""}, 0) AS v${i}`),
    ...variables.map(
      ({ scale, raw }, i) =>
        `${scale ? `ifNull(${offScale(`${raw ? "r" : "x"}${i}`, scale)}, 0)` : "0"} AS o${i}`,
    ),
  ];
  const sums = [
    "class",
    "bucket",
    "count() AS n",
    ...sumsOf(each.length, pairwise),
    `[${each.map((i) => `sum(1 - h${i})`).join(", ")}] AS lacking`,
    `[${each.map((i) => `sum(o${i})`).join(", ")}] AS off`,
  ];
  return {
    sql: `SELECT ${sums.join(", ")} FROM (SELECT ${values.join(", ")} FROM (${from})) GROUP BY class, bucket`,
    count: `SELECT class, count() AS n FROM (${from}) GROUP BY class`,
    parameters: { ...bind.parameters, workspace },
    rule,
    variables,
  };
}

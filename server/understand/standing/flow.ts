/** From two moments to one statement: how many customers went from which level to which, with their revenue. Pure. */
import type { FlowQuestion, LoyaltyRules } from "#contract/loyalty.ts";
import { customerOf, customersOf, identitiesOf } from "#customer/identity-sql.ts";
import { jsonColumn } from "#expression/json-column.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { isWhole } from "#platform/scope.ts";
import { type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { Joins } from "#understand/joins.ts";
import { accountsReachedSql, reachSql } from "#understand/reach.ts";
import { factsOf, factSums, instant, rowsOf } from "./facts.ts";
import { levelSql } from "./levels.ts";

export type FlowRow = {
  before: string;
  after: string;
  n: number | string;
  scored_before: number | string;
  scored_after: number | string;
  revenue_before: number;
  revenue_after: number;
  revenue_scored: number;
};

/** What is stated of a customer and makes facts: since when they are one, or for how many months. */
export function statedSql(bind: Binder): string {
  const tenure = jsonColumn("attributes", "tenureMonths", bind).number;
  const since = jsonColumn("attributes", "customerSince", bind).string;
  return `SELECT customer AS c_of, ${tenure} AS c_tenure, toDateTime64(parseDateTimeBestEffortOrNull(${since}), 3, 'UTC') AS c_since FROM customers FINAL WHERE workspace = {workspace:UUID}`;
}

/** Identities of everybody with an identified signal that meets the condition, under all that they are known by. */
function chosenSql(where: string, to: number, context: Context, bind: Binder): string {
  const { registry, sight } = context;
  const joins = new Joins(bind, () => accountsReachedSql(sight, registry, bind));
  const condition = conditionOf(where, context, bind, joins).sql;
  const reached = reachSql(sight.reach, registry, bind);
  const terms = [
    "workspace = {workspace:UUID}",
    "identity != 0",
    "confidentiality = 'identified'",
    `at < ${instant(to, bind)}`,
    ...(reached === undefined ? [] : [reached]),
    condition,
  ];
  const named = `SELECT DISTINCT identity AS who FROM signals FINAL${joins.sql()} WHERE ${terms.join(" AND ")}`;
  return `identity IN (${identitiesOf(customersOf(named))})`;
}

export type CompiledFlow = { sql: string; parameters: Record<string, unknown> };

export function compileFlow(
  question: Pick<FlowQuestion, "where">,
  [from, to]: readonly [number, number],
  rules: LoyaltyRules,
  workspace: string,
  context: Context,
): CompiledFlow {
  const bind = createBinder();
  const { registry, sight } = context;
  const making = { registry, sight, bind, signals: rules.signals };
  const asked = question.where?.trim();
  const terms = ["identity != 0", `at < ${instant(to, bind)}`];
  if (asked) terms.push(chosenSql(asked, to, context, bind));
  const moments = [
    ["b_", from],
    ["a_", to],
  ] as const;
  const rows = rowsOf(making, () => ({ customer: customerOf }), terms);
  const sums = moments.flatMap(([prefix, at]) => factSums(at, prefix, making, from));
  const people = `SELECT r_customer AS person, ${sums.join(", ")} FROM (${rows}) GROUP BY r_customer`;
  // Who is stated and never heard counts too, as unknown; for whoever reaches a part, those are not theirs to count.
  const join = !asked && isWhole(sight.reach) ? "FULL" : "LEFT ANY";
  const facts = moments.flatMap(([prefix, at]) =>
    Object.entries(factsOf(at, prefix, bind)).map(([name, sql]) => `${sql} AS ${prefix}f_${name}`),
  );
  const known = `SELECT ${facts.join(", ")} FROM (${people}) AS people ${join} JOIN (${statedSql(bind)}) AS stated ON person = c_of`;
  const level = (prefix: string) => levelSql(rules, `${prefix}f_`, bind);
  const standing = `SELECT ${level("b_")} AS before, ${level("a_")} AS after, b_f_score, a_f_score, b_f_revenue365, a_f_revenue365 FROM (${known})`;
  const sql = `SELECT before, after, count() AS n, countIf(isNotNull(b_f_score)) AS scored_before, countIf(isNotNull(a_f_score)) AS scored_after, sum(b_f_revenue365) AS revenue_before, sum(a_f_revenue365) AS revenue_after, sumIf(a_f_revenue365, isNotNull(a_f_score)) AS revenue_scored FROM (${standing}) GROUP BY before, after ORDER BY before, after`;
  return { sql, parameters: { ...bind.parameters, workspace } };
}

/** One customer's level with every fact and rule that made it, as SQL. Pure. */
import type { FactName, Level, LoyaltyRules } from "#contract/loyalty.ts";
import { createBinder } from "#platform/binder.ts";
import type { Context } from "#understand/compile.ts";
import { boundIdentities } from "#customer/identity-sql.ts";
import { factsOf, factSums, instant, rowsOf, scoreSourceOf } from "./facts.ts";
import { statedSql } from "./flow.ts";
import { levelSql, rulesSql } from "./levels.ts";

export type PersonRow = Record<`f_${FactName}`, number | boolean | null> & {
  level: Level;
  source: string;
  scored: string | number;
  holds: (number | boolean)[];
};

export function compilePerson(
  at: number,
  identities: readonly string[],
  rules: LoyaltyRules,
  workspace: string,
  context: Context,
): { sql: string; parameters: Record<string, unknown> } {
  const bind = createBinder();
  const { registry, sight } = context;
  const making = { registry, sight, bind, signals: rules.signals };
  const own = `identity IN ${boundIdentities("identities")}`;
  // By where they lie, in the order of customers: a look at one of a million must not read the others.
  const rows = rowsOf(making, () => ({ one: "1" }), [
    `(signals.at, row_id) IN (SELECT at, row_id FROM signals_by_customer WHERE workspace = {workspace:UUID} AND ${own})`,
    own,
  ]);
  const before = `r_at < ${instant(at, bind)}`;
  const sums = [
    ...factSums(at, "p_", making),
    `maxIf(r_at, ${before} AND r_osat != 0) AS osat_at`,
    `maxIf(r_at, ${before} AND r_csat != 0) AS csat_at`,
    `maxIf(r_at, ${before} AND r_ltr != 0) AS ltr_at`,
  ];
  const facts = Object.entries(factsOf(at, "p_", bind)).map(([name, sql]) => `${sql} AS f_${name}`);
  const stated = `(${statedSql(bind)} AND customer IN ${boundIdentities("identities")} LIMIT 1)`;
  const known = `SELECT ${facts.join(", ")}, ${scoreSourceOf("p_")} AS source, toUnixTimestamp64Milli(multiIf(source = 'relationship', osat_at, source = 'transactional', csat_at, ltr_at)) AS scored FROM (SELECT 1 AS one, ${sums.join(", ")} FROM (${rows})) AS heard LEFT ANY JOIN (SELECT *, 1 AS also FROM ${stated}) AS stated ON one = also`;
  const holds = rulesSql(rules, "f_", bind).map(({ sql }) => `toUInt8(${sql})`);
  const sql = `SELECT *, ${levelSql(rules, "f_", bind)} AS level, [${holds.join(", ")}] AS holds FROM (${known})`;
  return { sql, parameters: { ...bind.parameters, workspace, identities } };
}

/** Asks ClickHouse when accounts answered. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import { createBinder } from "#platform/binder.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { reachSql } from "#understand/reach.ts";

export type Between = { from: number; to: number; satisfied: number };

export function createTodayQueries(clickhouse: ClickHouse) {
  return {
    /**
     * Of each account the first answer between two moments by which it is not satisfied, else its
     * latest there: identified answers that the caller reaches.
     */
    async answeredSince(
      { workspace }: Scope,
      accounts: readonly string[],
      { from, to, satisfied }: Between,
      { registry, sight }: Context,
    ): Promise<Map<string, string>> {
      if (accounts.length === 0) return new Map();
      const bind = createBinder();
      const at = (moment: number) => `fromUnixTimestamp64Milli(${bind(moment, "Int64")}, 'UTC')`;
      const reached = reachSql(sight.reach, registry, bind);
      const under = `isNotNull(nps) AND nps * 10 < ${bind(satisfied, "Float64")}`;
      const rows = await clickhouse.query<{ account: string; since: string | number }>(
        `SELECT account_id AS account, toUnixTimestamp64Milli(if(countIf(${under}) > 0, minIf(at, ${under}), max(at))) AS since
         FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND at >= ${at(from)} AND at < ${at(to)}
           AND account_id IN ${bind(accounts, "Array(String)")} AND kind = 'response' AND voice = 'customer'
           AND confidentiality = 'identified' AND state = 'complete' AND empty(suspicious)${reached === undefined ? "" : ` AND ${reached}`}
         GROUP BY account_id`,
        { ...bind.parameters, workspace },
      );
      return new Map(
        rows.map(({ account, since }) => [account, new Date(Number(since)).toISOString()]),
      );
    },
  };
}
export type TodayQueries = ReturnType<typeof createTodayQueries>;

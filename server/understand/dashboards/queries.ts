/** Asks ClickHouse how new what the caller sees is. */
import { createBinder } from "#platform/binder.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { reachSql } from "#understand/reach.ts";

export function createDashboardQueries(clickhouse: ClickHouse) {
  return {
    /** When the newest signal that the caller may read one by one occurred; undefined where there is none. */
    async newest({ workspace }: Scope, { registry, sight }: Context): Promise<number | undefined> {
      const bind = createBinder();
      const reached = reachSql(sight.reach, registry, bind);
      const open = sight.confidential ? undefined : "confidentiality = 'identified'";
      const where = ["workspace = {workspace:UUID}", reached, open].filter(Boolean).join(" AND ");
      const rows = await clickhouse.query<{ at: number | string }>(
        `SELECT toUnixTimestamp64Milli(at) AS at FROM signals WHERE ${where} ORDER BY workspace DESC, signals.at DESC LIMIT 1`,
        { ...bind.parameters, workspace },
      );
      return rows[0] === undefined ? undefined : Number(rows[0].at);
    },
  };
}
export type DashboardQueries = ReturnType<typeof createDashboardQueries>;

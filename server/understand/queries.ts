/** Asks ClickHouse what a compiled question says. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import { bucketSettings } from "./bucket.ts";
import type { Compiled } from "./compile.ts";
import type { SqlRow } from "./groups.ts";

export function createUnderstandQueries(clickhouse: ClickHouse) {
  return {
    /** The grouped sums, of the scope's workspace whatever the statement was compiled for. */
    sums: (scope: Scope, { sql, parameters }: Compiled): Promise<SqlRow[]> =>
      clickhouse.query<SqlRow>(
        sql,
        { ...parameters, workspace: scope.workspace },
        { settings: bucketSettings },
      ),

    /** Whether any signal at all has this measure. */
    async any(scope: Scope, has: string, parameters: Record<string, unknown>): Promise<boolean> {
      const rows = await clickhouse.query(
        `SELECT 1 AS one FROM signals FINAL WHERE workspace = {workspace:UUID} AND ${has} LIMIT 1`,
        { ...parameters, workspace: scope.workspace },
      );
      return rows.length > 0;
    },
  };
}

export type UnderstandQueries = ReturnType<typeof createUnderstandQueries>;

/** Asks ClickHouse what the statements of a question for gaps say. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import { bucketSettings } from "#understand/bucket.ts";
import type { SqlRow } from "#understand/groups.ts";
import type { Statement } from "./sql.ts";

/** All sources of half a year, by units: beside a scan of changes each waits for its turn, too. */
const seconds = 60;

export function createGapQueries(clickhouse: ClickHouse) {
  return {
    /** The rows of a statement, of the scope's workspace whatever it was made for. */
    rows: (scope: Scope, { sql, parameters }: Statement): Promise<SqlRow[]> =>
      clickhouse.query<SqlRow>(
        sql,
        { ...parameters, workspace: scope.workspace },
        { settings: bucketSettings, seconds },
      ),
  };
}
export type GapQueries = ReturnType<typeof createGapQueries>;

/** Asks ClickHouse which measures came with an outcome. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import { bucketSettings } from "#understand/bucket.ts";
import type { CandidateRow, CandidatesAsking } from "./candidates.ts";

export const createCandidateQueries = (clickhouse: ClickHouse): CandidatesAsking => ({
  candidates: (scope, { sql, parameters }) =>
    clickhouse.query<CandidateRow>(
      sql,
      { ...parameters, workspace: scope.workspace },
      { settings: bucketSettings },
    ),
});

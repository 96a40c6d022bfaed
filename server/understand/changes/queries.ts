/** Asks ClickHouse what the statements of a scan say. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import type { CellRow, OverlapRow, PartRow } from "./cells.ts";
import type { Statement } from "./scan.ts";

/** A scan looks at every measure of a year and more: it may take longer than a question. */
const seconds = 60;

export function createChangeQueries(clickhouse: ClickHouse) {
  const ask = <T>(scope: Scope, { sql, parameters }: Statement): Promise<T[]> =>
    clickhouse.query<T>(sql, { ...parameters, workspace: scope.workspace }, { seconds });
  return {
    /** Sums of each slice, of the scope's workspace whatever the statement was made for. */
    cells: (scope: Scope, statement: Statement): Promise<CellRow[]> => ask(scope, statement),
    /** Sums of signals that lie in the same slices. */
    overlaps: (scope: Scope, statement: Statement): Promise<OverlapRow[]> => ask(scope, statement),
    /** Sums of the parts of slices. */
    parts: (scope: Scope, statement: Statement): Promise<PartRow[]> => ask(scope, statement),
    /** How many signals of each class the period has. */
    classes: (scope: Scope, statement: Statement): Promise<{ class: number; n: number }[]> =>
      ask(scope, statement),
  };
}
export type ChangeQueries = ReturnType<typeof createChangeQueries>;

/** Asks ClickHouse what the statements of a survey's results say. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import type { SaidRow } from "./open.ts";
import type { SumRow } from "./results.ts";
import type { Statement } from "./statements.ts";
import type { CountRow } from "./tally.ts";

export type CrossRow = { facts: number; r: number; c: number; n: number };

export function createSurveyQueries(clickhouse: ClickHouse) {
  const ask = <T>(scope: Scope, { sql, parameters }: Statement): Promise<T[]> =>
    clickhouse.query<T>(sql, { ...parameters, workspace: scope.workspace });
  return {
    /** Counts of cells, of the scope's workspace whatever the statement was made for. */
    cells: (scope: Scope, statement: Statement): Promise<CountRow[]> => ask(scope, statement),
    /** Sums of numbers. */
    sums: (scope: Scope, statement: Statement): Promise<SumRow[]> => ask(scope, statement),
    /** What was said where anything can be, with how often. */
    said: (scope: Scope, statement: Statement): Promise<SaidRow[]> => ask(scope, statement),
    /** Counts of pairs of cells. */
    pairs: (scope: Scope, statement: Statement): Promise<CrossRow[]> => ask(scope, statement),
  };
}
export type SurveyQueries = ReturnType<typeof createSurveyQueries>;

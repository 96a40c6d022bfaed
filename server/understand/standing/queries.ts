/** Asks ClickHouse how customers and accounts stand. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import type { CompiledFlow, FlowRow } from "./flow.ts";
import type { PersonRow } from "./person.ts";
import type { Compiled } from "./placed.ts";

/** All customers at two moments are more than any other question looks at. */
const secondsOfAll = 60;

export function createStandingQueries(clickhouse: ClickHouse) {
  const ask =
    <R>(seconds?: number) =>
    ({ workspace }: Scope, { sql, parameters }: Compiled): Promise<R[]> =>
      clickhouse.query<R>(sql, { ...parameters, workspace }, seconds ? { seconds } : {});
  return {
    /** Counts of the moves between levels. */
    flow: ask<FlowRow>(secondsOfAll) as (scope: Scope, asked: CompiledFlow) => Promise<FlowRow[]>,
    /** The level of one customer, with its facts. */
    person: ask<PersonRow>(),
    /** Rows of what a statement about placements says. */
    placed: <R>(scope: Scope, asked: Compiled): Promise<R[]> => ask<R>(secondsOfAll)(scope, asked),
  };
}

export type StandingQueries = ReturnType<typeof createStandingQueries>;

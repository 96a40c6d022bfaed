/** Asks ClickHouse how customers and accounts stand, and keeps what it says under a number. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { StandingPart } from "#understand/kept/kept.ts";
import type { CompiledFlow, FlowRow } from "./flow.ts";
import type { PersonRow } from "./person.ts";
import { keepSql, type Compiled } from "./placed.ts";
import type { PlacementAsk } from "./placements.ts";

/** All customers at two moments are more than any other question looks at. */
const secondsOfAll = 60;
/** On one thread, and beside others who ask. */
const secondsKept = 600;

const tables = { placements: "placements_kept", levels: "levels_kept" } as const;
export type KeptTable = (typeof tables)[keyof typeof tables];
const tableOf = (part: StandingPart): KeptTable =>
  part === "levels" ? tables.levels : tables.placements;

const flowColumns =
  "before, after, n, scored_before, scored_after, revenue_before, revenue_after, revenue_scored";

export function createStandingQueries(clickhouse: ClickHouse) {
  const ask =
    <R>(seconds?: number) =>
    ({ workspace }: Scope, { sql, parameters }: Compiled): Promise<R[]> =>
      clickhouse.query<R>(sql, { ...parameters, workspace }, seconds ? { seconds } : {});
  const keep = ({ workspace }: Scope, { sql, parameters }: Compiled): Promise<void> =>
    clickhouse.command(sql, { ...parameters, workspace }, { seconds: secondsKept });
  return {
    /** Counts of the moves between levels. */
    flow: ask<FlowRow>(secondsOfAll) as (scope: Scope, asked: CompiledFlow) => Promise<FlowRow[]>,
    /** The level of one customer, with its facts. */
    person: ask<PersonRow>(),
    /** Rows of what a statement about placements says. */
    placed: <R>(scope: Scope, asked: Compiled): Promise<R[]> => ask<R>(secondsOfAll)(scope, asked),

    /** The same as `flow`, of what was kept under a number. */
    keptFlow: ({ workspace }: Scope, kept: string): Promise<FlowRow[]> =>
      clickhouse.query<FlowRow>(
        `SELECT ${flowColumns} FROM levels_kept WHERE kept = {kept:UInt64} AND workspace = {workspace:UUID} ORDER BY before, after`,
        { kept, workspace },
      ),

    keepPlacements: (scope: Scope, asked: PlacementAsk, kept: string): Promise<void> =>
      keep(scope, keepSql(asked, kept)),

    keepLevels: (scope: Scope, { sql, parameters }: CompiledFlow, kept: string): Promise<void> =>
      keep(scope, {
        sql: `INSERT INTO levels_kept (kept, workspace, ${flowColumns}) SELECT {kept:UInt64}, {workspace:UUID}, ${flowColumns} FROM (${sql})`,
        parameters: { ...parameters, kept },
      }),

    /** How many rows stand under a number. */
    async keptRows({ workspace }: Scope, part: StandingPart, kept: string): Promise<number> {
      const [row] = await clickhouse.query<{ n: number }>(
        `SELECT toFloat64(count()) AS n FROM ${tableOf(part)} WHERE kept = {kept:UInt64} AND workspace = {workspace:UUID}`,
        { kept, workspace },
      );
      return row!.n;
    },

    /** Numbers under which rows stand that are older than so many milliseconds. */
    leftOver: (
      _scope: SystemScope,
      milliseconds: number,
    ): Promise<{ table: KeptTable; kept: string }[]> =>
      clickhouse.query<{ table: KeptTable; kept: string }>(
        "SELECT table, partition AS kept FROM system.parts WHERE database = currentDatabase() AND active AND table IN {tables:Array(String)} GROUP BY table, partition HAVING max(modification_time) < now() - toIntervalMillisecond({old:Int64})",
        { tables: Object.values(tables), old: milliseconds },
        { aside: true },
      ),

    drop: (_scope: SystemScope, table: KeptTable, kept: string): Promise<void> =>
      clickhouse.command(`ALTER TABLE ${table} DROP PARTITION {kept:UInt64}`, { kept }),
  };
}

export type StandingQueries = ReturnType<typeof createStandingQueries>;

/** Asks ClickHouse what a compiled question says. */
import { CorridorError } from "#contract/error.ts";
import { mostCategories } from "#contract/rake.ts";
import { createBinder } from "#platform/binder.ts";
import type { ClickHouse, Settings } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import { apart } from "#platform/work.ts";
import { bucketSettings } from "./bucket.ts";
import type { CompiledDrivers, DriverRow } from "./drivers/sql.ts";
import type { SqlRow } from "./groups.ts";
import { printSql } from "./kept/queries.ts";
import { createKeptSums, type Months } from "./kept-sums.ts";
import { makeUpSql } from "./rake.ts";

/** Of so many values the middle is looked for: it need not be theirs, only near them. */
const someValues = 1_000;

type Printed = {
  month: string;
  kind: string;
  print: string;
  part: string;
  made: string;
  rows: number;
};

/** Which table it is, by where it lies: one that was made anew, as a restore does, begins to count its parts again. */
const tableSql = "min(substring(path, 1, length(path) - length(name) - 1))";

/** One reading for all who ask at once: it begins after each of them has asked. */
export function readTogether<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let waiting: Promise<T> | undefined;
  function begin(): Promise<T> {
    waiting = undefined;
    // Of nobody's work: many share it.
    const reading = apart(read);
    running = reading;
    const ended = () => {
      if (running === reading) running = undefined;
    };
    reading.then(ended, ended);
    return reading;
  }
  return () => (waiting ??= running?.then(begin, begin)) ?? begin();
}

type Keeping = {
  /** Whether sums are kept by month, and what has come in since alone is asked for. */
  keeps?: boolean;
  apartFrom?: number;
};

export function createUnderstandQueries(
  clickhouse: ClickHouse,
  { keeps = true, apartFrom }: Keeping = {},
) {
  let tells = keeps;
  // Signals are joined to a customer each: two tables of half of them cost twice as much on few cores.
  const settings: Settings = {
    ...bucketSettings,
    ...(clickhouse.embedded ? { join_algorithm: "hash" } : {}),
  };
  const kept = createKeptSums({
    apartFrom,
    ask: (scope, { sql, parameters }) =>
      clickhouse.query<SqlRow>(sql, { ...parameters, workspace: scope.workspace }, { settings }),

    // Where a part is one workspace's, of the index alone: what lies between two of its marks is its own.
    shared: async (scope, parts) => {
      const rows = await clickhouse.query<{ part: string }>(
        "SELECT DISTINCT _part AS part FROM signals WHERE _part IN {parts:Array(String)} AND workspace != {workspace:UUID}",
        { parts, workspace: scope.workspace },
        { aside: true },
      );
      return rows.map(({ part }) => part);
    },

    months: readTogether(async (): Promise<Months | undefined> => {
      if (!tells) return undefined;
      try {
        const rows = await clickhouse.query<Printed>(
          `SELECT partition_id AS month, any(engine) AS kind, concat(${tableSql}, ' ', ${printSql}) AS print, if(count() = 1 AND min(level) > 0, any(name), '') AS part, concat(any(path), ' ', toString(any(toUnixTimestamp(modification_time))), ' ', toString(any(bytes_on_disk))) AS made, toFloat64(sum(rows)) AS rows FROM system.parts WHERE database = currentDatabase() AND active AND table = 'signals' GROUP BY month ORDER BY month`,
          {},
          { aside: true },
        );
        // A replica may answer that lags behind the one that was asked for its parts.
        if (rows.length === 0 || rows.some(({ kind }) => kind !== "ReplacingMergeTree"))
          return undefined;
        return new Map(
          rows.map(({ month, part, print, made, rows: size }) => [
            month,
            { print, part: part === "" ? undefined : part, made, rows: size },
          ]),
        );
      } catch (error) {
        if (error instanceof CorridorError) throw error;
        // An account of a ClickHouse server that may not read it: nothing is kept.
        tells = false;
        return undefined;
      }
    }),
  });
  return {
    /** The grouped sums, of the scope's workspace whatever the statement was compiled for. */
    sums: kept,

    /** Sums of products, by class and by group of chance. */
    drivers: (scope: Scope, { sql, parameters }: CompiledDrivers): Promise<DriverRow[]> =>
      clickhouse.query<DriverRow>(
        sql,
        { ...parameters, workspace: scope.workspace },
        { settings: bucketSettings },
      ),

    /** How many signals of each class have the outcome. */
    driversCount: (scope: Scope, { count, parameters }: CompiledDrivers) =>
      clickhouse.query<{ class: number; n: number }>(
        count,
        { ...parameters, workspace: scope.workspace },
        { settings: bucketSettings },
      ),

    /** How many customers have each value of something that is stated of them. Throws `invalid_request` where nobody has any. */
    async makeUp(scope: Scope, name: string): Promise<Record<string, number>> {
      const bind = createBinder();
      const sql = makeUpSql(name, bind);
      const rows = await clickhouse.query<{ value: string; n: number }>(
        `SELECT assumeNotNull(${sql}) AS value, toUInt32(count()) AS n FROM customers FINAL WHERE workspace = {workspace:UUID} AND isNotNull(${sql}) GROUP BY value ORDER BY n DESC LIMIT ${mostCategories + 1}`,
        { ...bind.parameters, workspace: scope.workspace },
      );
      if (rows.length === 0 || rows.length > mostCategories)
        throw new CorridorError(
          "invalid_request",
          rows.length === 0
            ? `No customer has "${name}": there is nothing to make answers up by.`
            : `"${name}" has more than ${mostCategories} values. Send \`targets\` for some of them.`,
        );
      return Object.fromEntries(rows.map(({ value, n }) => [value, n]));
    },

    /** Whether any signal at all has this measure. */
    async any(scope: Scope, has: string, parameters: Record<string, unknown>): Promise<boolean> {
      const rows = await clickhouse.query(
        `SELECT 1 AS one FROM signals FINAL WHERE workspace = {workspace:UUID} AND ${has} LIMIT 1`,
        { ...parameters, workspace: scope.workspace },
      );
      return rows.length > 0;
    },

    /** About where the values of a measure lie: the middle of some of them; undefined where there are none. */
    async middle(
      scope: Scope,
      value: string,
      parameters: Record<string, unknown>,
    ): Promise<number | undefined> {
      const rows = await clickhouse.query<{ n: number; middle: number }>(
        `SELECT toUInt32(count()) AS n, median(v) AS middle FROM (SELECT assumeNotNull(${value}) AS v FROM signals WHERE workspace = {workspace:UUID} AND isNotNull(${value}) LIMIT ${someValues})`,
        { ...parameters, workspace: scope.workspace },
      );
      return rows[0]?.n ? Number(rows[0].middle) : undefined;
    },
  };
}

export type UnderstandQueries = ReturnType<typeof createUnderstandQueries>;

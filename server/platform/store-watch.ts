/** How long the stores take, and how long one waits for them: as metrics, and as spans of whatever work asked. */
import type { DatabaseConnection, Dialect } from "kysely";
import type { Metrics, Pool } from "./metrics.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";
import { errorTypeOf } from "./traces.ts";

type System = "postgresql" | "clickhouse";

/** The first word of a statement, where it is one of these. */
const operations = new Set(
  "select insert update delete with begin commit vacuum do create alter lock".split(" "),
);
const firstWord = /^\s*([a-z]+)/i;
const operationOf = (sql: string): string => {
  const word = firstWord.exec(sql)?.[1]?.toLowerCase() ?? "";
  return operations.has(word) ? word : "other";
};

/** Names of tables stand in our own texts; values never do. What a statement changes goes before what it reads. */
const changed = /\b(?:insert into|update|delete from)\s+"?([a-z_]+)/i;
const read = /\bfrom\s+"?([a-z_]+)/i;
/** Of a statement's text that is looked at for a span: the longest of ours are shorter. */
const looked = 4_000;
export function targetOf(sql: string): string {
  const text = sql.slice(0, looked);
  return (changed.exec(text) ?? read.exec(text))?.[1]?.toLowerCase() ?? "";
}

export type StoreWatch = {
  call<T>(system: System, operation: string, sql: string, task: () => Promise<T>): Promise<T>;
  waited(pool: Pool, from: number): void;
};

export function createStoreWatch({ metrics, traces }: Telemetry): StoreWatch {
  const took = metrics["db.client.operation.duration"];
  const wait = metrics["db.client.connection.wait_time"];
  return {
    call(system, operation, sql, task) {
      const measured = async () => {
        const from = performance.now();
        const labels: Parameters<Metrics["db.client.operation.duration"]["record"]>[1] = {
          "db.system.name": system,
          "db.operation.name": operation,
        };
        try {
          return await task();
        } catch (error) {
          labels["error.type"] = errorTypeOf(error);
          throw error;
        } finally {
          took.record((performance.now() - from) / 1000, labels);
        }
      };
      const attributes = () => ({
        "db.system.name": system,
        "db.operation.name": operation,
        "db.collection.name": targetOf(sql),
      });
      return traces.child(`${system} ${operation}`, "client", attributes, measured);
    },
    waited: (pool, from) =>
      wait.record((performance.now() - from) / 1000, { "db.client.connection.pool.name": pool }),
  };
}

export const noWatch: StoreWatch = createStoreWatch(noTelemetry);

/** A statement of Postgres, by its first word. */
export const watchStatement = <T>(watch: StoreWatch, sql: string, task: () => Promise<T>) =>
  watch.call("postgresql", operationOf(sql), sql, task);

/** Measures every statement that goes through a dialect, and the wait for its connections. */
export function watchedDialect(dialect: Dialect, watch: StoreWatch): Dialect {
  const seen = new WeakSet<DatabaseConnection>();
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver() {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (...rest) => {
        const from = performance.now();
        const connection = await acquire(...rest);
        watch.waited("postgresql", from);
        if (!seen.has(connection)) {
          seen.add(connection);
          const ask = connection.executeQuery.bind(connection);
          connection.executeQuery = <R>(query: Parameters<typeof ask>[0]) =>
            watchStatement(watch, query.sql, () => ask<R>(query));
        }
        return connection;
      };
      return driver;
    },
  };
}

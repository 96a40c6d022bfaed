/**
 * The store of entities: PGlite in this process, or a PostgreSQL server. Both answer the same
 * Kysely interface, so no statement is written twice.
 */
import { readdirSync, readFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import {
  Kysely,
  PostgresDialect,
  PostgresDriver,
  sql,
  type DatabaseConnection,
  type Generated,
} from "kysely";
import pg from "pg";
import { dropSlot, embeddedSnapshot } from "./backup/embedded-snapshot.ts";
import { serverSnapshot } from "./backup/server-snapshot.ts";
import type { Snapshot, SnapshotRequest } from "./backup/snapshot.ts";
import type { Log } from "./log.ts";
import { Pglite } from "./pglite.ts";
import { PgliteDialect } from "./pglite-dialect.ts";
import { noWatch, watchedDialect, type StoreWatch } from "./store-watch.ts";
import { asUnavailable } from "./unavailable.ts";

type PlatformTables = { migrations: { name: string; applied_at: Generated<Date> } };

/** Each slice's store adds its own tables by `db.withTables<…>()`. */
export type Database = Kysely<PlatformTables>;

export { asUnavailable };

export type Postgres = {
  readonly db: Database;
  readonly embedded: boolean;
  /** Several statements without parameters, as migrations have them. */
  script(text: string): Promise<void>;
  /** The plain statements that the job queue makes: one with values, or several without. */
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Does `work` while no other process of this database does it: migrations and what a first start makes. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** The store as it stands at one moment, while it goes on. */
  snapshot(request: SnapshotRequest): Promise<Snapshot>;
  /**
   * Writes tables anew, so that nothing that was deleted is left in their files. Names those that
   * are larger than `mostBytes` or in use, which are left as they are: nobody can use a table meanwhile.
   */
  rewrite(tables: readonly string[], mostBytes: number): Promise<{ left: string[] }>;
  /** Removes the log of changes up to now; false where something still needs it. A server looks after its own. */
  dropLog(): Promise<boolean>;
  /** Throws where the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Times the watchdog ended a hung embedded store; 0 for a server. */
  restarts(): number;
};

/** How long a statement on a server may take: the same as the embedded store's watchdog. */
const statementTimeout = 15_000;
/** A connection that says nothing for longer than any statement may take leads nowhere. */
const silence = 30_000;

/** Opens the store; does not apply migrations. */
export async function openPostgres(options: {
  url: string | undefined;
  dataDir: string;
  log: Log;
  deadline?: number;
  watch?: StoreWatch;
}): Promise<Postgres> {
  const { url, log, watch = noWatch } = options;
  const store =
    url === undefined ? await openEmbedded(options, watch) : await openServer(url, log, watch);
  return {
    ...store,
    execute: (text, values) =>
      watch.call("postgresql", "jobs", text, () => store.execute(text, values)),
  };
}

/** Milliseconds that writing one table anew may take. */
const maintenance = 120_000;
/** PostgreSQL's codes for a lock that was not had in time, and for a table that is not there. */
const locked = "55P03";
const noTable = "42P01";

async function rewriteTables(
  ask: (text: string) => Promise<{ bytes: number }[]>,
  tables: readonly string[],
  mostBytes: number,
): Promise<{ left: string[] }> {
  const left: string[] = [];
  // Samples of what stood in columns are kept for the planner; last, as each table's are made anew with it.
  for (const table of [...tables, "pg_catalog.pg_statistic"]) {
    const [size] = await ask(`select pg_total_relation_size('${table}')::float8 as bytes`);
    if (size!.bytes > mostBytes) left.push(table);
    else
      await ask(
        `vacuum (full${table.startsWith("pg_catalog.") ? "" : ", analyze"}) ${table}`,
      ).catch((error: { code?: string }) => {
        if (error.code !== locked && error.code !== noTable) throw error;
        left.push(table);
      });
  }
  return { left };
}

async function openEmbedded(
  options: { dataDir: string; log: Log; deadline?: number },
  watch: StoreWatch,
): Promise<Postgres> {
  const { log } = options;
  const dataDir = join(options.dataDir, "postgres");
  const store = new Pglite({
    dataDir,
    log,
    ...(options.deadline === undefined ? {} : { deadline: options.deadline }),
  });
  await store.open();
  await store.alone({ sql: dropSlot });
  const db = new Kysely<PlatformTables>({
    dialect: watchedDialect(new PgliteDialect(store), watch),
  });
  return {
    db,
    embedded: true,
    script: async (text) => void (await store.alone({ script: text }, 120_000)),
    execute: (text, values) =>
      store.alone(
        values?.length ? { sql: text, parameters: values } : { script: text },
        options.deadline ?? 60_000,
      ),
    // Its lock file keeps other processes away.
    alone: (work) => work(),
    snapshot: (request) => embeddedSnapshot({ store, dataDir, log }, request),
    rewrite: (tables, mostBytes) =>
      rewriteTables(
        async (text) => (await store.alone({ sql: text }, maintenance)).rows as never[],
        tables,
        mostBytes,
      ),
    dropLog: async () => {
      const ask = (text: string) => store.alone({ sql: text }, maintenance);
      // Without it a part of the log is kept under another name for what is to come, with all it says.
      await ask("set wal_recycle = off");
      await ask("select pg_switch_wal()");
      await ask("checkpoint");
      const { rows } = await ask(
        "select 1 from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' and name < pg_walfile_name(pg_current_wal_lsn())",
      );
      return rows.length === 0;
    },
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
    restarts: () => store.restarts,
  };
}

/** Says of every failed statement whether the store was away. */
class ServerDriver extends PostgresDriver {
  #listened = new WeakSet<DatabaseConnection>();
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection().catch((error: unknown) => {
      throw asUnavailable(error);
    });
    if (!this.#listened.has(connection)) {
      this.#listened.add(connection);
      const ask = connection.executeQuery.bind(connection);
      connection.executeQuery = (query) =>
        ask<never>(query).catch((error: unknown) => {
          throw asUnavailable(error);
        });
    }
    return connection;
  }
}

class ServerDialect extends PostgresDialect {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }
  override createDriver() {
    return new ServerDriver({ pool: this.#pool });
  }
}

/** A network that drops packets without a word would otherwise hold a statement for a quarter of an hour. */
function impatientSocket(): Socket {
  const socket = new Socket();
  return socket.setTimeout(silence, () =>
    socket.destroy(new Error("the connection was silent for too long")),
  );
}

/** Any number that nobody else takes. */
const startLock = 7_262_031;

/** A connection of its own, which the pool's limits do not hold for. */
async function ownConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "corridor" });
  // What is under way says that the connection broke; without a listener the process would end.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function openServer(url: string, log: Log, watch: StoreWatch): Promise<Postgres> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "corridor",
    stream: impatientSocket,
  });
  // Without a listener an idle connection that breaks would end the process.
  pool.on("error", (error) =>
    log.warn({ reason: error.message }, "an idle Postgres connection broke"),
  );
  const db = new Kysely<PlatformTables>({
    dialect: watchedDialect(new ServerDialect(pool), watch),
  });
  return {
    db,
    embedded: false,
    script: async (text) => {
      const client = await ownConnection(url);
      try {
        await client.query("set statement_timeout = '120s'");
        await client.query(text);
      } finally {
        await client.end();
      }
    },
    execute: async (text, values) => {
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
      return {
        rows: Array.isArray(result) ? result.flatMap((each) => each.rows ?? []) : result.rows,
      };
    },
    alone: async (work) => {
      const client = await ownConnection(url);
      try {
        await client.query("select pg_advisory_lock($1)", [startLock]);
        return await work();
      } finally {
        // The lock goes with the connection.
        await client.end();
      }
    },
    snapshot: (request) => serverSnapshot(() => ownConnection(url), request),
    rewrite: async (tables, mostBytes) => {
      const client = await ownConnection(url);
      try {
        // Whoever waits behind a lock that is waited for waits as well.
        await client.query(`set statement_timeout = ${maintenance}`);
        await client.query("set lock_timeout = 3000");
        return await rewriteTables(
          async (text) => (await client.query(text)).rows as never[],
          tables,
          mostBytes,
        );
      } finally {
        await client.end();
      }
    },
    dropLog: () => Promise.resolve(true),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
    restarts: () => 0,
  };
}

/**
 * Applies each file of `dir` that has not been applied yet, in order of name, each in one transaction;
 * with `only`, none but those. Call inside `alone`.
 */
export async function migratePostgres(
  store: Postgres,
  dir: string,
  log: Log,
  only?: ReadonlySet<string>,
): Promise<void> {
  await store.script(
    "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())",
  );
  const applied = new Set(
    (await store.db.selectFrom("migrations").select("name").execute()).map((row) => row.name),
  );
  for (const name of readdirSync(dir)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    if (applied.has(name) || only?.has(name) === false) continue;
    const text = readFileSync(join(dir, name), "utf8");
    await store.script(
      `begin; ${text}; insert into migrations (name) values ('${name.replaceAll("'", "''")}'); commit;`,
    );
    log.info({ migration: name }, "applied a Postgres migration");
  }
}

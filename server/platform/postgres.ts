/**
 * The store of entities: PGlite in this process, or a PostgreSQL server. Both answer the same
 * Kysely interface, so no statement is written twice.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, PostgresDialect, sql, type Generated } from "kysely";
import pg from "pg";
import { CorridorError } from "#contract/error.ts";
import type { Log } from "./log.ts";
import { Pglite, PgliteDialect } from "./pglite.ts";

type PlatformTables = { migrations: { name: string; applied_at: Generated<Date> } };

/** Each slice's store adds its own tables by `db.withTables<…>()`. */
export type Database = Kysely<PlatformTables>;

export type Postgres = {
  readonly db: Database;
  readonly embedded: boolean;
  /** Several statements without parameters, as migrations have them. */
  script(text: string): Promise<void>;
  /** The plain statements that the job queue makes: one with values, or several without. */
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Throws where the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Times the watchdog ended a hung embedded store; 0 for a server. */
  restarts(): number;
};

/** How long a statement on a server may take: the same as the embedded store's watchdog. */
const statementTimeout = 15_000;

/** Opens the store; does not apply migrations. */
export async function openPostgres(options: {
  url: string | undefined;
  dataDir: string;
  log: Log;
  deadline?: number;
}): Promise<Postgres> {
  return options.url === undefined ? openEmbedded(options) : openServer(options.url, options.log);
}

async function openEmbedded(options: {
  dataDir: string;
  log: Log;
  deadline?: number;
}): Promise<Postgres> {
  const store = new Pglite({
    dataDir: join(options.dataDir, "postgres"),
    log: options.log,
    ...(options.deadline === undefined ? {} : { deadline: options.deadline }),
  });
  await store.open();
  const db = new Kysely<PlatformTables>({ dialect: new PgliteDialect(store) });
  return {
    db,
    embedded: true,
    script: async (text) => void (await store.alone({ script: text }, 120_000)),
    execute: (text, values) =>
      store.alone(values?.length ? { sql: text, parameters: values } : { script: text }, 60_000),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
    restarts: () => store.restarts,
  };
}

async function openServer(url: string, log: Log): Promise<Postgres> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "corridor",
  });
  // Without a listener an idle connection that breaks would end the process.
  pool.on("error", (error) =>
    log.warn({ reason: error.message }, "an idle Postgres connection broke"),
  );
  const db = new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    embedded: false,
    script: async (text) => {
      const client = await pool.connect();
      try {
        await client.query("set statement_timeout = '120s'");
        await client.query(text);
      } finally {
        client.release(true);
      }
    },
    execute: async (text, values) => {
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
      return {
        rows: Array.isArray(result) ? result.flatMap((each) => each.rows ?? []) : result.rows,
      };
    },
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
    restarts: () => 0,
  };
}

/** Errors of either store that mean "not now": the connection, the disk, a shutdown. Others are defects and pass. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof CorridorError) return error;
  const { code, message = "" } = error as { code?: string; message?: string };
  const full = code === "53100" || code === "ENOSPC" || /no space left on device/i.test(message);
  if (full)
    return new CorridorError(
      "disk_full",
      "The disk is full. Nothing was taken; free some room and send again.",
      { cause: error, retryAfter: 30 },
    );
  const away =
    code !== undefined &&
    (/^(?=.{5}$)(08|53|57P|58|XX)/.test(code) ||
      /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN|IO)/.test(code));
  if (away || /connection|timeout exceeded|terminated/i.test(message)) {
    return new CorridorError("store_unavailable", "The database did not answer. Try again.", {
      cause: error,
      retryAfter: 2,
    });
  }
  return error;
}

const migrationLock = 7_262_031;

/** Applies each file of `dir` that has not been applied yet, in order of name, each in one transaction. */
export async function migratePostgres(store: Postgres, dir: string, log: Log): Promise<void> {
  await store.script(
    "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())",
  );
  const applied = new Set(
    (await store.db.selectFrom("migrations").select("name").execute()).map((row) => row.name),
  );
  for (const name of readdirSync(dir)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    if (applied.has(name)) continue;
    const text = readFileSync(join(dir, name), "utf8");
    // The advisory lock and the insert make two processes that start together apply it once.
    const literal = `'${name.replaceAll("'", "''")}'`;
    await store.script(
      `begin; select pg_advisory_xact_lock(${migrationLock}); do $migration$ begin if not exists (select 1 from migrations where name = ${literal}) then ` +
        `execute $statements$${text}$statements$; insert into migrations (name) values (${literal}); end if; end $migration$; commit;`,
    );
    log.info({ migration: name }, "applied a Postgres migration");
  }
}

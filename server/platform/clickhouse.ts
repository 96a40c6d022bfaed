/**
 * The store of signals: chDB in this process, or a ClickHouse server, behind one client.
 * Settings stand in the SQL text, never in the client's options: over the embedded connection
 * those turn into sticky SETs, and a later insert without a deduplication token can vanish.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import { CorridorError } from "#contract/error.ts";
import { settingsClause, written } from "./clickhouse-literals.ts";
import { loadNative, readNative } from "./clickhouse-native.ts";
import { clock } from "./clock.ts";
import { lane } from "./lane.ts";
import type { Log } from "./log.ts";
import { noWatch, type StoreWatch } from "./store-watch.ts";
import { secrets } from "./secrets.ts";

export type Bound = Record<string, unknown>;
export type Settings = Record<string, string | number>;

export type ClickHouse = {
  readonly embedded: boolean;
  /**
   * Rows of a SELECT. `sql` has no SETTINGS and no FORMAT of its own. `aside`: of what the store knows
   * without reading rows, beside questions that do.
   */
  query<T>(
    sql: string,
    parameters?: Bound,
    options?: { seconds?: number; settings?: Settings; aside?: boolean },
  ): Promise<T[]>;
  /** A statement without an answer; with `seconds` one that nobody waits for and that may take so long. */
  command(
    sql: string,
    parameters?: Bound,
    options?: { settings?: Settings; seconds?: number },
  ): Promise<void>;
  /** `lines` is JSONEachRow; the same `token` with the same rows is inserted once. */
  insert(
    table: string,
    lines: string,
    options: { token: string; settings?: Settings },
  ): Promise<void>;
  /** The answer of a SELECT in ClickHouse's own binary format, which keeps every type. */
  native(
    sql: string,
    options: { parameters: Bound; seconds: number; settings?: Settings },
  ): Promise<Buffer>;
  /** Inserts what `native` answered, from a file of it that is compressed with Zstandard. */
  load(table: string, columns: readonly string[], path: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Lets nobody through but the holder, who asks `inside`, until it is released. Others get 503. */
  hold?(): { inside: ClickHouse; release: () => void };
};

export type ClickHouseOptions = {
  url: string | undefined;
  dataDir: string;
  threads: number;
  log: Log;
  watch?: StoreWatch;
};

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>["connection"]>;

function connect(options: ClickHouseOptions): ClickHouseClient {
  if (options.url === undefined) {
    const path = join(options.dataDir, "clickhouse");
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // The two packages carry separate declarations of one interface; the embedded one implements it.
    return createClient({
      connection: createChdbConnection({ path }) as unknown as ClientConnection,
    });
  }
  const url = new URL(options.url);
  const database = url.pathname.replace(/^\//, "") || "default";
  const username = decodeURIComponent(url.username) || "default";
  const password = decodeURIComponent(url.password);
  url.username = url.password = "";
  url.pathname = "/";
  return createClient({
    url: url.toString(),
    database,
    username,
    password,
    application: "corridor",
    request_timeout: 60_000,
    max_open_connections: 10,
    // Values that would make the address longer than 4 KB go in the body: servers and proxies refuse long ones.
    use_multipart_params_auto: true,
    // It writes lines of its own; what fails is thrown, and logged where it is caught.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/**
 * Of a megabyte, as it is, blocks of JSON columns hold so few rows that what each block costs is a sixth
 * of a question.
 */
const blockBytes = 8_000_000;

/**
 * Milliseconds that a question waits for its turn at least: what pages ask for takes no longer, so that
 * a short one is not refused for standing behind a long one. Then it has its own seconds.
 */
const patience = 60_000;
/** Milliseconds past its time until a statement counts as one that hangs. */
const overdue = 60_000;

/** Opens the store; does not apply migrations. A server that is away is no error here: `ping` tells. */
export function openClickHouse(options: ClickHouseOptions): ClickHouse {
  const client = connect(options);
  const embedded = options.url === undefined;
  // A connection of the embedded store answers one question after another, whatever their lanes.
  const others: { long?: ClickHouseClient; aside?: ClickHouseClient } = {};
  const apart = (name: keyof typeof others) =>
    embedded ? (others[name] ??= connect(options)) : client;
  const watch = options.watch ?? noWatch;
  // Reads and writes have a lane each, so that a slow question does not stop the drain.
  const direct = <T>(_deadline: number, work: () => Promise<T>) => work();
  // Of the connection that answers questions; the store is pinged over another.
  const main = { due: Number.POSITIVE_INFINITY, unclean: false };
  const inTime =
    <T>(milliseconds: number, work: () => Promise<T>) =>
    (): Promise<T> => {
      main.due = clock.now() + milliseconds + overdue;
      return work().finally(() => (main.due = Number.POSITIVE_INFINITY));
    };
  const clean = (connection: ClickHouseClient) =>
    rinse(connection).catch((error: unknown) => {
      main.unclean ||= connection === client;
      throw error;
    });
  const reads = lane(200, (from) => watch.waited("clickhouse.read", from));
  const asides = lane(200, (from) => watch.waited("clickhouse.aside", from));
  const read = <T>(milliseconds: number, work: () => Promise<T>) =>
    embedded ? reads(Math.max(patience, milliseconds), inTime(milliseconds, work)) : work();
  const quick = embedded ? asides : direct;
  const write = embedded ? lane(1000, (from) => watch.waited("clickhouse.write", from)) : direct;
  // What computes for long and nobody waits for would hold up whoever asks, and the drain: it goes beside both, on one thread and a connection of its own.
  const beside = embedded ? lane(20, () => undefined) : direct;
  /** `alone`: what goes beside others over the embedded store, which binds for one at a time. */
  const statement = (sql: string, parameters: Bound, alone: boolean) => {
    const values = { ...secrets, ...parameters };
    const text = embedded && alone ? written(sql, values) : undefined;
    return text === undefined ? { query: sql, query_params: values } : { query: text };
  };
  const inside: ClickHouse = {
    embedded,
    query: <T>(
      sql: string,
      parameters: Bound = {},
      {
        seconds = 20,
        settings = {},
        aside = false,
      }: { seconds?: number; settings?: Settings; aside?: boolean } = {},
    ) =>
      (aside ? quick : read)(seconds * 1000, () =>
        watch.call("clickhouse", "query", sql, async () => {
          const clause = settingsClause({
            max_execution_time: seconds,
            preferred_block_size_bytes: blockBytes,
            // Answers are a few rows: threads that write them side by side cost a tenth of a small question.
            ...(embedded
              ? { max_threads: options.threads, output_format_parallel_formatting: 0 }
              : {}),
            ...settings,
          });
          const connection = aside ? apart("aside") : client;
          try {
            const answer = await connection.query({
              ...statement(sql + clause, parameters, aside),
              format: "JSONEachRow",
            });
            return (await answer.json()) as T[];
          } catch (error) {
            if (embedded) await clean(connection);
            throw asUnavailable(error, seconds);
          }
        }),
      ),
    command: (sql, parameters = {}, { settings = {}, seconds } = {}) =>
      (seconds === undefined ? write : beside)((seconds ?? 120) * 1_000, () =>
        watch.call("clickhouse", "command", sql, async () => {
          const long =
            seconds === undefined
              ? {}
              : {
                  max_execution_time: seconds,
                  max_threads: 1,
                  preferred_block_size_bytes: blockBytes,
                };
          const clause = settingsClause({ ...long, ...settings });
          const connection = seconds === undefined ? client : apart("long");
          await connection.command(statement(sql + clause, parameters, seconds !== undefined));
        }),
      ),
    insert: (table, lines, { token, settings = {} }) =>
      write(60_000, () =>
        watch.call("clickhouse", "insert", `insert into ${table}`, async () => {
          const clause = settingsClause({ insert_deduplication_token: token, ...settings });
          if (embedded)
            await client.command({
              query: `INSERT INTO ${table}${clause} FORMAT JSONEachRow\n${lines}`,
            });
          else
            await client
              .exec({
                query: `INSERT INTO ${table}${clause} FORMAT JSONEachRow`,
                values: await bytes(lines),
              })
              .then(({ stream }) => stream.resume());
        }),
      ),
    native: (sql, { parameters, seconds, settings = {} }) =>
      read(seconds * 1000, () =>
        watch.call("clickhouse", "query", sql, async () => {
          const clause = settingsClause({ max_execution_time: seconds, ...settings });
          try {
            return await readNative(client, sql + clause, parameters);
          } catch (error) {
            if (embedded) await clean(client);
            throw asUnavailable(error, seconds);
          }
        }),
      ),
    load: (table, columns, path) =>
      write(120_000, () => {
        // One file may span many months, and the same rows may have been there before.
        const settings = settingsClause({
          max_partitions_per_insert_block: 0,
          insert_deduplicate: 0,
        });
        return loadNative(client, embedded, { table, columns, path, settings });
      }),
    // Behind a question of some seconds the store is not down.
    ping: () =>
      quick(5_000, async () => {
        if (main.unclean || clock.now() > main.due) throw notAnswering();
        const answer = await apart("aside").query({
          query: "SELECT 1 AS one SETTINGS max_execution_time = 5",
          format: "JSONEachRow",
        });
        await answer.json();
      }),
    async close() {
      for (const each of [others.long, others.aside, client]) await each?.close();
    },
  };
  return withHold(inside);
}

function withHold(inside: ClickHouse): ClickHouse {
  let held = false;
  const through = <T>(work: () => Promise<T>): Promise<T> =>
    held ? Promise.reject(notAnswering()) : work();
  return {
    embedded: inside.embedded,
    query: (sql, parameters, options) => through(() => inside.query(sql, parameters, options)),
    command: (sql, parameters, options) => through(() => inside.command(sql, parameters, options)),
    insert: (table, lines, options) => through(() => inside.insert(table, lines, options)),
    native: (sql, options) => through(() => inside.native(sql, options)),
    load: (table, columns, path) => through(() => inside.load(table, columns, path)),
    ping: () => through(() => inside.ping()),
    close: () => inside.close(),
    hold: () => {
      held = true;
      return { inside, release: () => (held = false) };
    },
  };
}

async function bytes(text: string) {
  const { Readable } = await import("node:stream");
  return Readable.from([Buffer.from(text)]);
}

/**
 * After a question that failed when some rows were already out, the embedded store puts those rows
 * before the next answer, whoever asked for it. So nobody's turn comes until an answer is clean again.
 */
async function rinse(client: ClickHouseClient): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    try {
      const answer = await client.query({
        query: "SELECT 'clean' AS rinsed",
        format: "JSONEachRow",
      });
      if ((await answer.text()).trim() === '{"rinsed":"clean"}') return;
    } catch {
      // Rows that are not whole make the answer unreadable: once more.
    }
  }
  throw new CorridorError(
    "store_unavailable",
    "The signal store gives no clean answer. Restart Corridor.",
  );
}

/** What a caller is told of a question that the store could not answer now; defects pass as they are. */
function asUnavailable(error: unknown, seconds: number): unknown {
  if (error instanceof CorridorError || !isAway(error)) return error;
  const slow = String((error as { code?: string }).code) === "159";
  const message = slow
    ? `The question took longer than ${seconds} s. Ask for a shorter time or fewer groups.`
    : notAnswering().message;
  return new CorridorError("store_unavailable", message, { retryAfter: 5, cause: error });
}

const notAnswering = () =>
  new CorridorError(
    "store_unavailable",
    "The signal store does not answer. Signals are still taken; ask again in a moment.",
    { retryAfter: 5 },
  );

/** Errors that mean that the server is away or full, and the same insert may be tried again later. */
export function isAway(error: unknown): boolean {
  if (error instanceof CorridorError) return true;
  const { code, message = "" } = error as { code?: string; message?: string };
  // 241 memory, 243 space, 209/210 network, 159 timeout, 202 too many queries, 252 too many parts, 516 password, 279 …
  const temporary = [
    "159",
    "202",
    "209",
    "210",
    "241",
    "242",
    "243",
    "252",
    "279",
    "319",
    "516",
    "745",
    "999",
  ];
  if (code !== undefined && temporary.includes(String(code))) return true;
  if (/^E[A-Z]+$/.test(String(code))) return true;
  return /timeout|socket|network|ECONN|hang up|no space left|memory limit/i.test(message);
}

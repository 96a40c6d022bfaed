/**
 * A world for tests: the real application on real stores of its own, on a free port. One at a
 * time in a process, as the embedded ClickHouse has one data directory open. With CORRIDOR_TEST_STORES=server
 * the same tests run against a PostgreSQL server and ClickHouse's HTTP protocol instead.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import type { SignalInput } from "#contract/signal.ts";
import { createLog } from "#platform/log.ts";
import { listen } from "#platform/http.ts";
import { createApp, type App } from "#server/app.ts";
import { readConfig } from "#server/config.ts";
import { takeStores, testEnvironment, testKey, type Template } from "./template.ts";

export { onServers, serverStores } from "./server-stores.ts";
export { testKey, testOwner } from "./template.ts";

export type Answered<T = unknown> = { status: number; body: T; headers: Headers };

export type World = {
  url: string;
  key: string;
  app: App;
  dataDir: string;
  /** The name of its databases, on servers. */
  databases: string | undefined;
  request<T = never>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered<T>>;
  /** Sends signals as NDJSON and waits until every one of them can be queried or is held. */
  send(
    signals: readonly (SignalInput | Record<string, unknown>)[],
    query?: string,
  ): Promise<Answered<{ accepted: number; duplicate: number; rejected: unknown[] }>>;
  /** Waits until the inbox is empty. */
  drained(): Promise<void>;
  query(question: QueryInput): Promise<QueryAnswer>;
  stop(): Promise<void>;
};

export type WorldOptions = {
  env?: Record<string, string>;
  postgresDeadline?: number;
  /** As `UnheardParts` has it, where not the standard. */
  statementPause?: number;
  /** Signals from which on placements and levels are kept, where not the standard. */
  keptFrom?: number;
  /** What its stores begin with. */
  template?: Template;
  /** Leaves the data directory, and its databases, to the caller when it stops. */
  keep?: true;
};

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), "corridor-test-"));
  // Another owner is made by another first start.
  const own = Object.keys(options.env ?? {}).some((name) => name.startsWith("CORRIDOR_ADMIN_"));
  const servers = await takeStores(own ? "empty" : (options.template ?? "started"), dataDir);
  const config = readConfig({
    ...testEnvironment(dataDir),
    ...servers?.env,
    ...options.env,
  });
  const app = await createApp(config, createLog(config.logLevel), {
    // Tests wait for what they sent hundreds of times; how long a drain waits has tests of its own.
    drainGap: 20,
    ...(options.postgresDeadline === undefined
      ? {}
      : { postgresDeadline: options.postgresDeadline }),
    ...(options.statementPause === undefined ? {} : { statementPause: options.statementPause }),
    ...(options.keptFrom === undefined ? {} : { keptFrom: options.keptFrom }),
  });
  const server = await listen(app.http, config.host, config.port);
  app.servesOn(server.port);
  const url = `http://127.0.0.1:${server.port}`;
  const client = clientFor(url, testKey, async () => {
    const { rows } = await sql`select from inbox_groups limit 1`.execute(app.postgres.db);
    return rows.length;
  });
  return {
    url,
    key: testKey,
    app,
    dataDir,
    databases: servers?.name,
    ...client,
    async stop() {
      await server.close(2_000);
      await app.stop();
      if (options.keep) return;
      await servers?.drop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * The calls that tests make of a running server, in this process or another. `waiting` tells how much is in
 * the inbox: where the application is in this process it asks the table itself, as being asked whether it is
 * ready costs a server fourteen times as much.
 */
export function clientFor(
  url: string,
  key: string,
  waiting?: () => Promise<number>,
): Pick<World, "request" | "send" | "drained" | "query"> {
  const request = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered<T>> => {
    const raw = typeof body === "string" || body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json =
      text !== "" && /^application\/json\b/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      body: (json ? JSON.parse(text) : text) as T,
      headers: response.headers,
    };
  };
  const told = async () =>
    (await request<{ inbox: { rows: number | null } }>("GET", "/readyz")).body.inbox.rows;
  const drained = async () => {
    for (const end = Date.now() + 120_000; ;) {
      // A store that doesn't answer now may do so yet.
      const rows = await (waiting?.().catch(() => null) ?? told());
      if (rows === 0) return;
      if (Date.now() > end) throw new Error(`the inbox still holds ${rows} rows`);
      await sleep(waiting ? 10 : 20);
    }
  };
  return {
    request,
    drained,
    async send(signals, query = "") {
      const body = signals.map((signal) => JSON.stringify(signal)).join("\n");
      const answer = await request<{ accepted: number; duplicate: number; rejected: unknown[] }>(
        "POST",
        `/v1/signals${query}`,
        body,
        { "content-type": "application/x-ndjson" },
      );
      await drained();
      return answer;
    },
    async query(question) {
      const answer = await request<QueryAnswer>("POST", "/v1/query", question);
      if (answer.status !== 200)
        throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

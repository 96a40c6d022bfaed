/** Wiring: which store and which handler each route gets. No logic lives here. */
import { join } from "node:path";
import { createDrain } from "#listen/drain.ts";
import { createGroupCommit } from "#listen/group-commit.ts";
import { createImportStore } from "#listen/import-store.ts";
import { createListenQueries } from "#listen/queries.ts";
import { removeImport } from "#listen/removal.ts";
import { listenRoutes } from "#listen/routes.ts";
import { createListenStore } from "#listen/store.ts";
import { migrateClickHouse, openClickHouse, type ClickHouse } from "#platform/clickhouse.ts";
import { diskGuard, keptSecret } from "#platform/files.ts";
import { createHttp, type Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import { migratePostgres, openPostgres, type Postgres } from "#platform/postgres.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { createBootstrapKey } from "#workspace/keys.ts";
import { healthRoutes } from "#workspace/routes.ts";
import { createWorkspaceStore } from "#workspace/store.ts";
import type { Config } from "./config.ts";

const migrations = join(import.meta.dirname, "migrations");

export type App = {
  http: ReturnType<typeof createHttp>;
  routes: readonly Route[];
  /** The key that opens the first workspace. */
  apiKey: string;
  postgres: Postgres;
  clickhouse: ClickHouse;
  /** Ends background work, then the stores. Call after the last request. */
  stop(): Promise<void>;
};

/** Opens the stores, applies migrations, and wires everything that answers. */
export async function createApp(
  config: Config,
  log: Log,
  options: { postgresDeadline?: number } = {},
): Promise<App> {
  const system = systemScope("start");
  const postgres = await openPostgres({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    ...(options.postgresDeadline === undefined ? {} : { deadline: options.postgresDeadline }),
  });
  await migratePostgres(postgres, join(migrations, "postgres"), log);
  const clickhouse = openClickHouse({
    url: config.clickhouseUrl,
    dataDir: config.dataDir,
    threads: config.threads,
    log,
  });
  await migrateClickHouse(clickhouse, join(migrations, "clickhouse"), log);

  const { workspace } = await createWorkspaceStore(postgres.db).first(system);
  const apiKey = config.apiKey ?? keptSecret(config.dataDir, "api-key", "corridor_");

  const store = createListenStore(postgres.db);
  const imports = createImportStore(postgres.db);
  const queries = createListenQueries(clickhouse);
  const drain = createDrain({
    store,
    queries,
    log,
    judge: async (_workspace, rows) => rows.map(() => undefined),
  });
  const remove = (scope: Scope, id: string) => {
    removeImport({ imports, queries }, scope, id).then(
      (removed) => log.info({ import: id, removed }, "removed an import"),
      (error: Error) =>
        log.error(
          { import: id, reason: error.message },
          "an import is not removed yet; the next start goes on",
        ),
    );
  };
  for (const each of await imports.beingRemoved(system))
    remove(systemScopeIn(each.workspace, "removal"), each.id);
  drain.start();

  const routes: Route[] = [
    ...healthRoutes({ postgres, clickhouse, inboxState: () => store.inboxState(system) }),
    ...listenRoutes({
      store,
      imports,
      queries,
      append: createGroupCommit((arrivals) => store.append(arrivals), drain.kick),
      hasRoom: postgres.embedded ? diskGuard(config.dataDir, config.minFreeBytes) : () => true,
      condition: async () => ({ sql: "1", parameters: {} }),
      remove,
    }),
  ];
  const http = createHttp({
    routes,
    authenticate: createBootstrapKey(apiKey, workspace.id),
    trustedProxies: config.trustedProxies,
    signalsPerMinute: config.signalsPerMinute,
    requestsPerMinute: config.requestsPerMinute,
    log,
  });
  return {
    http,
    routes,
    apiKey,
    postgres,
    clickhouse,
    async stop() {
      await drain.stop();
      await clickhouse.close();
      await postgres.close();
    },
  };
}

/**
 * The same server with a store that keeps nothing: the real routes, limiter, parser, validation and
 * telemetry of `POST /v1/signals`, and 202 at once. What durability costs is measured against it.
 */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { createImportStore } from "#listen/import-store.ts";
import { createListenQueries } from "#listen/queries.ts";
import { listenRoutes } from "#listen/routes.ts";
import { createListenStore } from "#listen/store.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { uuidv7 } from "#platform/clock.ts";
import { diskGuard } from "#platform/files.ts";
import { createHttp, listen } from "#platform/http.ts";
import { createLog } from "#platform/log.ts";
import { countIntake } from "#platform/metrics.ts";
import { createTelemetry } from "#platform/opentelemetry.ts";
import type { Database } from "#platform/postgres.ts";
import { readConfig } from "#server/config.ts";
import { createKeys } from "#workspace/keys.ts";

const nothing = () => Promise.reject(new Error("this server has no store"));
const clickhouse: ClickHouse = {
  embedded: true,
  query: nothing,
  command: nothing,
  insert: nothing,
  native: nothing,
  load: nothing,
  ping: nothing,
  close: () => Promise.resolve(),
};
const database: Database = new Kysely({
  dialect: {
    createDriver: () => new DummyDriver(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db: Kysely<never>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const config = readConfig();
const log = createLog(config.logLevel);
const telemetry = createTelemetry({ ...config.telemetry, version: "bench", log });
const http = createHttp({
  routes: listenRoutes({
    store: createListenStore(database),
    imports: createImportStore(database),
    queries: createListenQueries(clickhouse),
    append: (_scope, arrivals) => Promise.resolve(arrivals.length),
    hasRoom: diskGuard(config.dataDir, config.minFreeBytes),
    taken: (counts) => countIntake(telemetry.metrics, counts),
    identitySecret: () => "",
    condition: () => Promise.resolve({ sql: "1", parameters: {} }),
    defined: () => Promise.resolve(() => false),
    remove: nothing,
  }),
  authenticate: {
    key: createKeys({
      store: { byDigest: () => Promise.resolve(undefined), used: () => Promise.resolve() },
      bootstrap: { key: config.apiKey ?? "", workspace: uuidv7() },
      secret: uuidv7(),
    }).authenticate,
    session: () => Promise.resolve(undefined),
  },
  publicUrl: config.publicUrl,
  audit: () => Promise.resolve(),
  trustedProxies: config.trustedProxies,
  signalsPerMinute: config.signalsPerMinute,
  requestsPerMinute: config.requestsPerMinute,
  log,
  telemetry,
});
const server = await listen(http, config.host, config.port);
process.stdout.write(`The null server serves on http://localhost:${server.port}\n`);
process.on("SIGTERM", () => process.exit(0));

/**
 * The same server, both stores open and all that it does in the background, but for one thing: the
 * route of `POST /v1/signals` keeps nothing. Its limiter, parser, validation and telemetry are the
 * real ones, and it answers 202 at once. What durability costs is measured against it.
 */
import { postSignals } from "#contract/listen.ts";
import { createImportStore } from "#listen/import-store.ts";
import { createListenQueries } from "#listen/queries.ts";
import { listenRoutes } from "#listen/routes.ts";
import { createListenStore } from "#listen/store.ts";
import { uuidv7 } from "#platform/clock.ts";
import { diskGuard } from "#platform/files.ts";
import { createHttp, listen } from "#platform/http.ts";
import { createLog } from "#platform/log.ts";
import { countIntake } from "#platform/metrics.ts";
import { createTelemetry } from "#platform/opentelemetry.ts";
import { createApp } from "#server/app.ts";
import { readConfig } from "#server/config.ts";
import { createKeys } from "#workspace/keys.ts";

const nothing = () => Promise.reject(new Error("this server keeps nothing"));
const config = readConfig();
const log = createLog(config.logLevel);
const { postgres, clickhouse, routes, stop } = await createApp(config, log);
const telemetry = createTelemetry({ ...config.telemetry, version: "bench", log });
const keepingNothing = listenRoutes({
  store: createListenStore(postgres.db),
  imports: createImportStore(postgres.db),
  queries: createListenQueries(clickhouse),
  append: (_scope, arrivals) => Promise.resolve(arrivals.length),
  hasRoom: diskGuard(config.dataDir, config.minFreeBytes),
  taken: (counts) => countIntake(telemetry.metrics, counts),
  identitySecret: () => "",
  condition: () => Promise.resolve({ sql: "1", parameters: {} }),
  defined: () => Promise.resolve(() => false),
  remove: nothing,
  names: nothing,
}).find(({ record }) => record === postSignals)!;
const http = createHttp({
  routes: routes.map((each) => (each.record === postSignals ? keepingNothing : each)),
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
process.on("SIGTERM", () => void stop().finally(() => process.exit(0)));

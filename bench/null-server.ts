/**
 * The same server, both stores open and all that it does in the background, but for one thing: the
 * routes of `POST /v1/signals` and of a survey's answers keep nothing. Their limiter, parser, validation
 * and telemetry are the real ones, and they answer at once. What durability costs is measured against it.
 */
import { surveySources } from "#ask/files.ts";
import { createFlood, floodLimitsOf } from "#ask/flood.ts";
import { respondRoutes } from "#ask/respond-routes.ts";
import { createResponseStore } from "#ask/response-store.ts";
import { createSurveyStore } from "#ask/survey-store.ts";
import { createTokens } from "#ask/token.ts";
import { postSignals } from "#contract/listen.ts";
import { postSurveyPage } from "#contract/respond.ts";
import { ownArrival } from "#listen/intake.ts";
import { createImportStore } from "#listen/import-store.ts";
import { createListenQueries } from "#listen/queries.ts";
import { listenRoutes } from "#listen/routes.ts";
import { createListenStore } from "#listen/store.ts";
import { uuidv7 } from "#platform/clock.ts";
import { diskGuard } from "#platform/files.ts";
import { lazyBundle } from "#platform/bundle.ts";
import { createHttp, listen, type Route } from "#platform/http.ts";
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
/** As `server/app.ts` puts them together, but for what completes a response. */
const secret = config.secret ?? uuidv7();
const answering = respondRoutes({
  surveys: createSurveyStore(postgres.db),
  responses: createResponseStore(postgres.db),
  tokens: createTokens(secret),
  staff: () => Promise.resolve(undefined),
  about: () => Promise.resolve({ attributes: {} }),
  company: () => Promise.resolve({ name: "Bench", timezone: "UTC", touchpoint: undefined }),
  keysOf: () => Promise.resolve([]),
  arrivalOf: ownArrival,
  complete: () => Promise.resolve(1),
  kick: () => undefined,
  flood: createFlood(floodLimitsOf(config.requestsPerMinute)),
  views: { add: () => undefined, flush: () => Promise.resolve() },
  bundle: lazyBundle(surveySources),
  publicUrl: config.publicUrl,
}).find(({ record }) => record === postSurveyPage)!;
const instead = new Map<Route["record"], Route>([
  [postSignals, keepingNothing],
  [postSurveyPage, answering],
]);
const http = createHttp({
  routes: routes.map((each) => instead.get(each.record) ?? each),
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

/** The server's own pages on a free port, without stores: the documents of every route in the contract. */
import { getHealth, getReadiness } from "#contract/health.ts";
import * as listen from "#contract/listen.ts";
import { getMetrics } from "#contract/metrics.ts";
import * as people from "#contract/people.ts";
import { postQuery } from "#contract/query.ts";
import { registryRoutes } from "#contract/registry.ts";
import type { RouteRecord } from "#contract/route.ts";
import * as surveys from "#contract/survey-routes.ts";
import * as surveyVersions from "#contract/survey-version-routes.ts";
import * as session from "#contract/session.ts";
import { importUnits } from "#contract/units.ts";
import { createHttp, listen as serve } from "#platform/http.ts";
import { createLog } from "#platform/log.ts";
import { docsRoutes } from "./routes.ts";

/** The records among what a file of the contract exports. */
const recordsOf = (file: Record<string, unknown>): RouteRecord[] =>
  Object.values(file).filter(
    (each): each is RouteRecord => typeof each === "object" && each !== null && "method" in each,
  );

/** Every route of the contract that the server answers, in the order of the documents. */
export const allRecords: readonly RouteRecord[] = [
  listen.postSignals,
  listen.listSignals,
  listen.getSignal,
  listen.deleteSignal,
  postQuery,
  listen.listHeld,
  listen.sendHeldAgain,
  listen.sendAllHeldAgain,
  listen.deleteHeld,
  listen.createImport,
  listen.listImports,
  listen.getImport,
  listen.patchImport,
  listen.deleteImport,
  ...registryRoutes,
  importUnits,
  ...recordsOf(surveys),
  ...recordsOf(surveyVersions),
  ...recordsOf(session),
  ...recordsOf(people),
  getHealth,
  getReadiness,
  getMetrics,
];

export async function startPages(): Promise<{ url: string; stop(): Promise<void> }> {
  const http = createHttp({
    routes: docsRoutes(allRecords),
    authenticate: { key: async () => undefined, session: async () => undefined },
    publicUrl: undefined,
    audit: async () => undefined,
    trustedProxies: [],
    signalsPerMinute: 0,
    requestsPerMinute: 0,
    log: createLog("silent"),
  });
  const server = await serve(http, "127.0.0.1", 0);
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.close(1_000) };
}

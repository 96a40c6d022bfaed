/** Wiring: how accounts and customers stand, and what is kept of it. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Job } from "#platform/jobs.ts";
import type { Log } from "#platform/log.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import type { KeptQueries, KeptStore } from "#understand/kept/kept.ts";
import { createStanding, type StandingAsked } from "./asked.ts";
import { createAsks } from "./asks.ts";
import { createKeeping } from "./keeping.ts";
import { createKept, type KeptParts } from "./kept.ts";
import { createStandingQueries } from "./queries.ts";
import { standingRoutes, type Lists } from "./routes.ts";
import { createRulesStore } from "./rules-store.ts";

export type StandingSliceParts = {
  db: Database;
  context: (scope: Scope) => Promise<Context>;
  customers: { lists: Lists & { currency: (scope: Scope) => Promise<string> } };
  log: Log;
  /** Signals of a workspace from which on placements and levels are kept, where not the standard. */
  keptFrom?: number | undefined;
};

/** Where it is kept, and what tells of changes. */
type Keeping = { store: KeptStore; changed: KeptQueries; newest: KeptParts["newest"] };

export type StandingSlice = {
  routes: Route[];
  standing: StandingAsked;
  jobs: Job[];
  keep: (rest?: number) => Promise<void>;
  /** The versions of all that decides where somebody stands. */
  versions: (scope: Scope) => Promise<string>;
};

export function assembleStanding(
  clickhouse: ClickHouse,
  { db, context, customers: { lists }, log, keptFrom }: StandingSliceParts,
  { store, changed, newest }: Keeping,
): StandingSlice {
  const rules = createRulesStore(db);
  const queries = createStandingQueries(clickhouse);
  const asks = createAsks(rules);
  const kept = createKept({
    store,
    queries,
    changed,
    newest,
    versions: asks.versions,
    ...(keptFrom === undefined ? {} : { from: keptFrom }),
  });
  const standing = createStanding({ queries, asks, kept, context, currency: lists.currency });
  const keep = createKeeping({ kept, store, queries, asks, context, log });
  return {
    routes: standingRoutes({ standing, rules, context, lists }),
    standing,
    versions: asks.versions,
    keep,
    // Whatever came in since is found by it: it is run by the clock, and not by each batch.
    jobs: [
      {
        name: "keep-standing",
        schedule: "* * * * *",
        seconds: 3600,
        servesAll: true,
        run: () => keep(),
      },
    ],
  };
}

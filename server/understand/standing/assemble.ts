/** Wiring: how accounts and customers stand. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { createStanding } from "./asked.ts";
import { createStandingQueries } from "./queries.ts";
import { standingRoutes, type Lists } from "./routes.ts";
import { createRulesStore } from "./rules-store.ts";

export type StandingSliceParts = {
  db: Database;
  context: (scope: Scope) => Promise<Context>;
  customers: { lists: Lists & { currency: (scope: Scope) => Promise<string> } };
};

export function assembleStanding(
  clickhouse: ClickHouse,
  { db, context, customers: { lists } }: StandingSliceParts,
): Route[] {
  const rules = createRulesStore(db);
  const queries = createStandingQueries(clickhouse);
  const standing = createStanding({ queries, rules, context, currency: lists.currency });
  return standingRoutes({ standing, rules, context, lists });
}

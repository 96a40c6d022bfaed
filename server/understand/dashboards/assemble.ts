/** Wiring: dashboards, of those who answer their tiles. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Database } from "#platform/postgres.ts";
import { createDashboardQueries } from "./queries.ts";
import { dashboardRoutes, type DashboardRouteParts } from "./routes.ts";
import { createDashboardStore } from "./store.ts";

export const assembleDashboards = (
  clickhouse: ClickHouse,
  {
    db,
    log,
    context,
    asking,
  }: Pick<DashboardRouteParts, "asking" | "context" | "log"> & { db: Database },
): Route[] =>
  dashboardRoutes({
    store: createDashboardStore(db),
    newest: createDashboardQueries(clickhouse).newest,
    asking,
    log,
    context,
  });

/** Wiring: dashboards, of those who answer their tiles. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import type { Database } from "#platform/postgres.ts";
import { createUnderstandQueries } from "#understand/queries.ts";
import { createDashboardQueries } from "./queries.ts";
import { dashboardRoutes, type DashboardRouteParts } from "./routes.ts";
import { createDashboardStore } from "./store.ts";

export const assembleDashboards = (
  clickhouse: ClickHouse,
  { db, log, context }: Pick<DashboardRouteParts, "context"> & { db: Database; log: Log },
): Route[] =>
  dashboardRoutes({
    store: createDashboardStore(db),
    asking: createUnderstandQueries(clickhouse),
    newest: createDashboardQueries(clickhouse).newest,
    log,
    context,
  });

/** Metrics, for Prometheus and what reads its format. */
import { CorridorError } from "#contract/error.ts";
import { getMetrics } from "#contract/metrics.ts";
import { route, type Route } from "#platform/http.ts";

export type MetricsParts = {
  /** All metrics in Prometheus' text format. */
  page: () => Promise<string>;
  /** The first workspace: that of whoever operates this server. */
  operators: string;
};

export function metricsRoutes({ page, operators }: MetricsParts): Route[] {
  return [
    route(getMetrics, async ({ scope }) => {
      // The figures are of all workspaces, and nothing of one is shown in another.
      if (scope.workspace !== operators)
        throw new CorridorError(
          "forbidden",
          "Metrics are of all workspaces together: only the first one sees them.",
        );
      return new Response(await page(), {
        headers: {
          "content-type": "text/plain; version=0.0.4; charset=utf-8",
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
        },
      });
    }),
  ];
}

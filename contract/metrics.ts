/** The route for machines that watch how Corridor is doing. */
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";

export const getMetrics = defineRoute({
  name: "getMetrics",
  method: "GET",
  path: "/metrics",
  tag: "Health",
  summary: "Metrics of this process, as Prometheus reads them",
  description:
    "Of all workspaces together, so it needs a key of the first one. Each process answers for itself.",
  access: "watch operations",
  limit: "requests",
  responses: {
    200: { description: "text/plain, Prometheus' text format 0.0.4." },
    403: { description: "This key may not, or is not of the first workspace.", body: errorBody },
  },
});

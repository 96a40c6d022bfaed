/** Is the process up, and can it do its work. */
import { z } from "zod";
import { defineRoute } from "./route.ts";

export const getHealth = defineRoute({
  name: "getHealth",
  method: "GET",
  path: "/healthz",
  tag: "Health",
  summary: "The process answers",
  access: "public",
  limit: "requests",
  responses: { 200: { description: "It does.", body: z.object({ ok: z.literal(true) }) } },
});

export const readiness = z.object({
  ready: z.boolean(),
  stores: z.object({ postgres: z.enum(["up", "down"]), clickhouse: z.enum(["up", "down"]) }),
  inbox: z
    .object({ rows: z.int().nullable(), oldestSeconds: z.number().nullable() })
    .describe("Null while Postgres is down: nobody can count."),
  held: z.object({ rows: z.int().nullable() }),
});
export type Readiness = z.infer<typeof readiness>;

export const getReadiness = defineRoute({
  name: "getReadiness",
  method: "GET",
  path: "/readyz",
  tag: "Health",
  summary: "Both stores answer; what waits in the inbox and what is held",
  description:
    "While ClickHouse is away, signals are still taken: they wait in the inbox, `ready` is false and the status 503.",
  access: "public",
  limit: "requests",
  responses: {
    200: { description: "Ready.", body: readiness },
    503: { description: "Not ready.", body: readiness },
  },
});

/** Health: for people who operate Corridor and the machines that watch it. */
import { getHealth, getReadiness, type Readiness } from "#contract/health.ts";
import { causeOf } from "#platform/cause.ts";
import { route, type Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";

type Pinged = { ping(): Promise<void> };
export type HealthParts = {
  postgres: Pinged;
  clickhouse: Pinged;
  log: Log;
  inboxState: () => Promise<{ rows: number; oldestSeconds: number; held: number }>;
};

/** `down` where a store does not answer in three seconds. */
async function stateOf(store: Pinged): Promise<"up" | "down"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"down">((resolve) => (timer = setTimeout(resolve, 3_000, "down")));
  const answer = store.ping().then(
    () => "up" as const,
    () => "down" as const,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

export function healthRoutes(parts: HealthParts): Route[] {
  return [
    route(getHealth, () => ({ status: 200, body: { ok: true } })),
    route(getReadiness, async () => {
      const [postgres, clickhouse] = await Promise.all([
        stateOf(parts.postgres),
        stateOf(parts.clickhouse),
      ]);
      const inbox =
        postgres === "up"
          ? await parts.inboxState().catch((error: Error) => {
              parts.log.warn(causeOf(error), "the inbox could not be counted");
              return undefined;
            })
          : undefined;
      const ready = postgres === "up" && clickhouse === "up";
      const body: Readiness = {
        ready,
        stores: { postgres, clickhouse },
        inbox: { rows: inbox?.rows ?? null, oldestSeconds: inbox?.oldestSeconds ?? null },
        held: { rows: inbox?.held ?? null },
      };
      return { status: ready ? 200 : 503, body };
    }),
  ];
}

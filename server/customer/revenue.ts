/** When revenue is computed: each night, and soon after transactions have come in. */
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { SystemScope } from "#platform/scope.ts";
import type { Window } from "./revenue-queries.ts";

export type RevenueParts = {
  compute: (scope: SystemScope, window: Window) => Promise<void>;
  timezone: (workspace: string) => Promise<string>;
  log: Log;
  /** Milliseconds after the first of some transactions. */
  gap?: number;
};

const scope: SystemScope = { system: "revenue" };

/** The day that it is in a zone, YYYY-MM-DD. */
export const dayIn = (timezone: string, at: number): string =>
  new Date(at).toLocaleDateString("sv-SE", { timeZone: timezone });

export function createRevenue({ compute, timezone, log, gap = 5 * 60_000 }: RevenueParts) {
  const waiting = new Map<string, NodeJS.Timeout>();
  let last = 0;

  /** Of the 365 days that end with `day`; today where absent. */
  async function computeNow(workspace: string, day?: string): Promise<void> {
    const zone = await timezone(workspace);
    // Two runs in one millisecond would be told apart by nothing.
    last = Math.max(clock.now(), last + 1);
    await compute(scope, {
      workspace,
      day: day ?? dayIn(zone, clock.now()),
      timezone: zone,
      version: last,
    });
  }

  return {
    compute: computeNow,

    /** Transactions of a workspace have come in. */
    sold(workspace: string): void {
      if (waiting.has(workspace)) return;
      const run = () => {
        waiting.delete(workspace);
        computeNow(workspace).catch((error: unknown) =>
          log.warn({ reason: (error as Error).message }, "revenue could not be computed now"),
        );
      };
      waiting.set(workspace, setTimeout(run, gap).unref());
    },

    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

export type RevenueClock = ReturnType<typeof createRevenue>;

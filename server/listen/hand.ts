/**
 * The batches that a drain has in hand: one that goes in, and in a peak the next, which is read and
 * judged meanwhile. Each is leased until it ends or is given back, however long that takes.
 */
import { clock } from "#platform/clock.ts";
import type { SystemScope } from "#platform/scope.ts";
import type { Lease } from "./inbox-store.ts";
import { prepare, type Judge, type Outcome } from "./prepare.ts";
import type { ListenStore } from "./store.ts";

/** `from`: when it was taken in hand, in milliseconds. */
export type Batch = Lease & { from: number; judged: Promise<Outcome> };

export type HandParts = {
  store: Pick<ListenStore, "lease" | "renew" | "release">;
  judge: Judge;
  /** The country that a workspace's phone numbers are from. */
  country?: (workspace: string) => Promise<string>;
  /** Milliseconds between two renewals of a lease, well within it. */
  renewal: number;
};

const batchRows = 20_000;

export function createHand(scope: SystemScope, { store, judge, country, renewal }: HandParts) {
  const renewals = new Map<string, NodeJS.Timeout>();
  let ahead: Promise<Batch | undefined> | undefined;

  async function lease(): Promise<Batch | undefined> {
    const from = clock.now();
    const leased = await store.lease(scope, batchRows);
    if (!leased) return undefined;
    const { batch, rows } = leased;
    // Its lease ran out in our own hand, as after a stall: it is kept, and goes in once.
    if (renewals.has(batch)) return undefined;
    const renew = () => void store.renew(scope, batch).catch(() => undefined);
    renewals.set(batch, setInterval(renew, renewal).unref());
    const judged = prepare(rows, judge, country);
    // Told to whoever waits for it; until then a failure is nobody's.
    judged.catch(() => undefined);
    return { ...leased, from, judged };
  }

  function ended(batch: string): void {
    clearInterval(renewals.get(batch));
    renewals.delete(batch);
  }

  return {
    /** The batch that was read ahead, else the next that waits; undefined where none does. */
    async next(): Promise<Batch | undefined> {
      const early = ahead;
      ahead = undefined;
      // What came since nothing was found ahead is looked for now.
      return (await early) ?? lease();
    },
    /** Leases the next batch and begins to judge it, for whoever asks for the next one. */
    readAhead(): void {
      ahead = lease();
      ahead.catch(() => undefined);
    },
    /** It is done with. */
    ended,
    /** Gives back all, to be tried again in their order: what waited for one that failed waits with it. */
    async giveBack(): Promise<void> {
      await ahead?.catch(() => undefined);
      ahead = undefined;
      for (const batch of renewals.keys()) {
        ended(batch);
        await store.release(scope, batch).catch(() => undefined);
      }
    },
  };
}

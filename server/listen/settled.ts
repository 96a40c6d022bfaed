/** When what a drain has in hand has become what can be queried. */
import { setTimeout as sleep } from "node:timers/promises";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { SystemScope } from "#platform/scope.ts";
import type { ListenStore } from "./store.ts";

const patience = 60_000;
/** Milliseconds between two looks, each a millisecond of Postgres: what waits here is mostly over in a tenth of a second. */
const pause = 50;

/** Waits until the batches have ended that are leased now. Throws `store_unavailable` after a minute. */
export async function settled(
  store: Pick<ListenStore, "batchesInHand">,
  scope: SystemScope,
): Promise<void> {
  const first = new Set(await store.batchesInHand(scope));
  for (const until = clock.now() + patience; first.size > 0;) {
    const now = await store.batchesInHand(scope);
    if (!now.some((batch) => first.has(batch))) return;
    if (clock.now() > until)
      throw new CorridorError("store_unavailable", "A batch of signals does not end.");
    await sleep(pause);
  }
}

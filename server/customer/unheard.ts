/**
 * Customers of whom nothing is left go: no signal, nothing stated, nothing allowed. An import that is
 * removed, what is deleted one by one, and what is older than the workspace keeps leave such behind.
 * Signals and statements that arrive meanwhile keep their customer.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Projector } from "#platform/projector.ts";
import type { Scope } from "#platform/scope.ts";
import { clock } from "#platform/clock.ts";
import type { IdentityQueries } from "./identity-queries.ts";
import type { Observation } from "./known.ts";
import type { Silent, SilentStore } from "./silent-store.ts";

export type UnheardParts = {
  store: SilentStore;
  queries: Pick<IdentityQueries, "forget" | "heard">;
  /** What this process remembers to have observed. */
  observer: { forget: () => void };
  projector: Pick<Projector, "flush">;
  observe: (workspace: string, observations: readonly Observation[]) => Promise<void>;
  /** Waits until the batches have ended that a drain has in hand. */
  settled: () => Promise<void>;
  /** Milliseconds in which a statement is written after its identifiers were made known. */
  statementPause?: number;
};

/** Customers that are looked at, and that go, at once. */
const step = 2_000;
/** Seconds after which no run has them in its hands any more: a job's longest, and its last step. */
const given = 3_900;
const first = "00000000-0000-0000-0000-000000000000";

const keysOf = (customers: readonly Silent[]): string[] =>
  customers.flatMap(({ members }) => members.map(({ key }) => key));

/** All that is known of somebody once more: a signal of theirs came while they went. */
function observationsOf({ members }: Silent): Observation[] {
  const now = clock.now();
  const common = { name: undefined, at: 0, receivedAt: now, signal: "" };
  const alone = members.map((each) => ({
    ...common,
    identifiers: [each],
    spoken: true,
    confidential: !each.open,
  }));
  const together = [
    { members: members.filter(({ open }) => open), confidential: false },
    { members, confidential: true },
  ].flatMap((each) =>
    each.members.length > 1
      ? [{ ...common, identifiers: each.members, spoken: true, confidential: each.confidential }]
      : [],
  );
  return [...alone, ...together];
}

export function createUnheard(parts: UnheardParts) {
  const { store, queries, observer, projector, observe, settled, statementPause = 3_000 } = parts;

  /** Those of these of whom a signal stands, or something is stated by now. */
  async function stillThere(scope: Scope, gone: readonly Silent[]): Promise<Silent[]> {
    const keys = keysOf(gone);
    const [heard, kept] = await Promise.all([queries.heard(scope, keys), store.kept(scope, keys)]);
    return gone.filter(({ members }) => members.some(({ key }) => heard.has(key) || kept.has(key)));
  }

  async function forgetSome(scope: Scope, silent: readonly Silent[]): Promise<number> {
    // Whose first signal is on its way is known already, and its signal can't be found yet.
    await settled();
    const heard = await queries.heard(scope, keysOf(silent));
    const idle = silent.filter(({ members }) => members.every(({ key }) => !heard.has(key)));
    if (idle.length === 0) return 0;
    const gone = await store.forget(
      scope,
      idle.map(({ key }) => key),
    );
    observer.forget();
    await Promise.all([settled(), sleep(statementPause)]);
    // What was noted before is carried first, so that it can't come after the deletion.
    await projector.flush();
    const back = new Set(await stillThere(scope, gone));
    const left = gone.filter((each) => !back.has(each));
    await queries.forget(scope, keysOf(left));
    await store.left(scope, keysOf(gone));
    for (const each of back) await observe(scope.workspace, observationsOf(each));
    return left.length;
  }

  /** Takes out of ClickHouse what a run that failed has left there. */
  async function takeLeaving(scope: Scope): Promise<void> {
    for (;;) {
      const keys = await store.leaving(scope, given, step);
      if (keys.length === 0) return;
      await queries.forget(scope, keys);
      await store.left(scope, keys);
    }
  }

  return {
    /** Goes through all customers of a workspace; can be done again. Answers how many went. */
    async forgetUnheard(scope: Scope): Promise<number> {
      await takeLeaving(scope);
      let forgotten = 0;
      for (let after: string | undefined = first; after !== undefined;) {
        const page = await store.page(scope, after, step);
        if (page.silent.length > 0) forgotten += await forgetSome(scope, page.silent);
        after = page.next;
      }
      return forgotten;
    },

    /** The same of those alone to whom these keys belong now. Answers how many went. */
    async forgetUnheardOf(scope: Scope, keys: readonly string[]): Promise<number> {
      // What a drain has in its hands may make them known yet.
      await settled();
      const silent = await store.under(scope, keys);
      return silent.length === 0 ? 0 : forgetSome(scope, silent);
    },
  };
}

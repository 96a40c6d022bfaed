/**
 * What an import has brought into the registry goes with it, so that removing it leaves the
 * workspace as it was: keys that nobody has reviewed and nothing else names.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "#platform/scope.ts";
import type { BroughtStore } from "./brought-store.ts";
import { referrers, type TypedKey } from "./registry.ts";
import type { RegistryStore } from "./store.ts";
import { viewFresh, type RegistryViews } from "./view.ts";

/** Those of these keys that something in a workspace names. */
export type NamesOf = (scope: Scope, keys: readonly TypedKey[]) => Promise<TypedKey[]>;

export type BroughtParts = {
  brought: BroughtStore;
  store: Pick<RegistryStore, "register" | "takeBack">;
  views: RegistryViews;
  /** All that names keys, but for the registry itself: signals, customers, members. */
  users: readonly NamesOf[];
  /** Waits until what a drain has judged by now can be queried. */
  settled: () => Promise<void>;
};

export function createBrought({ brought, store, views, users, settled }: BroughtParts) {
  async function unused(scope: Scope, keys: readonly TypedKey[]): Promise<TypedKey[]> {
    const view = await views.of(scope);
    let left = keys.filter(({ type, key }) => referrers(type, key, view).length === 0);
    for (const named of users) {
      if (left.length === 0) break;
      const used = await named(scope, left);
      left = left.filter(
        ({ type, key }) => !used.some((each) => each.type === type && each.key === key),
      );
    }
    return left;
  }

  return {
    /**
     * Takes out the keys that only this import named; call it when its signals and statements are
     * gone. Can be done again. Answers how many went.
     */
    async forget(scope: Scope, importId: string): Promise<number> {
      // First: what it has defined counts as nobody's again.
      if ((await store.takeBack(scope, importId)) > 0) views.changed(scope);
      const idle = await unused(scope, await brought.broughtBy(scope, importId));
      if (idle.length === 0) return 0;
      const gone = await brought.takeOut(scope, importId, idle);
      views.changed(scope);
      // A signal may have been judged while the key still stood, and so has not brought it anew. Where
      // that can't be looked up, all are put back and are looked at again by the next try.
      let back: readonly TypedKey[] = gone;
      try {
        await sleep(viewFresh);
        await settled();
        const still = await unused(scope, gone);
        back = gone.filter((key) => !still.includes(key));
      } finally {
        await store.register(
          scope,
          gone.filter((key) => back.includes(key)),
        );
        views.changed(scope);
      }
      return gone.length - back.length;
    },
  };
}

export type Brought = ReturnType<typeof createBrought>;

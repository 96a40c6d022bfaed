/** A workspace's registry in memory, kept up to date by its version. */
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { defaultsFor } from "./defaults/index.ts";
import { viewOf, type RegistryView } from "./registry.ts";
import type { RegistryStore } from "./store.ts";

type Kept = { view?: RegistryView; checkedAt: number; underWay?: Promise<RegistryView> };

/** How long another process's write may stay unseen, in milliseconds. */
export const viewFresh = 2_000;
/** Workspaces kept; the one that was made longest ago goes. A view of the defaults takes about 0.3 MB. */
const most = 200;

export function createRegistryViews(store: Pick<RegistryStore, "version" | "all" | "fill">) {
  const kept = new Map<string, Kept>();

  async function load(scope: Scope): Promise<RegistryView> {
    let { version, entries } = await store.all(scope);
    if (version === 0) {
      // Never filled: the workspace is new, or the process that made it ended before it could.
      await store.fill(scope, defaultsFor());
      ({ version, entries } = await store.all(scope));
    }
    return viewOf(version, entries);
  }

  async function check(scope: Scope, each: Kept): Promise<RegistryView> {
    const at = clock.now();
    const old = each.view;
    const view = old && (await store.version(scope)) === old.version ? old : await load(scope);
    each.view = view;
    each.checkedAt = at;
    return view;
  }

  return {
    /** The view, at most two seconds behind other processes and never behind this one. */
    async of(scope: Scope): Promise<RegistryView> {
      let each = kept.get(scope.workspace);
      if (!each) {
        if (kept.size >= most) kept.delete(kept.keys().next().value!);
        each = { checkedAt: 0 };
        kept.set(scope.workspace, each);
      }
      if (each.view && !each.underWay && clock.now() - each.checkedAt < viewFresh) return each.view;
      const mine = each;
      mine.underWay ??= check(scope, mine).finally(() => delete mine.underWay);
      return mine.underWay;
    },

    /** This process has written: the next look loads. A load under way began before, and is not kept. */
    changed(scope: Scope): void {
      kept.delete(scope.workspace);
    },
  };
}

export type RegistryViews = ReturnType<typeof createRegistryViews>;

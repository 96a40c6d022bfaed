/** What the drain asks of the registry: may these signals in, and which keys do they bring? */
import { systemScopeIn } from "#platform/scope.ts";
import { judgeBatch, type Judged, type Reason } from "./registry.ts";
import type { RegistryStore } from "./store.ts";
import type { RegistryViews } from "./view.ts";

/**
 * Judges signals of one workspace in their order, and registers, unreviewed, the keys that those
 * bring which fit. Answers one reason, or undefined, for each; rejects where the store is away.
 */
export function createAdmission({
  store,
  views,
}: {
  store: Pick<RegistryStore, "register">;
  views: RegistryViews;
}) {
  return async (
    workspace: string,
    rows: readonly { signal: Judged; receivedAt: number; importId?: string | null }[],
  ): Promise<(Reason | undefined)[]> => {
    const scope = systemScopeIn(workspace, "drain");
    const { reasons, fresh } = judgeBatch(rows, await views.of(scope));
    if (fresh.length > 0) {
      await store.register(scope, fresh);
      views.changed(scope);
    }
    return reasons;
  };
}

/**
 * Forgets who somebody was: in Postgres, in ClickHouse, and in what this process remembers. Signals
 * and profiles are others' to erase. Other processes remember for at most ten minutes that they have
 * observed an identifier; until then they don't learn it anew.
 */
import type { Projector } from "#platform/projector.ts";
import { forgetLately } from "./identifier.ts";
import type { IdentityQueries } from "./identity-queries.ts";
import type { IdentityStore } from "./identity-store.ts";
import type { Known } from "./known.ts";

export function createForget(parts: {
  store: Pick<IdentityStore, "forget">;
  queries: IdentityQueries;
  projector: Pick<Projector, "flush">;
  observer: { forget: () => void };
}): Known["forget"] {
  const { store, queries, projector, observer } = parts;
  return async (scope, customer) => {
    const gone = await store.forget(scope, customer);
    observer.forget();
    // What was noted before is carried first, so that it can't come after the deletion.
    await projector.flush();
    await queries.forget(
      scope,
      gone.identifiers.map(({ key }) => key),
    );
    forgetLately();
    return gone;
  };
}

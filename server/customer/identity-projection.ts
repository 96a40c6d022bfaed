/** The map of identities as ClickHouse has it: carried by the projector. */
import type { Projection } from "#platform/projector.ts";
import { numberOf } from "./identifier.ts";
import type { IdentityStore } from "./identity-store.ts";

export const identityKind = "identity";

export const identityProjection = (store: Pick<IdentityStore, "mapped">): Projection => ({
  kind: identityKind,
  table: "identity_map",
  async lines(scope, workspace, keys) {
    const rows = await store.mapped(scope, workspace, keys);
    return rows.map(({ key, customer, version }) =>
      JSON.stringify({
        workspace,
        identity: numberOf(key),
        customer: numberOf(customer),
        version,
      }),
    );
  },
});

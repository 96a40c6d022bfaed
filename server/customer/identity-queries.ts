/** What is asked of ClickHouse about identity itself. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";
import { boundIdentities } from "./identity-sql.ts";
import { numberOf } from "./identifier.ts";
import { inSteps } from "./steps.ts";

export function createIdentityQueries(clickhouse: ClickHouse) {
  return {
    /** Those of these keys that a signal stands under as its surest identifier. */
    async heard(scope: Scope, keys: readonly string[]): Promise<Set<string>> {
      const found = new Set<string>();
      const byNumber = new Map(keys.map((key) => [numberOf(key), key]));
      for (const identities of inSteps([...byNumber.keys()])) {
        const rows = await clickhouse.query<{ number: string }>(
          `SELECT DISTINCT toString(identity) AS number FROM signals_by_customer FINAL
           WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}`,
          { workspace: scope.workspace, identities },
        );
        for (const { number } of rows) found.add(byNumber.get(number)!);
      }
      return found;
    },

    /** Takes identities out of the map and out of the lists by customer, off the disk as well. */
    async forget(scope: Scope, keys: readonly string[]): Promise<void> {
      for (const step of inSteps(keys)) {
        const identities = step.map(numberOf);
        for (const table of ["identity_map", "signals_by_customer"])
          await clickhouse.command(
            `ALTER TABLE ${table} DELETE WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}`,
            { workspace: scope.workspace, identities },
            { settings: { mutations_sync: 2 } },
          );
      }
    },
  };
}

export type IdentityQueries = ReturnType<typeof createIdentityQueries>;

/** Which keys of the registry the places of members and of those invited name: for keys that may go. */
import { sql } from "kysely";
import type { TypedKey } from "#journey/registry.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";

export function createNamedStore(db: Database) {
  return {
    /** Those of these keys that are the unit of a member, or of an invitation that is open. */
    async named(scope: Scope, keys: readonly TypedKey[]): Promise<TypedKey[]> {
      const units = keys.filter(({ type }) => type === "unit").map(({ key }) => key);
      if (units.length === 0) return [];
      const { rows } = await sql<TypedKey>`
        select distinct 'unit' as type, unit as key from (
          select unit from memberships where workspace = ${scope.workspace}::uuid
          union all
          select place ->> 'unit' from entry_links, jsonb_array_elements(memberships) as place
          where workspace = ${scope.workspace}::uuid and kind = 'invitation' and used_at is null
        ) as places
        where unit in (select jsonb_array_elements_text(${JSON.stringify(units)}::jsonb))`.execute(
        db,
      );
      return rows;
    },
  };
}

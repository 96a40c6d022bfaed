/** The keys that imports have brought into the registry, in Postgres. */
import { sql } from "kysely";
import type { RegistryEntry } from "#contract/registry.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { bump } from "./version-store.ts";
import type { BroughtKey, TypedKey } from "./registry.ts";
import type { RegistryTables } from "./store.ts";

export type TakenOut = BroughtKey & { definition: RegistryEntry["definition"] };

export function createBroughtStore(database: Database) {
  const db = database.withTables<RegistryTables>();
  return {
    /** What an import has brought and nobody has reviewed. */
    async broughtBy(scope: Scope, importId: string): Promise<TypedKey[]> {
      const { rows } = await sql<TypedKey>`
        select type, key from registry_entries
        where workspace = ${scope.workspace} and import_id = ${importId} and not reviewed
        order by type, key`.execute(db);
      return rows;
    },

    /** Takes those of these keys out of the registry that the import has brought and nobody has reviewed. Answers them. */
    async takeOut(scope: Scope, importId: string, keys: readonly TypedKey[]): Promise<TakenOut[]> {
      const { rows } = await sql<TakenOut>`
        with gone as (
          delete from registry_entries
          where workspace = ${scope.workspace} and import_id = ${importId} and not reviewed and (type, key) in (
            select type, key from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as x(type text, key text)
          ) returning type, key, definition, import_id as "importId"
        ), bumped as (${bump(scope, sql`(select count(*) from gone) > 0`)})
        select * from gone`.execute(db);
      return rows;
    },
  };
}

export type BroughtStore = ReturnType<typeof createBroughtStore>;

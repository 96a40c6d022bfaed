/** Which keys of the registry customers and accounts name, asked of Postgres: for keys that may go. */
import { sql } from "kysely";
import type { TypedKey } from "#journey/registry.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Db } from "./lists-store.ts";
import { textArray } from "./texts-store.ts";

const tables = { customer: sql.raw("profiles"), account: sql.raw("accounts") } as const;

export function createNamedStore(database: Database) {
  const db = database as unknown as Db;
  return {
    /** Those of these keys that are a stated attribute or unit. */
    async named(scope: Scope, keys: readonly TypedKey[]): Promise<TypedKey[]> {
      const found: TypedKey[] = [];
      const of = (type: TypedKey["type"]) =>
        textArray(keys.filter((each) => each.type === type).map(({ key }) => key));
      for (const owner of ["customer", "account"] as const) {
        const mine = sql`${tables[owner]} where workspace = ${scope.workspace}::uuid`;
        const { rows } = await sql<TypedKey>`
          select ${`${owner}-attribute`} as type, key
          from (select distinct jsonb_object_keys(attributes) as key from ${mine}) as stated
          where key = any (${of(`${owner}-attribute`)})
          union all
          select 'unit', unit from (select distinct unit from ${mine}) as stated where unit = any (${of("unit")})`.execute(
          db,
        );
        found.push(...rows);
      }
      return found;
    },
  };
}

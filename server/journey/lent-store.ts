/** Entries that imports define, in Postgres: each as it was before is kept beside it. */
import { sql } from "kysely";
import type { LentEntry } from "#contract/lent.ts";
import { keysPerType, unreviewedPosition, type RegistryEntry } from "#contract/registry.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { bump } from "./version-store.ts";
import type { TypedKey } from "./registry.ts";

/** An entry, and the definition that the program ships under its key: that alone may be replaced. */
export type Lent = LentEntry & { shipped: RegistryEntry["definition"] | null };

export function createLentStore(database: Database) {
  const db = database.withTables<Record<string, Record<string, never>>>();
  return {
    /**
     * Defines entries for an import, all of them in one statement, but for those that somebody has
     * defined or changed. Answers the keys that are its now; undefined where there is no such import.
     */
    async lend(
      scope: Scope,
      importId: string,
      entries: readonly Lent[],
    ): Promise<TypedKey[] | undefined> {
      const { rows } = await sql<{ mine: number } & { [K in keyof TypedKey]: TypedKey[K] | null }>`
        with mine as materialized (
          select id from imports where id = ${importId}::uuid and workspace = ${scope.workspace} and status <> 'removing' for share
        ), given as materialized (
          select *, row_number() over (partition by type order by n)::integer as place
          from jsonb_to_recordset(${JSON.stringify(entries.map((each, n) => ({ ...each, n })))}::jsonb)
            as x(type text, key text, definition jsonb, active boolean, shipped jsonb, n integer)
        ), places as materialized (
          select type, count(*)::integer as total, coalesce(max(position) filter (where reviewed), 0) as last
          from registry_entries where workspace = ${scope.workspace} group by type
        ), written as (
          insert into registry_entries as e (workspace, type, key, definition, reviewed, active, position, version, import_id, defined_import)
          select ${scope.workspace}::uuid, given.type, given.key, given.definition, true, given.active,
            least(coalesce(last, 0) + 10 * place, ${unreviewedPosition}::integer), 1, mine.id, mine.id
          from given cross join mine left join places on places.type = given.type
          where coalesce(total, 0) + place <= ${keysPerType}::integer or exists (
            select from registry_entries there
            where there.workspace = ${scope.workspace} and there.type = given.type and there.key = given.key)
          order by given.type, given.key collate "C"
          on conflict (workspace, type, key) do update set
            definition = excluded.definition, reviewed = true, active = excluded.active,
            position = case when e.reviewed then e.position else excluded.position end,
            version = e.version + 1, updated_at = now(), defined_import = excluded.defined_import,
            import_before = jsonb_build_object('definition', e.definition, 'reviewed', e.reviewed,
              'active', e.active, 'position', e.position)
          where e.defined_import is null and ((not e.reviewed and e.import_id = excluded.import_id) or (e.version = e.untouched and not e.active
            and e.definition = (select shipped from given where given.type = e.type and given.key = e.key)))
          returning type, key
        ), bumped as (${bump(scope, sql`(select count(*) from written) > 0`)}), own as (
          select type, key from written union
          select type, key from registry_entries natural join (select type, key from given) as asked
          where workspace = ${scope.workspace} and defined_import = (select id from mine)
        )
        select (select count(*)::integer from mine) as mine, own.type, own.key
        from (select 1) as one left join own on true order by own.type, own.key`.execute(db);
      if (!rows[0]?.mine) return undefined;
      return rows.flatMap(({ type, key }) => (type && key !== null ? [{ type, key }] : []));
    },

    /**
     * Gives back what an import has defined and nobody has changed since: as it was before, and
     * unreviewed where it was not there. Answers how many.
     */
    async takeBack(scope: Scope, importId: string): Promise<number> {
      const { rows } = await sql<{ n: number }>`
        with back as (
          update registry_entries set
            definition = coalesce(import_before -> 'definition', '{"labels": {}}'::jsonb),
            reviewed = coalesce((import_before ->> 'reviewed')::boolean, false),
            active = coalesce((import_before ->> 'active')::boolean, true),
            position = coalesce((import_before ->> 'position')::integer, ${unreviewedPosition}::integer),
            version = version + 1, untouched = version + 1, updated_at = now(),
            defined_import = null, import_before = null
          where workspace = ${scope.workspace} and defined_import = ${importId}::uuid
          returning 1
        ), bumped as (${bump(scope, sql`(select count(*) from back) > 0`)})
        select count(*)::integer as n from back`.execute(db);
      return rows[0]!.n;
    },
  };
}

export type LentStore = ReturnType<typeof createLentStore>;

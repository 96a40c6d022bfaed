/** The registry in Postgres. Each write bumps the workspace's registry version in the same statement. */
import { sql, type RawBuilder, type Selectable } from "kysely";
import { CorridorError } from "#contract/error.ts";
import {
  mostKeysOf,
  unreviewedPosition,
  type RegistryEntry,
  type RegistryType,
} from "#contract/registry.ts";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { DefaultEntry } from "./defaults/index.ts";
import { bump } from "./version-store.ts";
import { createLentStore } from "./lent-store.ts";
import type { TypedKey } from "./registry.ts";

type EntryTable = {
  workspace: string;
  type: RegistryType;
  key: string;
  definition: RegistryEntry["definition"];
  reviewed: boolean;
  active: boolean;
  position: number;
  version: number;
  /** The import that brought it; null where something else did, or nobody knows. */
  import_id: string | null;
  /** The import that has defined it, and nobody since. */
  defined_import: string | null;
  created_at: Date;
  updated_at: Date;
};
type Row = Selectable<EntryTable>;
export type RegistryTables = { registry_entries: EntryTable };

/** A key that something has named: with what is known of it, and the import that it came with. */
export type NamedKey = TypedKey & {
  definition?: RegistryEntry["definition"];
  importId?: string | null;
};
/** An entry with its type. */
export type TypedEntry = RegistryEntry & { type: RegistryType };
/** What of an entry the audit log keeps of before and after a change. */
export type NotedEntry = Pick<
  RegistryEntry,
  "definition" | "reviewed" | "active" | "position" | "version"
>;
/** How many units were made and changed, and those of them that are otherwise than they were. */
export type UnitsPut = {
  made: number;
  changed: number;
  before: Record<string, NotedEntry>;
  after: Record<string, NotedEntry>;
};
/** The place of an entry in a list. */
export type Place = { position: number; key: string };

export type Listing = {
  reviewed?: boolean | undefined;
  active?: boolean | undefined;
  after?: Place | undefined;
  most: number;
};
export type Change = {
  definition: RegistryEntry["definition"];
  active: boolean;
  /** Where absent, a reviewed entry stays where it is and another goes to the end of those. */
  position?: number | undefined;
  /** The version that is replaced; 0 where there must be none yet; absent where any will do. */
  version?: number | undefined;
};

function toEntry(row: Row): TypedEntry {
  const { type, key, active, position, version, reviewed, definition } = row;
  const [createdAt, updatedAt] = [row.created_at.toISOString(), row.updated_at.toISOString()];
  const entry = {
    type,
    key,
    active,
    position,
    version,
    createdAt,
    updatedAt,
    reviewed,
    definition,
  };
  // `reviewed` says which of the two a definition is; it was checked when it was put.
  return entry as TypedEntry;
}

export const notedEntry = (entry: NotedEntry): NotedEntry => {
  const { definition, reviewed, active, position, version } = entry;
  return { definition, reviewed, active, position, version };
};

/**
 * Parts of a statement: `held` are the entries of a condition as they are replaced, locked until then,
 * and `of` an expression of what the audit log keeps of one.
 */
const heldEntries = (condition: RawBuilder<unknown>) => sql`held as materialized (
    select * from registry_entries where ${condition} for update
  )`;
const notedHeld = sql`jsonb_build_object('definition', held.definition, 'reviewed', held.reviewed,
  'active', held.active, 'position', held.position, 'version', held.version)`;

/** Part of a statement that changes an entry: somebody has, so that no import takes it along any more. */
const ownedNow = sql`defined_import = null, import_before = null`;

function outdated(
  type: RegistryType,
  key: string,
  sent: number,
  current: TypedEntry | undefined,
): CorridorError {
  const held = current ? `version ${current.version}, changed at ${current.updatedAt}` : "none";
  return new CorridorError(
    "conflict",
    `You sent version ${sent} of the ${type} "${key}"; the registry has ${held}. Read it again and repeat your change.`,
    { details: { sent, current: current?.version ?? 0, updatedAt: current?.updatedAt ?? null } },
  );
}

export function createRegistryStore(database: Database) {
  const db = database.withTables<RegistryTables>();

  async function rowsOf<R>(statement: RawBuilder<R>): Promise<R[]> {
    try {
      return (await statement.execute(db)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async function get(
    scope: Scope,
    type: RegistryType,
    key: string,
  ): Promise<TypedEntry | undefined> {
    const rows = await rowsOf(sql<Row>`
      select * from registry_entries where workspace = ${scope.workspace} and type = ${type} and key = ${key}`);
    return rows[0] && toEntry(rows[0]);
  }

  return {
    get,
    ...createLentStore(database),

    /** The registry's version; 0 where the workspace was never filled. */
    async version(scope: Scope): Promise<number> {
      const rows = await rowsOf(sql<{ version: number }>`
        select version from registry_versions where workspace = ${scope.workspace}`);
      return rows[0]?.version ?? 0;
    },

    /** All entries by position, with the version that they stand at: one statement, so one state. */
    async all(scope: Scope): Promise<{ version: number; entries: TypedEntry[] }> {
      const rows = await rowsOf(sql<{ at_version: number; type: RegistryType | null } & Row>`
        select coalesce((select version from registry_versions where workspace = ${scope.workspace}), 0) as at_version, e.*
        from (select 1) as one left join registry_entries e on e.workspace = ${scope.workspace}
        order by e.type, e.position, e.key`);
      return {
        version: rows[0]?.at_version ?? 0,
        entries: rows.filter((row) => row.type !== null).map(toEntry),
      };
    },

    /** Entries of one type by position and key. */
    async list(scope: Scope, type: RegistryType, listing: Listing): Promise<TypedEntry[]> {
      const { reviewed, active, after, most } = listing;
      let query = db.selectFrom("registry_entries").selectAll();
      query = query.where("workspace", "=", scope.workspace).where("type", "=", type);
      if (reviewed !== undefined) query = query.where("reviewed", "=", reviewed);
      if (active !== undefined) query = query.where("active", "=", active);
      if (after)
        query = query.where(sql<boolean>`(position, key) > (${after.position}, ${after.key})`);
      try {
        const rows = await query.orderBy("position").orderBy("key").limit(most).execute();
        return rows.map(toEntry);
      } catch (error) {
        throw asUnavailable(error);
      }
    },

    /** Puts the defaults into a workspace; what is there already stays as it is. */
    async fill(scope: Scope, entries: readonly DefaultEntry[]): Promise<void> {
      await rowsOf(sql`
        with made as (
          insert into registry_entries (workspace, type, key, definition, reviewed, active, position, version)
          select ${scope.workspace}::uuid, type, key, definition, true, active, position, 1
          from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
            as x(type text, key text, definition jsonb, active boolean, position integer)
          order by type, key collate "C"
          on conflict do nothing
          returning 1
        ) ${bump(scope, sql`(select count(*) from made) >= 0`)}`);
    },

    /** Registers keys that signals or customers have named, unreviewed. Keys that are there stay as they are. */
    async register(scope: Scope, keys: readonly NamedKey[]): Promise<void> {
      if (keys.length === 0) return;
      // In one order for all processes, so that two that register the same keys don't wait for each other in a ring.
      await rowsOf(sql`
        with made as (
          insert into registry_entries (workspace, type, key, definition, reviewed, active, position, version, import_id)
          select distinct on (type, key collate "C")
            ${scope.workspace}::uuid, type, key, coalesce(definition, '{"labels": {}}'::jsonb), false, true, ${unreviewedPosition}::integer, 1, "importId"
          from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as x(type text, key text, definition jsonb, "importId" uuid)
          order by type, key collate "C"
          on conflict do nothing
          returning 1
        ) ${bump(scope, sql`(select count(*) from made) > 0`)}`);
    },

    /** Creates or replaces an entry, reviewed. Throws `conflict` where the version differs or the type is full. */
    async put(
      scope: Scope,
      type: RegistryType,
      key: string,
      change: Change,
    ): Promise<{ made: boolean; entry: TypedEntry; before: NotedEntry | null }> {
      const { definition, active, position = null, version = null } = change;
      const rows = await rowsOf(sql<Row & { before: NotedEntry | null }>`
        with ${heldEntries(sql`workspace = ${scope.workspace} and type = ${type} and key = ${key}`)}, peers as materialized (
          select key, position, reviewed from registry_entries where workspace = ${scope.workspace} and type = ${type}
        ), place as (
          select least(coalesce(max(position) filter (where reviewed), 0) + 10, ${unreviewedPosition}::integer) as last,
            count(*) as total, (select count(*) > 0 from held) as there
          from peers
        ), written as (
          insert into registry_entries as e (workspace, type, key, definition, reviewed, active, position, version)
          select ${scope.workspace}::uuid, ${type}, ${key}, ${JSON.stringify(definition)}::jsonb, true, ${active},
            coalesce(${position}::integer, last), 1
          from place
          where there or (coalesce(${version}::integer, 0) = 0 and total < ${mostKeysOf(type)})
          on conflict (workspace, type, key) do update set
            definition = excluded.definition, reviewed = true, active = excluded.active,
            position = case when ${position}::integer is null and e.reviewed then e.position else excluded.position end,
            version = e.version + 1, updated_at = now(), ${ownedNow}
          where ${version}::integer is null or e.version = ${version}::integer
          returning *
        ), bumped as (${bump(scope, sql`(select count(*) from written) > 0`)})
        select written.*, (select ${notedHeld} from held) as before from written`);
      if (rows[0]) {
        const { before, version: now } = rows[0];
        return { made: now === 1, entry: toEntry(rows[0]), before };
      }
      const current = await get(scope, type, key);
      if (change.version !== undefined && change.version !== (current?.version ?? 0)) {
        throw outdated(type, key, change.version, current);
      }
      throw new CorridorError(
        "conflict",
        `A workspace holds at most ${mostKeysOf(type)} entries of the type "${type}". Delete some that are unreviewed.`,
        { details: { limit: mostKeysOf(type) } },
      );
    },

    /**
     * Creates or replaces many units in one statement: all of them are in, or none. Throws `conflict`
     * where the workspace would hold more than it may.
     */
    async putUnits(
      scope: Scope,
      units: readonly { key: string; definition: RegistryEntry["definition"] }[],
    ): Promise<UnitsPut> {
      if (units.length === 0) return { made: 0, changed: 0, before: {}, after: {} };
      const most = mostKeysOf("unit");
      const rows = await rowsOf(sql<Row & { before: NotedEntry | null }>`
        with given as materialized (
          select key, definition, n::integer from jsonb_to_recordset(${JSON.stringify(
            units.map((unit, n) => ({ ...unit, n })),
          )}::jsonb) as x(key text, definition jsonb, n integer)
        ), ${heldEntries(sql`workspace = ${scope.workspace} and type = 'unit' and key in (select key from given) order by key collate "C"`)}, peers as materialized (
          select key, position, reviewed from registry_entries
          where workspace = ${scope.workspace} and type = 'unit'
        ), place as (
          select coalesce(max(position) filter (where reviewed), 0) as last, count(*) as total from peers
        ), fresh as (
          select (select count(*) from given) - (select count(*) from held) as more
        ), written as (
          insert into registry_entries as e (workspace, type, key, definition, reviewed, active, position, version)
          select ${scope.workspace}::uuid, 'unit', key, definition, true, true,
            least(last + 10 * (n + 1), ${unreviewedPosition}::integer), 1
          from given, place, fresh
          where total + more <= ${most}::integer
          order by key collate "C"
          on conflict (workspace, type, key) do update set
            definition = excluded.definition, active = true, reviewed = true,
            position = case when e.reviewed then e.position else excluded.position end,
            version = e.version + 1, updated_at = now(), ${ownedNow}
          returning e.*
        ), bumped as (${bump(scope, sql`(select count(*) from written) > 0`)})
        select written.*, case when held.key is not null then ${notedHeld} end as before
        from written left join held on held.key = written.key order by written.key collate "C"`);
      if (rows.length === 0)
        throw new CorridorError("conflict", `A workspace holds at most ${most} units.`, {
          details: { limit: most },
        });
      const made = rows.filter(({ version }) => version === 1).length;
      const differ = rows.filter(
        ({ before, ...row }) =>
          !before?.reviewed ||
          !before.active ||
          JSON.stringify(before.definition) !== JSON.stringify(row.definition),
      );
      return {
        made,
        changed: rows.length - made,
        before: Object.fromEntries(
          differ.flatMap(({ key, before }) => (before ? [[key, before]] : [])),
        ),
        after: Object.fromEntries(differ.map((row) => [row.key, notedEntry(toEntry(row))])),
      };
    },

    /**
     * Brings reviewed entries into use or takes them out of it, all in one statement. Answers those
     * that were otherwise before; what is not there, or nobody has reviewed, stays as it is.
     */
    async switchTo(
      scope: Scope,
      wanted: readonly (TypedKey & { active: boolean })[],
    ): Promise<TypedEntry[]> {
      const rows = await rowsOf(sql<Row>`
        with given as materialized (
          select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(type text, key text, active boolean)
        ), ${heldEntries(sql`workspace = ${scope.workspace} and reviewed
          and (type, key, not active) in (select type, key, active from given) order by type, key collate "C"`)}, written as (
          update registry_entries e set active = not held.active, version = held.version + 1, updated_at = now(), ${ownedNow}
          from held where e.workspace = held.workspace and e.type = held.type and e.key = held.key
          returning e.*
        ), bumped as (${bump(scope, sql`(select count(*) from written) > 0`)})
        select * from written order by type, position, key`);
      return rows.map(toEntry);
    },

    /**
     * Takes an entry out of use: a reviewed one becomes inactive and is answered, an unreviewed one
     * is removed and there is none after. Throws `conflict` where the version differs, `not_found`.
     */
    async remove(
      scope: Scope,
      type: RegistryType,
      key: string,
      version: number | undefined,
    ): Promise<{ before: NotedEntry; entry: TypedEntry | undefined }> {
      const meant = sql`workspace = ${scope.workspace} and type = ${type} and key = ${key}
        and (${version ?? null}::integer is null or version = ${version ?? null}::integer)`;
      const rows = await rowsOf(sql<Row>`
        with gone as (
          delete from registry_entries where ${meant} and not reviewed returning *
        ), off as (
          update registry_entries set active = false, version = version + 1, updated_at = now(), ${ownedNow}
          where ${meant} and reviewed and active returning *
        ), changed as (
          select * from gone union all select * from off
        ), bumped as (${bump(scope, sql`(select count(*) from changed) > 0`)})
        select * from changed`);
      if (rows[0]) {
        const entry = toEntry(rows[0]);
        if (!entry.reviewed) return { before: notedEntry(entry), entry: undefined };
        return {
          before: notedEntry({ ...entry, active: true, version: entry.version - 1 }),
          entry,
        };
      }
      const current = await get(scope, type, key);
      if (!current) throw new CorridorError("not_found", `There is no ${type} "${key}".`);
      if (version !== undefined && version !== current.version)
        throw outdated(type, key, version, current);
      return { before: notedEntry(current), entry: current };
    },
  };
}

export type RegistryStore = ReturnType<typeof createRegistryStore>;

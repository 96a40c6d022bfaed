/** Dashboards in Postgres. Every statement holds who may see what it reads. */
import { sql, type Kysely, type RawBuilder } from "kysely";
import {
  keptDays,
  mostDashboards,
  mostTiles,
  type DashboardFilters,
  type Sharing,
  type Tile,
  type Words,
} from "#contract/dashboard.ts";
import { CorridorError } from "#contract/error.ts";
import type { Role } from "#contract/permission.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";

/** What somebody is when they look at dashboards. */
export type Viewer = {
  /** None of a key. */
  role: Role | null;
  functions: readonly string[];
};

export type Definition = {
  name: Words;
  description: Words | undefined;
  tiles: readonly Tile[];
  filters: DashboardFilters;
  sharing: Sharing;
};
export type Stored = Omit<Definition, "description"> & {
  id: string;
  description: Words | null;
  count: number;
  version: number;
  madeBy: string;
  madeByName: string | null;
  createdAt: Date;
  changedAt: Date;
  deletedAt: Date | null;
};
export type Listing = {
  of?: "mine" | "shared" | "changeable" | "all" | undefined;
  deleted: boolean;
  search: string | undefined;
  after: string | undefined;
  most: number;
};

const head = sql`d.id, d.name, d.description, d.sharing, d.version, jsonb_array_length(d.tiles) as count,
  d.made_by as "madeBy", people.name as "madeByName",
  d.created_at as "createdAt", d.changed_at as "changedAt", d.deleted_at as "deletedAt"`;
const whole = sql`${head}, d.tiles, d.filters`;
const named = sql`left join people on concat('person:', people.id) = d.made_by`;

const mine = ({ actor }: Scope) => sql`d.made_by = ${actor}`;
const sharedWith = ({ role, functions }: Viewer) => sql`(
  (d.sharing -> 'everybody')::boolean
  or exists (select from jsonb_array_elements_text(d.sharing -> 'roles') as each where each = ${role}::text)
  or exists (select from jsonb_array_elements_text(d.sharing -> 'functions') as each
    where each = any(string_to_array(${functions.join("\u0001")}, E'\\x01'))))`;
const manages = ({ may }: Scope): boolean => may.has("manage dashboards");
const seen = (scope: Scope, viewer: Viewer) =>
  manages(scope) ? sql`true` : sql`(${mine(scope)} or ${sharedWith(viewer)})`;
const changed = (scope: Scope, viewer: Viewer) =>
  manages(scope)
    ? sql`true`
    : sql`(${mine(scope)} or ((d.sharing -> 'change')::boolean and ${sharedWith(viewer)}))`;

const condition = (scope: Scope, viewer: Viewer, { of }: Pick<Listing, "of">) => {
  if (of === "mine") return mine(scope);
  if (of === "changeable") return changed(scope, viewer);
  if (of === "all") return seen(scope, viewer);
  const shared = sharedWith(viewer);
  return of === "shared"
    ? sql`${shared} and not ${mine(scope)}`
    : sql`(${mine(scope)} or ${shared})`;
};

export const noDashboard = (): CorridorError =>
  new CorridorError("not_found", "There is no such dashboard, or it is not shared with you.");

function outdated(sent: number, { version, changedAt }: Stored): CorridorError {
  const at = changedAt.toISOString();
  return new CorridorError(
    "conflict",
    `You sent version ${sent} of this dashboard; it stands at ${version}, changed at ${at}. Nothing was overwritten. Read it again and repeat your change.`,
    { details: { sent, current: version, changedAt: at } },
  );
}

export function createDashboardStore(database: Database) {
  const db = database as unknown as Kysely<never>;

  async function rowsOf<R>(statement: RawBuilder<R>): Promise<R[]> {
    try {
      return (await statement.execute(db)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async function get(
    scope: Scope,
    viewer: Viewer,
    id: string,
    { deleted = false } = {},
  ): Promise<Stored | undefined> {
    const rows = await rowsOf(sql<Stored>`
      select ${whole} from dashboards as d ${named}
      where d.workspace = ${scope.workspace}::uuid and d.id = ${id}::uuid
        and d.deleted_at is ${deleted ? sql`not null` : sql`null`} and ${seen(scope, viewer)}`);
    return rows[0];
  }

  /** One of which the caller was told is changed, or it is said why not. */
  async function written(
    scope: Scope,
    viewer: Viewer,
    id: string,
    version: number | undefined,
    rows: readonly unknown[],
  ): Promise<Stored> {
    const current = await get(scope, viewer, id);
    if (!current) throw noDashboard();
    if (rows.length > 0) return current;
    throw outdated(version ?? 0, current);
  }

  const isVersion = (version: number | undefined) =>
    version === undefined ? sql`true` : sql`version = ${version}::integer`;

  return {
    get,

    /** The role and the names (id, address, name) of the person who asks; none of a key. */
    async caller({ workspace, session }: Scope): Promise<{ role: Role | null; names: string[] }> {
      if (!session) return { role: null, names: [] };
      const [row] = await rowsOf(sql<{ role: Role; email: string; name: string }>`
        select members.role, people.email, people.name from people
        join members on members.person = people.id and members.workspace = ${workspace}::uuid
        where people.id = ${session.person}::uuid`);
      if (!row) return { role: null, names: [] };
      const names = [session.person, row.email, row.name].map((each) => each.toLowerCase());
      return { role: row.role, names };
    },

    /** Newest first. */
    list(scope: Scope, viewer: Viewer, listing: Listing): Promise<Stored[]> {
      const { deleted, search, after, most } = listing;
      const since = new Date(clock.now() - keptDays * 86_400_000);
      const state = deleted
        ? sql`d.deleted_at >= ${since} and ${manages(scope) ? sql`true` : mine(scope)}`
        : sql`d.deleted_at is null and ${condition(scope, viewer, listing)}`;
      return rowsOf(sql<Stored>`
        select ${head} from dashboards as d ${named}
        where d.workspace = ${scope.workspace}::uuid and ${state}
          ${
            search === undefined
              ? sql``
              : sql`and exists (
                  select from jsonb_path_query(d.name, 'strict $.**') as each
                  where jsonb_typeof(each) = 'string' and strpos(lower(each #>> '{}'), lower(${search}::text)) > 0)`
          }
          ${after === undefined ? sql`` : sql`and d.id < ${after}::uuid`}
        order by d.id desc limit ${most}::integer`);
    },

    /**
     * Throws `conflict` where the workspace is full, `not_found` where there is no such import. Those
     * that were deleted long ago are gone then.
     */
    async make(scope: Scope, definition: Definition, importId?: string): Promise<string> {
      const { name, description, tiles, filters, sharing } = definition;
      const [id, at] = [uuidv7(), new Date(clock.now())];
      await rowsOf(sql`
        delete from dashboards where workspace = ${scope.workspace}::uuid
          and deleted_at < ${new Date(clock.now() - keptDays * 86_400_000)}`);
      const rows = await rowsOf(sql`
        insert into dashboards (id, workspace, name, description, tiles, filters, sharing, version, made_by, created_at, changed_at, import_id)
        select ${id}::uuid, ${scope.workspace}::uuid, ${JSON.stringify(name)}::jsonb,
          ${description === undefined ? null : JSON.stringify(description)}::jsonb, ${JSON.stringify(tiles)}::jsonb,
          ${JSON.stringify(filters)}::jsonb, ${JSON.stringify(sharing)}::jsonb, 1, ${scope.actor}, ${at}, ${at}, ${importId ?? null}::uuid
        where ${
          importId === undefined
            ? sql`true`
            : sql`exists (select from imports where id = ${importId}::uuid and workspace = ${scope.workspace}::uuid)`
        } and (select count(*) from dashboards where workspace = ${scope.workspace}::uuid) < ${mostDashboards}::integer
        returning id`);
      if (rows.length > 0) return id;
      const { rows: counted } = await sql<{ n: number }>`
        select count(*)::int as n from dashboards where workspace = ${scope.workspace}::uuid`.execute(
        db,
      );
      if (counted[0]!.n < mostDashboards)
        throw new CorridorError("not_found", `There is no import "${importId}".`);
      throw new CorridorError(
        "conflict",
        `A workspace holds at most ${mostDashboards} dashboards, with those deleted in the last ${keptDays} days.`,
        { details: { limit: mostDashboards } },
      );
    },

    /**
     * Throws `conflict` where another version stands than the one that is meant. Whom it is shared with
     * stays where nothing is said of it, also where somebody says so meanwhile.
     */
    async put(
      scope: Scope,
      viewer: Viewer,
      id: string,
      version: number | undefined,
      definition: Omit<Definition, "sharing"> & { sharing: Sharing | undefined },
    ): Promise<Stored> {
      const { name, description, tiles, filters, sharing } = definition;
      const rows = await rowsOf(sql`
        update dashboards set name = ${JSON.stringify(name)}::jsonb,
          description = ${description === undefined ? null : JSON.stringify(description)}::jsonb,
          tiles = ${JSON.stringify(tiles)}::jsonb, filters = ${JSON.stringify(filters)}::jsonb,
          sharing = coalesce(${sharing === undefined ? null : JSON.stringify(sharing)}::jsonb, sharing), version = version + 1, changed_at = ${new Date(clock.now())}
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and deleted_at is null and ${isVersion(version)}
        returning id`);
      return written(scope, viewer, id, version, rows);
    },

    /** A tile at the end, whatever others do meanwhile; the version that it made. */
    async add(scope: Scope, id: string, tile: Tile): Promise<number> {
      const rows = await rowsOf(sql<{ version: number }>`
        update dashboards set tiles = tiles || jsonb_build_array(${JSON.stringify(tile)}::jsonb),
          version = version + 1, changed_at = ${new Date(clock.now())}
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and deleted_at is null
          and jsonb_array_length(tiles) < ${mostTiles}::integer
        returning version`);
      if (rows[0]) return rows[0].version;
      throw new CorridorError(
        "conflict",
        `A dashboard holds at most ${mostTiles} tiles. Take some off, or begin another one.`,
        { details: { limit: mostTiles } },
      );
    },

    async remove(
      scope: Scope,
      viewer: Viewer,
      id: string,
      version: number | undefined,
    ): Promise<void> {
      const rows = await rowsOf(sql`
        update dashboards set deleted_at = ${new Date(clock.now())}
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and deleted_at is null and ${isVersion(version)}
        returning id`);
      if (rows.length === 0) await written(scope, viewer, id, version, rows);
    },

    async restore({ workspace }: Scope, id: string): Promise<boolean> {
      const rows = await rowsOf(sql`
        update dashboards set deleted_at = null
        where workspace = ${workspace}::uuid and id = ${id}::uuid and deleted_at is not null returning id`);
      return rows.length > 0;
    },
  };
}
export type DashboardStore = ReturnType<typeof createDashboardStore>;

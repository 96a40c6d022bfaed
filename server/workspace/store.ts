/** Workspaces and their settings, in Postgres. */
import type { Generated } from "kysely";
import type { Database } from "#platform/postgres.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";

export type Workspace = {
  id: string;
  name: string;
  timezone: string;
  currency: string;
  country: string;
};
export type WorkspaceChange = Partial<Omit<Workspace, "id">>;
type WorkspaceTable = Omit<Workspace, "currency" | "country"> & {
  currency: Generated<string>;
  country: Generated<string>;
  created_at: Generated<Date>;
};

const columns = ["id", "name", "timezone", "currency", "country"] as const;
/** Milliseconds for which settings are not read again; so long another process may take to hear of a change. */
const remembered = 2_000;

export function createWorkspaceStore(database: Database) {
  const db = database.withTables<{ workspaces: WorkspaceTable }>();
  const known = new Map<string, { workspace: Workspace; until: number }>();
  const oldest = () =>
    db
      .selectFrom("workspaces")
      .select(columns)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
  const make = async (name: string): Promise<Workspace> =>
    db
      .insertInto("workspaces")
      .values({ id: uuidv7(), name, timezone: "UTC" })
      .returning(columns)
      .executeTakeFirstOrThrow();
  return {
    /** The first workspace, made where there is none yet. Two processes that start together agree on it. */
    async first(_scope: SystemScope): Promise<{ made: boolean; workspace: Workspace }> {
      const there = await oldest();
      if (there) return { made: false, workspace: there };
      await make("Corridor");
      return { made: true, workspace: (await oldest())! };
    },

    /** When the first workspace was made: how long there has been anything to lose. */
    async since(_scope: SystemScope): Promise<Date> {
      const { made } = await db
        .selectFrom("workspaces")
        .select((all) => all.fn.min("created_at").as("made"))
        .executeTakeFirstOrThrow();
      return new Date(made);
    },

    /** A further workspace, empty. */
    make: (_scope: SystemScope | Scope, name: string): Promise<Workspace> => make(name),

    async all(_scope: SystemScope): Promise<Workspace[]> {
      return db.selectFrom("workspaces").select(columns).orderBy("id").execute();
    },

    /** The caller's workspace and its settings; a change made elsewhere is seen within two seconds. */
    async of(scope: Pick<Scope, "workspace">): Promise<Workspace> {
      const held = known.get(scope.workspace);
      if (held && held.until > clock.now()) return held.workspace;
      const workspace = await db
        .selectFrom("workspaces")
        .select(columns)
        .where("id", "=", scope.workspace)
        .executeTakeFirstOrThrow();
      known.set(scope.workspace, { workspace, until: clock.now() + remembered });
      return workspace;
    },

    async change(scope: Scope, change: WorkspaceChange): Promise<Workspace> {
      const workspace = await db
        .updateTable("workspaces")
        .set(change)
        .where("id", "=", scope.workspace)
        .returning(columns)
        .executeTakeFirstOrThrow();
      known.delete(scope.workspace);
      return workspace;
    },
  };
}

export type WorkspaceStore = ReturnType<typeof createWorkspaceStore>;

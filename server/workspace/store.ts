/** Workspaces, in Postgres. */
import type { Database } from "#platform/postgres.ts";
import { uuidv7 } from "#platform/clock.ts";
import type { SystemScope } from "#platform/scope.ts";

export type Workspace = { id: string; name: string; timezone: string };
type WorkspaceTables = { workspaces: Workspace & { created_at?: Date } };

export function createWorkspaceStore(database: Database) {
  const db = database.withTables<WorkspaceTables>();
  const oldest = () =>
    db
      .selectFrom("workspaces")
      .select(["id", "name", "timezone"])
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
  return {
    /** The first workspace, made where there is none yet. Two processes that start together agree on it. */
    async first(_scope: SystemScope): Promise<{ made: boolean; workspace: Workspace }> {
      const there = await oldest();
      if (there) return { made: false, workspace: there };
      await db
        .insertInto("workspaces")
        .values({ id: uuidv7(), name: "Corridor", timezone: "UTC" })
        .execute();
      return { made: true, workspace: (await oldest())! };
    },

    async all(_scope: SystemScope): Promise<Workspace[]> {
      return db.selectFrom("workspaces").select(["id", "name", "timezone"]).orderBy("id").execute();
    },
  };
}

export type WorkspaceStore = ReturnType<typeof createWorkspaceStore>;

/** The rules of levels and the lines of placements in Postgres: every version that a workspace has had. */
import { sql, type Kysely } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";

export type RulesName = "loyalty" | "placements";
/** `rules` is null where the workspace has none of its own. */
export type Held<R> = { version: number; changedAt: string | null; rules: R | null };

const none = { version: 0, changedAt: null, rules: null };

export function createRulesStore(database: Database) {
  const db = database as unknown as Kysely<never>;

  async function read<R>({ workspace }: Scope, name: RulesName): Promise<Held<R>> {
    const { rows } = await sql<{ version: number; rules: R; changed: Date }>`
      select version, rules, changed_at as changed from standing_rules
      where workspace = ${workspace}::uuid and name = ${name} order by version desc limit 1`.execute(
      db,
    );
    const [row] = rows;
    if (!row) return none;
    return { version: row.version, changedAt: row.changed.toISOString(), rules: row.rules };
  }

  return {
    read,

    /** The next version. Throws `conflict` where the one that it is meant for isn't the latest. */
    async put<R>(scope: Scope, name: RulesName, rules: R, meant?: number): Promise<Held<R>> {
      const at = new Date(clock.now());
      const before = await read<R>(scope, name);
      const sent = meant ?? before.version;
      const { rows } = await sql<{ version: number }>`
        insert into standing_rules (workspace, name, version, rules, changed_at)
        select ${scope.workspace}::uuid, ${name}, ${sent}::integer + 1, ${JSON.stringify(rules)}::jsonb, ${at}
        where ${sent}::integer = coalesce((
          select max(version) from standing_rules where workspace = ${scope.workspace}::uuid and name = ${name}
        ), 0)
        on conflict do nothing returning version`.execute(db);
      const [row] = rows;
      if (row) return { version: row.version, changedAt: at.toISOString(), rules };
      const { version } = await read<R>(scope, name);
      throw new CorridorError(
        "conflict",
        `You sent version ${sent} of these rules; here is version ${version}. Read them again and repeat your change.`,
        { details: { sent, current: version } },
      );
    },
  };
}

export type RulesStore = ReturnType<typeof createRulesStore>;

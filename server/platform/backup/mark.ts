/**
 * What a restore leaves in PostgreSQL: the table `restoring` for as long as it lasts, so that a start
 * on half a restore is refused, and then a row of `restores`, so that the first start after it does
 * what has to be done once. Before there is a PostgreSQL, an embedded one's data directory is marked
 * (mark-file.ts).
 */
import { sql, type Kysely } from "kysely";
import type { BackupManifest } from "#contract/backup.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Log } from "#platform/log.ts";
import type { Postgres } from "#platform/postgres.ts";
import { HalfRestoredError } from "./mark-file.ts";
import { RestoreError } from "./problem.ts";

type RestoreTable = {
  id: string;
  cut: Date;
  made_by: string;
  restored_at: Date;
  settled_at: Date | null;
};
type MarkTables = { restores: RestoreTable };
const tablesOf = (postgres: Postgres): Kysely<MarkTables> =>
  postgres.db.withTables<MarkTables>() as unknown as Kysely<MarkTables>;

const isHalf = async (postgres: Postgres): Promise<boolean> => {
  const { rows } = await sql<{
    half: boolean;
  }>`select to_regclass('public.restoring') is not null as half`.execute(postgres.db);
  return rows[0]!.half;
};

/** @throws HalfRestoredError where a restore was begun here and never ended. */
export async function refuseHalfRestored(postgres: Postgres): Promise<void> {
  if (await isHalf(postgres)) throw new HalfRestoredError();
}

/** @throws RestoreError where either store has anything in it. */
export async function refuseUnlessEmpty(postgres: Postgres, clickhouse: ClickHouse): Promise<void> {
  if (await isHalf(postgres)) throw halfRestored();
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S'))
      + (select count(*) from pg_namespace where nspname = 'jobs') as n`.execute(postgres.db);
  if (Number(rows[0]!.n) > 0) throw notEmpty("postgres");
  const [found] = await clickhouse.query<{ n: number }>(
    "SELECT toFloat64(count()) AS n FROM system.tables WHERE database = currentDatabase()",
  );
  if (found!.n > 0) throw notEmpty("clickhouse");
}

export const halfRestored = (): RestoreError =>
  new RestoreError(
    "target_half_restored",
    "A restore was begun here and did not end. Empty the data directory (or the databases on the servers) first.",
  );

export const notEmpty = (store: string): RestoreError =>
  new RestoreError(
    "target_not_empty",
    `There are data where the backup would be restored to (${store}). Restore into an empty data directory, or into empty databases.`,
    { store },
  );

export async function beginRestore(postgres: Postgres): Promise<void> {
  await postgres.script(
    "create table restoring (begun_at timestamptz not null default now()); insert into restoring default values",
  );
}

/** The last statement of a restore: from here on the stores are whole. */
export async function endRestore(postgres: Postgres, manifest: BackupManifest): Promise<void> {
  await postgres.db.transaction().execute(async (trx) => {
    const db = trx.withTables<MarkTables>();
    await db
      .insertInto("restores")
      .values({
        id: uuidv7(),
        cut: new Date(manifest.cut),
        made_by: manifest.corridor,
        restored_at: new Date(clock.now()),
        settled_at: null,
      })
      .execute();
    await sql`drop table restoring`.execute(trx);
  });
}

/** A step of the first start after a restore. It may be done again: a start that died does not know how far it came. */
export type AfterRestore = {
  name: string;
  run(restored: { cut: Date }): Promise<void>;
};

/** Does what has to be done once after a restore, where there was one. Call before anything else works. */
export async function settleRestores(
  postgres: Postgres,
  steps: readonly AfterRestore[],
  log: Log,
): Promise<void> {
  const db = tablesOf(postgres);
  const pending = () =>
    db
      .selectFrom("restores")
      .select(["id", "cut"])
      .where("settled_at", "is", null)
      .orderBy("id")
      .execute();
  if ((await pending()).length === 0) return;
  await postgres.alone(async () => {
    for (const { id, cut } of await pending()) {
      for (const { name, run } of steps) {
        await run({ cut });
        log.info({ step: name }, "did what follows a restore");
      }
      await db
        .updateTable("restores")
        .set({ settled_at: new Date(clock.now()) })
        .where("id", "=", id)
        .execute();
    }
  });
}

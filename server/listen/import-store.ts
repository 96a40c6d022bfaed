/** Imports: named sources of signals with their counts. In Postgres. */
import { sql, type Selectable } from "kysely";
import type { ImportRecord } from "#contract/listen.ts";
import type { Database } from "#platform/postgres.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { lessened } from "./held-store.ts";
import type { ListenTables } from "./store.ts";

/** Of those of the inbox that one step clears: a group has some thousands of rows at most. */
const mostGroups = 20;

type ImportTable = {
  id: string;
  workspace: string;
  name: string;
  fingerprint: string | null;
  status: "open" | "complete" | "removing";
  position: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  created_at: Date;
  updated_at: Date;
};
type ImportTables = ListenTables & { imports: ImportTable };

/** What becomes of the signals that an import has brought, beside those that can be queried. */
type Pending = { waiting: number; held: number };

function toRecord(row: Selectable<ImportTable>, pending: Pending): ImportRecord {
  return {
    id: row.id,
    name: row.name,
    fingerprint: row.fingerprint,
    status: row.status,
    position: row.position,
    accepted: row.accepted,
    duplicate: row.duplicate,
    rejected: row.rejected,
    ...pending,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function createImportStore(database: Database) {
  const db = database.withTables<ImportTables>();
  const now = () => new Date(clock.now());

  /** Records of rows, with how many signals of each wait and are held. */
  async function recordsOf(
    scope: Scope,
    rows: readonly Selectable<ImportTable>[],
  ): Promise<ImportRecord[]> {
    if (rows.length === 0) return [];
    const ids = sql`any (string_to_array(${rows.map(({ id }) => id).join(",")}, ',')::uuid[])`;
    const { rows: counts } = await sql<Pending & { id: string }>`
      select id, (select count(*) from inbox where inbox.import_id = imports.id and not withdrawn) as waiting,
        (select count(*) from held_signals where held_signals.import_id = imports.id) as held
      from imports where workspace = ${scope.workspace} and id = ${ids}`.execute(db);
    const pending = new Map(counts.map(({ id, ...each }) => [id, each]));
    return rows.map((row) => toRecord(row, pending.get(row.id) ?? { waiting: 0, held: 0 }));
  }
  const recordOf = async (scope: Scope, row: Selectable<ImportTable> | undefined) =>
    row && (await recordsOf(scope, [row]))[0];

  return {
    /**
     * Makes an import, or answers the one of that name. Nothing was sent to some: those are the next
     * file's as well, and with `restart` any that is not being removed begins anew.
     */
    async open(
      scope: Scope,
      name: string,
      fingerprint: string | undefined,
      restart = false,
    ): Promise<{ made: boolean; record: ImportRecord }> {
      const made = await db
        .insertInto("imports")
        .values({
          id: uuidv7(),
          workspace: scope.workspace,
          name,
          fingerprint: fingerprint ?? null,
          status: "open",
          position: 0,
          accepted: 0,
          duplicate: 0,
          rejected: 0,
          created_at: now(),
          updated_at: now(),
        })
        .onConflict((conflict) => conflict.columns(["workspace", "name"]).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (made) return { made: true, record: toRecord(made, { waiting: 0, held: 0 }) };
      await sql`update imports set fingerprint = coalesce(${fingerprint ?? null}, fingerprint),
        status = 'open', position = 0, accepted = 0, duplicate = 0, rejected = 0, updated_at = ${now()}
        where workspace = ${scope.workspace} and name = ${name} and status <> 'removing' and (${restart}
          or (${fingerprint ?? null}::text <> fingerprint and status = 'open' and position + accepted + duplicate + rejected = 0))`.execute(
        db,
      );
      const row = await db
        .selectFrom("imports")
        .selectAll()
        .where("workspace", "=", scope.workspace)
        .where("name", "=", name)
        .executeTakeFirstOrThrow();
      return { made: false, record: (await recordsOf(scope, [row]))[0]! };
    },

    async get(scope: Scope, id: string): Promise<ImportRecord | undefined> {
      const row = await db
        .selectFrom("imports")
        .selectAll()
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .executeTakeFirst();
      return recordOf(scope, row);
    },

    /** Newest first, by keyset over the ids. */
    async list(
      scope: Scope,
      filter: { name: string | undefined; before: string | undefined; most: number },
    ): Promise<ImportRecord[]> {
      let query = db.selectFrom("imports").selectAll().where("workspace", "=", scope.workspace);
      if (filter.name !== undefined) query = query.where("name", "=", filter.name);
      if (filter.before !== undefined) query = query.where("id", "<", filter.before);
      return recordsOf(scope, await query.orderBy("id", "desc").limit(filter.most).execute());
    },

    /** Changes what is given; undefined where there is no such import, or it is being removed. */
    async update(
      scope: Scope,
      id: string,
      change: {
        position?: number | undefined;
        status?: "open" | "complete" | undefined;
        /** Counted only where the import stands at `since`: a note may come twice. */
        rejected?: { since: number; rows: number } | undefined;
      },
    ): Promise<ImportRecord | undefined> {
      const row = await db
        .updateTable("imports")
        .set({
          updated_at: now(),
          ...(change.position === undefined ? {} : { position: change.position }),
          ...(change.status === undefined ? {} : { status: change.status }),
          ...(change.rejected === undefined
            ? {}
            : {
                rejected: sql<number>`rejected + case when position = ${change.rejected.since}
                  then ${change.rejected.rows}::bigint else 0 end`,
              }),
        })
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .where("status", "!=", "removing")
        .returningAll()
        .executeTakeFirst();
      return recordOf(scope, row);
    },

    /**
     * Adds what a request brought beside the accepted ones, which the inbox counts as it takes them.
     * False where the import is being removed, or is gone.
     */
    async count(
      scope: Scope,
      id: string,
      counts: { duplicate: number; rejected: number },
    ): Promise<boolean> {
      const { numAffectedRows } =
        await sql`update imports set duplicate = duplicate + ${counts.duplicate}, rejected = rejected + ${counts.rejected},
          updated_at = ${now()} where workspace = ${scope.workspace} and id = ${id} and status <> 'removing'`.execute(
          db,
        );
      return numAffectedRows === 1n;
    },

    /** From here on nothing more comes in under it. */
    async beginRemoval(scope: Scope, id: string): Promise<ImportRecord | undefined> {
      const row = await db
        .updateTable("imports")
        .set({ status: "removing", updated_at: now() })
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      return recordOf(scope, row);
    },

    /**
     * Takes some of an import's signals out of the inbox, and up to `most` out of the held ones. Answers
     * how many, and how many are left in the inbox: those are in a drain's hands, or come next.
     */
    async clearWaiting(
      scope: Scope,
      id: string,
      most: number,
    ): Promise<{ cleared: number; leased: number }> {
      const mine = sql`workspace = ${scope.workspace} and import_id = ${id}`;
      return db.transaction().execute(async (trx) => {
        const { rows: waiting } = await sql<{ n: number }>`
          with free as (
            select id from inbox_groups where batch is null and id in (select group_id from inbox where ${mine})
            order by id limit ${mostGroups} for update skip locked
          ), gone as (
            delete from inbox where ${mine} and group_id in (select id from free)
            returning row_id, group_id, octet_length(signal) as bytes
          ), ${lessened(sql`gone`)}, freed as (delete from signal_ids where row_id in (select row_id from gone))
          select count(*) as n from gone`.execute(trx);
        const { rows: left } = await sql<{
          n: number;
        }>`select count(*) as n from inbox where ${mine}`.execute(trx);
        // Last, so that what a drain has held by now is among them.
        const { rows: held } = await sql<{ n: number }>`
          with unheld as (
            delete from held_signals where ctid = any (array(select ctid from held_signals where ${mine} limit ${most}))
            returning row_id
          ), freed as (delete from signal_ids where row_id in (select row_id from unheld))
          select count(*) as n from unheld`.execute(trx);
        return { cleared: waiting[0]!.n + held[0]!.n, leased: left[0]!.n };
      });
    },

    /** Imports of all workspaces whose removal has begun. */
    async beingRemoved(_scope: SystemScope): Promise<{ workspace: string; id: string }[]> {
      return db
        .selectFrom("imports")
        .select(["workspace", "id"])
        .where("status", "=", "removing")
        .execute();
    },

    /** These ids may be sent afresh, unless they were already and wait. */
    async forgetIds(_scope: Scope | SystemScope, rowIds: readonly string[]): Promise<void> {
      await sql`delete from signal_ids
        where row_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(rowIds)}::jsonb))
          and not exists (select from inbox where inbox.row_id = signal_ids.row_id)`.execute(db);
    },

    async endRemoval(scope: Scope, id: string): Promise<void> {
      await db
        .deleteFrom("imports")
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .where("status", "=", "removing")
        .execute();
    },
  };
}

export type ImportStore = ReturnType<typeof createImportStore>;

/** The inbox, the ids of the last 30 days, held signals and imports: all in Postgres. */
import { sql, type Generated, type Selectable } from "kysely";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { Arrival } from "./intake.ts";

type InboxTable = {
  seq: Generated<number>;
  workspace: string;
  row_id: string;
  received_at: Date;
  import_id: string | null;
  batch: string | null;
  leased_until: Date | null;
  bytes: number;
  signal: string;
};
type HeldTable = {
  id: string;
  workspace: string;
  row_id: string;
  received_at: Date;
  import_id: string | null;
  code: string;
  path: string;
  reason: string;
  held_at: Date;
  signal: string;
};
export type ListenTables = {
  inbox: InboxTable;
  signal_ids: { row_id: string; received_at: Date };
  held_signals: HeldTable;
};

export type InboxRow = {
  seq: number;
  workspace: string;
  row_id: string;
  received_ms: number;
  import_id: string | null;
  signal: string;
};
export type HeldSignal = Selectable<HeldTable>;
export type Reason = { code: string; path: string; reason: string };

const leaseSeconds = 120;
/** One batch holds about this much: 20,000 signals of a megabyte each would not fit in memory. */
const leaseBytes = 32 * 1024 * 1024;

export function createListenStore(database: Database) {
  const db = database.withTables<ListenTables>();
  return {
    /**
     * Writes arrivals of any workspaces in one statement. Answers the row ids that were new; the
     * others were received in the last 30 days, or twice in this very call.
     */
    async append(arrivals: readonly (Arrival & { scope: Scope })[]): Promise<Set<string>> {
      const first = new Map<string, Arrival & { scope: Scope }>();
      for (const each of arrivals) if (!first.has(each.rowId)) first.set(each.rowId, each);
      // In one order for all processes, so that two that write the same ids do not wait for each other in a ring.
      const rows = [...first.values()].toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1));
      const list = (of: (each: (typeof rows)[number]) => string | number, by = ",") =>
        rows.map(of).join(by);
      // Texts that the database splits: half the time of jsonb_to_recordset, and a fifth of arrays.
      // JSON.stringify leaves no control character in a signal, so U+0001 parts them.
      try {
        const { rows: known } = await sql<{ row_id: string }>`
          with arrived as materialized (
            select r::uuid as r, w::uuid as w, to_timestamp(t::float8 / 1000) as t, nullif(i, '')::uuid as i, o = '1' as o, s
            from unnest(
              string_to_array(${list((each) => each.rowId)}, ','),
              string_to_array(${list((each) => each.scope.workspace)}, ','),
              string_to_array(${list((each) => each.receivedAt)}, ','),
              string_to_array(${list((each) => each.importId ?? "")}, ','),
              string_to_array(${list((each) => (each.ownId ? "1" : "0"))}, ','),
              string_to_array(${list((each) => each.json, "\u0001")}, E'\\x01')
            ) as x(r, w, t, i, o, s)
          ), fresh as (
            insert into signal_ids (row_id, received_at)
            select r, t from arrived where o
            on conflict do nothing
            returning row_id
          ), taken as (
            insert into inbox (workspace, row_id, received_at, import_id, bytes, signal)
            select w, r, t, i, octet_length(s), s from arrived where not o or r in (select row_id from fresh)
          )
          select r::text as row_id from arrived where o and r not in (select row_id from fresh)`.execute(
          db,
        );
        for (const { row_id: rowId } of known) first.delete(rowId);
        return new Set(first.keys());
      } catch (error) {
        throw asUnavailable(error);
      }
    },

    /**
     * Leases up to `most` rows under a batch id. A batch whose lease ran out comes first, whole and
     * under its old id, so that its insert carries the same deduplication token.
     */
    async lease(
      _scope: SystemScope,
      most: number,
    ): Promise<{ batch: string; rows: InboxRow[] } | undefined> {
      const { rows: lapsed } = await sql<{ batch: string }>`
        with one as (
          select batch from inbox where batch is not null and leased_until < now() order by batch limit 1
        )
        update inbox set leased_until = now() + ${leaseSeconds} * interval '1 second'
        where batch in (select batch from one) and leased_until < now()
        returning batch`.execute(db);
      const batch = lapsed[0]?.batch ?? uuidv7();
      if (lapsed.length === 0) {
        const stamped = await sql`
          update inbox set batch = ${batch}::uuid, leased_until = now() + ${leaseSeconds} * interval '1 second'
          where seq in (
            select seq from (
              select seq, sum(bytes) over (order by seq) - bytes as before
              from (select seq, bytes from inbox where batch is null order by seq limit ${most} for update skip locked) as free
            ) as counted where before < ${leaseBytes}
          )`.execute(db);
        if (Number(stamped.numAffectedRows ?? 0) === 0) return undefined;
      }
      const { rows } = await sql<InboxRow>`
        select seq, workspace::text as workspace, row_id::text as row_id, (extract(epoch from received_at) * 1000)::float8 as received_ms,
               import_id::text as import_id, signal
        from inbox where batch = ${batch}::uuid order by seq`.execute(db);
      return {
        batch,
        rows: rows.map((row) => ({ ...row, received_ms: Math.round(row.received_ms) })),
      };
    },

    /** Ends a batch: its rows leave the inbox, those that could not be processed are held with the reason. */
    async finish(
      _scope: SystemScope,
      batch: string,
      held: readonly (InboxRow & Reason)[],
    ): Promise<void> {
      await db.transaction().execute(async (trx) => {
        for (let from = 0; from < held.length; from += 1000) {
          await trx
            .insertInto("held_signals")
            .values(
              held.slice(from, from + 1000).map((row) => ({
                id: uuidv7(),
                workspace: row.workspace,
                row_id: row.row_id,
                received_at: new Date(row.received_ms),
                import_id: row.import_id,
                code: row.code,
                path: row.path,
                reason: row.reason,
                held_at: new Date(clock.now()),
                signal: row.signal,
              })),
            )
            .execute();
        }
        await trx.deleteFrom("inbox").where("batch", "=", batch).execute();
      });
    },

    /** Lets a batch be tried again at once: what could not be inserted is not late by a whole lease. */
    async release(_scope: SystemScope, batch: string): Promise<void> {
      await db
        .updateTable("inbox")
        .set({ leased_until: new Date(0) })
        .where("batch", "=", batch)
        .execute();
    },

    /** Rows that wait, and for how long the oldest has. */
    async inboxState(
      _scope: SystemScope,
    ): Promise<{ rows: number; oldestSeconds: number; held: number }> {
      const { rows } = await sql<{ rows: number; oldest: number; held: number }>`
        select (select count(*) from inbox) as rows,
               coalesce((select extract(epoch from now() - min(received_at)) from inbox), 0)::float8 as oldest,
               (select count(*) from held_signals) as held`.execute(db);
      const { rows: waiting, oldest, held } = rows[0]!;
      return { rows: waiting, oldestSeconds: Math.max(0, Math.round(oldest * 10) / 10), held };
    },

    /** A signal that is still in the inbox or held: taken out of it where no drain has it. */
    async forget(
      scope: Scope,
      rowId: string,
    ): Promise<{ removed: boolean; leased: { at: string } | undefined }> {
      return db.transaction().execute(async (trx) => {
        const waiting = await trx
          .deleteFrom("inbox")
          .where("workspace", "=", scope.workspace)
          .where("row_id", "=", rowId)
          .where("batch", "is", null)
          .returning("row_id")
          .execute();
        const held = await trx
          .deleteFrom("held_signals")
          .where("workspace", "=", scope.workspace)
          .where("row_id", "=", rowId)
          .returning("row_id")
          .execute();
        await trx.deleteFrom("signal_ids").where("row_id", "=", rowId).execute();
        const leased = await trx
          .selectFrom("inbox")
          .select("signal")
          .where("workspace", "=", scope.workspace)
          .where("row_id", "=", rowId)
          .executeTakeFirst();
        const at = leased && (JSON.parse(leased.signal) as { occurredAt: string }).occurredAt;
        return {
          removed: waiting.length + held.length > 0,
          leased: at === undefined ? undefined : { at },
        };
      });
    },

    /** Held signals, newest first, by keyset over their ids, which are ordered by time. */
    async listHeld(scope: Scope, before: string | undefined, most: number): Promise<HeldSignal[]> {
      let query = db
        .selectFrom("held_signals")
        .selectAll()
        .where("workspace", "=", scope.workspace);
      if (before !== undefined) query = query.where("id", "<", before);
      return query.orderBy("id", "desc").limit(most).execute();
    },

    /** Puts held signals back into the inbox: one by id, or all. Answers how many. */
    async sendAgain(scope: Scope, id: string | "all"): Promise<number> {
      return db.transaction().execute(async (trx) => {
        let taken = trx.deleteFrom("held_signals").where("workspace", "=", scope.workspace);
        if (id !== "all") taken = taken.where("id", "=", id);
        const rows = await taken
          .returning(["workspace", "row_id", "received_at", "import_id", "signal"])
          .execute();
        for (let from = 0; from < rows.length; from += 1000) {
          await trx
            .insertInto("inbox")
            .values(
              rows.slice(from, from + 1000).map((row) => ({
                ...row,
                batch: null,
                leased_until: null,
                bytes: Buffer.byteLength(row.signal),
              })),
            )
            .execute();
        }
        return rows.length;
      });
    },

    /** Deletes a held signal for good; its id may then be sent afresh. */
    async deleteHeld(scope: Scope, id: string): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const row = await trx
          .deleteFrom("held_signals")
          .where("workspace", "=", scope.workspace)
          .where("id", "=", id)
          .returning("row_id")
          .executeTakeFirst();
        if (row) await trx.deleteFrom("signal_ids").where("row_id", "=", row.row_id).execute();
        return row !== undefined;
      });
    },

    /** Gives back the room of rows that have left the inbox. */
    async vacuum(_scope: SystemScope): Promise<void> {
      await sql`vacuum inbox`.execute(db);
      await sql`vacuum signal_ids`.execute(db);
    },

    /** Forgets ids received before `before`; the drain looks older ones up in ClickHouse. */
    async pruneIds(_scope: SystemScope, before: Date): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom("signal_ids")
        .where("received_at", "<", before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

export type ListenStore = ReturnType<typeof createListenStore>;

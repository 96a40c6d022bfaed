/** Held signals, and what is deleted before it reaches ClickHouse: in Postgres. */
import { sql, type Kysely, type RawBuilder } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { uuidv7 } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import type { HeldSignal, ListenTables } from "./store.ts";

/** Rows that one transaction moves: the embedded store serves nobody else meanwhile. */
const step = 2_000;
/** Of what is sent again about this much makes one group: a drain takes a group whole. */
const groupBytes = 4 * 1024 * 1024;

/** Also of one that the caller may not read: whether it is there would tell. */
export const noSignal = () => new CorridorError("not_found", "There is no such signal here.");

/** Parts of a statement: after `gone` (with group_id and bytes) has left the inbox, its groups are as much smaller, or go. */
export const lessened = (gone: RawBuilder<unknown>) => sql`fewer as materialized (
    select group_id, count(*) as rows, sum(bytes) as bytes from ${gone} group by group_id
  ), emptied as (
    delete from inbox_groups using fewer where id = fewer.group_id and inbox_groups.rows <= fewer.rows
  ), smaller as (
    update inbox_groups set rows = inbox_groups.rows - fewer.rows, bytes = inbox_groups.bytes - fewer.bytes
    from fewer where id = fewer.group_id and inbox_groups.rows > fewer.rows
  )`;

export function createHeldStore(db: Kysely<ListenTables>) {
  return {
    /** Held signals, of one import or of all, newest first, by keyset over their ids, which are ordered by time. */
    async listHeld(
      scope: Scope,
      {
        importId,
        before,
        most,
      }: { importId?: string | undefined; before?: string | undefined; most: number },
    ): Promise<HeldSignal[]> {
      let query = db
        .selectFrom("held_signals")
        .selectAll()
        .where("workspace", "=", scope.workspace);
      if (importId !== undefined) query = query.where("import_id", "=", importId);
      if (before !== undefined) query = query.where("id", "<", before);
      return query.orderBy("id", "desc").limit(most).execute();
    },

    /** Puts held signals back into the inbox: one by id, or all that are held now. Answers how many. */
    async sendAgain(scope: Scope, id: string | "all"): Promise<number> {
      // What the drain holds again meanwhile has a later id, and is not sent in a ring.
      const some =
        id === "all"
          ? sql`id in (select id from held_signals where workspace = ${scope.workspace} and id <= ${uuidv7()}::uuid order by id limit ${step})`
          : sql`id = ${id}::uuid`;
      let sent = 0;
      for (;;) {
        const { rows } = await sql<{ n: number }>`
          with freed as (
            delete from held_signals where workspace = ${scope.workspace} and ${some}
            returning id, workspace, row_id, received_at, import_id, signal
          ), numbered as (
            select *, row_number() over (order by id) as place, octet_length(signal) as bytes,
              sum(octet_length(signal)) over (order by id) / ${groupBytes} as part from freed
          ), parts as materialized (
            select part, nextval('inbox_groups_id_seq') as id, count(*) as rows, sum(bytes) as bytes, min(received_at) as received_at
            from numbered group by part
          ), grouped as (
            insert into inbox_groups (id, rows, bytes, received_at) select id, rows, bytes, received_at from parts
          ), sent as (
            insert into inbox (group_id, place, workspace, row_id, received_at, import_id, signal)
            select parts.id, place, workspace, row_id, numbered.received_at, import_id, signal from numbered join parts using (part)
            returning 1
          ) select count(*) as n from sent`.execute(db);
        sent += rows[0]!.n;
        if (id !== "all" || rows[0]!.n < step) return sent;
      }
    },

    /** Deletes a held signal for good; its id may then be sent afresh. */
    async deleteHeld(scope: Scope, id: string): Promise<boolean> {
      const { rows } = await sql<{ n: number }>`
        with gone as (
          delete from held_signals where workspace = ${scope.workspace} and id = ${id}::uuid returning row_id
        ), freed as (delete from signal_ids where row_id in (select row_id from gone))
        select count(*) as n from gone`.execute(db);
      return rows[0]!.n > 0;
    },

    /**
     * Takes a signal out of the inbox and from the held ones. `leased` says where its row will lie
     * when a drain has it in its hands: that one will not be held, and a deletion over its row in
     * ClickHouse wins over its insert, which comes later but is of an earlier version. Throws
     * `not_found`, and takes nothing, where the caller may not read what would be taken.
     */
    async withdraw(
      scope: Scope,
      rowId: string,
      isOpen: (signal: string) => boolean,
    ): Promise<{ removed: boolean; leased: Leased | undefined }> {
      return db.transaction().execute(async (trx) => {
        // The lock first: a lease that begins meanwhile waits and passes the group by or takes what is
        // left of it; one that ends is waited for.
        const { rows: waiting } = await sql<{
          batch: string | null;
          signal: string;
          received_at: Date;
        }>`
          select batch, signal, inbox.received_at from inbox join inbox_groups on inbox_groups.id = group_id
          where workspace = ${scope.workspace} and row_id = ${rowId}::uuid
          for update of inbox_groups`.execute(trx);
        const leased = waiting.find((row) => row.batch !== null);
        const { rows } = await sql<{ removed: boolean; signal: string }>`
          with gone as (
            delete from inbox using inbox_groups where workspace = ${scope.workspace} and row_id = ${rowId}::uuid
              and inbox_groups.id = group_id and batch is null
            returning row_id, group_id, octet_length(signal) as bytes, signal
          ), ${lessened(sql`gone`)}, unheld as (
            delete from held_signals where workspace = ${scope.workspace} and row_id = ${rowId}::uuid returning row_id, signal
          ), marked as (
            update inbox set withdrawn = true from inbox_groups where workspace = ${scope.workspace} and row_id = ${rowId}::uuid
              and inbox_groups.id = group_id and batch is not null
            returning signal
          ), freed as (
            delete from signal_ids where ${leased === undefined} and row_id in (select row_id from gone union all select row_id from unheld)
          )
          select true as removed, signal from gone union all select true, signal from unheld
          union all select false, signal from marked`.execute(trx);
        if (!rows.every(({ signal }) => isOpen(signal))) throw noSignal();
        return {
          removed: rows.some(({ removed }) => removed),
          leased: leased && placeIn(leased),
        };
      });
    },

    /** The id may be sent afresh: called once the signal is deleted wherever it stood. */
    async freeId(_scope: Scope, rowId: string): Promise<void> {
      await db.deleteFrom("signal_ids").where("row_id", "=", rowId).execute();
    },
  };
}

type Leased = { at: number; version: number };

function placeIn(row: { signal: string; received_at: Date }): Leased | undefined {
  try {
    const { occurredAt } = JSON.parse(row.signal) as { occurredAt: string };
    const at = Date.parse(occurredAt);
    return Number.isNaN(at) ? undefined : { at, version: row.received_at.getTime() };
  } catch {
    // It cannot be read, so it never reaches ClickHouse.
    return undefined;
  }
}

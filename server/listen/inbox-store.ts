/** The inbox and the ids of the last 30 days, in Postgres: what arrives, what a drain has leased, what is done. */
import { sql, type Kysely } from "kysely";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { Arrival } from "./intake.ts";
import type { ListenTables, Reason } from "./store.ts";

export type InboxRow = {
  seq: number;
  workspace: string;
  row_id: string;
  received_ms: number;
  import_id: string | null;
  signal: string;
};

/** `again`: the lease before it ran out or was given back, so its rows may stand in ClickHouse already. */
export type Lease = { batch: string; again: boolean; rows: InboxRow[] };

/** A drain renews its lease while it works, so one that died is taken over soon. */
const leaseSeconds = 20;
/** One batch holds about this much: 20,000 signals of a megabyte each would not fit in memory, and each byte is there five times over. */
const leaseBytes = 16 * 1024 * 1024;
/** Above this the rows that wait are counted by their sequence: counting millions would hold up the intake. */
const countExactly = 20_000;

/** What a lease returns of each row; `packed` makes one text of them. */
const leased = sql.raw("batch, seq, workspace, row_id, received_at, import_id, signal");
// A row each takes PGlite longer to hand over than all of it takes to find. JSON.stringify leaves no
// control character in a signal; what came in by another way loses these two. (translate() takes five times as long.)
const packed = sql.raw(`
  select min(batch::text) as batch, string_agg(concat_ws(E'\\x02', seq, workspace, row_id,
    (date_part('epoch', received_at) * 1000)::bigint, coalesce(import_id::text, ''),
    replace(replace(signal, E'\\x01', ''), E'\\x02', '')), E'\\x01' order by seq) as rows
  from leased`);
type Packed = { batch: string | null; rows: string | null };

function unpack(text: string): InboxRow[] {
  return text.split("\u0001").map((row) => {
    const [seq, workspace, rowId, received, importId, signal] = row.split("\u0002") as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      seq: Number(seq),
      workspace,
      row_id: rowId,
      received_ms: Number(received),
      import_id: importId === "" ? null : importId,
      signal,
    };
  });
}

export function createInboxStore(db: Kysely<ListenTables>, options: { leaseSeconds?: number }) {
  const until = sql`now() + ${options.leaseSeconds ?? leaseSeconds} * interval '1 second'`;
  return {
    /**
     * Writes arrivals of any workspaces in one statement. Answers the row ids that were new; the
     * others were received in the last 30 days, came twice in this very call, or belong to an
     * import that is being removed. Those of an import are counted as accepted under it.
     */
    async append(arrivals: readonly (Arrival & { scope: Scope })[]): Promise<Set<string>> {
      const first = new Map<string, Arrival & { scope: Scope }>();
      for (const each of arrivals) if (!first.has(each.rowId)) first.set(each.rowId, each);
      // In one order for all processes, so that two that write the same ids do not wait for each other in a ring.
      const rows = [...first.values()].toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1));
      const list = (of: (each: (typeof rows)[number]) => string | number, by = ",") =>
        rows.map(of).join(by);
      const imported = rows.some((each) => each.importId !== null);
      // The lock makes a removal wait for what is being written, and the other way round.
      const open = imported
        ? sql`, open as materialized (
            select id from imports where id in (select i from arrived) and status <> 'removing' order by id for update
          )`
        : sql``;
      const welcome = imported ? sql`(i is null or i in (select id from open))` : sql`true`;
      const counted = imported
        ? sql`, counted as (
            update imports set accepted = accepted + under.n, updated_at = now()
            from (select import_id, count(*) as n from taken group by import_id) as under where imports.id = under.import_id
          )`
        : sql``;
      // Texts that the database splits: half the time of jsonb_to_recordset, and a fifth of arrays.
      // JSON.stringify leaves no control character in a signal, so U+0001 parts them. One text of all
      // that are refused is answered: a row each takes longer to read than to write.
      const { rows: answer } = await sql<{ refused: string | null }>`
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
        )${open}, fresh as (
          insert into signal_ids (row_id, received_at)
          select r, t from arrived where o and ${welcome}
          on conflict do nothing
          returning row_id
        ), taken as (
          insert into inbox (workspace, row_id, received_at, import_id, bytes, signal)
          select w, r, t, i, octet_length(s), s from arrived
          where case when o then r in (select row_id from fresh) else ${welcome} end
          returning import_id
        )${counted}
        select string_agg(r::text, ',') as refused from arrived
        where not case when o then r in (select row_id from fresh) else ${welcome} end`.execute(db);
      for (const rowId of answer[0]?.refused?.split(",") ?? []) first.delete(rowId);
      return new Set(first.keys());
    },

    /**
     * Leases up to `most` rows under a batch id. A batch whose lease ran out comes first, whole and
     * under its old id, so that the same rows go again in the same order.
     */
    async lease(_scope: SystemScope, most: number): Promise<Lease | undefined> {
      return db.transaction().execute(async (trx) => {
        const { rows: lapsed } = await sql<Packed>`
          with leased as (
            update inbox set leased_until = ${until}
            where batch = (select batch from inbox where batch is not null and leased_until < now() order by batch limit 1)
              and leased_until < now()
            returning ${leased}
          ) ${packed}`.execute(trx);
        const { batch, rows } = lapsed[0]!;
        if (batch !== null && rows !== null) return { batch, again: true, rows: unpack(rows) };
        // The inbox is empty one moment and holds millions the next, so there are no statistics to go
        // by, and without them the planner sorts all that waits for every batch.
        await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
          set_config('enable_sort', 'off', true)`.execute(trx);
        const { rows: fresh } = await sql<Packed>`
          with leased as (
            update inbox set batch = ${uuidv7()}::uuid, leased_until = ${until}
            where ctid = any (array(
              select place from (
                select place, sum(bytes) over (order by seq) - bytes as before
                from (
                  select ctid as place, seq, bytes from inbox where batch is null order by seq limit ${most} for update skip locked
                ) as free
              ) as counted where before < ${leaseBytes}
            ))
            returning ${leased}
          ) ${packed}`.execute(trx);
        const made = fresh[0]!;
        if (made.batch === null || made.rows === null) return undefined;
        return { batch: made.batch, again: false, rows: unpack(made.rows) };
      });
    },

    /** Keeps a batch for another lease, while its drain is at work. */
    async renew(_scope: SystemScope, batch: string): Promise<void> {
      await sql`update inbox set leased_until = ${until} where batch = ${batch}::uuid`.execute(db);
    },

    /** Lets a batch be tried again at once: what could not be inserted is not late by a whole lease. */
    async release(_scope: SystemScope, batch: string): Promise<void> {
      await sql`update inbox set leased_until = to_timestamp(0) where batch = ${batch}::uuid`.execute(
        db,
      );
    },

    /**
     * Ends a batch: its rows leave the inbox, those that could not be processed are held with the
     * reason. Of rows that another drain has ended meanwhile, or that were deleted, none is held.
     */
    async finish(
      _scope: SystemScope,
      batch: string,
      held: readonly (InboxRow & Reason)[],
    ): Promise<void> {
      if (held.length === 0) {
        await db.deleteFrom("inbox").where("batch", "=", batch).execute();
        return;
      }
      await db.transaction().execute(async (trx) => {
        const ended = await trx
          .deleteFrom("inbox")
          .where("batch", "=", batch)
          .returning(["seq", "bytes"])
          .execute();
        const mine = new Set(ended.filter((row) => row.bytes >= 0).map((row) => row.seq));
        const rows = held.filter((row) => mine.has(row.seq));
        for (let from = 0; from < rows.length; from += 1000) {
          await trx
            .insertInto("held_signals")
            .values(
              rows.slice(from, from + 1000).map((row) => ({
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
      });
    },

    /** Rows that wait (exact to 20,000, estimated above), for how long the oldest has, and how many are held. */
    async inboxState(
      _scope: SystemScope,
    ): Promise<{ rows: number; oldestSeconds: number; held: number }> {
      const { rows } = await sql<{
        rows: number;
        span: number | null;
        oldest: number | null;
        held: number;
      }>`
        select (select count(*) from (select from inbox limit ${countExactly + 1}) as counted) as rows,
               (select max(seq) - min(seq) + 1 from inbox) as span,
               (select extract(epoch from now() - received_at)::float8 from inbox order by seq limit 1) as oldest,
               (select count(*) from held_signals) as held`.execute(db);
      const { rows: counted, span, oldest, held } = rows[0]!;
      return {
        rows: counted > countExactly ? Math.max(counted, span ?? 0) : counted,
        oldestSeconds: Math.max(0, Math.round((oldest ?? 0) * 10) / 10),
        held,
      };
    },

    /** Gives back the room of rows that have left the inbox: at once where it is empty. */
    async vacuum(_scope: SystemScope): Promise<void> {
      await sql`do $$ begin
        lock table inbox in access exclusive mode nowait;
        if not exists (select from inbox) then truncate inbox; end if;
      exception when lock_not_available then null;
      end $$`.execute(db);
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

/** The inbox and the ids of the last 30 days, in Postgres: what arrives, what a drain has leased, what is done. */
import { sql, type Kysely } from "kysely";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { Arrival } from "./intake.ts";
import type { ListenTables, Reason } from "./store.ts";

export type InboxRow = {
  workspace: string;
  row_id: string;
  received_ms: number;
  import_id: string | null;
  signal: string;
};

/** `again`: the lease before it ran out or was given back, so its rows may stand in ClickHouse already. */
export type Lease = {
  batch: string;
  again: boolean;
  /** It holds at least half of what a batch may, in rows or bytes: there may be more behind it. */
  full: boolean;
  rows: InboxRow[];
};

/** A drain renews its lease while it works, so one that died is taken over soon. */
const leaseSeconds = 20;
/** One batch holds about this much: 20,000 signals of a megabyte each would not fit in memory, and each byte is there five times over. */
const mostBytes = 16 * 1024 * 1024;
/** What is read of a batch in one statement, a millisecond or a few. */
const partRows = 500;
const partBytes = 512 * 1024;
/** How often a lease looks again where another took the groups that it had chosen. */
const leaseTries = 3;

function unpack(text: string): InboxRow[] {
  return text.split("\u0001").map((line) => {
    const third = line.indexOf(" ", 74);
    const fourth = line.indexOf(" ", third + 1);
    return {
      workspace: line.slice(0, 36),
      row_id: line.slice(37, 73),
      received_ms: Number(line.slice(74, third)),
      import_id: fourth === third + 1 ? null : line.slice(third + 1, fourth),
      signal: line.slice(fourth + 1),
    };
  });
}

type Stamped = { id: number; batch: string; rows: number; bytes: number };

/** Groups in order, in parts that are read one after another: what arrives is written in between, and nobody waits for the whole. */
function partsOf(groups: readonly Stamped[]): number[][] {
  const parts: number[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const group of groups.toSorted((a, b) => a.id - b.id)) {
    if (rows + group.rows > partRows || bytes + group.bytes > partBytes) {
      parts.push([]);
      rows = bytes = 0;
    }
    parts.at(-1)!.push(group.id);
    rows += group.rows;
    bytes += group.bytes;
  }
  return parts;
}

async function hold(db: Kysely<ListenTables>, rows: readonly (InboxRow & Reason)[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await db
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
}

/** How long a lease lasts, and how many bytes one may take; where absent, as above. */
export type LeaseOptions = { leaseSeconds?: number; leaseBytes?: number };

export function createInboxStore(db: Kysely<ListenTables>, options: LeaseOptions) {
  const { leaseBytes = mostBytes } = options;
  const until = sql`now() + ${options.leaseSeconds ?? leaseSeconds} * interval '1 second'`;

  /** Stamps a batch on free groups, oldest first; none where there are none, or others take them all. */
  async function stampFree(most: number): Promise<Stamped[]> {
    for (let tries = 0; tries < leaseTries; tries++) {
      // The first comes in any case, however large it is.
      const { rows: free } = await sql<{ id: number }>`
        select id from (
          select id, sum(rows) over earlier as before, sum(bytes) over earlier as bytes_before
          from (select id, rows, bytes from inbox_groups where batch is null order by id limit ${most}) as free
          window earlier as (order by id rows between unbounded preceding and 1 preceding)
        ) as counted
        where before is null or (before < ${most} and bytes_before < ${leaseBytes})`.execute(db);
      if (free.length === 0) return [];
      const { rows: stamped } = await sql<Stamped>`
        update inbox_groups set batch = ${uuidv7()}::uuid, leased_until = ${until}
        where id = any (string_to_array(${free.map((group) => group.id).join(",")}, ',')::bigint[]) and batch is null
        returning id, batch, rows, bytes`.execute(db);
      if (stamped.length > 0) return stamped;
    }
    return [];
  }

  /**
   * The rows of groups. A row each takes PGlite longer to hand over than all of it takes to find, so one
   * text is made of them. JSON.stringify leaves no control character in a signal; what came in by another
   * way loses it.
   */
  async function read(groups: readonly number[]): Promise<InboxRow[]> {
    const { rows: found } = await sql<{ lines: string | null }>`
      select string_agg(workspace || ' ' || row_id || ' ' || (date_part('epoch', received_at) * 1000)::bigint || ' ' ||
        coalesce(import_id::text, '') || ' ' || replace(signal, E'\\x01', ''), E'\\x01' order by group_id, place) as lines
      from inbox where group_id = any (string_to_array(${groups.join(",")}, ',')::bigint[])`.execute(
      db,
    );
    const lines = found[0]?.lines ?? null;
    return lines === null ? [] : unpack(lines);
  }

  return {
    /**
     * Writes arrivals of any workspaces in one statement. Answers the row ids that were new; the
     * others were received in the last 30 days, came twice in this very call, or belong to an
     * import that is being removed. Those of an import are counted as accepted under it.
     */
    async append(arrivals: readonly (Arrival & { scope: Scope })[]): Promise<Set<string>> {
      if (arrivals.length === 0) return new Set();
      const first = new Map<string, Arrival & { scope: Scope }>();
      for (const each of arrivals) if (!first.has(each.rowId)) first.set(each.rowId, each);
      // In one order for all processes, so that two that write the same ids do not wait for each other in a ring.
      const rows = [...first.values()].toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1));
      const list = (of: (each: (typeof rows)[number]) => string | number, by = ",") =>
        rows.map(of).join(by);
      // What says the same of all is left out: splitting and reading the lists is up to half of the work.
      const { workspace } = rows[0]!.scope;
      const isOne = rows.every((each) => each.scope.workspace === workspace);
      const noneImported = rows.every((each) => each.importId === null);
      const allOwn = rows.every((each) => each.ownId);
      const { rows: answer } = await sql<{ refused: string | null }>`
        select refused from append_to_inbox(
          ${list((each) => each.rowId)},
          ${isOne ? workspace : list((each) => each.scope.workspace)},
          ${list((each) => each.receivedAt)},
          ${noneImported ? "" : list((each) => each.importId ?? "")},
          ${allOwn ? "" : list((each) => (each.ownId ? "1" : "0"))},
          ${list((each) => each.json, "\u0001")}
        ) as refused`.execute(db);
      for (const rowId of answer[0]?.refused?.split(",") ?? []) first.delete(rowId);
      return new Set(first.keys());
    },

    /**
     * Leases groups of up to `most` rows under a batch id. A batch whose lease ran out comes first,
     * whole and under its old id, so that the same rows go again in the same order.
     */
    async lease(_scope: SystemScope, most: number): Promise<Lease | undefined> {
      const { rows: lapsed } = await sql<Stamped>`
        update inbox_groups set leased_until = ${until}
        where batch = (select batch from inbox_groups where batch is not null and leased_until < now() order by batch limit 1)
          and leased_until < now()
        returning id, batch, rows, bytes`.execute(db);
      const stamped = lapsed.length > 0 ? lapsed : await stampFree(most);
      if (stamped.length === 0) return undefined;
      const rows: InboxRow[] = [];
      for (const ids of partsOf(stamped)) rows.push(...(await read(ids)));
      const bytes = stamped.reduce((sum, group) => sum + group.bytes, 0);
      const full = rows.length >= most / 2 || bytes >= leaseBytes / 2;
      return { batch: stamped[0]!.batch, again: lapsed.length > 0, full, rows };
    },

    /** Keeps a batch for another lease, while its drain is at work. */
    async renew(_scope: SystemScope, batch: string): Promise<void> {
      await sql`update inbox_groups set leased_until = ${until} where batch = ${batch}::uuid`.execute(
        db,
      );
    },

    /** Lets a batch be tried again at once: what could not be inserted is not late by a whole lease. */
    async release(_scope: SystemScope, batch: string): Promise<void> {
      await sql`update inbox_groups set leased_until = to_timestamp(0) where batch = ${batch}::uuid`.execute(
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
      await db.transaction().execute(async (trx) => {
        const { rows: groups } = await sql<{ id: number }>`
          delete from inbox_groups where batch = ${batch}::uuid returning id`.execute(trx);
        const ids = sql`any (string_to_array(${groups.map((group) => group.id).join(",")}, ',')::bigint[])`;
        if (held.length === 0) {
          await sql`delete from inbox where group_id = ${ids}`.execute(trx);
          return;
        }
        const { rows: ended } = await sql<{ row_id: string }>`
          with ended as (delete from inbox where group_id = ${ids} returning row_id, withdrawn)
          select row_id from ended where not withdrawn`.execute(trx);
        const mine = new Set(ended.map((row) => row.row_id));
        await hold(
          trx,
          held.filter((row) => mine.has(row.row_id)),
        );
      });
    },

    /** The batches that are leased, whether their drains are alive or not. */
    async batchesInHand(_scope: SystemScope): Promise<string[]> {
      const { rows } = await sql<{ batch: string }>`
        select distinct batch from inbox_groups where batch is not null`.execute(db);
      return rows.map(({ batch }) => batch);
    },

    /** Rows that wait, for how long the oldest has, in seconds, and how many are held. */
    async inboxState(
      _scope: SystemScope,
    ): Promise<{ rows: number; oldestSeconds: number; held: number }> {
      const { rows } = await sql<{ rows: number; oldest: number | null; held: number }>`
        select coalesce(sum(rows), 0)::bigint as rows, extract(epoch from now() - min(received_at))::float8 as oldest,
               (select count(*) from held_signals) as held from inbox_groups`.execute(db);
      const { rows: waiting, oldest, held } = rows[0]!;
      return {
        rows: waiting,
        oldestSeconds: Math.max(0, Math.round((oldest ?? 0) * 10) / 10),
        held,
      };
    },

    /** Gives back the room of rows that have left the inbox: at once where it is empty. */
    async vacuum(_scope: SystemScope): Promise<void> {
      await sql`do $$ begin
        lock table inbox_groups, inbox in access exclusive mode nowait;
        if not exists (select from inbox_groups) and not exists (select from inbox) then truncate inbox_groups, inbox; end if;
      exception when lock_not_available then null;
      end $$`.execute(db);
      await sql`vacuum inbox_groups`.execute(db);
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

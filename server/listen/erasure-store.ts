/** A person's signals that wait in the inbox or are held: found by their strings, and taken out. In Postgres. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { judgeText, lureOf, namedIn, separators, type Sought } from "#customer/sought.ts";
import { lessened } from "./held-store.ts";
import type { ListenTables } from "./store.ts";

/** Groups, or held signals, that one statement looks through: the embedded store serves nobody else meanwhile. */
const groupStep = 20;
const heldStep = 5_000;

export type Found = { rowId: string; signal: string };
type WaitingRow = { group_id: number; place: number; row_id: string; signal: string };
type HeldRow = { id: string; row_id: string; signal: string };
/** Whose signals are meant: the person's own, or also others' that hold the person's identifiers. */
export type Whose = { sought: Sought; mentions: boolean };

const isMeant = ({ sought, mentions }: Whose, signal: string): boolean => {
  const judged = judgeText(sought, signal);
  return judged === "own" || (mentions && judged === "identifier");
};

const uuids = (ids: readonly string[]) => sql`any (string_to_array(${ids.join(",")}, ',')::uuid[])`;

/** True of each text that may name the person; which of them do is judged outside. */
function mayName({ sought }: Whose) {
  const lures = lureOf(sought).join("\u0001");
  const phones = sought.phones.join("\u0001");
  return sql`(
    exists (select from unnest(string_to_array(${lures}, E'\\x01')) as lure where strpos(lower(signal), lure) > 0)
    or exists (select from unnest(string_to_array(${phones}, E'\\x01')) as phone
      where strpos(regexp_replace(signal, ${separators}, '', 'g'), phone) > 0)
  )`;
}

export function createListenErasureStore(database: Database) {
  const db = database.withTables<ListenTables>();

  /** Groups after `after`, at most a step of them, and what in them may name the person. */
  async function lookAtWaiting(
    scope: Scope,
    whose: Whose,
    after: number,
  ): Promise<{ found: WaitingRow[]; last: number | undefined }> {
    const { rows: groups } = await sql<{ id: number }>`
      select id from inbox_groups where id > ${after} order by id limit ${groupStep}`.execute(db);
    const last = groups.at(-1)?.id;
    if (last === undefined) return { found: [], last };
    const { rows } = await sql<WaitingRow>`
      select group_id, place, row_id, signal from inbox
      where group_id > ${after} and group_id <= ${last} and workspace = ${scope.workspace}::uuid and ${mayName(whose)}`.execute(
      db,
    );
    return { found: rows.filter(({ signal }) => isMeant(whose, signal)), last };
  }

  async function lookAtHeld(
    scope: Scope,
    whose: Whose,
    after: string,
  ): Promise<{ found: HeldRow[]; last: string | undefined }> {
    const { rows: ids } = await sql<{ last: string | null }>`
      select max(id::text) as last from (
        select id from held_signals where workspace = ${scope.workspace}::uuid and id > ${after}::uuid order by id limit ${heldStep}
      ) as step`.execute(db);
    const last = ids[0]?.last ?? undefined;
    if (last === undefined) return { found: [], last };
    const { rows } = await sql<HeldRow>`
      select id, row_id, signal from held_signals
      where workspace = ${scope.workspace}::uuid and id > ${after}::uuid and id <= ${last}::uuid and ${mayName(whose)}`.execute(
      db,
    );
    return { found: rows.filter(({ signal }) => isMeant(whose, signal)), last };
  }

  async function* waiting(scope: Scope, whose: Whose): AsyncGenerator<WaitingRow[]> {
    for (let after = 0; ;) {
      const { found, last } = await lookAtWaiting(scope, whose, after);
      if (found.length > 0) yield found;
      if (last === undefined) return;
      after = last;
    }
  }

  async function* held(scope: Scope, whose: Whose): AsyncGenerator<HeldRow[]> {
    for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
      const { found, last } = await lookAtHeld(scope, whose, after);
      if (found.length > 0) yield found;
      if (last === undefined) return;
      after = last;
    }
  }

  return {
    /** What of a person waits or is held, a step at a time. */
    waiting: (scope: Scope, whose: Whose): AsyncGenerator<Found[]> => shown(waiting(scope, whose)),
    held: (scope: Scope, whose: Whose): AsyncGenerator<Found[]> => shown(held(scope, whose)),

    /**
     * Takes a person's signals out of the inbox; answers how many. What a drain has in its hands is
     * marked, so that it is not held: it reaches ClickHouse, and is erased there.
     */
    async takeWaiting(scope: Scope, whose: Whose): Promise<number> {
      let taken = 0;
      for await (const found of waiting(scope, whose)) {
        const rowIds = uuids(found.map((row) => row.row_id));
        const groups = [...new Set(found.map((row) => row.group_id))].join(",");
        const ofGroups = sql`any (string_to_array(${groups}, ',')::bigint[])`;
        taken += await db.transaction().execute(async (trx) => {
          // The lock first: a lease that begins meanwhile waits, and one that ends is waited for.
          await sql`select from inbox_groups where id = ${ofGroups} order by id for update`.execute(
            trx,
          );
          const { rows } = await sql<{ n: number }>`
            with gone as (
              delete from inbox using inbox_groups where inbox_groups.id = group_id and group_id = ${ofGroups}
                and workspace = ${scope.workspace}::uuid and row_id = ${rowIds} and batch is null
              returning row_id, group_id, octet_length(signal) as bytes
            ), ${lessened(sql`gone`)}, marked as (
              update inbox set withdrawn = true from inbox_groups where inbox_groups.id = group_id and group_id = ${ofGroups}
                and workspace = ${scope.workspace}::uuid and row_id = ${rowIds} and batch is not null
            ), freed as (delete from signal_ids where row_id in (select row_id from gone))
            select count(*) as n from gone`.execute(trx);
          return rows[0]!.n;
        });
      }
      return taken;
    },

    /** Deletes a person's held signals; answers how many. */
    async takeHeld(scope: Scope, whose: Whose): Promise<number> {
      let taken = 0;
      for await (const found of held(scope, whose)) {
        const { rows } = await sql<{ n: number }>`
          with gone as (
            delete from held_signals where workspace = ${scope.workspace}::uuid and id = ${uuids(found.map((row) => row.id))} returning row_id
          ), freed as (delete from signal_ids where row_id in (select row_id from gone))
          select count(*) as n from gone`.execute(db);
        taken += rows[0]!.n;
      }
      return taken;
    },

    /** Imports whose names name the person. */
    async *importsNaming(scope: Scope, sought: Sought): AsyncGenerator<string> {
      for (let after = ""; ;) {
        const { rows } = await sql<{ id: string; name: string }>`
          select id, name from imports where workspace = ${scope.workspace}::uuid and name > ${after} order by name limit ${heldStep}`.execute(
          db,
        );
        if (rows.length === 0) return;
        for (const { id, name } of rows) if (namedIn(sought, name)) yield id;
        after = rows.at(-1)!.name;
      }
    },

    /** Batches that drains have in their hands now. */
    async batches(_scope: SystemScope): Promise<string[]> {
      const { rows } = await sql<{ batch: string }>`
        select distinct batch from inbox_groups where batch is not null`.execute(db);
      return rows.map((row) => row.batch);
    },

    /** The last group that stands in the inbox; 0 where it is empty. */
    async lastGroup(_scope: SystemScope): Promise<number> {
      const { rows } = await sql<{ last: number | null }>`
        select max(id) as last from inbox_groups`.execute(db);
      return rows[0]!.last ?? 0;
    },

    /** Whether any of these batches is still under way. */
    async areUnderWay(_scope: SystemScope, batches: readonly string[]): Promise<boolean> {
      if (batches.length === 0) return false;
      const { rows } = await sql<{ any: boolean }>`
        select exists (select from inbox_groups where batch = ${uuids(batches)}) as any`.execute(
        db,
      );
      return rows[0]!.any;
    },

    /** Whether any group up to `last` still stands. */
    async isWaiting(_scope: SystemScope, last: number): Promise<boolean> {
      const { rows } = await sql<{ any: boolean }>`
        select exists (select from inbox_groups where id <= ${last}) as any`.execute(db);
      return rows[0]!.any;
    },

    /** Whether a drain still has in its hands what was withdrawn: it may yet write it to ClickHouse. */
    async hasWithdrawn(_scope: SystemScope): Promise<boolean> {
      const { rows } = await sql<{ any: boolean }>`
        select exists (select from inbox where withdrawn) as any`.execute(db);
      return rows[0]!.any;
    },

    /** These ids may be sent afresh, unless they were already and wait. */
    async freeIds(_scope: Scope, rowIds: readonly string[]): Promise<void> {
      await sql`delete from signal_ids where row_id = ${uuids(rowIds)}
        and not exists (select from inbox where inbox.row_id = signal_ids.row_id)
        and not exists (select from held_signals where held_signals.row_id = signal_ids.row_id)`.execute(
        db,
      );
    },

    /** Every signal of a workspace that waits or is held, a step at a time. */
    async *all(scope: Scope): AsyncGenerator<string[]> {
      for (let after = 0; ;) {
        const { rows } = await sql<{ id: number; signal: string | null }>`
          select groups.id, signal from (select id from inbox_groups where id > ${after} order by id limit ${groupStep}) as groups
          left join inbox on group_id = groups.id and workspace = ${scope.workspace}::uuid order by groups.id`.execute(
          db,
        );
        if (rows.length === 0) break;
        after = rows.at(-1)!.id;
        yield rows.flatMap(({ signal }) => signal ?? []);
      }
      for (let after: string | undefined; ;) {
        const rows = await this.heldAfter(scope, after, heldStep);
        if (rows.length === 0) return;
        after = rows.at(-1)!.id;
        yield rows.map(({ signal }) => signal);
      }
    },

    /** The signals that are held, a step at a time, for whoever judges how old they are. */
    async heldAfter(
      scope: Scope,
      after: string | undefined,
      most: number,
    ): Promise<{ id: string; signal: string; receivedAt: Date }[]> {
      let query = db
        .selectFrom("held_signals")
        .select(["id", "signal", "received_at as receivedAt"])
        .where("workspace", "=", scope.workspace);
      if (after !== undefined) query = query.where("id", ">", after);
      return query.orderBy("id").limit(most).execute();
    },

    async deleteHeldOf(scope: Scope, ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      await sql`
        with gone as (
          delete from held_signals where workspace = ${scope.workspace}::uuid and id = ${uuids(ids)} returning row_id
        ) delete from signal_ids where row_id in (select row_id from gone)`.execute(db);
    },
  };
}

async function* shown(
  steps: AsyncGenerator<{ row_id: string; signal: string }[]>,
): AsyncGenerator<Found[]> {
  for await (const rows of steps)
    yield rows.map(({ row_id, signal }) => ({ rowId: row_id, signal }));
}

export type ListenErasureStore = ReturnType<typeof createListenErasureStore>;

/** Erasures and what they took, in Postgres; and the workspace's settings of privacy. */
import { sql, type Generated, type Selectable } from "kysely";
import { privacySettings, type PrivacySettings } from "#contract/privacy.ts";
import type { Database } from "#platform/postgres.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { Counts, Erasure, Mentioned } from "./erasure.ts";
import { identifierTypes, type Identifier } from "./identifier.ts";
import type { Person } from "./sought.ts";

type ErasureTable = {
  id: string;
  workspace: string;
  requested_at: Date;
  requested_by: string;
  mode: "erase" | "anonymise";
  mentions: boolean;
  person_digest: string;
  digests: string;
  person: unknown;
  counts: Generated<unknown>;
  mentioned: Generated<unknown>;
  replayed_until: Date | null;
  leased_until: Date | null;
  problem: string | null;
  erased_at: Date | null;
  months: Generated<string>;
  rewritten_at: Date | null;
  purged_at: Date | null;
};
type Tables = {
  erasures: ErasureTable;
  erased_signals: { erasure: string; row_id: string; month: number };
  privacy_settings: { workspace: string; settings: unknown; updated_at: Date };
};

/** A process that died in the middle of an erasure is followed by another after this. */
const leaseSeconds = 60;

const toErasure = (row: Selectable<ErasureTable>): Erasure => ({
  id: row.id,
  workspace: row.workspace,
  requestedAt: row.requested_at,
  requestedBy: row.requested_by,
  mode: row.mode,
  mentions: row.mentions,
  personDigest: row.person_digest,
  digests: row.digests.split(" "),
  person: row.person as Person | null,
  counts: row.counts as Counts,
  // Receipts of before have none.
  mentioned: { others: [], ...(row.mentioned as Omit<Mentioned, "others">) },
  replayedUntil: row.replayed_until,
  problem: row.problem,
  erasedAt: row.erased_at,
  purgedAt: row.purged_at,
});

const json = (value: unknown) => sql<string>`${JSON.stringify(value)}::jsonb`;
const until = sql<Date>`now() + ${leaseSeconds} * interval '1 second'`;

export type Unpurged = { id: string; months: number[]; rewrittenAt: Date | null };
export type NewErasure = Pick<Erasure, "mode" | "mentions" | "personDigest" | "digests"> & {
  person: Person;
};

export function createErasureStore(database: Database) {
  const db = database.withTables<Tables>();
  return {
    /** Notes an erasure; answers the one that is under way where the same was asked before. */
    async request(scope: Scope, wish: NewErasure): Promise<Erasure> {
      const made = await db
        .insertInto("erasures")
        .values({
          id: uuidv7(),
          workspace: scope.workspace,
          requested_at: new Date(clock.now()),
          requested_by: scope.actor,
          mode: wish.mode,
          mentions: wish.mentions,
          person_digest: wish.personDigest,
          digests: wish.digests.join(" "),
          person: json(wish.person),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (made) return toErasure(made);
      const row = await db
        .selectFrom("erasures")
        .selectAll()
        .where("workspace", "=", scope.workspace)
        .where("person_digest", "=", wish.personDigest)
        .where("mode", "=", wish.mode)
        .where("mentions", "=", wish.mentions)
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      return toErasure(row);
    },

    async get(scope: Scope, id: string): Promise<Erasure | undefined> {
      const row = await db
        .selectFrom("erasures")
        .selectAll()
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .executeTakeFirst();
      return row && toErasure(row);
    },

    /** Newest first, by keyset over the ids. */
    async list(scope: Scope, before: string | undefined, most: number): Promise<Erasure[]> {
      let query = db.selectFrom("erasures").selectAll().where("workspace", "=", scope.workspace);
      if (before !== undefined) query = query.where("id", "<", before);
      return (await query.orderBy("id", "desc").limit(most).execute()).map(toErasure);
    },

    /** Takes the oldest erasure that is to be done and in nobody's hands, but for those in `done`. */
    async take(_scope: SystemScope, done: readonly string[]): Promise<Erasure | undefined> {
      const { rows } = await sql<Selectable<ErasureTable>>`
        update erasures set leased_until = ${until} where id = (
          select id from erasures where erased_at is null and (leased_until is null or leased_until < now())
            and id <> all (string_to_array(${done.join(",")}, ',')::uuid[])
          order by id limit 1 for update skip locked
        ) returning *`.execute(db);
      return rows[0] && toErasure(rows[0]);
    },

    async renew(_scope: SystemScope, id: string): Promise<void> {
      await db.updateTable("erasures").set({ leased_until: until }).where("id", "=", id).execute();
    },

    /** Why it could not go on; the next try begins where anybody looks. */
    async release(_scope: SystemScope, id: string, problem: string): Promise<void> {
      await db
        .updateTable("erasures")
        .set({ leased_until: null, problem })
        .where("id", "=", id)
        .execute();
    },

    /** Adds to what was erased, by place. */
    async count(_scope: Scope, id: string, counts: Counts): Promise<void> {
      for (const [place, n] of Object.entries(counts)) {
        if (n === 0) continue;
        await sql`update erasures set counts = jsonb_set(counts, array[${place}::text], to_jsonb(coalesce((counts->>${place}::text)::bigint, 0) + ${n}::bigint))
          where id = ${id}::uuid`.execute(db);
      }
    },

    /** What a place held when the erasure began: said once, so that a second try doesn't say it again. */
    async countOnce(_scope: Scope, id: string, counts: Counts): Promise<void> {
      await sql`update erasures set counts = ${JSON.stringify(counts)}::jsonb || counts where id = ${id}::uuid`.execute(
        db,
      );
    },

    /** Knows more of the person than at the request, or than at a try before. */
    async know(_scope: Scope, id: string, person: Person): Promise<void> {
      await db
        .updateTable("erasures")
        .set({ person: json(person) })
        .where("id", "=", id)
        .where("erased_at", "is", null)
        .execute();
    },

    /** Notes signals that are about to be erased. */
    async noteSignals(
      _scope: Scope,
      id: string,
      month: number,
      rowIds: readonly string[],
    ): Promise<void> {
      await sql`insert into erased_signals (erasure, row_id, month)
        select ${id}::uuid, each, ${month}::integer from unnest(string_to_array(${rowIds.join(",")}, ',')::uuid[]) as each
        on conflict do nothing`.execute(db);
    },

    /** The signals that an erasure took, by row id, after `after`. */
    async signalsOf(_scope: Scope, id: string, after: string, most: number): Promise<string[]> {
      const rows = await db
        .selectFrom("erased_signals")
        .select("row_id")
        .where("erasure", "=", id)
        .where("row_id", ">", after)
        .orderBy("row_id")
        .limit(most)
        .execute();
      return rows.map((row) => row.row_id);
    },

    /** It is done: from here on nothing says whom it was. Of anonymised signals not even which they are. */
    async end(_scope: Scope, erasure: Erasure, at: Date, mentioned: Mentioned): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await sql`update erasures set erased_at = ${at}, person = null, problem = null, leased_until = null,
          mentioned = ${json(mentioned)},
          months = (select coalesce(string_agg(distinct month::text, ','), '') from erased_signals where erasure = ${erasure.id}::uuid),
          counts = counts || jsonb_build_object('signals', (select count(*) from erased_signals where erasure = ${erasure.id}::uuid))
          where id = ${erasure.id}::uuid`.execute(trx);
        if (erasure.mode === "anonymise")
          await trx.deleteFrom("erased_signals").where("erasure", "=", erasure.id).execute();
      });
    },

    /** Erasures that are done and whose traces may still be on a disk. */
    async unpurged(_scope: SystemScope): Promise<Unpurged[]> {
      const rows = await db
        .selectFrom("erasures")
        .select(["id", "months", "rewritten_at"])
        .where("erased_at", "is not", null)
        .where("purged_at", "is", null)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        months: row.months.split(",").filter(Boolean).map(Number),
        rewrittenAt: row.rewritten_at,
      }));
    },

    /** How far the traces of these erasures are gone. */
    async purging(
      _scope: SystemScope,
      ids: readonly string[],
      state: { rewrittenAt: Date } | { purgedAt: Date } | { problem: string },
    ): Promise<void> {
      const change =
        "rewrittenAt" in state
          ? { rewritten_at: state.rewrittenAt, problem: null }
          : "purgedAt" in state
            ? { purged_at: state.purgedAt, problem: null }
            : { problem: state.problem };
      await db.updateTable("erasures").set(change).where("id", "in", ids).execute();
    },

    /** A step of a workspace's identifiers, in the order of their keys. */
    async identifiers(
      scope: Scope,
      after: string,
      most: number,
    ): Promise<(Identifier & { key: string; name: string | undefined })[]> {
      const { rows } = await sql<{ key: string; type: number; value: string; name: string | null }>`
        select key, type, value, name from identifiers
        where workspace = ${scope.workspace}::uuid and key > ${after}::uuid order by key limit ${most}`.execute(
        db,
      );
      return rows.map(({ key, type, value, name }) => ({
        key,
        type: identifierTypes[type]!,
        value,
        name: name ?? undefined,
      }));
    },

    async settings(scope: Pick<Scope, "workspace">): Promise<PrivacySettings> {
      const row = await db
        .selectFrom("privacy_settings")
        .select("settings")
        .where("workspace", "=", scope.workspace)
        .executeTakeFirst();
      return privacySettings.parse(row?.settings ?? {});
    },

    async set(scope: Scope, settings: PrivacySettings): Promise<void> {
      const row = { settings: json(settings), updated_at: new Date(clock.now()) };
      await db
        .insertInto("privacy_settings")
        .values({ workspace: scope.workspace, ...row })
        .onConflict((conflict) => conflict.column("workspace").doUpdateSet(row))
        .execute();
    },
  };
}

export type ErasureStore = ReturnType<typeof createErasureStore>;

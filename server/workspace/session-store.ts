/** Sessions, second steps and wrong attempts, in Postgres, where every process sees them. */
import { sql } from "kysely";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { SystemScope } from "#platform/scope.ts";

type SessionTable = {
  id: string;
  person: string;
  token: string;
  expires_at: Date;
  address: string | null;
  user_agent: string | null;
  created_at: Date;
  updated_at: Date;
};
export type SessionRow = Omit<SessionTable, "token" | "person">;
type AttemptTable = { subject: string; count: number; since: Date; locked_until: Date | null };
type Tables = {
  sessions: SessionTable;
  attempts: AttemptTable;
  verifications: { identifier: string; value: string; expires_at: Date };
  used_codes: { person: string; digest: string; used_at: Date };
};

/** Milliseconds after which a code of an authenticator can't be valid any more, whatever the clocks. */
const codeLife = 180_000;

export type Counted = { lockedUntil: Date | null; justLocked: boolean };

export function createSessionStore(database: Database) {
  const db = database.withTables<Tables>();
  const now = () => new Date(clock.now());
  return {
    /** A person's sessions that have not ended, last used first. */
    async list(_scope: SystemScope, person: string, usedSince: Date): Promise<SessionRow[]> {
      return db
        .selectFrom("sessions")
        .select(["id", "expires_at", "address", "user_agent", "created_at", "updated_at"])
        .where("person", "=", person)
        .where("expires_at", ">", now())
        .where("updated_at", ">", usedSince)
        .orderBy("updated_at", "desc")
        .limit(200)
        .execute();
    },

    /** Notes that a session was used. */
    async used(_scope: SystemScope, id: string): Promise<void> {
      await db.updateTable("sessions").set({ updated_at: now() }).where("id", "=", id).execute();
    },

    /** Ends a person's session; false where there is none of this id. */
    async end(_scope: SystemScope, person: string, id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("sessions")
        .where("person", "=", person)
        .where("id", "=", id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    /** Ends a person's sessions, all or all but one. Answers how many. */
    async endAll(_scope: SystemScope, person: string, except?: string): Promise<number> {
      let query = db.deleteFrom("sessions").where("person", "=", person);
      if (except !== undefined) query = query.where("id", "<>", except);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },

    /** Who stands before the second step that a challenge is for. */
    async challenged(_scope: SystemScope, identifier: string): Promise<string | undefined> {
      const row = await db
        .selectFrom("verifications")
        .select("value")
        .where("identifier", "=", identifier)
        .where("expires_at", ">", now())
        .executeTakeFirst();
      return row?.value;
    },

    /** Takes a code for this one use; false where it was used already. */
    async takeCode(_scope: SystemScope, person: string, digest: string): Promise<boolean> {
      const at = now();
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("used_codes")
        .values({ person, digest, used_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(["person", "digest"])
            .doUpdateSet({ used_at: at })
            .where("used_codes.used_at", "<", new Date(at.getTime() - codeLife)),
        )
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** A code that did not fit was not used. */
    async leaveCode(_scope: SystemScope, person: string, digest: string): Promise<void> {
      await db
        .deleteFrom("used_codes")
        .where("person", "=", person)
        .where("digest", "=", digest)
        .execute();
    },

    /**
     * Counts one attempt before it is made, so that many at once are no more than many one by one.
     * After `most` in `window` milliseconds the subject is locked for `window` from then on. The try
     * after these is the one that locks it; more of them change nothing but the count.
     */
    async attempt(
      _scope: SystemScope,
      subject: string,
      most: number,
      window: number,
    ): Promise<Counted> {
      const at = now();
      const past = new Date(at.getTime() - window);
      const until = new Date(at.getTime() + window);
      const { rows } = await sql<AttemptTable>`
        insert into attempts as a (subject, count, since) values (${subject}, 1, ${at})
        on conflict (subject) do update set
          count = case
            when a.locked_until > ${at} then a.count + 1
            when a.locked_until is not null or a.since < ${past} then 1
            else a.count + 1 end,
          since = case when a.locked_until <= ${at} or a.since < ${past} then ${at} else a.since end,
          locked_until = case
            when a.locked_until > ${at} then a.locked_until
            when a.locked_until is null and a.since >= ${past} and a.count + 1 > ${most}::integer then ${until}
            else null end
        returning *`.execute(db);
      const { locked_until: lockedUntil, count } = rows[0]!;
      return { lockedUntil, justLocked: lockedUntil !== null && count === most + 1 };
    },

    /** An attempt that was none after all; `all`: forget every one. */
    async forgive(_scope: SystemScope, subject: string, all: boolean): Promise<void> {
      if (all) await db.deleteFrom("attempts").where("subject", "=", subject).execute();
      else
        await db
          .updateTable("attempts")
          .set((set) => ({ count: set("count", "-", 1) }))
          .where("subject", "=", subject)
          .where("count", ">", 0)
          .execute();
    },

    /** Takes away what has run out: sessions, challenges, codes, attempts. */
    async prune(_scope: SystemScope, usedSince: Date, window: number): Promise<void> {
      const at = now();
      await db
        .deleteFrom("sessions")
        .where((where) =>
          where.or([where("expires_at", "<", at), where("updated_at", "<", usedSince)]),
        )
        .execute();
      await db.deleteFrom("verifications").where("expires_at", "<", at).execute();
      await db
        .deleteFrom("used_codes")
        .where("used_at", "<", new Date(at.getTime() - codeLife))
        .execute();
      await db
        .deleteFrom("attempts")
        .where("since", "<", new Date(at.getTime() - window))
        .where((where) =>
          where.or([where("locked_until", "is", null), where("locked_until", "<", at)]),
        )
        .execute();
    },
  };
}

export type SessionStore = ReturnType<typeof createSessionStore>;

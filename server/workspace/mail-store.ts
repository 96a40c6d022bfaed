/** Mail that is to go out, and what became of it, in Postgres. */
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { SystemScope } from "#platform/scope.ts";

export type MailState = "waiting" | "sending" | "sent" | "failed" | "unconfirmed";
type MailTable = {
  id: string;
  workspace: string | null;
  kind: string;
  recipient: string;
  content: string | null;
  state: MailState;
  tries: number;
  reason: string | null;
  made_at: Date;
  changed_at: Date;
};
export type MailRow = MailTable;

export function createMailStore(database: Database) {
  const db = database.withTables<{ mails: MailTable }>();
  const now = () => new Date(clock.now());
  return {
    async add(
      _scope: SystemScope,
      mail: Pick<MailTable, "workspace" | "kind" | "recipient"> & { content: string },
    ): Promise<string> {
      const id = uuidv7();
      const row = { ...mail, id, state: "waiting" as const, tries: 0, reason: null };
      await db
        .insertInto("mails")
        .values({ ...row, made_at: now(), changed_at: now() })
        .execute();
      return id;
    },

    /** Takes a mail to send it; undefined where it is not waiting, so that nobody sends it twice. */
    async take(_scope: SystemScope, id: string): Promise<MailRow | undefined> {
      return db
        .updateTable("mails")
        .set((set) => ({ state: "sending", tries: set("tries", "+", 1), changed_at: now() }))
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .returningAll()
        .executeTakeFirst();
    },

    /** What became of a mail that was taken. Its content goes with its last state. */
    async settle(
      _scope: SystemScope,
      id: string,
      state: Exclude<MailState, "sending">,
      reason: string | null,
    ): Promise<void> {
      await db
        .updateTable("mails")
        .set({
          state,
          reason: reason?.slice(0, 500) ?? null,
          changed_at: now(),
          ...(state === "waiting" ? {} : { content: null }),
        })
        .where("id", "=", id)
        .where("state", "=", "sending")
        .execute();
    },

    /** Mails that were on their way when their process ended: nobody knows whether they arrived. */
    async giveUp(_scope: SystemScope, takenBefore: Date): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("mails")
        .set({ state: "unconfirmed", content: null, changed_at: now() })
        .where("state", "=", "sending")
        .where("changed_at", "<", takenBefore)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    /** Mails that had not come to an end when a backup was made: the server went on, and may have sent them. */
    async giveUpAll(_scope: SystemScope): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("mails")
        .set({ state: "unconfirmed", content: null, changed_at: now() })
        .where("state", "in", ["waiting", "sending"])
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    /** Mails that have waited for longer than a job takes to come to them. */
    async forgotten(_scope: SystemScope, waitingSince: Date): Promise<string[]> {
      const rows = await db
        .selectFrom("mails")
        .select("id")
        .where("state", "=", "waiting")
        .where("changed_at", "<", waitingSince)
        .orderBy("id")
        .limit(100)
        .execute();
      return rows.map(({ id }) => id);
    },

    async state(_scope: SystemScope, id: string): Promise<MailState | undefined> {
      const row = await db
        .selectFrom("mails")
        .select("state")
        .where("id", "=", id)
        .executeTakeFirst();
      return row?.state;
    },

    /** Takes away what is settled and old. */
    async prune(_scope: SystemScope, before: Date): Promise<void> {
      await db
        .deleteFrom("mails")
        .where("state", "in", ["sent", "failed", "unconfirmed"])
        .where("changed_at", "<", before)
        .execute();
    },
  };
}

export type MailStore = ReturnType<typeof createMailStore>;

/** People and how they prove who they are, in Postgres; with the members that they are (member-store.ts). */
import type { Transaction } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { SystemScope } from "#platform/scope.ts";
import { createMemberStore, joinIn } from "./member-store.ts";
import type { Language, PeopleTables, Person, Place } from "./person.ts";

export type NewPerson = {
  email: string;
  name: string;
  language: Language;
  verified: boolean;
  /** The password's hash; null for somebody who comes by another provider. */
  hash: string | null;
};
const personColumns = [
  "id",
  "email",
  "email_verified",
  "name",
  "language",
  "totp",
  "last_sign_in_at",
  "created_at",
  "updated_at",
] as const;
/** How the library names a password among the ways to sign in. */
const byPassword = "credential";

export function createPersonStore(database: Database) {
  const db = database.withTables<PeopleTables>();

  async function makeIn(trx: Transaction<PeopleTables>, person: NewPerson): Promise<Person> {
    const now = new Date(clock.now());
    const at = { created_at: now, updated_at: now };
    const row = { id: uuidv7(), email: person.email.toLowerCase(), name: person.name, ...at };
    const made = await trx
      .insertInto("people")
      .values({
        ...row,
        language: person.language,
        email_verified: person.verified,
        totp: false,
        last_sign_in_at: null,
      })
      .onConflict((conflict) => conflict.column("email").doNothing())
      .returning(personColumns)
      .executeTakeFirst();
    if (!made) throw new CorridorError("conflict", "Somebody has an account of this address now.");
    if (person.hash !== null)
      await trx
        .insertInto("credentials")
        .values({
          id: uuidv7(),
          person: made.id,
          provider: byPassword,
          account: made.id,
          password: person.hash,
          ...at,
        })
        .execute();
    return made;
  }

  return {
    ...createMemberStore(database),

    /** Whether there is anybody yet. */
    async anybody(_scope: SystemScope): Promise<boolean> {
      return (await db.selectFrom("people").select("id").limit(1).executeTakeFirst()) !== undefined;
    },

    async find(_scope: SystemScope, id: string): Promise<Person | undefined> {
      return db.selectFrom("people").select(personColumns).where("id", "=", id).executeTakeFirst();
    },

    /** Changes what somebody says of themselves. */
    async changeSelf(
      _scope: SystemScope,
      id: string,
      values: { name?: string; language?: Language },
    ): Promise<void> {
      await db
        .updateTable("people")
        .set({ ...values, updated_at: new Date(clock.now()) })
        .where("id", "=", id)
        .execute();
    },

    async byEmail(_scope: SystemScope, email: string): Promise<Person | undefined> {
      return db
        .selectFrom("people")
        .select(personColumns)
        .where("email", "=", email.toLowerCase())
        .executeTakeFirst();
    },

    /** Whom an account at another provider belongs to. */
    async byAccount(
      _scope: SystemScope,
      provider: string,
      account: string,
    ): Promise<string | undefined> {
      const row = await db
        .selectFrom("credentials")
        .select("person")
        .where("provider", "=", provider)
        .where("account", "=", account)
        .executeTakeFirst();
      return row?.person;
    },

    /** A new person who belongs to workspaces from the first. Throws `conflict` where the address is taken. */
    async make(
      _scope: SystemScope,
      person: NewPerson,
      places: readonly (Place & { workspace: string })[],
    ): Promise<Person> {
      return db.transaction().execute(async (trx) => {
        const made = await makeIn(trx, person);
        for (const place of places) await joinIn(trx, place.workspace, made.id, place);
        return made;
      });
    },

    /** Ties an account at another provider to a person. */
    async tie(
      _scope: SystemScope,
      person: string,
      provider: string,
      account: string,
    ): Promise<void> {
      const now = new Date(clock.now());
      await db
        .insertInto("credentials")
        .values({
          id: uuidv7(),
          person,
          provider,
          account,
          password: null,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.columns(["provider", "account"]).doNothing())
        .execute();
    },

    /**
     * The mailbox is theirs. Where nobody had shown that before and `afresh` is asked, whoever made the
     * account may have been somebody else: the password and the sessions that they could come back
     * with are taken away.
     */
    async verified(_scope: SystemScope, person: string, afresh: boolean): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("people")
          .set({ email_verified: true, updated_at: new Date(clock.now()) })
          .where("id", "=", person)
          .where("email_verified", "=", false)
          .executeTakeFirst();
        if (numUpdatedRows === 0n || !afresh) return;
        for (const table of ["credentials", "sessions"] as const)
          await trx.deleteFrom(table).where("person", "=", person).execute();
      });
    },

    /** The hash of a person's password; undefined where they have none. */
    async passwordOf(_scope: SystemScope, person: string): Promise<string | undefined> {
      const row = await db
        .selectFrom("credentials")
        .select("password")
        .where("person", "=", person)
        .where("provider", "=", byPassword)
        .executeTakeFirst();
      return row?.password ?? undefined;
    },

    async setPassword(_scope: SystemScope, person: string, hash: string): Promise<void> {
      const now = new Date(clock.now());
      await db
        .insertInto("credentials")
        .values({
          id: uuidv7(),
          person,
          provider: byPassword,
          account: person,
          password: hash,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["provider", "account"])
            .doUpdateSet({ password: hash, updated_at: now }),
        )
        .execute();
    },

    async signedIn(_scope: SystemScope, person: string): Promise<void> {
      await db
        .updateTable("people")
        .set({ last_sign_in_at: new Date(clock.now()) })
        .where("id", "=", person)
        .execute();
    },

    /** Takes the second step away from somebody who has lost the device and the codes. */
    async endTotp(_scope: SystemScope, person: string): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom("two_factors").where("person", "=", person).execute();
        await trx
          .updateTable("people")
          .set({ totp: false, updated_at: new Date(clock.now()) })
          .where("id", "=", person)
          .execute();
      });
    },
  };
}

export type PersonStore = ReturnType<typeof createPersonStore>;

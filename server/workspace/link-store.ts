/** Links that open something once, in Postgres: invitations and resets. Only digests of their tokens are kept. */
import { sql } from "kysely";
import type { Role } from "#contract/permission.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Membership, Scope, SystemScope } from "#platform/scope.ts";
import type { Language } from "./person.ts";

type LinkTable = {
  id: string;
  workspace: string | null;
  kind: "invitation" | "reset";
  digest: string;
  email: string;
  person: string | null;
  role: Role | null;
  memberships: Membership[] | null;
  language: Language;
  mailed: boolean;
  mail: string | null;
  made_by: string;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
};
export type Link = Omit<LinkTable, "digest">;
export type Invitation = Link & { workspace: string; role: Role; memberships: Membership[] };
/** An invitation as the members who may invite see it. */
export type ShownInvitation = Invitation & { mail_state: string | null };

export type NewInvitation = {
  email: string;
  role: Role;
  memberships: readonly Membership[];
  language: Language;
  digest: string;
  mailed: boolean;
  expiresAt: Date;
};

const columns = [
  "id",
  "workspace",
  "kind",
  "email",
  "person",
  "role",
  "memberships",
  "language",
  "mailed",
  "mail",
  "made_by",
  "made_at",
  "expires_at",
  "used_at",
] as const;

export function createLinkStore(database: Database) {
  const db = database.withTables<{ entry_links: LinkTable }>();
  const now = () => new Date(clock.now());
  const open = () =>
    db
      .selectFrom("entry_links")
      .select(columns)
      .where("used_at", "is", null)
      .where("expires_at", ">", now());

  return {
    /**
     * Invites an address; an invitation to it that is open already holds no more, and is handed to
     * `check` first: where that throws, nothing is changed.
     */
    async invite(
      scope: Scope,
      invitation: NewInvitation,
      check: (replaced: Invitation) => void,
    ): Promise<{ made: Invitation; replaced: Invitation | undefined }> {
      const { memberships, expiresAt, ...rest } = invitation;
      return db.transaction().execute(async (trx) => {
        const gone = await trx
          .deleteFrom("entry_links")
          .where("workspace", "=", scope.workspace)
          .where("kind", "=", "invitation")
          .where("email", "=", rest.email)
          .where("used_at", "is", null)
          .returning(columns)
          .execute();
        const at = now();
        const replaced = (gone as Invitation[]).filter((each) => each.expires_at > at);
        replaced.forEach(check);
        const made = await trx
          .insertInto("entry_links")
          .values({
            ...rest,
            id: uuidv7(),
            workspace: scope.workspace,
            kind: "invitation",
            memberships: sql`${JSON.stringify(memberships)}::jsonb`,
            made_by: scope.actor,
            made_at: now(),
            expires_at: expiresAt,
          })
          .returning(columns)
          .executeTakeFirstOrThrow();
        return { made: made as Invitation, replaced: replaced[0] };
      });
    },

    /** A way back in for a person; those made before hold no more. */
    async reset(
      _scope: SystemScope | Scope,
      reset: {
        person: string;
        email: string;
        language: Language;
        digest: string;
        mailed: boolean;
        by: string;
        expiresAt: Date;
      },
    ): Promise<Link> {
      const { by, expiresAt, ...rest } = reset;
      return db.transaction().execute(async (trx) => {
        await trx
          .deleteFrom("entry_links")
          .where("kind", "=", "reset")
          .where("person", "=", rest.person)
          .where("used_at", "is", null)
          .execute();
        return trx
          .insertInto("entry_links")
          .values({
            ...rest,
            id: uuidv7(),
            kind: "reset",
            made_by: by,
            made_at: now(),
            expires_at: expiresAt,
          })
          .returning(columns)
          .executeTakeFirstOrThrow();
      });
    },

    /** Which mail carries a link. */
    async carriedBy(_scope: SystemScope | Scope, id: string, mail: string): Promise<void> {
      await db.updateTable("entry_links").set({ mail }).where("id", "=", id).execute();
    },

    /** The link of a token that still opens something. */
    async byDigest(
      _scope: SystemScope,
      kind: Link["kind"],
      digest: string,
    ): Promise<Link | undefined> {
      return open().where("kind", "=", kind).where("digest", "=", digest).executeTakeFirst();
    },

    /** Uses a link up; false where somebody else was quicker. */
    async use(_scope: SystemScope, id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("entry_links")
        .set({ used_at: now() })
        .where("id", "=", id)
        .where("used_at", "is", null)
        .where("expires_at", ">", now())
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Every open invitation to an address, of all workspaces. */
    async invitationsTo(_scope: SystemScope, email: string): Promise<Invitation[]> {
      const rows = await open()
        .where("kind", "=", "invitation")
        .where("email", "=", email.toLowerCase())
        .orderBy("id")
        .execute();
      return rows as Invitation[];
    },

    /** The workspace's open invitations with the state of their mails, newest first. */
    async invitations(
      scope: Scope,
      before: string | undefined,
      most: number,
    ): Promise<ShownInvitation[]> {
      let query = open()
        .select(
          sql<string | null>`(select state from mails where mails.id = entry_links.mail)`.as(
            "mail_state",
          ),
        )
        .where("workspace", "=", scope.workspace)
        .where("kind", "=", "invitation");
      if (before !== undefined) query = query.where("id", "<", before);
      return (await query.orderBy("id", "desc").limit(most).execute()) as ShownInvitation[];
    },

    async invitation(scope: Scope, id: string): Promise<Invitation | undefined> {
      const row = await open()
        .where("workspace", "=", scope.workspace)
        .where("kind", "=", "invitation")
        .where("id", "=", id)
        .executeTakeFirst();
      return row as Invitation | undefined;
    },

    /** Takes an invitation back; undefined where there is none open. */
    async withdraw(scope: Scope, id: string): Promise<Invitation | undefined> {
      const row = await db
        .deleteFrom("entry_links")
        .where("workspace", "=", scope.workspace)
        .where("kind", "=", "invitation")
        .where("id", "=", id)
        .where("used_at", "is", null)
        .returning(columns)
        .executeTakeFirst();
      return row as Invitation | undefined;
    },

    /** Takes away links that ran out or were used before a day. */
    async prune(_scope: SystemScope, before: Date): Promise<void> {
      await db
        .deleteFrom("entry_links")
        .where((where) =>
          where.or([where("expires_at", "<", before), where("used_at", "<", before)]),
        )
        .execute();
    },
  };
}

export type LinkStore = ReturnType<typeof createLinkStore>;

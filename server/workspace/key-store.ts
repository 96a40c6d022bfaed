/** API keys, in Postgres: their digests, what they may, until when, and when they were last used. */
import type { KeyScope } from "#contract/permission.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";

type KeyTable = {
  id: string;
  workspace: string;
  name: string;
  scopes: string;
  digest: string;
  hint: string;
  made_by: string;
  made_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
};
export type StoredKey = Omit<KeyTable, "digest" | "scopes"> & { scopes: KeyScope[] };

const shown = [
  "id",
  "workspace",
  "name",
  "scopes",
  "hint",
  "made_by",
  "made_at",
  "expires_at",
  "revoked_at",
  "last_used_at",
] as const;
const read = <R extends { scopes: string }>(row: R): R & { scopes: KeyScope[] } => ({
  ...row,
  scopes: row.scopes.split(" ") as KeyScope[] & string,
});

export function createKeyStore(database: Database) {
  const db = database.withTables<{ api_keys: KeyTable }>();
  return {
    async make(
      scope: Scope,
      key: {
        name: string;
        scopes: readonly KeyScope[];
        digest: string;
        hint: string;
        expiresAt: Date | null;
      },
    ): Promise<StoredKey> {
      const row = await db
        .insertInto("api_keys")
        .values({
          id: uuidv7(),
          workspace: scope.workspace,
          name: key.name,
          scopes: key.scopes.join(" "),
          digest: key.digest,
          hint: key.hint,
          made_by: scope.actor,
          made_at: new Date(clock.now()),
          expires_at: key.expiresAt,
        })
        .returning(shown)
        .executeTakeFirstOrThrow();
      return read(row);
    },

    /** All keys of the workspace, newest first; revoked and expired ones too. */
    async list(scope: Scope, before: string | undefined, most: number): Promise<StoredKey[]> {
      let query = db.selectFrom("api_keys").select(shown).where("workspace", "=", scope.workspace);
      if (before !== undefined) query = query.where("id", "<", before);
      return (await query.orderBy("id", "desc").limit(most).execute()).map(read);
    },

    /** Revokes a key; undefined where there is none that still holds. */
    async revoke(scope: Scope, id: string): Promise<StoredKey | undefined> {
      const row = await db
        .updateTable("api_keys")
        .set({ revoked_at: new Date(clock.now()) })
        .where("workspace", "=", scope.workspace)
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .returning(shown)
        .executeTakeFirst();
      return row && read(row);
    },

    /** The key of a digest, whatever its state. The digest itself is the secret that was shown. */
    async byDigest(_scope: SystemScope, digest: string): Promise<StoredKey | undefined> {
      const row = await db
        .selectFrom("api_keys")
        .select(shown)
        .where("digest", "=", digest)
        .executeTakeFirst();
      return row && read(row);
    },

    async used(_scope: SystemScope, id: string): Promise<void> {
      await db
        .updateTable("api_keys")
        .set({ last_used_at: new Date(clock.now()) })
        .where("id", "=", id)
        .execute();
    },
  };
}

export type KeyStore = ReturnType<typeof createKeyStore>;

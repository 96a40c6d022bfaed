/** What is stated of people, in Postgres, under the identifiers that it came with. */
import { sql, type RawBuilder } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { accountKeyOf } from "./account.ts";
import { listed, type Db, type Trx } from "./lists-store.ts";
import { applyStatement, type Profile, type Statement, type StoredProfile } from "./profile.ts";
import { textArray } from "./texts-store.ts";
import { wordsOf } from "./words.ts";

export type ProfileChange = {
  /** Own key of the identifier that the statement came with. */
  identifier: string;
  statement: Statement;
  /** The version that is changed; 0 where there must be none yet; absent where any will do. */
  version?: number | undefined;
};
export type ProfileChanged = {
  identifier: string;
  made: boolean;
  changed: boolean;
  version: number;
  /** What changed, by name. */
  fields: string[];
};

type Row = Omit<StoredProfile, "createdAt" | "changedAt"> & { created_at: Date; changed_at: Date };
const columns = sql.raw(
  "identifier, name, email, phone, language, unit, address, attributes, accounts, stated, version, created_at, changed_at",
);
const stored = ({ created_at, changed_at, ...profile }: Row): StoredProfile => ({
  ...profile,
  createdAt: created_at,
  changedAt: changed_at,
});

/** Any number that others don't take; the second half is the workspace's. */
const lockClass = 7_262_033;
/** Held to the end of the transaction by whoever changes what is stated in a workspace. */
export const statementLock = (workspace: string) =>
  sql`pg_advisory_xact_lock(${lockClass}::integer, hashtext(${workspace}))`;

function outdated(sent: number, current: StoredProfile | undefined): CorridorError {
  const held = current
    ? `version ${current.version}, changed at ${current.changedAt.toISOString()}`
    : "none";
  return new CorridorError(
    "conflict",
    `You sent version ${sent} of this customer; here is ${held}. Read it again and repeat your change.`,
    { details: { sent, current: current?.version ?? 0 } },
  );
}

async function readProfiles(
  db: Db | Trx,
  workspace: string,
  identifiers: readonly string[],
): Promise<Map<string, StoredProfile>> {
  const { rows } = await sql<Row>`
    select ${columns} from profiles
    where workspace = ${workspace}::uuid and identifier = any (${listed(identifiers, "uuid")})`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.identifier, stored(row)]));
}

type Written = { identifier: string; before: Profile | undefined; profile: Profile };

type Writing = { workspace: string; importId: string | null; at: Date };

async function putProfiles(
  trx: Trx,
  { workspace, importId, at }: Writing,
  rows: readonly Written[],
): Promise<void> {
  const all = rows.map(({ identifier, profile }) => ({ identifier, ...profile }));
  await sql`
    insert into profiles as p (identifier, workspace, name, email, phone, language, unit, address, attributes, accounts, stated, import_id, version, created_at, changed_at)
    select identifier, ${workspace}::uuid, name, email, phone, language, unit, nullif(address, 'null'::jsonb), attributes, accounts, stated, ${importId}::uuid, 1, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as x(identifier uuid, name text, email text, phone text, language text, unit text, address jsonb, attributes jsonb, accounts jsonb, stated jsonb)
    on conflict (identifier) do update set
      name = excluded.name, email = excluded.email, phone = excluded.phone, language = excluded.language, unit = excluded.unit,
      address = excluded.address, attributes = excluded.attributes, accounts = excluded.accounts, stated = excluded.stated,
      version = p.version + 1, changed_at = excluded.changed_at`.execute(trx);
}

async function putWords(trx: Trx, workspace: string, rows: readonly Written[]): Promise<void> {
  const renamed = rows.filter(({ before, profile }) => before && before.name !== profile.name);
  if (renamed.length > 0)
    await sql`
      delete from customer_words where identifier = any (${listed(
        renamed.map(({ identifier }) => identifier),
        "uuid",
      )})`.execute(trx);
  const words = rows.flatMap(({ identifier, before, profile }) =>
    before && before.name === profile.name
      ? []
      : wordsOf(profile.name).map((word) => ({ identifier, word })),
  );
  if (words.length > 0)
    await sql`
      insert into customer_words (workspace, word, identifier)
      select ${workspace}::uuid, w, i from unnest(
        ${textArray(words.map(({ word }) => word))}, ${listed(
          words.map(({ identifier }) => identifier),
          "uuid",
        )}
      ) as x(w, i)`.execute(trx);
}

const sameAccounts = ({ before, profile }: Written): boolean =>
  JSON.stringify(before?.accounts ?? []) === JSON.stringify(profile.accounts);

/** Writes who is in which account; an account that nobody has stated is made without a name. */
async function putAccounts(trx: Trx, workspace: string, rows: readonly Written[], at: Date) {
  const moved = rows.filter((row) => !sameAccounts(row));
  const left = moved.filter(({ before }) => before && before.accounts.length > 0);
  if (left.length > 0)
    await sql`
      delete from account_people where identifier = any (${listed(
        left.map(({ identifier }) => identifier),
        "uuid",
      )})`.execute(trx);
  const pairs = moved.flatMap(({ identifier, profile }) =>
    profile.accounts.map(({ id }) => ({ identifier, id })),
  );
  if (pairs.length === 0) return;
  await makeAccounts(
    trx,
    workspace,
    pairs.map(({ id }) => id),
    at,
  );
  await sql`
    insert into account_people (workspace, account, identifier)
    select ${workspace}::uuid, a, i from unnest(
      ${textArray(pairs.map(({ id }) => id))}, ${listed(
        pairs.map(({ identifier }) => identifier),
        "uuid",
      )}
    ) as x(a, i)`.execute(trx);
}

/** Makes accounts that are only named so far; those that are there stay as they are. */
export async function makeAccounts(
  trx: Trx,
  workspace: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  const all = [...new Set(ids)].toSorted();
  await sql`
    insert into accounts (workspace, id, key, attributes, version, created_at, changed_at)
    select ${workspace}::uuid, a, k, '{}'::jsonb, 0, ${at}, ${at}
    from unnest(${textArray(all)}, ${listed(
      all.map((id) => accountKeyOf(workspace, id)),
      "uuid",
    )}) as x(a, k)
    on conflict do nothing`.execute(trx);
}

/** Deletes profiles and notes it. */
async function remove(trx: Trx, workspace: string, deletion: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql`
    with gone as (${deletion} returning identifier)
    insert into projections (workspace, kind, key)
    select ${workspace}::uuid, 'customer', identifier from gone returning key`.execute(trx);
  return rows.length;
}

export function createProfileStore(database: Database, options: { noted?: () => void } = {}) {
  const db = database as unknown as Db;
  const { noted = () => undefined } = options;
  return {
    /** What is stated under these identifiers. */
    async read({ workspace }: Scope, identifiers: readonly string[]): Promise<StoredProfile[]> {
      return [...(await readProfiles(db, workspace, identifiers)).values()];
    },

    /** Throws `conflict` where the profile has another version; before anything else of a statement is done. */
    async checkVersion({ workspace }: Scope, identifier: string, version: number): Promise<void> {
      const current = (await readProfiles(db, workspace, [identifier])).get(identifier);
      if (version !== (current?.version ?? 0)) throw outdated(version, current);
    },

    /**
     * Applies statements, each to the profile of its identifier, all or none. An identifier may come
     * once. Throws `conflict` where a version differs.
     */
    async change(
      scope: Scope,
      changes: readonly ProfileChange[],
      importId: string | null = null,
    ): Promise<ProfileChanged[]> {
      const { workspace } = scope;
      const at = clock.now();
      const results = await db.transaction().execute(async (trx) => {
        await sql`select ${statementLock(workspace)}`.execute(trx);
        const known = await readProfiles(
          trx,
          workspace,
          changes.map(({ identifier }) => identifier),
        );
        const written: Written[] = [];
        const done = changes.map(({ identifier, statement, version }): ProfileChanged => {
          const before = known.get(identifier);
          if (version !== undefined && version !== (before?.version ?? 0))
            throw outdated(version, before);
          const { profile, changed, fields } = applyStatement(before, statement, at);
          if (changed) written.push({ identifier, before, profile });
          const now = (before?.version ?? 0) + Number(changed);
          return { identifier, made: before === undefined, changed, version: now, fields };
        });
        if (written.length === 0) return done;
        const time = new Date(at);
        await putProfiles(trx, { workspace, importId, at: time }, written);
        await putWords(trx, workspace, written);
        await putAccounts(trx, workspace, written, time);
        await sql`
          insert into projections (workspace, kind, key)
          select ${workspace}::uuid, 'customer', unnest(${listed(
            written.map(({ identifier }) => identifier),
            "uuid",
          )})`.execute(trx);
        return done;
      });
      if (results.some(({ changed }) => changed)) noted();
      return results;
    },

    /** Takes away what is stated under these identifiers. Answers how many profiles went. */
    async forget(scope: Scope, identifiers: readonly string[]): Promise<number> {
      const { workspace } = scope;
      const gone = await db.transaction().execute(async (trx) => {
        await sql`select ${statementLock(workspace)}`.execute(trx);
        return remove(
          trx,
          workspace,
          sql`delete from profiles where workspace = ${workspace}::uuid and identifier = any (${listed(identifiers, "uuid")})`,
        );
      });
      noted();
      return gone;
    },

    /** Takes away up to `most` profiles that an import has made. Answers how many went. */
    async removeImported(scope: Scope, importId: string, most: number): Promise<number> {
      const { workspace } = scope;
      const gone = await db.transaction().execute(async (trx) => {
        await sql`select ${statementLock(workspace)}`.execute(trx);
        return remove(
          trx,
          workspace,
          sql`delete from profiles where identifier in (
            select identifier from profiles where workspace = ${workspace}::uuid and import_id = ${importId}::uuid limit ${most}
          )`,
        );
      });
      noted();
      return gone;
    },
  };
}

export type ProfileStore = ReturnType<typeof createProfileStore>;

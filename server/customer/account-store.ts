/** Accounts in Postgres. */
import { sql } from "kysely";
import { mostAbove } from "#contract/account.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import {
  accountKeyOf,
  applyToAccount,
  type AccountRecord,
  type StatementOfAccount,
  type StoredAccount,
} from "./account.ts";
import { listed, type Db, type Trx } from "./lists-store.ts";
import { makeAccounts, statementLock } from "./profile-store.ts";
import { textArray } from "./texts-store.ts";
import { wordsOf } from "./words.ts";

export type AccountChange = {
  id: string;
  statement: StatementOfAccount;
  version?: number | undefined;
};
export type AccountChanged = {
  id: string;
  made: boolean;
  changed: boolean;
  version: number;
  /** What changed, by name. */
  fields: string[];
  /** Why nothing of it was taken. */
  problem?: string;
};

const columns = sql.raw(
  `id, key, name, type, parent, owner, unit, renewal_on::text as "renewalOn", revenue, potential, address, attributes, version, created_at as "createdAt", changed_at as "changedAt"`,
);

async function readAccounts(
  db: Db | Trx,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, StoredAccount>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StoredAccount>`
    select ${columns} from accounts
    where workspace = ${workspace}::uuid and id in (select unnest(${textArray(ids)}))`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

function outdated(sent: number, current: StoredAccount | undefined): CorridorError {
  const held = current
    ? `version ${current.version}, changed at ${current.changedAt.toISOString()}`
    : "none";
  return new CorridorError(
    "conflict",
    `You sent version ${sent} of this account; here is ${held}. Read it again and repeat your change.`,
    { details: { sent, current: current?.version ?? 0 } },
  );
}

/** The accounts above these, each with its own parent: what a new parent is judged by. */
async function parentsAbove(
  trx: Trx,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; parent: string }>`
    with recursive above as (
      select id, parent, 1 as depth from accounts
      where workspace = ${workspace}::uuid and parent is not null and id in (select unnest(${textArray(ids)}))
      union
      select a.id, a.parent, above.depth + 1 from above join accounts a on a.workspace = ${workspace}::uuid and a.id = above.parent
      where a.parent is not null and above.depth <= ${mostAbove}
    ) select distinct id, parent from above`.execute(trx);
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

/** What is wrong with standing below `parent`; undefined where nothing is. */
function parentProblem(
  id: string,
  parent: string,
  parents: ReadonlyMap<string, string>,
): string | undefined {
  let depth = 1;
  for (let at: string | undefined = parent; at !== undefined; at = parents.get(at)) {
    if (at === id) return "An account cannot stand below itself.";
    if (++depth > mostAbove) return `Accounts stand at most ${mostAbove} below one another.`;
  }
  return undefined;
}

type Written = { id: string; before: StoredAccount | undefined; record: AccountRecord };

async function putAccounts(
  trx: Trx,
  workspace: string,
  importId: string | null,
  rows: readonly Written[],
  at: Date,
): Promise<void> {
  const all = rows.map(({ id, record }) => ({
    ...record,
    id,
    key: accountKeyOf(workspace, id),
    renewal_on: record.renewalOn,
  }));
  await sql`
    insert into accounts as a (workspace, id, key, name, type, parent, owner, unit, renewal_on, revenue, potential, address, attributes, import_id, version, created_at, changed_at)
    select ${workspace}::uuid, id, key, name, type, parent, owner, unit, renewal_on, revenue, potential, nullif(address, 'null'::jsonb), attributes, ${importId}::uuid, 1, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as x(id text, key uuid, name text, type text, parent text, owner text, unit text, renewal_on date, revenue double precision, potential double precision, address jsonb, attributes jsonb)
    on conflict (workspace, id) do update set
      name = excluded.name, type = excluded.type, parent = excluded.parent, owner = excluded.owner, unit = excluded.unit,
      renewal_on = excluded.renewal_on, revenue = excluded.revenue, potential = excluded.potential, address = excluded.address,
      attributes = excluded.attributes, import_id = case when a.version = 0 then excluded.import_id else a.import_id end,
      version = a.version + 1, changed_at = excluded.changed_at`.execute(trx);
}

async function putWords(trx: Trx, workspace: string, rows: readonly Written[]): Promise<void> {
  const renamed = rows.filter(({ before, record }) => before && before.name !== record.name);
  if (renamed.length > 0)
    await sql`
      delete from account_words where workspace = ${workspace}::uuid
        and account in (select unnest(${textArray(renamed.map(({ id }) => id))}))`.execute(trx);
  const words = rows.flatMap(({ id, before, record }) =>
    before && before.name === record.name ? [] : wordsOf(record.name).map((word) => ({ id, word })),
  );
  if (words.length === 0) return;
  await sql`
    insert into account_words (workspace, word, account)
    select ${workspace}::uuid, w, a from unnest(
      ${textArray(words.map(({ word }) => word))}, ${textArray(words.map(({ id }) => id))}
    ) as x(w, a)`.execute(trx);
}

export function createAccountStore(database: Database, options: { noted?: () => void } = {}) {
  const db = database as unknown as Db;
  const { noted = () => undefined } = options;

  async function note(trx: Trx, workspace: string, ids: readonly string[]): Promise<void> {
    await sql`
      insert into projections (workspace, kind, key)
      select ${workspace}::uuid, 'account', unnest(${listed(
        ids.map((id) => accountKeyOf(workspace, id)),
        "uuid",
      )})`.execute(trx);
  }

  return {
    /** Accounts by id. */
    read: ({ workspace }: Scope, ids: readonly string[]): Promise<Map<string, StoredAccount>> =>
      readAccounts(db, workspace, ids),

    /** The accounts right below one, by id. */
    async below({ workspace }: Scope, id: string, most: number): Promise<StoredAccount[]> {
      const { rows } = await sql<StoredAccount>`
        select ${columns} from accounts where workspace = ${workspace}::uuid and parent = ${id} order by id limit ${most}`.execute(
        db,
      );
      return rows;
    },

    /** Who is in an account: own keys of the identifiers with which that was stated. */
    async people({ workspace }: Scope, id: string, most: number): Promise<string[]> {
      const { rows } = await sql<{ identifier: string }>`
        select identifier from account_people where workspace = ${workspace}::uuid and account = ${id} order by identifier limit ${most}`.execute(
        db,
      );
      return rows.map(({ identifier }) => identifier);
    },

    /**
     * Applies statements in their order; an id may come once. One that would stand below itself
     * changes nothing, and says so in `problem`. Throws `conflict` where a version differs.
     */
    async change(
      scope: Scope,
      changes: readonly AccountChange[],
      importId: string | null = null,
    ): Promise<AccountChanged[]> {
      const { workspace } = scope;
      const at = new Date(clock.now());
      const results = await db.transaction().execute(async (trx) => {
        await sql`select ${statementLock(workspace)}`.execute(trx);
        const parentsNamed = changes.flatMap(({ statement }) => statement.parent ?? []);
        const ids = changes.map(({ id }) => id);
        const known = await readAccounts(trx, workspace, ids);
        const parents =
          parentsNamed.length === 0
            ? new Map<string, string>()
            : await parentsAbove(trx, workspace, [...ids, ...parentsNamed]);
        const written: Written[] = [];
        const done = changes.map(({ id, statement, version }): AccountChanged => {
          const before = known.get(id);
          if (version !== undefined && version !== (before?.version ?? 0))
            throw outdated(version, before);
          const { parent } = statement;
          const problem = parent ? parentProblem(id, parent, parents) : undefined;
          if (problem !== undefined)
            return {
              id,
              made: false,
              changed: false,
              version: before?.version ?? 0,
              fields: [],
              problem,
            };
          if (parent) parents.set(id, parent);
          else if (parent === null) parents.delete(id);
          const isStated = before !== undefined && before.version > 0;
          const { record, changed, fields } = applyToAccount(
            isStated ? before : undefined,
            statement,
          );
          if (changed) written.push({ id, before, record });
          return {
            id,
            made: !isStated,
            changed,
            version: (before?.version ?? 0) + Number(changed),
            fields,
          };
        });
        if (written.length === 0) return done;
        await putAccounts(trx, workspace, importId, written, at);
        await putWords(trx, workspace, written);
        const named = written.flatMap(({ record }) => record.parent ?? []);
        if (named.length > 0) await makeAccounts(trx, workspace, named, at);
        await note(
          trx,
          workspace,
          written.map(({ id }) => id),
        );
        return done;
      });
      if (results.some(({ changed }) => changed)) noted();
      return results;
    },

    /** Takes away up to `most` accounts that an import has made. Answers how many went. */
    async removeImported(scope: Scope, importId: string, most: number): Promise<number> {
      const { workspace } = scope;
      const gone = await db.transaction().execute(async (trx) => {
        await sql`select ${statementLock(workspace)}`.execute(trx);
        const { rows } = await sql<{ id: string }>`
          delete from accounts where (workspace, id) in (
            select workspace, id from accounts where workspace = ${workspace}::uuid and import_id = ${importId}::uuid limit ${most}
          ) returning id`.execute(trx);
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0) await note(trx, workspace, ids);
        return ids.length;
      });
      noted();
      return gone;
    },
  };
}

export type AccountStore = ReturnType<typeof createAccountStore>;

/** Customers of whom nothing is stated and nothing allowed, in Postgres: what is left of them are their signals, if any. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { bySurety, identifierTypes, type Identifier } from "./identifier.ts";
import type { EvidenceStore } from "./evidence-store.ts";
import { listed, lockOf, type Db, type Trx } from "./lists-store.ts";

export type SilentMember = Identifier & { key: string; open: boolean };
/** A customer by its key, with all its identifiers, surest first. */
export type Silent = { key: string; members: SilentMember[] };

type Row = { customer: string; key: string; type: number; value: string; open: boolean };

function customersIn(rows: readonly Row[]): Silent[] {
  const groups = Map.groupBy(rows, ({ customer }) => customer);
  return Array.from(groups, ([key, members]) => ({
    key,
    members: members
      .map((row) => ({ ...row, type: identifierTypes[row.type]! }))
      .toSorted(bySurety),
  }));
}

/**
 * The identifiers of customers, `keys` an SQL list, and those customers of whom something is stated or
 * allowed, and what several contest or share: it is nobody's, which it says while they are there. A link
 * that a row tells is one within its customer.
 */
const membersOf = (workspace: string, keys: ReturnType<typeof listed>) => sql`
  members as materialized (
    select customer, key, type, value, open, standing from identifiers where workspace = ${workspace}::uuid and key = any (${keys}) and customer = key
    union all
    select customer, key, type, value, open, standing from identifiers where workspace = ${workspace}::uuid and customer = any (${keys}) and customer <> key
  ), kept as materialized (
    select distinct customer from members
    where exists (select from profiles where profiles.identifier = members.key)
      or exists (select from consents where consents.identifier = members.key)
      or standing <> 0 and exists (
        select from identity_links as link where link.a = members.key
          and not exists (select from members as other where other.key = link.b and other.customer = members.customer))
      or standing <> 0 and exists (
        select from identity_links as link where link.b = members.key
          and not exists (select from members as other where other.key = link.a and other.customer = members.customer))
  )`;

export function createSilentStore(database: Database, evidence: Pick<EvidenceStore, "drop">) {
  const db = database as unknown as Db;

  async function keysAfter(workspace: string, after: string, most: number): Promise<string[]> {
    const { rows } = await sql<{ key: string }>`
      select key from identifiers where workspace = ${workspace}::uuid and customer = key and key > ${after}::uuid
      order by key limit ${most}`.execute(db);
    return rows.map(({ key }) => key);
  }

  async function silentAmong(
    on: Db | Trx,
    workspace: string,
    customers: readonly string[],
  ): Promise<Silent[]> {
    const { rows } = await sql<Row>`
      with ${membersOf(workspace, listed(customers, "uuid"))}
      select * from members where customer not in (select customer from kept)`.execute(on);
    return customersIn(rows);
  }

  return {
    /** A step through all customers, by key; `next` is undefined at the end. */
    async page(
      { workspace }: Scope,
      after: string,
      most: number,
    ): Promise<{ silent: Silent[]; next: string | undefined }> {
      const keys = await keysAfter(workspace, after, most);
      if (keys.length === 0) return { silent: [], next: undefined };
      const silent = await silentAmong(db, workspace, keys);
      return { silent, next: keys.length < most ? undefined : keys.at(-1) };
    },

    /** The customers to whom these keys belong now, as far as they are silent. */
    async under({ workspace }: Scope, keys: readonly string[]): Promise<Silent[]> {
      const { rows } = await sql<{ customer: string }>`
        select distinct customer from identifiers where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})`.execute(
        db,
      );
      const customers = rows.map(({ customer }) => customer);
      return customers.length === 0 ? [] : silentAmong(db, workspace, customers);
    },

    /**
     * Deletes those of these that are silent still, with what hangs on them. Answers whom. Their keys
     * are kept as leaving until `left` is called: ClickHouse has them still.
     */
    async forget({ workspace }: Scope, customers: readonly string[]): Promise<Silent[]> {
      return db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const gone = await silentAmong(trx, workspace, customers);
        const keys = gone.flatMap(({ members }) => members.map(({ key }) => key));
        if (keys.length === 0) return [];
        await sql`delete from identifiers where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})`.execute(
          trx,
        );
        await evidence.drop(trx, workspace, keys);
        await sql`
          insert into identities_leaving (workspace, key) select ${workspace}::uuid, unnest(${listed(keys, "uuid")})
          on conflict (workspace, key) do update set since = now()`.execute(trx);
        return gone;
      });
    },

    /** Keys that a run before left half forgotten: leaving for so many seconds, and known to nobody again. At most so many. */
    async leaving({ workspace }: Scope, seconds: number, most: number): Promise<string[]> {
      const late = sql`workspace = ${workspace}::uuid and since < now() - ${seconds} * interval '1 second'`;
      await sql`
        delete from identities_leaving where ${late}
          and exists (select from identifiers where identifiers.key = identities_leaving.key)`.execute(
        db,
      );
      const { rows } = await sql<{ key: string }>`
        select key from identities_leaving where ${late} order by key limit ${most}`.execute(db);
      return rows.map(({ key }) => key);
    },

    /** These have left ClickHouse too, or are known again. */
    async left({ workspace }: Scope, keys: readonly string[]): Promise<void> {
      await sql`
        delete from identities_leaving where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})`.execute(
        db,
      );
    },

    /** Those of these keys under which something has been stated or allowed. */
    async kept({ workspace }: Scope, keys: readonly string[]): Promise<Set<string>> {
      const among = sql`any (${listed(keys, "uuid")})`;
      const { rows } = await sql<{ key: string }>`
        select identifier as key from profiles where workspace = ${workspace}::uuid and identifier = ${among}
        union select identifier from consents where workspace = ${workspace}::uuid and identifier = ${among}`.execute(
        db,
      );
      return new Set(rows.map(({ key }) => key));
    },
  };
}

export type SilentStore = ReturnType<typeof createSilentStore>;

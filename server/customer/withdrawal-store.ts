/**
 * Links that a profile made and no longer states, in Postgres. They go where no signal held them too;
 * so does the address or number, where nothing else is known of it.
 */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { createEvidenceStore } from "./evidence-store.ts";
import type { Limits } from "./identity.ts";
import { identifiersIn, keyOf, type IdentifierType } from "./identifier.ts";
import { listed, lockOf, type Db, type Trx } from "./lists-store.ts";
import { untell } from "./told-links-store.ts";

/** An identifier under which something was stated, and of which types what it states may be gone. */
export type Claimant = { key: string; types: readonly ("email" | "phone")[] };

type LinkRow = {
  a: string;
  b: string;
  aType: number;
  bType: number;
  heard: number;
  parted: boolean;
};
const types: readonly (IdentifierType | undefined)[] = ["id", "email", "phone", "anonymousId"];

const ends = (links: readonly { a: string; b: string }[]): string[] => [
  ...new Set(links.flatMap(({ a, b }) => [a, b])),
];

/** `noted` is called when something was noted for ClickHouse; `limits` are others than the usual in tests alone. */
export function createWithdrawalStore(database: Database, noted: () => void, limits?: Limits) {
  const db = database as unknown as Db;
  const evidence = createEvidenceStore({ alsoNote: [], limits });

  /** Of each of these keys those that its profile names. */
  async function statedBy(
    on: Db | Trx,
    workspace: string,
    keys: readonly string[],
    country: string,
  ) {
    const { rows } = await sql<{ identifier: string; email: string | null; phone: string | null }>`
      select identifier, email, phone from profiles
      where workspace = ${workspace}::uuid and identifier = any (${listed(keys, "uuid")})`.execute(
      on,
    );
    return new Map(
      rows.map(({ identifier, email, phone }) => {
        const named = identifiersIn(
          { email: email ?? undefined, phone: phone ?? undefined },
          country,
        );
        return [identifier, new Set(named.map((each) => keyOf(workspace, each)))];
      }),
    );
  }

  /** The links that count as stated and that neither end's profile states. */
  async function unsaid(
    on: Db | Trx,
    workspace: string,
    claimants: readonly Claimant[],
    country: string,
  ): Promise<LinkRow[]> {
    const of = new Map(claimants.map(({ key, types }) => [key, types as readonly unknown[]]));
    const keys = listed([...of.keys()], "uuid");
    const columns = sql.raw(
      'a, b, a_type as "aType", b_type as "bType", heard, parted_at is not null as parted',
    );
    const { rows } = await sql<LinkRow>`
      select ${columns} from known_links where a = any (${keys}) and stated
      union select ${columns} from known_links where b = any (${keys}) and stated`.execute(on);
    const asked = rows.filter(
      ({ a, b, aType, bType }) =>
        of.get(a)?.includes(types[bType]) || of.get(b)?.includes(types[aType]),
    );
    if (asked.length === 0) return [];
    const stated = await statedBy(on, workspace, ends(asked), country);
    return asked.filter(({ a, b }) => !stated.get(a)?.has(b) && !stated.get(b)?.has(a));
  }

  /** What nobody states and nothing but confidential answers has held is shown as these are. */
  async function close(trx: Trx, keys: readonly string[]): Promise<void> {
    await sql`
      update identifiers as i set open = false
      where key = any (${listed(keys, "uuid")}) and open and not heard
        and not exists (select from profiles where identifier = i.key)
        and not exists (select from identity_links where a = i.key and stated)
        and not exists (select from identity_links where b = i.key and stated)`.execute(trx);
  }

  /** Takes out those of which nothing is known any more. */
  async function dropUnknown(trx: Trx, workspace: string, keys: readonly string[]): Promise<void> {
    const { rows } = await sql<{ key: string }>`
      delete from identifiers as i where key = any (${listed(keys, "uuid")}) and not spoken and customer = key
        and not exists (select from profiles where identifier = i.key)
        and not exists (select from consents where identifier = i.key)
        and not exists (select from identity_links where a = i.key)
        and not exists (select from identity_links where b = i.key)
        and not exists (select from identity_joins where workspace = ${workspace}::uuid and i.key in (into_key, from_key))
      returning key`.execute(trx);
    await evidence.drop(
      trx,
      workspace,
      rows.map(({ key }) => key),
    );
  }

  async function take(trx: Trx, workspace: string, links: readonly LinkRow[]): Promise<void> {
    const among = sql`from unnest(${listed(
      links.map(({ a }) => a),
      "uuid",
    )}, ${listed(
      links.map(({ b }) => b),
      "uuid",
    )}) as x(a, b) where known.a = x.a and known.b = x.b`;
    await untell(trx, ends(links));
    await sql`update identity_links as known set stated = false ${among}`.execute(trx);
    // What people have parted stays so, also when it is stated again.
    const gone = links.filter(({ heard, parted }) => heard === 0 && !parted);
    if (gone.length > 0) {
      const keys = listed(ends(gone), "uuid");
      await sql`
        delete from identity_links where a = any (${keys}) and b = any (${keys})
          and not stated and heard = 0 and parted_at is null`.execute(trx);
    }
    await close(trx, ends(links));
    const came = links.flatMap(({ a, b, heard, parted }) =>
      heard === 1 && !parted ? [{ a, b, open: false }] : [],
    );
    await evidence.settle(trx, workspace, { gone, came });
    await dropUnknown(trx, workspace, ends(gone));
  }

  return {
    /**
     * Takes back what the profiles of these identifiers stated of an address or number, and no longer
     * do. Call when the profiles are written; once more it changes nothing.
     */
    async withdraw(
      { workspace }: Scope,
      claimants: readonly Claimant[],
      country: string,
    ): Promise<void> {
      if (claimants.length === 0) return;
      if ((await unsaid(db, workspace, claimants, country)).length === 0) return;
      await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const links = await unsaid(trx, workspace, claimants, country);
        if (links.length > 0) await take(trx, workspace, links);
      });
      noted();
    },
  };
}

export type WithdrawalStore = ReturnType<typeof createWithdrawalStore>;

/** All that Postgres holds about a person beside signals, as it stands there: for their export. */
import { sql, type RawBuilder } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { listed } from "./lists-store.ts";
import { seesConfidential } from "./person.ts";

/** Tables of this slice that hold people; what was deleted in them is not gone before they are written anew. */
export const personalTables = [
  "profiles",
  "customer_words",
  "spoken_words",
  "account_people",
  "consents",
  "identifiers",
  "identity_links",
  "identity_joins",
] as const;

type Row = Record<string, unknown>;
type Link = { one: string; other: string; seenAt: Date };
/** An account that somebody is in, and whose it is. */
export type AccountOfPerson = {
  id: string;
  name: string | null;
  type: string | null;
  unit: string | null;
};
/** Of each list at most this many. */
const most = 10_000;

export function createAboutStore(db: Database) {
  return {
    /** The names that are stated of a person; `keys` are the own keys of their identifiers. */
    async names({ workspace }: Scope, keys: readonly string[]): Promise<string[]> {
      const { rows } = await sql<{ name: string }>`
        select distinct name from profiles where workspace = ${workspace}::uuid and identifier = any (${listed(keys, "uuid")})
          and name is not null order by 1 limit ${most}`.execute(db);
      return rows.map(({ name }) => name);
    },

    /** The e-mail addresses that are stated of a person, also where they are another's identifier too. */
    async emails({ workspace }: Scope, keys: readonly string[]): Promise<string[]> {
      const { rows } = await sql<{ email: string }>`
        select distinct email from profiles where workspace = ${workspace}::uuid and identifier = any (${listed(keys, "uuid")})
          and email is not null order by 1 limit ${most}`.execute(db);
      return rows.map(({ email }) => email);
    },

    /** What is stated, what was allowed and when, and which identifiers were seen together; `keys` are their own keys. */
    async about(
      scope: Scope,
      keys: readonly string[],
    ): Promise<{ profile: Row[]; accounts: AccountOfPerson[]; consent: Row[]; links: Link[] }> {
      const { workspace } = scope;
      const among = sql`any (${listed(keys, "uuid")})`;
      const seesAll = seesConfidential(scope);
      const ask = async <R>(text: RawBuilder<R>) => (await text.execute(db)).rows;
      return {
        profile: await ask(sql<Row>`
          select name, email, phone, language, unit, address, attributes, accounts, created_at as "createdAt", changed_at as "changedAt"
          from profiles where workspace = ${workspace}::uuid and identifier = ${among} order by created_at limit ${most}`),
        accounts: await ask(sql<AccountOfPerson>`
          select distinct accounts.id, accounts.name, accounts.type, accounts.unit from account_people
          join accounts on accounts.workspace = account_people.workspace and accounts.id = account_people.account
          where account_people.workspace = ${workspace}::uuid and identifier = ${among} order by 1 limit ${most}`),
        consent: await ask(sql<Row>`
          select purpose, channel, state, source, at, received_at as "receivedAt" from consents
          where workspace = ${workspace}::uuid and identifier = ${among} order by at, id limit ${most}`),
        // Those with somebody else's identifier would show whose it is.
        links: await ask(sql<Link>`
          select one.value as one, other.value as other, ${seesAll ? sql`links.seen_at` : sql`coalesce(links.opened, links.seen_at)`} as "seenAt" from known_links links
          join identifiers one on one.key = links.a join identifiers other on other.key = links.b
          where links.workspace = ${workspace}::uuid and links.a = ${among} and links.b = ${among} and ${seesAll ? sql`true` : sql`(links.stated or links.heard = 2)`} order by links.seen_at limit ${most}`),
      };
    },
  };
}

export type AboutStore = ReturnType<typeof createAboutStore>;

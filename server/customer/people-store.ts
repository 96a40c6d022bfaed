/** Customers as they stand, many at once: their identifiers and what is stated under each. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import type { Standing } from "./known.ts";
import { listed, standings, type Db } from "./lists-store.ts";
import type { Member, Person } from "./person.ts";
import type { StoredProfile } from "./profile.ts";
import { inSteps } from "./steps.ts";

type MemberRow = {
  key: string;
  customer: string;
  type: number;
  value: string;
  standing: number;
  name: string | null;
  name_at: Date | null;
  first_seen: Date;
  opened: Date | null;
  open: boolean;
};

type ProfileRow = Omit<StoredProfile, "createdAt" | "changedAt"> & {
  created_at: Date;
  changed_at: Date;
};

const memberOf = (row: MemberRow): Member => ({
  key: row.key,
  type: identifierTypes[row.type] as IdentifierType,
  value: row.value,
  standing: standings[row.standing] as Standing,
  name: row.name,
  nameAt: row.name_at?.getTime() ?? 0,
  firstSeen: row.first_seen,
  opened: row.opened,
  open: row.open,
});

const profileOf = ({ created_at, changed_at, ...row }: ProfileRow): StoredProfile => ({
  ...row,
  createdAt: created_at,
  changedAt: changed_at,
});

/** Of one customer's identifiers this many are read. */
const mostMembers = 2_000;

/** All identifiers of the customers that these keys belong to now, by customer. */
async function membersOf(
  db: Db,
  workspace: string,
  keys: readonly string[],
): Promise<Map<string, Member[]>> {
  const columns = sql.raw(
    "i.key, i.customer, i.type, i.value, i.standing, i.name, i.name_at, i.first_seen, i.opened, i.open",
  );
  const { rows } = await sql<MemberRow>`
    with named as materialized (
      select distinct customer from identifiers where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})
    )
    select ${columns} from named join identifiers i on i.key = named.customer
    union all
    select ${columns} from named, lateral (
      select * from identifiers other where other.customer = named.customer and other.customer <> other.key
      order by other.type, other.key limit ${mostMembers}
    ) as i`.execute(db);
  const grouped = Map.groupBy(rows, ({ customer }) => customer);
  return new Map([...grouped].map(([customer, members]) => [customer, members.map(memberOf)]));
}

/** Customers by any keys of theirs; those that were never seen are left out. */
export async function readPeople(
  db: Db,
  workspace: string,
  keys: readonly string[],
): Promise<Person[]> {
  const members = new Map<string, Member[]>();
  // Whose keys stand in several of the steps is read again, and is one customer.
  for (const step of inSteps(keys))
    for (const [key, all] of await membersOf(db, workspace, step)) members.set(key, all);
  const identifiers = [...members.values()].flatMap((each) => each.map(({ key }) => key));
  const profiles = new Map<string, StoredProfile>();
  for (const step of inSteps(identifiers)) {
    const { rows } = await sql<ProfileRow>`
      select * from profiles where identifier = any (${listed(step, "uuid")})`.execute(db);
    for (const row of rows) profiles.set(row.identifier, profileOf(row));
  }
  return [...members].map(([key, all]) => ({
    key,
    root: key,
    members: all,
    profiles: all.flatMap((member) => profiles.get(member.key) ?? []),
  }));
}

export function createPeopleStore(database: Database) {
  const db = database as unknown as Db;
  return {
    /** Customers by any keys of theirs, in no order; those that were never seen are left out. */
    read: ({ workspace }: { workspace: string }, keys: readonly string[]): Promise<Person[]> =>
      readPeople(db, workspace, keys),
  };
}

export type PeopleStore = ReturnType<typeof createPeopleStore>;

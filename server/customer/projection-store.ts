/**
 * Customers and accounts as they are carried to ClickHouse. The number that tells the newer of two
 * states is taken before the state is read: whatever is carried with a higher one was read later.
 */
import { sql } from "kysely";
import type { Projection } from "#platform/projector.ts";
import type { Database } from "#platform/postgres.ts";
import { dateTime, mapJson, rowSettings } from "#platform/rows.ts";
import type { accountRoles, Address } from "#contract/customer.ts";
import { numberOf } from "./identifier.ts";
import { listed, type Db } from "./lists-store.ts";
import { readPeople } from "./people-store.ts";
import type { Person } from "./person.ts";
import { mergeProfiles, primaryOf } from "./profile.ts";
import type { StoredAccount } from "./account.ts";

/** The role of those whose word weighs most in an account (contract/customer.ts). */
const decisionMaker: (typeof accountRoles)[number] = "decision-maker";

export const customerKind = "customer";
export const accountKind = "account";

async function nextVersion(db: Db): Promise<number> {
  const { rows } = await sql<{ version: string | number }>`
    select nextval('projection_versions') as version`.execute(db);
  return Number(rows[0]!.version);
}

/** An address as one level of texts. */
const flat = ({ lines, ...rest }: Address): Record<string, string | undefined> => ({
  lines: lines?.join("\n"),
  ...rest,
});

function customerLine(
  workspace: string,
  version: number,
  { key, members, profiles }: Person,
): string {
  const profile = mergeProfiles(key, profiles);
  const root = members.find((each) => each.key === key);
  const columns = JSON.stringify({
    workspace,
    customer: numberOf(key),
    version,
    key,
    id: root?.type === "id" ? root.value : "",
    name: profile.name ?? "",
    email: profile.email ?? "",
    phone: profile.phone ?? "",
    language: profile.language ?? "",
    unit: profile.unit ?? "",
    address: flat(profile.address ?? {}),
    account: primaryOf(profile) ?? "",
    accounts: profile.accounts.map(({ id }) => id),
    deciding: profile.accounts.flatMap(({ id, roles }) =>
      roles.includes(decisionMaker) ? [id] : [],
    ),
    changed: dateTime(Math.max(...profiles.map(({ changedAt }) => changedAt.getTime()))),
  });
  return `${columns.slice(0, -1)},"attributes":${mapJson(profile.attributes)}}`;
}

const goneLine = (workspace: string, version: number, key: string): string =>
  JSON.stringify({ workspace, customer: numberOf(key), version, key, deleted: 1 });

/** Customers by the keys of any of their identifiers. */
export function customerProjection(database: Database): Projection {
  const db = database as unknown as Db;
  return {
    kind: customerKind,
    table: "customers",
    settings: rowSettings,
    async lines(_scope, workspace, keys) {
      const version = await nextVersion(db);
      const people = await readPeople(db, workspace, keys);
      const stated = people.filter(({ profiles }) => profiles.length > 0);
      const lines = stated.map((person) => customerLine(workspace, version, person));
      // What stands for nobody any more: forgotten, without a profile, or gone over to another.
      const standing = new Set(stated.map(({ key }) => key));
      const gone = new Set(
        [...keys, ...people.map(({ key }) => key)].filter((key) => !standing.has(key)),
      );
      return [...lines, ...[...gone].map((key) => goneLine(workspace, version, key))];
    },
  };
}

type AccountRow = Omit<StoredAccount, "createdAt" | "changedAt"> & { changed_at: Date };

function accountLine(workspace: string, version: number, row: AccountRow): string {
  const columns = JSON.stringify({
    workspace,
    account: numberOf(row.key),
    id: row.id,
    version,
    name: row.name ?? "",
    type: row.type ?? "",
    parent: row.parent ?? "",
    owner: row.owner ?? "",
    unit: row.unit ?? "",
    renewal_on: row.renewalOn,
    revenue: row.revenue,
    potential: row.potential,
    address: flat(row.address ?? {}),
    changed: dateTime(row.changed_at.getTime()),
  });
  return `${columns.slice(0, -1)},"attributes":${mapJson(row.attributes)}}`;
}

/** Accounts by `accountKeyOf` their id. */
export function accountProjection(database: Database): Projection {
  const db = database as unknown as Db;
  return {
    kind: accountKind,
    table: "accounts",
    settings: rowSettings,
    async lines(_scope, workspace, keys) {
      const version = await nextVersion(db);
      const { rows } = await sql<AccountRow>`
        select key, id, name, type, parent, owner, unit, renewal_on::text as "renewalOn", revenue, potential, address, attributes, changed_at
        from accounts where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})`.execute(
        db,
      );
      const standing = new Set(rows.map(({ key }) => key));
      const gone = keys.filter((key) => !standing.has(key));
      return [
        ...rows.map((row) => accountLine(workspace, version, row)),
        ...gone.map((key) =>
          JSON.stringify({ workspace, account: numberOf(key), version, deleted: 1 }),
        ),
      ];
    },
  };
}

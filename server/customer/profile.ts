/**
 * What is stated of a person: statements change a profile field by field, and the profiles of one
 * customer's identifiers are shown as one. Pure.
 */
import type {
  Address,
  AttributeChanges,
  CustomerLine,
  CustomerStatement,
  Scalar,
} from "#contract/customer.ts";

export type Membership = { id: string; roles: string[]; primary: boolean };

/** Fields that hold one value each. */
export const textFields = ["name", "email", "phone", "language", "unit"] as const;
type TextField = (typeof textFields)[number];

export type Profile = Record<TextField, string | null> & {
  address: Address | null;
  attributes: Record<string, Scalar>;
  accounts: Membership[];
  /** Field → when it was last stated, in milliseconds; under "" the time of those that are not named. */
  stated: Record<string, number>;
};

/** A profile under the key of the identifier that it was stated with. */
export type StoredProfile = Profile & {
  identifier: string;
  version: number;
  createdAt: Date;
  changedAt: Date;
};

export type Statement = Omit<CustomerStatement, "version"> | Omit<CustomerLine, "id">;

const emptyProfile = (): Profile => ({
  name: null,
  email: null,
  phone: null,
  language: null,
  unit: null,
  address: null,
  attributes: {},
  accounts: [],
  stated: {},
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const ordered = <T>(map: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Attributes after some were stated and some (`null`) taken away. */
export function changedAttributes(
  before: Readonly<Record<string, Scalar>>,
  changes: AttributeChanges,
): { after: Record<string, Scalar>; names: string[] } {
  const after = { ...before };
  const names: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === null ? !Object.hasOwn(after, name) : after[name] === value) continue;
    names.push(name);
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return { after: names.length === 0 ? after : ordered(after), names };
}

function membershipsOf(accounts: NonNullable<Statement["accounts"]>): Membership[] {
  return accounts
    .map(({ id, roles, primary }) => ({
      id,
      roles: roles.toSorted(),
      primary: primary ?? accounts.length === 1,
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * A profile after a statement made at `at` (milliseconds); `changed` is false where it said nothing
 * new, and `fields` names what it changed. Times are kept for what changed, so that an old statement said again is no newer one.
 */
export function applyStatement(
  before: Profile | undefined,
  statement: Statement,
  at: number,
): { profile: Profile; changed: boolean; fields: string[] } {
  const old = before ?? emptyProfile();
  const profile: Profile = { ...old };
  const changed: string[] = [];
  for (const field of textFields) {
    const value = statement[field];
    if (value === undefined || value === old[field]) continue;
    profile[field] = value;
    changed.push(field);
  }
  if (statement.address !== undefined && !same(statement.address, old.address)) {
    profile.address = statement.address;
    changed.push("address");
  }
  if (statement.attributes) {
    const { after, names } = changedAttributes(old.attributes, statement.attributes);
    profile.attributes = after;
    changed.push(...names.map((name) => `attributes.${name}`));
  }
  if (statement.accounts) {
    const accounts = membershipsOf(statement.accounts);
    if (!same(accounts, old.accounts)) {
      profile.accounts = accounts;
      changed.push("accounts");
    }
  }
  const fields = changed.toSorted();
  if (!before) return { profile: { ...profile, stated: { "": at } }, changed: true, fields };
  if (changed.length === 0) return { profile: old, changed: false, fields };
  profile.stated = { ...old.stated, ...Object.fromEntries(changed.map((field) => [field, at])) };
  return { profile, changed: true, fields };
}

const statedAt = ({ stated }: Profile, field: string): number => stated[field] ?? stated[""] ?? 0;

/** The others by the time of a field, the newest first; of two at one time the smaller key. */
function newestFirst(others: readonly StoredProfile[], field: string): StoredProfile[] {
  return others.toSorted(
    (a, b) => statedAt(b, field) - statedAt(a, field) || (a.identifier < b.identifier ? -1 : 1),
  );
}

/**
 * The profiles of one customer as one. What stands under the root holds; a field that it leaves open
 * is that of the newest statement of the others. Accounts are those of all, the root's first.
 */
export function mergeProfiles(root: string, profiles: readonly StoredProfile[]): Profile {
  const own = profiles.find(({ identifier }) => identifier === root);
  const others = profiles.filter(({ identifier }) => identifier !== root);
  if (others.length === 0) return own ?? emptyProfile();
  const merged: Profile = { ...(own ?? emptyProfile()) };
  const first = <T>(field: string, of: (profile: Profile) => T | null | undefined): T | null => {
    for (const each of newestFirst(others, field)) {
      const value = of(each);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
  for (const field of textFields) merged[field] ??= first(field, (each) => each[field]);
  merged.address ??= first("address", (each) => each.address);
  const names = new Set(others.flatMap((each) => Object.keys(each.attributes)));
  const attributes = { ...merged.attributes };
  for (const name of names)
    if (!Object.hasOwn(attributes, name))
      attributes[name] = first(`attributes.${name}`, (each) => each.attributes[name])!;
  merged.attributes = ordered(attributes);
  merged.accounts = mergeAccounts([own, ...newestFirst(others, "accounts")]);
  return merged;
}

/** Each account once, as the first names it; one of them is primary, the first that is so called. */
function mergeAccounts(profiles: readonly (Profile | undefined)[]): Membership[] {
  const found = new Map<string, Membership>();
  let primary: string | undefined;
  for (const { accounts } of profiles.filter((each) => each !== undefined)) {
    primary ??= accounts.find((each) => each.primary)?.id;
    for (const each of accounts) if (!found.has(each.id)) found.set(each.id, each);
  }
  return [...found.values()].map((each) => ({ ...each, primary: each.id === primary }));
}

/** The account to which belongs what a customer says without naming one. */
export const primaryOf = ({ accounts }: Pick<Profile, "accounts">): string | undefined =>
  accounts.find((each) => each.primary)?.id;

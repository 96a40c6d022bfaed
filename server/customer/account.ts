/** Accounts: what is stated of organisations and households. Pure. */
import { hash } from "node:crypto";
import type { AccountLine, AccountStatement, AccountType } from "#contract/account.ts";
import type { Address, Scalar } from "#contract/customer.ts";
import { changedAttributes } from "./profile.ts";

const valueFields = [
  "name",
  "type",
  "parent",
  "owner",
  "unit",
  "renewalOn",
  "revenue",
  "potential",
] as const;

export type AccountRecord = {
  name: string | null;
  type: AccountType | null;
  /** The id of the account that it stands below. */
  parent: string | null;
  owner: string | null;
  unit: string | null;
  /** YYYY-MM-DD. */
  renewalOn: string | null;
  /** Of 365 days, in the workspace's currency. */
  revenue: number | null;
  potential: number | null;
  address: Address | null;
  attributes: Record<string, Scalar>;
};

export type StoredAccount = AccountRecord & {
  id: string;
  /** `accountKeyOf` its id. */
  key: string;
  version: number;
  createdAt: Date;
  changedAt: Date;
};

export type StatementOfAccount = Omit<AccountStatement, "version"> | Omit<AccountLine, "id">;

const emptyAccount = (): AccountRecord => ({
  name: null,
  type: null,
  parent: null,
  owner: null,
  unit: null,
  renewalOn: null,
  revenue: null,
  potential: null,
  address: null,
  attributes: {},
});

/** The key by which changes of an account are noted: 128 bits of SHA-256, written as a UUID. */
export function accountKeyOf(workspace: string, id: string): string {
  const hex = hash("sha256", `${workspace}\0account\0${id}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** An account after a statement; `changed` is false where it said nothing new of one that had been stated, and `fields` names what it changed. */
export function applyToAccount(
  before: AccountRecord | undefined,
  statement: StatementOfAccount,
): { record: AccountRecord; changed: boolean; fields: string[] } {
  const old = before ?? emptyAccount();
  const record: AccountRecord = { ...old };
  const fields: string[] = [];
  for (const field of valueFields) {
    const value = statement[field];
    if (value === undefined || value === old[field]) continue;
    Object.assign(record, { [field]: value });
    fields.push(field);
  }
  const { address, attributes } = statement;
  if (address !== undefined && JSON.stringify(address) !== JSON.stringify(old.address)) {
    record.address = address;
    fields.push("address");
  }
  if (attributes) {
    const { after, names } = changedAttributes(old.attributes, attributes);
    record.attributes = after;
    fields.push(...names.map((name) => `attributes.${name}`));
  }
  return {
    record,
    changed: before === undefined || fields.length > 0,
    fields: fields.toSorted(),
  };
}

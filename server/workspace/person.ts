/** The tables of people and members, and their types, as both stores read them. */
import type { Role } from "#contract/permission.ts";
import type { Membership } from "#platform/scope.ts";
import type { Member } from "./member.ts";

export type Language = "en" | "id";
type PersonTable = {
  id: string;
  email: string;
  email_verified: boolean;
  name: string;
  language: Language;
  totp: boolean;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
};
export type Person = PersonTable;
export type MemberTable = {
  id: string;
  workspace: string;
  person: string;
  role: Role;
  version: number;
  added_at: Date;
};
type MembershipTable = Membership & { workspace: string; member: string };
type CredentialTable = {
  id: string;
  person: string;
  provider: string;
  account: string;
  password: string | null;
  created_at: Date;
  updated_at: Date;
};
export type PeopleTables = {
  people: PersonTable;
  members: MemberTable;
  memberships: MembershipTable;
  credentials: CredentialTable;
  workspaces: { id: string; name: string };
  two_factors: { person: string };
  sessions: { person: string };
};
export type Place = Pick<Member, "role" | "memberships">;
/** A member as others of the workspace see them. */
export type Shown = Member & Omit<Person, "id" | "created_at" | "updated_at"> & { added_at: Date };

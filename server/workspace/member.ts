/** Members of a workspace: what each role reaches, and who may make, change or remove whom. Pure. */
import { actionsOfRole, ofTheInstallation, type Action, type Role } from "#contract/permission.ts";
import {
  isWhole,
  withoutInstallation,
  within,
  type Membership,
  type Reach,
} from "#platform/scope.ts";

export type Member = {
  person: string;
  workspace: string;
  role: Role;
  memberships: Membership[];
  version: number;
};

/** Owners reach everything; everybody else what they belong to. */
export const reachOf = ({ role, memberships }: Pick<Member, "role" | "memberships">): Reach =>
  role === "owner" ? "everything" : memberships;

/** How much of the workspace a member sees, in a word. */
export function shareOf(member: Pick<Member, "role" | "memberships">) {
  const reach = reachOf(member);
  if (isWhole(reach)) return "everything";
  return reach.length === 0 ? "nothing" : "part";
}

/** What a member may do. What touches the whole installation is for owners of the first workspace. */
export function actionsOf(member: Member, firstWorkspace: string): ReadonlySet<Action> {
  const may = within(actionsOfRole(member.role), reachOf(member));
  return member.workspace === firstWorkspace ? may : withoutInstallation(may);
}

/** Whether somebody gives, or takes, no permission that they lack themselves. */
export function mayManage(may: ReadonlySet<Action>, role: Role): boolean {
  if (role === "owner" && !may.has("manage owners")) return false;
  return [...actionsOfRole(role)].every((each) => ofTheInstallation.has(each) || may.has(each));
}

/** Whether what a role may do is all within what another may. */
export const isNoHigher = (role: Role, than: Role): boolean =>
  [...actionsOfRole(role)].every((each) => actionsOfRole(than).has(each));

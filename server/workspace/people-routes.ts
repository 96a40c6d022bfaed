/** The routes of a workspace's members, and of making a further workspace. */
import { CorridorError } from "#contract/error.ts";
import * as records from "#contract/people.ts";
import type { Role } from "#contract/permission.ts";
import { route, type Route } from "#platform/http.ts";
import { systemScope, systemScopeIn, type Membership, type Scope } from "#platform/scope.ts";
import type { ComingIn, Invited, NewMember } from "./coming-in.ts";
import type { Invitation, LinkStore } from "./link-store.ts";
import { isNoHigher, mayManage } from "./member.ts";
import type { Shown } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { Sessions } from "./sessions.ts";
import type { WorkspaceStore } from "./store.ts";

export type PeopleParts = {
  people: PersonStore;
  links: LinkStore;
  store: SessionStore;
  sessions: Sessions;
  comingIn: ComingIn;
  workspaces: WorkspaceStore;
  /** Memberships whose function or unit the registry does not know: what is wrong with each. */
  unknownPlaces: (scope: Scope, memberships: readonly Membership[]) => Promise<string[]>;
  /** The functions that somebody of these names answers for. */
  functionsOf: (scope: Scope, names: readonly string[]) => Promise<string[]>;
};

const shown = (member: Shown) => ({
  id: member.person,
  email: member.email,
  name: member.name,
  language: member.language,
  totp: member.totp,
  emailVerified: member.email_verified,
  role: member.role,
  memberships: member.memberships,
  version: member.version,
  joinedAt: member.added_at.toISOString(),
  lastSignInAt: member.last_sign_in_at?.toISOString() ?? null,
});

type MailState = "none" | "waiting" | "sending" | "sent" | "failed" | "unconfirmed";
const shownInvitation = (invitation: Invitation, mail: MailState) => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  memberships: invitation.memberships,
  language: invitation.language,
  madeBy: invitation.made_by,
  madeAt: invitation.made_at.toISOString(),
  expiresAt: invitation.expires_at.toISOString(),
  mail,
});

const place = ({ role, memberships }: { role: Role; memberships: readonly Membership[] }) => ({
  role,
  memberships,
});

function checkRole(scope: Scope, role: Role): void {
  if (!mayManage(scope.may, role))
    throw new CorridorError(
      "forbidden",
      `You may not give or take the role of ${role}: it has permissions that you lack.`,
      { details: { role } },
    );
}

export function peopleRoutes(parts: PeopleParts): Route[] {
  const { people, links, store, sessions, comingIn, workspaces } = parts;
  const system = systemScope("people");
  const isSelf = (scope: Scope, person: string) => scope.session?.person === person;

  async function member(scope: Scope, id: string): Promise<Shown> {
    const found = await people.get(scope, id);
    if (!found) throw new CorridorError("not_found", "There is no such member.");
    return found;
  }

  async function checkPlaces(scope: Scope, memberships: readonly Membership[]): Promise<void> {
    const problems = await parts.unknownPlaces(scope, memberships);
    if (problems.length > 0)
      throw new CorridorError("invalid_request", `In the body, memberships: ${problems[0]}`, {
        details: { problems: problems.slice(0, 20) },
      });
  }

  /** An invitation that is open to the address is taken away by it, which needs the same as withdrawing it. */
  const invite = (scope: Scope, member: NewMember): Promise<Invited> =>
    comingIn.invite(scope, member, ({ role }) => checkRole(scope, role));

  /** What is done to an account touches every workspace that it opens; one of them alone may not do it. */
  async function checkOnlyHere(scope: Scope, person: string): Promise<void> {
    if ((await people.elsewhere(scope, person)) > 0)
      throw new CorridorError(
        "conflict",
        "They belong to other workspaces too, which this would open. They can ask for a link by mail.",
      );
  }

  return [
    route(records.listPeople, async ({ scope, query }) => {
      const found = await people.list(scope, query.cursor, query.limit + 1);
      const page = found.slice(0, query.limit);
      const next = found.length > query.limit ? page.at(-1)!.person : null;
      return { status: 200, body: { people: page.map(shown), next } };
    }),
    route(records.getPerson, async ({ scope, params }) => ({
      status: 200,
      body: shown(await member(scope, params.id)),
    })),
    route(records.invitePerson, async ({ scope, body }) => {
      checkRole(scope, body.role);
      await checkPlaces(scope, body.memberships);
      const { invitation, link, replaced } = await invite(scope, body);
      return {
        status: 201,
        body: { ...shownInvitation(invitation, link === null ? "waiting" : "none"), link },
        noted: {
          subject: invitation.id,
          before: replaced && { id: replaced.id, email: replaced.email, ...place(replaced) },
          after: { email: body.email, ...place(body) },
        },
      };
    }),
    route(records.changePerson, async ({ scope, params, body }) => {
      const before = await member(scope, params.id);
      const after = {
        role: body.role ?? before.role,
        memberships: body.memberships ?? before.memberships,
      };
      checkRole(scope, before.role);
      checkRole(scope, after.role);
      if (isSelf(scope, params.id) && !isNoHigher(after.role, before.role))
        throw new CorridorError("forbidden", "Nobody raises their own role.");
      await checkPlaces(scope, body.memberships ?? []);
      await people.change(scope, params.id, body.version, after);
      sessions.forget();
      return {
        status: 200,
        body: shown(await member(scope, params.id)),
        noted: { subject: params.id, before: place(before), after: place(after) },
      };
    }),
    route(records.removePerson, async ({ scope, params }) => {
      const before = await member(scope, params.id);
      checkRole(scope, before.role);
      const functions = await parts.functionsOf(scope, [before.person, before.email]);
      if (functions.length > 0)
        throw new CorridorError(
          "conflict",
          `They answer for ${functions.join(", ")}. Name another owner of that first.`,
          { details: { functions } },
        );
      await people.remove(scope, params.id);
      sessions.forget();
      return {
        status: 204,
        noted: { subject: params.id, before: { email: before.email, ...place(before) } },
      };
    }),
    route(records.makeReset, async ({ scope, params }) => {
      const { person } = await member(scope, params.id);
      await checkOnlyHere(scope, person);
      const made = await comingIn.makeReset(scope, (await people.find(system, person))!);
      return {
        status: 201,
        body: { link: made.link, expiresAt: made.expiresAt.toISOString() },
        noted: { subject: person },
      };
    }),
    route(records.takeTotp, async ({ scope, params }) => {
      const { person } = await member(scope, params.id);
      await checkOnlyHere(scope, person);
      await people.endTotp(system, person);
      await store.endAll(system, person);
      sessions.forget();
      return { status: 204, noted: { subject: person } };
    }),

    route(records.listInvitations, async ({ scope, query }) => {
      const found = await links.invitations(scope, query.cursor, query.limit + 1);
      const page = found.slice(0, query.limit);
      return {
        status: 200,
        body: {
          invitations: page.map((each) =>
            shownInvitation(each, (each.mail_state as MailState | null) ?? "none"),
          ),
          next: found.length > query.limit ? page.at(-1)!.id : null,
        },
      };
    }),
    route(records.withdrawInvitation, async ({ scope, params }) => {
      const invitation = await links.invitation(scope, params.id);
      if (!invitation) throw new CorridorError("not_found", "There is no such open invitation.");
      checkRole(scope, invitation.role);
      await links.withdraw(scope, params.id);
      return {
        status: 204,
        noted: { subject: params.id, before: { email: invitation.email, ...place(invitation) } },
      };
    }),

    route(records.makeWorkspace, async ({ scope, body }) => {
      const made = await workspaces.make(scope, body.name);
      // Its owner is invited in its own name: who made it has no place in it.
      const there = { ...systemScopeIn(made.id, "workspaces"), actor: scope.actor };
      const { link } = await invite(there, {
        email: body.owner,
        role: "owner",
        memberships: [],
        language: body.language,
      });
      return {
        status: 201,
        body: { id: made.id, name: made.name, link },
        noted: { subject: made.id, after: { name: made.name, owner: body.owner } },
      };
    }),
  ];
}

/** Coming in by a link: invitations and resets, made, sent, and used once. */
import { CorridorError } from "#contract/error.ts";
import type { Role } from "#contract/permission.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { systemScope, type Membership, type Scope } from "#platform/scope.ts";
import type { Gate } from "./gate.ts";
import type { Identity } from "./identity.ts";
import type { Invitation, Link, LinkStore } from "./link-store.ts";
import { linkLife, linkOf, type LinkKind, type Tokens } from "./links.ts";
import { mailOf, type Mails } from "./mails.ts";
import type { Call, Notes } from "./notes.ts";
import { passwordMessages, problemOf } from "./passwords.ts";
import type { Language, Person } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { Sessions } from "./sessions.ts";
import type { SignIn } from "./sign-in.ts";
import type { WorkspaceStore } from "./store.ts";
import { wordsOf } from "./words.ts";

export type ComingInParts = {
  identity: Identity;
  sessions: Sessions;
  store: SessionStore;
  people: PersonStore;
  links: LinkStore;
  workspaces: Pick<WorkspaceStore, "of">;
  tokens: Tokens;
  mails: Mails;
  gate: Gate;
  notes: Notes;
  signIn: SignIn;
  log: Log;
  /** Where people reach this server. Never taken from a request: a link in a mail would then lead where its asker wants. */
  base: () => string;
};

export type Invited = {
  invitation: Invitation;
  link: string | null;
  /** The invitation to the same address that was open. */
  replaced?: Invitation | undefined;
};
export type NewMember = {
  email: string;
  role: Role;
  memberships: readonly Membership[];
  language: Language;
};

const gone = () =>
  new CorridorError(
    "not_found",
    "This link was used, has run out, or never was. Ask for a new one.",
  );

export function createComingIn(parts: ComingInParts) {
  const { identity, sessions, store, people, links, tokens, mails, gate, notes, signIn } = parts;
  const system = systemScope("links");
  const until = (kind: LinkKind) => new Date(clock.now() + linkLife[kind]);

  /** Throws `invalid_request` with what is wrong with a password. */
  async function checkPassword(password: string, known: readonly string[]): Promise<void> {
    const problem = await problemOf(password, known);
    if (problem !== undefined)
      throw new CorridorError("invalid_request", `The password: ${passwordMessages[problem]}`, {
        details: { problem },
      });
  }

  async function found(kind: LinkKind, token: string): Promise<Link> {
    const link = await links.byDigest(system, kind, tokens.digest(token));
    if (!link) throw gone();
    return link;
  }

  async function send(link: Link, token: string, inviter: string, workspace: string) {
    const url = linkOf(parts.base(), link.kind, token, link.language);
    const values = { inviter, workspace };
    const message = await mailOf(link.kind, link.email, url, link.language, values);
    await links.carriedBy(system, link.id, await mails.send(link.workspace, link.kind, message));
  }

  /** The link to be handed over, where it doesn't go by mail. */
  const handed = (link: Link, token: string): string | null =>
    link.mailed ? null : linkOf(parts.base(), link.kind, token, link.language);

  async function resetBy(
    scope: Scope | typeof system,
    person: Person,
    mailed: boolean,
    by: string,
  ): Promise<{ link: Link; token: string }> {
    const { token, digest } = tokens.make();
    const { id, email, language } = person;
    const expiresAt = until("reset");
    const link = await links.reset(scope, {
      person: id,
      email,
      language,
      digest,
      mailed,
      by,
      expiresAt,
    });
    return { link, token };
  }

  return {
    checkPassword,

    /** Invites somebody. `check` throws where the caller may not replace the invitation that is open. */
    async invite(
      scope: Scope,
      member: NewMember,
      check: (replaced: Invitation) => void,
    ): Promise<Invited> {
      if (await people.called(scope, member.email))
        throw new CorridorError("conflict", "They are a member already.");
      const { token, digest } = tokens.make();
      const expiresAt = until("invitation");
      const { made: invitation, replaced } = await links.invite(
        scope,
        { ...member, digest, mailed: mails.on, expiresAt },
        check,
      );
      if (mails.on) {
        const by = scope.session && (await people.find(system, scope.session.person));
        const someone = wordsOf(member.language).mail.someone;
        await send(invitation, token, by?.name ?? someone, (await parts.workspaces.of(scope)).name);
      }
      return { invitation, link: handed(invitation, token), replaced };
    },

    /** Has a link sent to an address, if it has an account. Says nothing about whether it has. */
    async askReset(email: string, call: Call): Promise<void> {
      signIn.ownPages(call.headers);
      if (!mails.on)
        throw new CorridorError(
          "conflict",
          "This server sends no mail. An owner of the workspace can make a link.",
        );
      const may = await gate.mail(email, call.address);
      // Behind the answer's back, so that it takes as long for an address without an account.
      const work = async () => {
        const person = await people.byEmail(system, email);
        if (!person || !may) return;
        const { link, token } = await resetBy(system, person, true, "system:sign-in");
        await send(link, token, "", "");
        await notes.note(person.id, call, { event: "reset.asked", actor: "system:sign-in" });
      };
      work().catch((error: unknown) =>
        parts.log.error(
          { requestId: call.requestId, reason: (error as Error).name },
          "a reset could not be sent",
        ),
      );
    },

    /** A link for a member who has lost their password, for an owner to hand over. */
    async makeReset(scope: Scope, person: Person): Promise<{ link: string; expiresAt: Date }> {
      const { link, token } = await resetBy(scope, person, false, scope.actor);
      return { link: handed(link, token)!, expiresAt: link.expires_at };
    },

    /** Whose password a link sets. Throws `not_found`. */
    reset: (token: string): Promise<Link> => found("reset", token),

    async useReset(token: string, password: string, call: Call): Promise<void> {
      signIn.ownPages(call.headers);
      await gate.hashing(call.address);
      const link = await found("reset", token);
      const person = await people.find(system, link.person!);
      if (!person) throw gone();
      await checkPassword(password, [person.email, person.name]);
      const hash = await identity.hash(password);
      if (!(await links.use(system, link.id))) throw gone();
      if (link.mailed) await people.verified(system, person.id, true);
      await people.setPassword(system, person.id, hash);
      await store.endAll(system, person.id);
      await gate.forgive(person.email);
      sessions.forget();
      await notes.note(person.id, call, { event: "password.changed", after: { by: "link" } });
    },

    /** What a link invites to, and whether the address has an account. Throws `not_found`. */
    async invitation(token: string) {
      const link = (await found("invitation", token)) as Invitation;
      const { name } = await parts.workspaces.of(link);
      const person = await people.byEmail(system, link.email);
      return { link, workspace: { id: link.workspace, name }, person };
    },

    /** Accepts an invitation: a new person with a name and a password, or the one who is signed in. */
    async accept(
      token: string,
      given: {
        name?: string | undefined;
        password?: string | undefined;
        language?: Language | undefined;
      },
      call: Call,
    ): Promise<{ workspace: { id: string; name: string }; cookies: string[] }> {
      signIn.ownPages(call.headers);
      const { link, workspace, person } = await this.invitation(token);
      const place = { role: link.role, memberships: link.memberships };
      const joined = {
        event: "person.joined",
        after: { email: link.email, ...place },
        only: link.workspace,
      };
      if (person) {
        const signedIn = await sessions.of(call.headers);
        if (!signedIn)
          throw new CorridorError(
            "unauthenticated",
            "This address has an account. Sign in first, then accept.",
          );
        if (signedIn.person.id !== person.id)
          throw new CorridorError("forbidden", "You are signed in as somebody else.");
        if (!(await links.use(system, link.id))) throw gone();
        await people.join(system, link.workspace, person.id, place);
        if (link.mailed) await people.verified(system, person.id, false);
        sessions.forget();
        await notes.note(person.id, call, joined);
        return { workspace, cookies: [] };
      }
      const { name, password } = given;
      if (name === undefined || password === undefined)
        throw new CorridorError("invalid_request", "In the body: needs `name` and `password`.");
      await gate.hashing(call.address);
      await checkPassword(password, [link.email, name, workspace.name]);
      const hash = await identity.hash(password);
      if (!(await links.use(system, link.id))) throw gone();
      const language = given.language ?? link.language;
      const made = await people.make(
        system,
        { email: link.email, name, language, verified: link.mailed, hash },
        [{ workspace: link.workspace, ...place }],
      );
      await notes.note(made.id, call, joined);
      const { cookies } = await signIn.byLink(made.id, call);
      return { workspace, cookies };
    },
  };
}

export type ComingIn = ReturnType<typeof createComingIn>;

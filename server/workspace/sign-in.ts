/**
 * Signing in and out: what is checked in which order, what is counted, what is noted. Routes and
 * pages both come here, so that neither knows a way that the other does not.
 */
import { createHmac } from "node:crypto";
import { CorridorError } from "#contract/error.ts";
import { isOwnOrigin } from "#platform/admission.ts";
import type { Log } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import type { Gate } from "./gate.ts";
import { derivedKey, IdentityRefusal, type Identity, type SignedIn } from "./identity.ts";
import type { LinkStore } from "./link-store.ts";
import type { Call, Notes } from "./notes.ts";
import type { Claims } from "./oidc.ts";
import type { Language } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { Sessions } from "./sessions.ts";

export type SignInParts = {
  identity: Identity;
  sessions: Sessions;
  store: SessionStore;
  people: PersonStore;
  links: LinkStore;
  gate: Gate;
  notes: Notes;
  log: Log;
  secret: string;
  publicUrl: string | undefined;
};

export type Outcome = { next: "done" | "totp"; cookies: string[] };

const wrong = () =>
  new CorridorError("unauthenticated", "The address and the password do not belong together.");
const wrongCode = () =>
  new CorridorError("unauthenticated", "This code does not fit, or was used already.");
const startOver = () =>
  new CorridorError(
    "unauthenticated",
    "This took too long, or there were too many wrong tries. Sign in again.",
    {
      details: { next: "sign-in" },
    },
  );
const lockedSeconds = 900;

export function createSignIn(parts: SignInParts) {
  const { identity, sessions, store, people, links, gate, notes, log } = parts;
  const system = systemScope("sign-in");
  const codeKey = derivedKey(parts.secret, "codes");

  /** Throws `forbidden` where another site's page may have made the request. */
  function ownPages(headers: Headers): void {
    if (!isOwnOrigin(headers, parts.publicUrl))
      throw new CorridorError(
        "forbidden",
        "This request did not come from Corridor's own pages. Programs use a key instead of signing in.",
      );
  }

  /** A session that the browser still had is over: nobody goes on with one that somebody else has planted. */
  async function endOld(call: Call): Promise<void> {
    const old = await identity.session(call.headers);
    if (old) await store.end(system, old.person, old.id);
    sessions.forget();
  }

  async function done(person: string, call: Call, by: string, cookies: string[]): Promise<Outcome> {
    await endOld(call);
    await people.signedIn(system, person);
    await notes.note(person, call, { event: "sign-in.succeeded", after: { by } });
    return { next: "done", cookies };
  }

  const next = async (person: string, call: Call, by: string, made: SignedIn) =>
    made.secondStep
      ? ({ next: "totp", cookies: made.cookies } as const)
      : done(person, call, by, made.cookies);

  /** Checks a code once. The same one, sent twice at the same moment, is taken once. */
  async function once<T>(person: string, code: string, check: () => Promise<T>): Promise<T> {
    const digest = createHmac("sha256", codeKey).update(`${person}\0${code}`).digest("base64url");
    if (!(await store.takeCode(system, person, digest))) throw wrongCode();
    try {
      return await check();
    } catch (error) {
      await store.leaveCode(system, person, digest);
      throw error;
    }
  }

  /** Somebody whom nobody knows yet, and who is invited: they come in by what the provider says. */
  async function joinInvited(claims: Claims, call: Call): Promise<string | undefined> {
    const invited = await links.invitationsTo(system, claims.email);
    const used = [];
    for (const each of invited) if (await links.use(system, each.id)) used.push(each);
    if (used.length === 0) return undefined;
    const language: Language = used[0]!.language;
    const { email, name } = claims;
    const made = await people.make(
      system,
      { email, name: name || email, language, verified: true, hash: null },
      used,
    );
    await notes.note(made.id, call, { event: "person.joined", after: { by: "oidc" } });
    return made.id;
  }

  return {
    ownPages,

    /** Signs in by e-mail and password. Throws `unauthenticated`, `rate_limited`, `forbidden`. */
    async byPassword(email: string, password: string, call: Call): Promise<Outcome> {
      ownPages(call.headers);
      // Before anything is known of the address, and the same for every one.
      const person = await people.byEmail(system, email);
      const attempt = await gate.password(email, call.address, () => {
        log.warn(
          { requestId: call.requestId, known: person !== undefined },
          "an address is locked",
        );
        if (person)
          notes.later(person.id, call, { event: "sign-in.locked", actor: "system:sign-in" });
      });
      try {
        const made = await identity.signIn(email, password, call.headers, call.address);
        await attempt.right();
        return await next(person!.id, call, "password", made);
      } catch (error) {
        if (!(error instanceof IdentityRefusal)) throw error;
        if (person)
          notes.later(person.id, call, { event: "sign-in.failed", actor: "system:sign-in" });
        else log.warn({ requestId: call.requestId }, "a sign-in without an account failed");
        throw wrong();
      }
    },

    /** The second step, by a code of the authenticator or a backup code. */
    async secondStep(code: string, kind: "totp" | "backup", call: Call): Promise<Outcome> {
      ownPages(call.headers);
      const challenge = identity.challengeOf(call.headers);
      const person =
        challenge === undefined ? undefined : await store.challenged(system, challenge);
      if (person === undefined) throw startOver();
      const check = () => identity.secondStep(code, kind, call.headers, call.address);
      try {
        const { cookies } = await (kind === "totp" ? once(person, code, check) : check());
        return await done(person, call, kind === "totp" ? "totp" : "backup code", cookies);
      } catch (error) {
        if (error instanceof IdentityRefusal || error instanceof CorridorError)
          await notes.note(person, call, {
            event: "sign-in.failed",
            actor: "system:sign-in",
            after: { by: kind },
          });
        if (!(error instanceof IdentityRefusal)) throw error;
        if (error.code === "ACCOUNT_TEMPORARILY_LOCKED")
          throw new CorridorError(
            "rate_limited",
            "Too many wrong codes. Try again in a quarter of an hour.",
            { retryAfter: lockedSeconds },
          );
        throw /^INVALID_(CODE|BACKUP_CODE)$/.test(error.code) ? wrongCode() : startOver();
      }
    },

    /** Signs in whom an OIDC provider has identified. Throws `forbidden` where nobody has invited them. */
    async byProvider(issuer: string, claims: Claims, call: Call): Promise<Outcome> {
      let person = await people.byAccount(system, issuer, claims.subject);
      if (person === undefined) {
        // An address that the provider has not checked is a claim of somebody, and opens nothing.
        if (!claims.verified || claims.email === "")
          throw new CorridorError(
            "forbidden",
            "The provider does not say that the address is theirs.",
            {
              details: { problem: "unverified" },
            },
          );
        const known = await people.byEmail(system, claims.email);
        if (known) await people.verified(system, known.id, true);
        person = known?.id ?? (await joinInvited(claims, call));
        if (person === undefined)
          throw new CorridorError("forbidden", "Nobody has invited this account.", {
            details: { problem: "unknown" },
          });
        await people.tie(system, person, issuer, claims.subject);
        await notes.note(person, call, { event: "sign-in.tied", after: { issuer } });
      }
      const made = await identity.signInAs(person, call.headers, call.address);
      return next(person, call, "oidc", made);
    },

    /** A session for who has just come in by a link. */
    async byLink(person: string, call: Call): Promise<Outcome> {
      return next(
        person,
        call,
        "link",
        await identity.signInAs(person, call.headers, call.address),
      );
    },

    /** Ends the session of the request, if there is one. */
    async out(call: Call): Promise<string[]> {
      ownPages(call.headers);
      const session = await identity.session(call.headers);
      if (session && (await store.end(system, session.person, session.id)))
        await notes.note(session.person, call, { event: "session.ended", subject: session.id });
      sessions.forget();
      return [
        identity.expired(identity.names.session),
        identity.expired(identity.names.secondStep),
      ];
    },

    /** Confirms a new second step; its code is then used. */
    confirmTotp: (person: string, code: string, headers: Headers): Promise<{ cookies: string[] }> =>
      once(person, code, () => identity.confirmTotp(code, headers)),

    wrong,
    wrongCode,
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

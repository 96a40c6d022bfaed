/** The routes of signing in and out, and of one's own account. */
import { CorridorError } from "#contract/error.ts";
import * as records from "#contract/session.ts";
import { clock } from "#platform/clock.ts";
import { route, type Input, type Route } from "#platform/http.ts";
import type { RouteRecord } from "#contract/route.ts";
import { systemScope, type Scope } from "#platform/scope.ts";
import type { ComingIn } from "./coming-in.ts";
import type { Gate } from "./gate.ts";
import { IdentityRefusal, sessionSeconds, type Identity } from "./identity.ts";
import { shareOf } from "./member.ts";
import type { Call, Notes } from "./notes.ts";
import type { Person } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SessionRow, SessionStore } from "./session-store.ts";
import { idle, type Sessions } from "./sessions.ts";
import type { SignIn } from "./sign-in.ts";

export type SessionRouteParts = {
  identity: Identity;
  sessions: Sessions;
  store: SessionStore;
  people: PersonStore;
  gate: Gate;
  notes: Notes;
  signIn: SignIn;
  comingIn: ComingIn;
  oidc: { name: string } | undefined;
  mail: boolean;
};

const callOf = ({ headers, address, requestId }: Input<RouteRecord>): Call => ({
  headers,
  address,
  requestId,
});

export const shownPerson = ({ id, email, name, language, totp }: Person) => ({
  id,
  email,
  name,
  language,
  totp,
});

const shownSession = (row: SessionRow, here: string) => ({
  id: row.id,
  here: row.id === here,
  address: row.address ?? "",
  browser: row.user_agent ?? "",
  signedInAt: row.created_at.toISOString(),
  usedAt: row.updated_at.toISOString(),
  endsAt: new Date(
    Math.min(row.created_at.getTime() + sessionSeconds * 1_000, row.updated_at.getTime() + idle),
  ).toISOString(),
});

export function sessionRoutes(parts: SessionRouteParts): Route[] {
  const { identity, sessions, store, people, gate, notes, signIn, comingIn } = parts;
  const system = systemScope("own-account");

  /** The person of a session; what a route of `person` is about. */
  async function selfOf(scope: Scope): Promise<Person> {
    const person = await people.find(system, scope.session!.person);
    if (!person) throw new CorridorError("unauthenticated", "This account is gone.");
    return person;
  }

  /** Does what needs the password, where it fits; wrong ones are counted with those of signing in. */
  async function withPassword<T>(person: Person, call: Call, work: () => Promise<T>): Promise<T> {
    const attempt = await gate.password(person.email, call.address, () =>
      notes.later(person.id, call, { event: "sign-in.locked" }),
    );
    try {
      const result = await work();
      await attempt.right();
      return result;
    } catch (error) {
      if (!(error instanceof IdentityRefusal)) throw error;
      if (error.code === "INVALID_PASSWORD" || error.code === "CREDENTIAL_ACCOUNT_NOT_FOUND")
        throw new CorridorError("unauthenticated", "The password is not right.");
      throw new CorridorError("conflict", "The second step is not in the state for that.", {
        details: { problem: error.code },
      });
    }
  }

  /** What was noted in the workspace of the request is noted in the person's others too. */
  const elsewhere = (scope: Scope, call: Call, event: string) =>
    notes.note(scope.session!.person, call, { event, except: scope.workspace });

  return [
    route(records.getSession, async ({ headers }) => {
      const found = await sessions.of(headers);
      return {
        status: 200,
        body: {
          person: found ? shownPerson(found.person) : null,
          workspaces: (found?.members ?? []).map((member) => ({
            id: member.workspace,
            name: member.name,
            role: member.role,
            may: [...sessions.mayOf(member)],
            reach: shareOf(member),
          })),
          oidc: parts.oidc ? { name: parts.oidc.name } : null,
          mail: parts.mail,
        },
      };
    }),
    route(records.signIn, async (input) => {
      const { email, password } = input.body;
      const { next, cookies } = await signIn.byPassword(email, password, callOf(input));
      return { status: 200, body: { next }, cookies };
    }),
    route(records.signInTotp, async (input) => {
      const { code, backupCode } = input.body;
      const kind = code === undefined ? "backup" : "totp";
      const { next, cookies } = await signIn.secondStep(code ?? backupCode!, kind, callOf(input));
      return { status: 200, body: { next }, cookies };
    }),
    route(records.signOut, async (input) => ({
      status: 204,
      cookies: await signIn.out(callOf(input)),
    })),
    route(records.askReset, async (input) => {
      await comingIn.askReset(input.body.email, callOf(input));
      return { status: 202 };
    }),
    route(records.useReset, async (input) => {
      await comingIn.useReset(input.body.token, input.body.password, callOf(input));
      return { status: 204 };
    }),
    route(records.acceptInvitation, async (input) => {
      const { token, ...given } = input.body;
      const { workspace, cookies } = await comingIn.accept(token, given, callOf(input));
      return { status: 200, body: { workspace }, cookies };
    }),

    route(records.listSessions, async ({ scope }) => {
      const { id, person } = scope.session!;
      const rows = await store.list(system, person, new Date(clock.now() - idle));
      return { status: 200, body: { sessions: rows.map((row) => shownSession(row, id)) } };
    }),
    route(records.endSession, async (input) => {
      const { scope, params } = input;
      if (!(await store.end(system, scope.session!.person, params.id)))
        throw new CorridorError("not_found", "You have no such session.");
      sessions.forget();
      return { status: 204, noted: { subject: params.id } };
    }),
    route(records.endSessions, async ({ scope }) => {
      const { id, person } = scope.session!;
      const ended = await store.endAll(system, person, id);
      sessions.forget();
      return { status: 200, body: { ended }, noted: { subject: person, after: { ended } } };
    }),
    route(records.changeOwn, async ({ scope, body: { name, language } }) => {
      const self = await selfOf(scope);
      const changed = {
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
      };
      await people.changeSelf(system, self.id, changed);
      sessions.forget();
      const before = { name: self.name, language: self.language };
      return {
        status: 200,
        body: { ...shownPerson(self), ...changed },
        noted: { subject: self.id, before, after: { ...before, ...changed } },
      };
    }),
    route(records.changePassword, async (input) => {
      const { scope, body } = input;
      const self = await selfOf(scope);
      const call = callOf(input);
      await withPassword(self, call, async () => {
        const hash = await people.passwordOf(system, self.id);
        if (hash === undefined || !(await identity.verify(hash, body.current)))
          throw new IdentityRefusal("INVALID_PASSWORD", 400);
      });
      const workspaces = (await people.membersOf(system, self.id)).map(({ name }) => name);
      await comingIn.checkPassword(body.new, [self.email, self.name, ...workspaces]);
      await people.setPassword(system, self.id, await identity.hash(body.new));
      await store.endAll(system, self.id, scope.session!.id);
      sessions.forget();
      await elsewhere(scope, call, "password.changed");
      return { status: 204, noted: { subject: self.id } };
    }),

    route(records.beginTotp, async (input) => {
      const self = await selfOf(input.scope);
      const { uri, backupCodes } = await withPassword(self, callOf(input), () =>
        identity.beginTotp(input.body.password, input.headers),
      );
      const secret = new URL(uri).searchParams.get("secret") ?? "";
      return { status: 201, body: { uri, secret, backupCodes } };
    }),
    route(records.confirmTotp, async (input) => {
      const { scope, body, headers } = input;
      const { person } = scope.session!;
      const { cookies } = await signIn
        .confirmTotp(person, body.code, headers)
        .catch((error: unknown) => {
          throw error instanceof IdentityRefusal ? signIn.wrongCode() : error;
        });
      sessions.forget();
      await elsewhere(scope, callOf(input), "totp.on");
      return { status: 204, cookies, noted: { subject: person } };
    }),
    route(records.endTotp, async (input) => {
      const { scope, body, headers } = input;
      const self = await selfOf(scope);
      const { cookies } = await withPassword(self, callOf(input), () =>
        identity.endTotp(body.password, headers),
      );
      sessions.forget();
      await elsewhere(scope, callOf(input), "totp.off");
      return { status: 204, cookies, noted: { subject: self.id } };
    }),
    route(records.newBackupCodes, async (input) => {
      const { scope, body, headers } = input;
      const self = await selfOf(scope);
      const backupCodes = await withPassword(self, callOf(input), () =>
        identity.newBackupCodes(body.password, headers),
      );
      await elsewhere(scope, callOf(input), "totp.backup-codes");
      return { status: 201, body: { backupCodes }, noted: { subject: self.id } };
    }),
  ];
}

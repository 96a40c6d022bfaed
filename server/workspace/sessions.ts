/** From a cookie to a scope: whose session it is, where they belong, what they may and reach. */
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { systemScope, type Scope } from "#platform/scope.ts";
import { cookieOf, type Identity, type StoredSession } from "./identity.ts";
import { actionsOf, reachOf, type Member } from "./member.ts";
import type { Person } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SessionStore } from "./session-store.ts";

/** Milliseconds for which a session is not looked up again; so long another process may take to hear that it ended. */
const remembered = 2_000;
/** At most so many are remembered. */
const most = 10_000;
/** Milliseconds without use after which a session is over. */
export const idle = 7 * 86_400_000;
/** Milliseconds between two notes that a session is in use. */
const noted = 300_000;

export type Found = {
  session: StoredSession;
  person: Person;
  members: readonly (Member & { name: string })[];
};

export type SessionParts = {
  identity: Pick<Identity, "session" | "names">;
  store: Pick<SessionStore, "used">;
  people: Pick<PersonStore, "find" | "membersOf">;
  firstWorkspace: string;
};

export function createSessions({ identity, store, people, firstWorkspace }: SessionParts) {
  const system = systemScope("sessions");
  const known = new Map<string, { found: Found; until: number }>();
  let changes = 0;

  async function look(headers: Headers): Promise<Found | undefined> {
    const session = await identity.session(headers);
    if (!session || session.usedAt.getTime() + idle <= clock.now()) return undefined;
    const person = await people.find(system, session.person);
    if (!person) return undefined;
    if (clock.now() - session.usedAt.getTime() > noted) await store.used(system, session.id);
    return { session, person, members: await people.membersOf(system, session.person) };
  }

  async function of(headers: Headers): Promise<Found | undefined> {
    const cookie = cookieOf(headers, identity.names.session);
    if (cookie === undefined) return undefined;
    const held = known.get(cookie);
    if (held && held.until > clock.now()) return held.found;
    known.delete(cookie);
    const before = changes;
    const found = await look(headers);
    if (!found) return undefined;
    if (known.size >= most) known.clear();
    // What was read while something changed may be of before.
    if (before === changes) known.set(cookie, { found, until: clock.now() + remembered });
    return found;
  }

  /** The membership that a request is made under. Throws where it can't be told. */
  function memberOf({ members }: Found, headers: Headers): Found["members"][number] {
    const wanted = headers.get("corridor-workspace");
    if (wanted === null && members.length === 1) return members[0]!;
    const member = members.find(({ workspace }) => workspace === wanted);
    if (member) return member;
    throw new CorridorError(
      wanted === null ? "invalid_request" : "forbidden",
      wanted === null
        ? "You belong to several workspaces. Name one by its id in the header Corridor-Workspace."
        : "You don't belong to the workspace that Corridor-Workspace names.",
      { details: { workspaces: members.map(({ workspace: id, name }) => ({ id, name })) } },
    );
  }

  /** What a member may do in that workspace. */
  const mayOf = (member: Found["members"][number]) => actionsOf(member, firstWorkspace);

  function scopeIn(found: Found, member: Found["members"][number]): Scope {
    const { id, person } = found.session;
    return {
      workspace: member.workspace,
      actor: `person:${person}`,
      may: mayOf(member),
      reach: reachOf(member),
      trusted: true,
      session: { id, person },
    };
  }

  return {
    of,
    mayOf,

    /** The scope of a request's session; undefined where there is none, or its person belongs nowhere. */
    async scope(headers: Headers): Promise<Scope | undefined> {
      const found = await of(headers);
      if (!found || found.members.length === 0) return undefined;
      return scopeIn(found, memberOf(found, headers));
    },

    /** Whoever is signed in, by name, with their scope in each workspace; undefined where nobody is. */
    async named(headers: Headers) {
      const found = await of(headers);
      if (!found) return undefined;
      const scopes = found.members.map((each) => scopeIn(found, each));
      return { name: found.person.name || found.person.email, scopes };
    },

    /** Forgets what is remembered: what has changed holds here at once. */
    forget(): void {
      changes++;
      known.clear();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

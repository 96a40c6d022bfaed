/**
 * What surveys keep of people apart from signals: contact details that were left in anonymous surveys,
 * and those in responses that are no signal yet or never will be. An erasure, an export, a restored
 * backup and retention reach them here.
 */
import type { PrivacySettings } from "#contract/privacy.ts";
import type { Scope } from "#platform/scope.ts";
import type { Place } from "./erase.ts";
import type { NamingResponse } from "./erasure-mention-store.ts";
import type { Naming } from "./erasure.ts";
import { identifiersIn, type Identifier } from "./identifier.ts";
import { namedInJson, soughtOf, type Person, type Sought } from "./sought.ts";

type Contact = { name?: string; email?: string; phone?: string };
type Held = { id: string; contacts: readonly Contact[] };
type LeftIn = Held & { survey: string; month: string };

export type ApartParts = {
  contacts: {
    all(scope: Scope): AsyncIterable<readonly LeftIn[]>;
    inProgress(scope: Scope): AsyncIterable<readonly Held[]>;
    empty(scope: Scope, ids: readonly string[]): Promise<number>;
    emptyBefore(scope: Scope, before: Date): Promise<number>;
    dropInProgress(scope: Scope, ids: readonly string[]): Promise<number>;
  };
  /** Responses in progress that name the person, whoever's they are. */
  responsesNaming: (scope: Scope, sought: Sought) => AsyncIterable<readonly NamingResponse[]>;
  /** The last month of a survey whose contacts may be read, and its name. */
  readable: (scope: Scope, survey: string) => Promise<{ name: string; until: string | undefined }>;
  country: (scope: Scope) => Promise<string>;
};

/** What a contact says of the person. It is nothing but a way to reach somebody: an identifier makes it theirs. */
export function judgeContact(sought: Sought, contact: Contact): "own" | "name" | undefined {
  const { email, phone } = contact;
  const found = identifiersIn(
    { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) },
    sought.country,
  );
  if (found.some(({ type, value }) => sought.by[type].includes(value))) return "own";
  const named = namedInJson(sought, JSON.stringify(contact));
  return named === "identifier" ? "own" : named;
}

const isTheirs = (sought: Sought, { contacts }: Held): boolean =>
  contacts.some((contact) => judgeContact(sought, contact) === "own");

export function createApart({ contacts, responsesNaming, readable, country }: ApartParts) {
  const soughtFor = async (scope: Scope, person: Person) =>
    soughtOf(scope.workspace, person, await country(scope));
  const place: Place = {
    async erase(scope, person, mentions) {
      const sought = await soughtFor(scope, person);
      async function* meant() {
        for await (const step of responsesNaming(scope, sought))
          yield step
            .filter(({ named }) => named === "own" || (mentions && named === "identifier"))
            .map(({ id }) => ({ id }));
      }
      async function* theirs(steps: AsyncIterable<readonly Held[]>) {
        for await (const step of steps) yield step.filter((each) => isTheirs(sought, each));
      }
      const take = async (
        steps: AsyncIterable<readonly { id: string }[]>,
        gone: (ids: readonly string[]) => Promise<number>,
      ) => {
        let n = 0;
        for await (const step of steps) n += await gone(step.map(({ id }) => id));
        return n;
      };
      const drop = (ids: readonly string[]) => contacts.dropInProgress(scope, ids);
      return {
        contacts: await take(theirs(contacts.all(scope)), (ids) => contacts.empty(scope, ids)),
        responses:
          (await take(theirs(contacts.inProgress(scope)), drop)) + (await take(meant(), drop)),
      };
    },
  };
  return {
    place,

    /**
     * Contacts under the person's name, which others may share, and responses in progress that name the person,
     * by the ids that their signals will have. Of a partial one the signal is listed already.
     */
    async *naming(scope: Scope, sought: Sought): AsyncGenerator<Naming> {
      for await (const step of responsesNaming(scope, sought))
        for (const { id, partial } of step)
          if (!partial) yield { place: "responses", id: `response/${id}` };
      for await (const step of contacts.all(scope))
        for (const { id, survey, contacts: all } of step)
          if (all.some((each) => judgeContact(sought, each) === "name"))
            yield { place: "contacts", id: `${survey}/${id}` };
    },

    /**
     * What of it is the person's. The survey is named where its contacts may be read: before that, one
     * contact and one response would tell whose it is.
     */
    async of(scope: Scope, person: Person): Promise<(Contact & { survey?: string })[]> {
      const sought = await soughtFor(scope, person);
      const surveys = new Map<string, Awaited<ReturnType<typeof readable>>>();
      const found: (Contact & { survey?: string })[] = [];
      for await (const step of contacts.all(scope))
        for (const each of step.filter((one) => isTheirs(sought, one))) {
          const survey = surveys.get(each.survey) ?? (await readable(scope, each.survey));
          surveys.set(each.survey, survey);
          const { name, until } = survey;
          const shown = until !== undefined && each.month <= until;
          found.push({ ...each.contacts[0], ...(shown ? { survey: name } : {}) });
        }
      for await (const step of contacts.inProgress(scope))
        for (const each of step)
          found.push(...each.contacts.filter((one) => judgeContact(sought, one) === "own"));
      return found;
    },

    /** What of their responses in progress stands so far: they are no signal, or more than theirs says. */
    async *responses(scope: Scope, person: Person): AsyncGenerator<Record<string, unknown>[]> {
      const sought = await soughtFor(scope, person);
      for await (const step of responsesNaming(scope, sought))
        yield step
          .filter(({ named }) => named === "own")
          .map(({ id, survey, version, startedAt, changedAt, said }) => {
            const { attributes, ...rest } = JSON.parse(said) as { attributes: (object | null)[] };
            return {
              id: `response/${id}`,
              survey: { id: survey, version },
              startedAt,
              changedAt,
              ...rest,
              attributes: Object.assign({}, ...attributes) as object,
            };
          });
    },

    /** Every identifier that stands there, with the name beside it. */
    async *identifiers(
      scope: Scope,
    ): AsyncGenerator<(Identifier & { name?: string | undefined })[]> {
      const from = await country(scope);
      const namedIn = (all: readonly Held[]) =>
        all.flatMap(({ contacts: each }) =>
          each.flatMap(({ name, ...named }) =>
            identifiersIn(named, from).map((identifier) => ({ ...identifier, name })),
          ),
        );
      for await (const step of contacts.all(scope)) yield namedIn(step);
      for await (const step of contacts.inProgress(scope)) yield namedIn(step);
    },

    /** Empties what is older than responses are kept: counted from the first of its month, so that none is kept longer. */
    async keepAsSet(
      scope: Scope,
      retention: PrivacySettings["retention"],
      now: number,
    ): Promise<Record<string, number>> {
      const { kinds } = retention;
      const days = Object.hasOwn(kinds, "response") ? kinds["response"]! : retention.default;
      if (days === null) return {};
      const n = await contacts.emptyBefore(scope, new Date(now - days * 86_400_000));
      return n === 0 ? {} : { contacts: n };
    },
  };
}

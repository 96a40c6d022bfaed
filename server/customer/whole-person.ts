/** Everything that is known of one person, wherever the search for them began: what an export tells and an erasure seeks. */
import type { Scope } from "#platform/scope.ts";
import type { AboutStore } from "./about-store.ts";
import type { Known } from "./known.ts";
import { seesConfidential } from "./person.ts";
import type { Person } from "./sought.ts";

export function createWholePerson(parts: {
  identity: Pick<Known, "find" | "identifiersOf">;
  about: Pick<AboutStore, "names" | "emails">;
  /** A key of the customer of whom the caller may read under this id or key. */
  keyFor: (scope: Scope, id: string) => Promise<string | undefined>;
}) {
  const { identity, about } = parts;

  /** `whole`: with identifiers that only confidential answers have held. */
  async function known(scope: Scope, customer: string, whole = true): Promise<Person> {
    const all = await identity.identifiersOf(scope, customer);
    const identifiers = all.filter(({ open }) => whole || open);
    const keys = identifiers.map(({ key }) => key);
    const named = identifiers.flatMap(({ name }) => name ?? []);
    return {
      customer,
      identifiers: identifiers.map(({ type, value }) => ({ type, value })),
      names: [...new Set([...named, ...(await about.names(scope, keys))])],
      emails: await about.emails(scope, keys),
    };
  }

  return {
    /** A person with all that is known of whoever has one of the identifiers. */
    async widen(scope: Scope, person: Person): Promise<Person> {
      const customers = new Set<string>(person.customer === undefined ? [] : [person.customer]);
      for (const each of person.identifiers) {
        const found = await identity.find(scope, each);
        if (found) customers.add(found.key);
      }
      const all = await Promise.all([...customers].map((key) => known(scope, key)));
      return together([person, ...all], person.customer ?? [...customers][0]);
    },

    /** By the caller's id, else by a key of ours; of whom the caller may read the page. */
    async find(scope: Scope, id: string): Promise<Person | undefined> {
      const key = await parts.keyFor(scope, id);
      const found = key === undefined ? undefined : await identity.find(scope, { key });
      return found && known(scope, found.key, seesConfidential(scope));
    },
  };
}

function together(people: readonly Person[], customer: string | undefined): Person {
  const identifiers = people.flatMap((person) => person.identifiers);
  return {
    customer,
    identifiers: [
      ...new Map(identifiers.map((each) => [`${each.type} ${each.value}`, each])).values(),
    ],
    names: [...new Set(people.flatMap(({ names }) => names))],
    emails: [...new Set(people.flatMap(({ emails = [] }) => emails))],
  };
}

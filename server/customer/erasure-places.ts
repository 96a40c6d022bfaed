/** Where a person stands beside their signals: in what is stated of them, and in who is who. */
import type { Scope } from "#platform/scope.ts";
import type { Place } from "./erase.ts";
import { keyOf } from "./identifier.ts";
import type { Known } from "./known.ts";
import type { Person } from "./sought.ts";

/** The own keys of a person's identifiers. */
export const keysOf = (scope: Scope, { identifiers }: Person): string[] =>
  identifiers.map((each) => keyOf(scope.workspace, each));

/** What is stated of people, by place: forgotten by the own keys of their identifiers. */
export type Stated = readonly (readonly [
  place: string,
  store: { forget(scope: Scope, identifiers: readonly string[]): Promise<number> },
])[];

export const statedPlace = (stated: Stated): Place => ({
  async erase(scope, person) {
    const counts: Record<string, number> = {};
    for (const [place, each] of stated)
      counts[place] = await each.forget(scope, keysOf(scope, person));
    return counts;
  },
});

/** Last of the places: what others keep of a person is found by the identifiers. */
export const identityPlace = (parts: {
  identity: Pick<Known, "findMany" | "forget" | "unname">;
  /** Takes the own keys of identifiers out of identity's map in ClickHouse. */
  unmap: (scope: Scope, keys: readonly string[]) => Promise<void>;
}): Place => ({
  async erase(scope, person) {
    const { identity, unmap } = parts;
    let identifiers = 0;
    let links = 0;
    const keys = keysOf(scope, person);
    const own = new Set(keys);
    // All of them first: once one is forgotten, what came with it may be another's who speaks meanwhile.
    const found = await identity.findMany(scope, keys);
    // Of an identifier that has come to another by now, that other is not forgotten.
    const customers = [...found.values()].map(({ key }) => key).filter((key) => own.has(key));
    for (const customer of new Set(customers)) {
      const gone = await identity.forget(scope, customer);
      identifiers += gone.identifiers.length;
      links += gone.links;
    }
    await identity.unname(scope, keys);
    // Also what a try before that died between the two stores has left, and of nothing that stands.
    const left = await identity.findMany(scope, keys);
    await unmap(
      scope,
      keys.filter((key) => !left.has(key)),
    );
    return { identifiers, links };
  },
});

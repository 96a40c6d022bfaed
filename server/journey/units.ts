/** The tree of units: region, branch, team. Pure. */
import type { RegistryView } from "./registry.ts";

/** What stands above a unit: the parent that somebody gave it, else what its key says, as in `north/n-1`. */
export function parentOf(key: string, view: RegistryView): string | undefined {
  const entry = view.entries.unit.get(key);
  if (entry?.reviewed && entry.definition.parent !== undefined) return entry.definition.parent;
  const slash = key.lastIndexOf("/");
  return slash > 0 ? key.slice(0, slash) : undefined;
}

/** The units on the way up from one, itself first. A ring, which no one may make, ends the walk. */
export function upFrom(key: string, view: RegistryView): string[] {
  const way: string[] = [];
  for (let at: string | undefined = key; at !== undefined && !way.includes(at);)
    at = (way.push(at), parentOf(at, view));
  return way;
}

/** A unit and all below it, as far as the registry knows them; it knows all that signals name. */
export function atOrBelow(key: string, view: RegistryView): string[] {
  const below = [...view.entries.unit.keys()].filter((each) => upFrom(each, view).includes(key));
  return below.includes(key) ? below : [key, ...below];
}

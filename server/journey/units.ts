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
  const way = new Set<string>();
  for (let at: string | undefined = key; at !== undefined && !way.has(at);)
    at = (way.add(at), parentOf(at, view));
  return [...way];
}

/** What stands right below each unit, also below those that are named by keys alone. */
function treeOf(view: RegistryView): ReadonlyMap<string, string[]> {
  const below = new Map<string, string[]>();
  const placed = new Set<string>();
  for (const key of view.entries.unit.keys())
    for (let at = key; !placed.has(at);) {
      placed.add(at);
      const parent = parentOf(at, view);
      if (parent === undefined) break;
      const others = below.get(parent);
      if (others) others.push(at);
      else below.set(parent, [at]);
      at = parent;
    }
  return below;
}

/**
 * A view is never changed, and each request of whoever reaches a part asks what is below a unit. From
 * each unit upwards it took as long as there are units times how deep they stand: with 3,000 in one
 * chain half a minute, for which nobody was served.
 */
const trees = new WeakMap<RegistryView["entries"]["unit"], ReadonlyMap<string, string[]>>();

/** A unit and all below it, as far as the registry knows them; it knows all that signals name. */
export function atOrBelow(key: string, view: RegistryView): string[] {
  const units = view.entries.unit;
  const tree = trees.get(units) ?? treeOf(view);
  trees.set(units, tree);
  const found = new Set([key]);
  // What is added while it is walked is walked too.
  for (const each of found) for (const one of tree.get(each) ?? []) found.add(one);
  const below = [...units.keys()].filter((each) => found.has(each));
  return units.has(key) ? below : [key, ...below];
}

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

type Tree = {
  /** What stands right below each unit, also below those that are named by keys alone. */
  below: ReadonlyMap<string, string[]>;
  /** What stands below nothing. */
  tops: readonly string[];
  /** Made when it is first asked for. */
  ways?: Ways;
};

function treeOf(view: RegistryView): Tree {
  const below = new Map<string, string[]>();
  const tops: string[] = [];
  const placed = new Set<string>();
  for (const key of view.entries.unit.keys())
    for (let at = key; !placed.has(at);) {
      placed.add(at);
      const parent = parentOf(at, view);
      if (parent === undefined) {
        tops.push(at);
        break;
      }
      const others = below.get(parent);
      if (others) others.push(at);
      else below.set(parent, [at]);
      at = parent;
    }
  return { below, tops };
}

/**
 * A view is never changed, and each request of whoever reaches a part asks what is below a unit. From
 * each unit upwards it took as long as there are units times how deep they stand: with 3,000 in one
 * chain half a minute, for which nobody was served.
 */
const trees = new WeakMap<RegistryView["entries"]["unit"], Tree>();

function treeIn(view: RegistryView): Tree {
  const units = view.entries.unit;
  const tree = trees.get(units) ?? treeOf(view);
  trees.set(units, tree);
  return tree;
}

/** A unit and all below it, as far as the registry knows them; it knows all that signals name. */
export function atOrBelow(key: string, view: RegistryView): string[] {
  const units = view.entries.unit;
  const { below: under } = treeIn(view);
  const found = new Set([key]);
  // What is added while it is walked is walked too.
  for (const each of found) for (const one of under.get(each) ?? []) found.add(one);
  const below = [...units.keys()].filter((each) => found.has(each));
  return units.has(key) ? below : [key, ...below];
}

/** Levels of units on which figures are told; what stands deeper is told of with what it stands below. */
export const mostLevels = 50;

/** Of each unit those on the way up that stand on the first levels, the nearest first; and the topmost. */
type Ways = ReadonlyMap<string, { readonly way: readonly string[]; readonly top: string }>;

function waysIn(view: RegistryView): Ways {
  const tree = treeIn(view);
  if (tree.ways) return tree.ways;
  const ways = new Map(tree.tops.map((top) => [top, { way: [top], top }]));
  // What is added while it is walked is walked too: each is made of the one above it.
  for (const [key, { way, top }] of ways)
    for (const one of tree.below.get(key) ?? [])
      ways.set(one, { way: way.length < mostLevels ? [one, ...way] : way, top });
  tree.ways = ways;
  return ways;
}

/** `upFrom` of every unit that the registry knows, as far as figures are told of the levels. */
export function allUpFrom(view: RegistryView): ReadonlyMap<string, readonly string[]> {
  const ways = waysIn(view);
  const keys = [...view.entries.unit.keys()];
  // A ring has no top.
  return new Map(
    keys.map((key) => [key, ways.get(key)?.way ?? upFrom(key, view).slice(-mostLevels)]),
  );
}

/** The last of `upFrom`. */
export const topOf = (key: string, view: RegistryView): string =>
  waysIn(view).get(key)?.top ?? upFrom(key, view).at(-1)!;

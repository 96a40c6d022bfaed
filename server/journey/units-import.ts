/** A tree of units that comes in at once: what it makes of what is there, and what is wrong with it. Pure. */
import { didYouMean } from "#contract/nearest.ts";
import type { Definition } from "#contract/registry.ts";
import type { RegistryView } from "./registry.ts";
import type { LineProblem, Placed } from "./units-csv.ts";

export type UnitChange = { key: string; definition: Definition<"unit"> };
export type Planned = { changes: UnitChange[]; problems: LineProblem[] };

const impliedParent = (key: string): string | undefined => {
  const slash = key.lastIndexOf("/");
  return slash > 0 ? key.slice(0, slash) : undefined;
};

/** The entry as a row leaves it: what the row doesn't say stays. */
function definitionOf({ row }: Placed, view: RegistryView): Definition<"unit"> {
  const entry = view.entries.unit.get(row.key);
  const before = entry?.definition ?? { labels: {} };
  const { parent: old, ...rest } = before as Definition<"unit">;
  const parent = row.parent === undefined ? old : (row.parent ?? undefined);
  return {
    ...rest,
    labels: { ...before.labels, ...row.labels },
    ...(parent === undefined ? {} : { parent }),
  };
}

/**
 * Keys that stand below themselves. Each is walked upwards once: what an earlier walk has cleared
 * ends the next, so that a chain of 20,000 takes 20,000 steps.
 */
function inRings(
  keys: Iterable<string>,
  parentOf: (key: string) => string | undefined,
): Set<string> {
  const cleared = new Set<string>();
  const rings = new Set<string>();
  for (const key of keys) {
    const way: string[] = [];
    const on = new Set<string>();
    let at: string | undefined = key;
    while (at !== undefined && !on.has(at) && !cleared.has(at)) {
      way.push(at);
      on.add(at);
      at = parentOf(at);
    }
    if (at !== undefined && on.has(at))
      for (const each of way.slice(way.indexOf(at))) rings.add(each);
    for (const each of way) cleared.add(each);
  }
  return rings;
}

/** What an import would write, and every reason not to. */
export function plan(rows: readonly Placed[], view: RegistryView): Planned {
  const problems: LineProblem[] = [];
  const byKey = new Map<string, { line: number; definition: Definition<"unit"> }>();
  for (const each of rows) {
    const first = byKey.get(each.row.key);
    if (first)
      problems.push({
        line: each.line,
        message: `"${each.row.key}" is on line ${first.line} already.`,
      });
    else byKey.set(each.row.key, { line: each.line, definition: definitionOf(each, view) });
  }
  const parentOf = (key: string): string | undefined => {
    const own = byKey.get(key)?.definition ?? view.entries.unit.get(key)?.definition;
    return (own as Definition<"unit"> | undefined)?.parent ?? impliedParent(key);
  };
  for (const [key, { line, definition }] of byKey) {
    const { parent } = definition;
    if (parent === undefined || byKey.has(parent) || view.entries.unit.has(parent)) continue;
    const names = [...byKey.keys(), ...view.entries.unit.keys()];
    problems.push({
      line,
      message: `The parent of "${key}": there is no unit "${parent}".${didYouMean(names, parent)}`,
    });
    if (problems.length >= 20) break;
  }
  const rings = inRings(byKey.keys(), parentOf);
  for (const [key, { line }] of byKey)
    if (rings.has(key)) problems.push({ line, message: `"${key}" would stand below itself.` });
  return {
    changes: Array.from(byKey, ([key, { definition }]) => ({ key, definition })),
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

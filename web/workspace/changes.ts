/** What differs between before and after, field by field. Pure. */
export type Field = { path: string; before: string | undefined; after: string | undefined };

type Leaves = Map<string, string>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leavesOf(value: unknown, path = "", found: Leaves = new Map()): Leaves {
  if (isPlain(value) && Object.keys(value).length > 0)
    for (const [name, each] of Object.entries(value))
      leavesOf(each, path === "" ? name : `${path}.${name}`, found);
  else if (value !== null && value !== undefined)
    found.set(path, typeof value === "string" ? value : JSON.stringify(value));
  return found;
}

/** The fields whose values differ, in the order in which they stand. */
export function fieldsOf(before: unknown, after: unknown): Field[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((field) => field.before !== field.after);
}

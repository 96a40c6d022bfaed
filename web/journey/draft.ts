/** A definition as it is typed: read and changed by path, compared, and brought together with another's. Pure. */
export type Draft = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Draft =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function valueAt(draft: unknown, path: string): unknown {
  let at: unknown = draft;
  for (const name of path.split(".")) at = isPlain(at) ? at[name] : undefined;
  return at;
}

/** The draft with a value at a path. What is undefined is taken out, and what holds nothing then with it. */
export function withValue(draft: Draft, path: string, value: unknown): Draft {
  const [name, ...rest] = path.split(".") as [string, ...string[]];
  const below = draft[name];
  const next =
    rest.length === 0 ? value : withValue(isPlain(below) ? below : {}, rest.join("."), value);
  const empty = next === undefined || (isPlain(next) && Object.keys(next).length === 0);
  if (!empty) return { ...draft, [name]: next };
  const { [name]: _gone, ...others } = draft;
  return others;
}

/** Equal whatever the order of their names: PostgreSQL gives them in its own. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, n) => same(each, b[n]));
  if (isPlain(a) && isPlain(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => same(a[name], b[name]));
  }
  return a === b;
}

/** The paths of what two hold that is no map: lists count as one value. */
function pathsOf(value: unknown, path = ""): string[] {
  if (!isPlain(value)) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([name, each]) =>
    pathsOf(each, path === "" ? name : `${path}.${name}`),
  );
}

export type Change = {
  path: string;
  /** As it was before either changed it. */
  before: unknown;
  theirs: unknown;
  mine: unknown;
  /** Whether I have typed something else there too. */
  clash: boolean;
};

/**
 * What another has changed meanwhile, and the two brought together: theirs where I have changed
 * nothing, mine where I have. Nothing that I typed is lost.
 */
export function together(
  before: Draft,
  mine: Draft,
  theirs: Draft,
): { merged: Draft; changes: Change[] } {
  const paths = [...new Set([...pathsOf(before), ...pathsOf(theirs), ...pathsOf(mine)])];
  let merged = mine;
  const changes: Change[] = [];
  for (const path of paths) {
    const [was, own, other] = [before, mine, theirs].map((draft) => valueAt(draft, path));
    if (same(was, other) || isPlain(own) || isPlain(other)) continue;
    const clash = !same(was, own) && !same(own, other);
    changes.push({ path, before: was, theirs: other, mine: own, clash });
    if (same(was, own)) merged = withValue(merged, path, other);
  }
  return { merged, changes };
}

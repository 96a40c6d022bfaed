/**
 * The syntax tree of an expression: plain JSON, stored beside the text that it came from.
 *
 * A literal stands for itself: `null`, `true`, `5`, `"text"`. Everything else is an array whose
 * first element says what it is:
 *
 * - `["get", root, ...keys]`: a field. `a.b["c d"]` is `["get", "a", "b", "c d"]`; `root` is a name,
 *   each key a tree (mostly a string or a number).
 * - `["at", tree, ...keys]`: the same below something that is no name, as in `text.split(" ")[0]`.
 * - `["has", field]`: `has(a.b)`, over a "get" or "at" with at least one key.
 * - `["list", ...elements]`, `["object", key, value, key, value, …]`.
 * - `["&&", …]`, `["||", …]` with two or more operands, `["!", x]`, `["?:", condition, then, else]`.
 * - `["==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%", a, b]`, `["neg", x]`.
 * - `["exists" | "all" | "exists_one" | "filter" | "map", list, name, body]`: `name` stands for the
 *   element inside `body`.
 * - `[function, ...arguments]`, the receiver first: `a.contains("b")` is `["contains", a, "b"]`.
 *
 * An int is a whole number, a double any other: `5.0` is written `["double", 5]`, which says the
 * same and keeps the difference that the checker needs. Names of functions are in `functions.ts`.
 */
export type Tree = null | boolean | number | string | Branch;

/** Any tree that is no literal. */
export interface Branch extends ReadonlyArray<Tree> {
  readonly 0: string;
}

/** What one expression may be at most. Each is named in the message of the problem it causes. */
export const limits = {
  /** UTF-16 units of text. */
  characters: 10_000,
  /** Trees in the tree, leaves included. */
  nodes: 500,
  /** Brackets in brackets, and trees in trees. */
  depth: 64,
  /** `exists`, `all`, `filter`, `map` within one another: the work grows with the power. */
  macros: 2,
} as const;

/** The kinds that bind a name over the elements of a list. */
export const macros: ReadonlySet<string> = new Set([
  "exists",
  "all",
  "exists_one",
  "filter",
  "map",
]);

/** True for everything but a literal. */
export function isBranch(tree: Tree): tree is Branch {
  return Array.isArray(tree);
}

/** The trees directly in a tree, in order. The name after "get" and the name that a macro binds are none. */
export function children(tree: Tree): readonly Tree[] {
  if (!isBranch(tree)) return [];
  const [kind, ...rest] = tree;
  if (kind === "get") return rest.slice(1);
  if (macros.has(kind)) return [rest[0] ?? null, rest[2] ?? null];
  return rest;
}

/** How many trees are in a tree, itself included. */
export function countNodes(tree: Tree): number {
  let count = 1;
  for (const child of children(tree)) count += countNodes(child);
  return count;
}

/** True where a tree names no field: it is worth the same everywhere. */
export function isConstant(tree: Tree, bound: ReadonlySet<Tree> = new Set()): boolean {
  if (!isBranch(tree)) return true;
  const [kind, first, second, third] = tree;
  if (kind === "get" && !bound.has(first ?? null)) return false;
  if (!macros.has(kind)) return children(tree).every((child) => isConstant(child, bound));
  return (
    isConstant(first ?? null, bound) &&
    isConstant(third ?? null, new Set([...bound, second ?? null]))
  );
}

/** The one place where an import meets the expression language. */
import { check } from "#expression/check.ts";
import { evaluate } from "#expression/evaluate.ts";
import { parse } from "#expression/parse.ts";
import { serverFunctions } from "#expression/server-functions.ts";
import { children, isBranch, macros, type Tree } from "#expression/tree.ts";

export { Duration } from "#expression/evaluate.ts";

/** `from` counts UTF-16 units from 0 in the expression's text. */
export type ExpressionProblem = { readonly from: number; readonly message: string };

/** A name in an expression, and where it is written. */
export type Used = { readonly name: string; readonly from: number };

export type Expression = {
  readonly text: string;
  /** Names at the root of a field that nothing in the expression binds: `row`, or a mistake. */
  readonly roots: readonly Used[];
  /** First keys under `row` that are written out: `row.A`, `row["b c"]`. */
  readonly columns: readonly Used[];
  /** The value for a row: JSON values, Date or Duration; undefined where CEL would err. */
  value(row: unknown): unknown;
};

/** What is known of `row` before one is seen. */
export type RowShape = {
  /** Undefined where any name may come. */
  readonly columns: readonly string[] | undefined;
  /** Every cell is text, so that comparing one with a number is a mistake. */
  readonly text: boolean;
};

/**
 * The expression made ready, or what is wrong with its text. Names that do not exist are left to
 * the caller, who knows what they are called where.
 * @param condition it must be true or false.
 */
export function compile(
  text: string,
  shape: RowShape,
  condition: boolean,
): { ok: true; expression: Expression } | { ok: false; problems: readonly ExpressionProblem[] } {
  const parsed = parse(text);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  const { tree } = parsed;
  const cells = shape.text ? "string" : "any";
  const row = {
    map: cells,
    ...(shape.columns === undefined ? {} : { keys: shape.columns }),
  } as const;
  const problems = check(parsed, { row }, { condition }).filter(
    ({ code }) => code !== "unknown_field",
  );
  if (problems.length > 0) return { ok: false, problems };
  const used = usedNames(tree, parsed.spans);
  const value = (row: unknown): unknown => evaluate(tree, { row }, serverFunctions);
  return { ok: true, expression: { text, ...used, value } };
}

/** Spans stand in the order of a walk: a tree, then each child with all below it. */
function usedNames(
  tree: Tree,
  spans: readonly (readonly [number, number])[],
): Pick<Expression, "roots" | "columns"> {
  const roots: Used[] = [];
  const columns: Used[] = [];
  let index = 0;
  const walk = (at: Tree, bound: ReadonlySet<string>): void => {
    const from = spans[index]?.[0] ?? 0;
    index += 1;
    if (!isBranch(at)) return;
    const [kind, first, second] = at;
    if (kind === "get" && typeof first === "string" && !bound.has(first)) {
      roots.push({ name: first, from });
      if (first === "row" && typeof second === "string") {
        columns.push({ name: second, from: spans[index]?.[0] ?? from });
      }
    }
    const inner =
      macros.has(kind) && typeof second === "string" ? new Set([...bound, second]) : bound;
    // A macro's list stands outside of the name that it binds.
    for (const [place, child] of children(at).entries()) walk(child, place === 0 ? bound : inner);
  };
  walk(tree, new Set());
  return { roots, columns };
}

/** A condition in CEL as SQL over the signals table. Pure. */
import { conditionFields } from "#contract/condition.ts";
import { CorridorError } from "#contract/error.ts";
import { check } from "#expression/check.ts";
import { parse } from "#expression/parse.ts";
import { NotInSql, toSql, type Columns } from "#expression/sql.ts";
import { children, isBranch, type Tree } from "#expression/tree.ts";
import type { RegistryView } from "#journey/registry.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { createResolver } from "./columns.ts";
import { isDivider } from "./hidden.ts";
import type { Joins } from "./joins.ts";
import type { Sight } from "./reach.ts";

/** The signal's own fields that a tree names, as `survey` and `survey.id`: the roots of its paths, and these with a key. */
function namesOf(tree: Tree, found = new Set<string>()): Set<string> {
  if (isBranch(tree) && tree[0] === "get") {
    const [, root, key] = tree;
    found.add(String(root));
    if (typeof key === "string") found.add(`${String(root)}.${key}`);
  }
  for (const child of children(tree)) namesOf(child, found);
  return found;
}

/** A condition in CEL as SQL, and the fields that it names (see `namesOf`). Throws `expression_invalid` with every problem and its place. */
export function conditionOf(
  text: string,
  { registry, sight }: { registry: RegistryView; sight: Sight },
  bind: Binder,
  joins: Joins,
  where = "condition",
): { sql: string; names: ReadonlySet<string> } {
  const parsed = parse(text);
  const problems = parsed.ok ? check(parsed, conditionFields, { target: "sql" }) : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    const first = problems[0];
    const place = first ? `, line ${first.line}, column ${first.column}: ${first.message}` : ".";
    throw new CorridorError("expression_invalid", `In the ${where}${place}`, {
      details: { problems },
    });
  }
  return {
    sql: sqlOf(parsed.tree, createResolver(registry, sight, joins), bind),
    names: namesOf(parsed.tree),
  };
}

/**
 * Whether a condition asks for what the caller may not see. To them that counts as missing, and a figure
 * of all that is not in the North would be everybody's: it has to be said. Of a question with choices
 * these are seen, and what was written beside them is asked for by nobody.
 */
export function asksHidden(
  text: string,
  { registry, sight }: { registry: RegistryView; sight: Sight },
  joinsOf: (bind: Binder) => Joins,
): boolean {
  const parsed = sight.names && sight.texts ? undefined : parse(text);
  if (!parsed?.ok) return false;
  const [whole, own] = [{ ...sight, names: true, texts: true }, sight].map((seeing) => {
    const bind = createBinder();
    const joins = joinsOf(bind);
    const [mine, all] = [sight, seeing].map((each) => createResolver(registry, each, joins));
    const isChoice = ([root, name = ""]: readonly string[]) =>
      root === "answers" && isDivider(root, name, registry, sight);
    const resolve: Columns["resolve"] = (path, bound) =>
      (isChoice(path) ? mine! : all!)(path, bound);
    return sqlOf(parsed.tree, resolve, bind);
  });
  return whole !== own;
}

function sqlOf(tree: Tree, resolve: Columns["resolve"], bind: Binder): string {
  try {
    return toSql(tree, { resolve }, { bind }).sql;
  } catch (error) {
    // The checker finds what SQL has no word for; that it becomes too long is seen only here.
    if (!(error instanceof NotInSql)) throw error;
    throw new CorridorError("expression_invalid", `In the condition: ${error.message}`);
  }
}

/** What can be said of a call beyond its types: arguments that are written out, and what SQL can't do. */
import { evaluate } from "./evaluate.ts";
import { functions } from "./functions.ts";
import type { ProblemCode } from "./parse.ts";
import { patternProblem } from "./re2.ts";
import { isConstant, type Tree } from "./tree.ts";
import { canonicalZone, offsetOf } from "./zone.ts";

/** `at` is the place of a tree among the spans. */
export type Say = (at: number, code: ProblemCode, message: string) => void;

/** The text that a tree without fields is worth; undefined where it is none. */
function textOf(tree: Tree | undefined): string | undefined {
  const value = tree !== undefined && isConstant(tree) ? evaluate(tree, {}) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Arguments that are written out and can't be right. */
export function checkArguments(
  name: string,
  [first, second]: readonly Tree[],
  places: readonly number[],
  say: Say,
): void {
  const pattern = name === "matches" ? textOf(second) : undefined;
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  if (problem !== undefined) say(places[1]!, "invalid_pattern", problem);
  const zone = name.startsWith("get") ? textOf(second) : undefined;
  if (zone !== undefined && offsetOf(zone) === undefined && canonicalZone(zone) === undefined) {
    say(
      places[1]!,
      "invalid_literal",
      `There is no time zone ${JSON.stringify(zone)}: write one as in "Asia/Jakarta" or "+07:00".`,
    );
  }
  const text = name === "timestamp" || name === "duration" ? textOf(first) : undefined;
  if (text !== undefined && evaluate([name, text], {}) === null) {
    const example =
      name === "timestamp"
        ? "2026-01-31T09:30:00+07:00, in the years 1900 to 2299"
        : "36h or 1h30m";
    say(places[0]!, "invalid_literal", `This is no ${name}: write it as in ${example}.`);
  }
}

/** What ClickHouse can't do of a call (`Signature.sql`). */
export function checkCallInSql(
  name: string,
  trees: readonly Tree[],
  at: number,
  places: readonly number[],
  say: Say,
): void {
  const sql = functions[name]?.sql;
  if (trees.every((tree) => isConstant(tree))) return;
  if (sql === "no" || sql === "constant") {
    say(at, "not_in_sql", `${name}() of a field can't be asked of the database.`);
    return;
  }
  if (sql !== "constants") return;
  for (const [index, tree] of trees.entries()) {
    if (index === 0 || isConstant(tree)) continue;
    say(
      places[index]!,
      "not_in_sql",
      `For the database what ${name}() takes here must be written out.`,
    );
  }
  if (name === "replace" && textOf(trees[1]) === "") {
    say(places[1]!, "not_in_sql", "replace() of an empty text can't be asked of the database.");
  }
}

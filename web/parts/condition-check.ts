/** What is wrong with a condition, found while it is typed; loaded when somebody begins to. */
import { conditionFields } from "#contract/condition.ts";
import { check } from "#expression/check.ts";
import { parse, type Problem } from "#expression/parse.ts";

export function problemsOf(text: string): readonly Problem[] {
  const parsed = parse(text);
  return parsed.ok ? check(parsed, conditionFields, { target: "sql" }) : parsed.problems;
}

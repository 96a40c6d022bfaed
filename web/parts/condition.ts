/** Checks and completes a condition while it is typed: loaded when somebody begins to write one. */
import { conditionFields } from "#contract/condition.ts";
import { check } from "#expression/check.ts";
import { parse, type Problem } from "#expression/parse.ts";

/** What is wrong with a condition over a signal; nothing where it can be asked. */
export function problemsOf(text: string): Problem[] {
  const parsed = parse(text);
  return parsed.ok ? check(parsed, conditionFields, { target: "sql" }) : parsed.problems;
}

/** What may be written as the condition of a segment. Pure. */
import { conditionFields, identityFields } from "#contract/condition.ts";
import { check, type Schema } from "#expression/check.ts";
import { parse, type Problem } from "#expression/parse.ts";

const isNamed = (path: string) => identityFields.includes(path);
/** The fields of a condition without those that say who somebody is. */
const unnamed: Schema = Object.fromEntries(
  Object.entries(conditionFields)
    .filter(([name]) => !isNamed(name))
    .map(([name, type]) => {
      if (typeof type === "string" || !("fields" in type)) return [name, type];
      const fields = Object.entries(type.fields).filter(([field]) => !isNamed(`${name}.${field}`));
      return [name, { fields: Object.fromEntries(fields) }];
    }),
);

/**
 * The problems of a segment's condition, each with its place; none where it can be used. It is
 * checked as a question's condition is, and may not name anybody besides: a segment holds every
 * signal of its customers, the confidential ones among them, so that one made of a name would show
 * what that one person said in confidence.
 */
export function segmentProblems(where: string): Problem[] {
  const parsed = parse(where);
  if (!parsed.ok) return parsed.problems;
  const problems = check(parsed, conditionFields, { target: "sql" });
  if (problems.length > 0) return problems;
  return check(parsed, unnamed, { target: "sql" }).map((problem) => ({
    ...problem,
    message:
      "This says who somebody is, and a segment names nobody: it would show what that one customer said in confidence. Use what signals say: touchpoint, measures, answers, attributes, account …",
  }));
}

/** What is wrong with a segment's condition, found in the page; the server judges it by the same rules. */
import { conditionFields, identityFields } from "#contract/condition.ts";
import { check, type Schema } from "#expression/check.ts";
import { parse, type Problem } from "#expression/parse.ts";

const isNamed = (path: string) => identityFields.includes(path);
const unnamed: Schema = Object.fromEntries(
  Object.entries(conditionFields)
    .filter(([name]) => !isNamed(name))
    .map(([name, type]) => {
      if (typeof type === "string" || !("fields" in type)) return [name, type];
      const fields = Object.entries(type.fields).filter(([field]) => !isNamed(`${name}.${field}`));
      return [name, { fields: Object.fromEntries(fields) }];
    }),
);

/** `named` is what is said where it says who somebody is. */
export function conditionProblems(where: string, named: string): Problem[] {
  const parsed = parse(where);
  if (!parsed.ok) return parsed.problems;
  const problems = check(parsed, conditionFields, { target: "sql" });
  if (problems.length > 0) return problems;
  return check(parsed, unnamed, { target: "sql" }).map((problem) => ({
    ...problem,
    message: named,
  }));
}

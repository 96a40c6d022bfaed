/** Whether a condition may stand in the registry, found in the page; the server judges it by the same rules. */
import { conditionFields, identityFields } from "#contract/condition.ts";
import { check, type Schema } from "#expression/check.ts";
import { parse } from "#expression/parse.ts";

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

/** `names`: it says who somebody is, which no condition of the registry may. */
export function judgedOf(where: string): "fits" | "broken" | "names" {
  const parsed = parse(where);
  if (!parsed.ok || check(parsed, conditionFields, { target: "sql" }).length > 0) return "broken";
  return check(parsed, unnamed, { target: "sql" }).length > 0 ? "names" : "fits";
}

/** Levels of loyalty as SQL: the rules over facts, in their order. Pure. */
import { factFields, type LoyaltyRules, type Level } from "#contract/loyalty.ts";
import { CorridorError } from "#contract/error.ts";
import { check } from "#expression/check.ts";
import { parse, type Problem } from "#expression/parse.ts";
import { NotInSql, toSql, type Column } from "#expression/sql.ts";
import type { Binder } from "#platform/binder.ts";

/** The problems of a rule over facts, each with its place; none where it can be used. */
export function factProblems(when: string): Problem[] {
  const parsed = parse(when);
  return parsed.ok ? check(parsed, factFields, { target: "sql" }) : parsed.problems;
}

export const invalidRule = (where: string, problems: readonly Problem[]): CorridorError => {
  const [first] = problems;
  const place = first ? `, line ${first.line}, column ${first.column}: ${first.message}` : ".";
  return new CorridorError("expression_invalid", `In the rule of ${where}${place}`, {
    details: { problems },
  });
};

/** A fact as a column of the question around those that compute them: `prefix` and its name. */
function factColumn(name: string, prefix: string): Column | undefined {
  if (!Object.hasOwn(factFields, name)) return undefined;
  const type = factFields[name as keyof typeof factFields] === "bool" ? "bool" : "number";
  const sql = `${prefix}${name}`;
  return { type, sql, missing: `isNull(${sql})` };
}

/** Whether a rule holds of the facts whose columns begin with `prefix`; what is missing makes comparisons false. */
function holdsSql(level: string, when: string, prefix: string, bind: Binder): string {
  const parsed = parse(when);
  const problems = parsed.ok ? factProblems(when) : parsed.problems;
  if (!parsed.ok || problems.length > 0) throw invalidRule(`"${level}"`, problems);
  const resolve = (path: readonly string[]) =>
    path.length === 1 ? factColumn(path[0]!, prefix) : undefined;
  try {
    return toSql(parsed.tree, { resolve }, { bind }).sql;
  } catch (error) {
    if (!(error instanceof NotInSql)) throw error;
    throw new CorridorError("expression_invalid", `In the rule of "${level}": ${error.message}`);
  }
}

/** Each rule with its condition, in the order in which they are tried. */
export const rulesSql = ({ levels }: LoyaltyRules, prefix: string, bind: Binder) =>
  levels.map(({ level, when }) => ({ level, when, sql: holdsSql(level, when, prefix, bind) }));

/**
 * The level of each row of facts: the first rule that holds. Of whom nothing is known in a year no
 * rule but that of those who left says anything; and where none holds, nothing is known either.
 */
export function levelSql(rules: LoyaltyRules, prefix: string, bind: Binder): string {
  const text = (level: Level) => bind(level, "String");
  const cases = rulesSql(rules, prefix, bind).map(({ level, sql }) => {
    const known = level === "left" ? sql : `isNotNull(${prefix}score) AND (${sql})`;
    return `${known}, ${text(level)}`;
  });
  return `multiIf(${[...cases, text("unknown")].join(", ")})`;
}

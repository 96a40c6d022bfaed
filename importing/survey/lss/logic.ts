/** LimeSurvey's conditions: the expression of `relevance`, and the older table `conditions`. */
import type { Comparison, Condition } from "../condition.ts";
import { Unsayable } from "../fault.ts";
import { readFormula } from "../formula.ts";
import { grouped, type Row } from "./tables.ts";

/** `Q1.NAOK`, `Q1_SQ001.value`, `{Q1}` and `123X4X5SQ1` → the name under which it was kept. */
export type Resolve = (name: string) => string;

const ending = /\.(NAOK|value|valueNAOK|code)$/;

/** Names as the file's parts are kept: without what LimeSurvey hangs at their end. */
export function renamed(condition: Condition, resolve: Resolve): Condition {
  switch (condition.op) {
    case "and":
    case "or":
      return { op: condition.op, of: condition.of.map((each) => renamed(each, resolve)) };
    case "not":
      return { op: "not", of: renamed(condition.of, resolve) };
    case "test": {
      const plain = condition.name.replace(ending, "").replace(ending, "");
      if (plain.includes(".")) throw new Unsayable("logic_function", { name: condition.name });
      return { ...condition, name: resolve(plain) };
    }
    default:
      return condition;
  }
}

/** @throws Unsayable */
export function readRelevance(text: string, resolve: Resolve): Condition {
  const inner = /^\{([\s\S]*)\}$/.exec(text.trim())?.[1] ?? text;
  return renamed(readFormula(inner, "lss"), resolve);
}

/** Whether an expression says that it always holds, or nothing. */
export const always = (text: string): boolean => text.trim() === "" || text.trim() === "1";

const methods: Readonly<Record<string, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function conditionOf(row: Row, resolve: Resolve): Condition {
  const method = row.text("method").trim();
  const field = row.text("cfieldname").replace(/^\+/, "");
  const value = row.text("value");
  if (!Object.hasOwn(methods, method) || field.startsWith("{") || /^@.*@$/.test(value))
    throw new Unsayable("logic_operator", { operator: method, name: field });
  const checked = row.text("cfieldname").startsWith("+");
  return {
    op: "test",
    name: resolve(field),
    compare: methods[method]!,
    // Of several choices the field names one, and "Y" says that it is chosen.
    to: value === "" && checked ? "Y" : value.trim(),
  };
}

/**
 * Conditions of one question: of one field any, of several all, and of several scenarios any.
 * @throws Unsayable
 */
export function readConditions(rows: readonly Row[], resolve: Resolve): Condition {
  const scenarios = [...grouped(rows, "scenario").values()].map((scenario): Condition => {
    const fields = [...grouped(scenario, "cfieldname").values()].map((same): Condition => {
      const of = same.map((row) => conditionOf(row, resolve));
      return of.length === 1 ? of[0]! : { op: "or", of };
    });
    return fields.length === 1 ? fields[0]! : { op: "and", of: fields };
  });
  return scenarios.length === 1 ? scenarios[0]! : { op: "or", of: scenarios };
}

/** What SurveyJS means by an expression, where it is not what it looks like. */
import type { Condition } from "../condition.ts";
import { readFormula, readOperand, type Operand } from "../formula.ts";

/**
 * Texts are compared whatever their case; a list is equal to the same values in any order. A name by
 * itself holds where its value is `true`, for a condition must come to that: `{age}` never does. Where
 * it only decides whether to go on (`!{age}`, `{age} and …`), it is any value that is not nothing.
 */
function meant(condition: Condition, result = true): Condition {
  switch (condition.op) {
    case "and": {
      const { of } = condition;
      return { op: "and", of: of.map((each, at) => meant(each, result && at === of.length - 1)) };
    }
    case "or":
      return { op: "or", of: condition.of.map((each) => meant(each, result)) };
    case "not":
      return { op: "not", of: meant(condition.of, false) };
    case "if":
      return {
        op: "if",
        when: meant(condition.when, false),
        yes: meant(condition.yes, result),
        no: meant(condition.no, result),
      };
    case "test":
      return test(condition, result);
    default:
      return condition;
  }
}

function test(condition: Extract<Condition, { op: "test" }>, result: boolean): Condition {
  const { compare, to } = condition;
  if (compare === "truth") return { ...condition, compare: result ? "true" : "truth" };
  const listed = Array.isArray(to);
  if (listed && compare === "==") return { ...condition, compare: "same", ignoreCase: true };
  if (listed && compare === "!=")
    return { op: "not", of: { ...condition, compare: "same", ignoreCase: true } };
  const whole = compare === "==" || compare === "!=";
  return { ...condition, ignoreCase: true, ...(whole ? { whole } : {}) };
}

/** @throws Unsayable */
export const readCondition = (text: string): Condition => meant(readFormula(text, "surveyjs"));

/** What an expression comes to. @throws Unsayable */
export const readValue = (text: string): Operand => worked(readOperand(text, "surveyjs"));

function worked(operand: Operand): Operand {
  if ("condition" in operand) return { condition: meant(operand.condition, false) };
  if (!("when" in operand)) return operand;
  const { when, yes, no } = operand;
  return { when: meant(when, false), yes: worked(yes), no: worked(no) };
}

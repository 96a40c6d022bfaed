/** Qualtrics' conditions: sets of expressions, joined by words, where And binds before Or. */
import type { Comparison, Condition } from "../condition.ts";
import { Unsayable } from "../fault.ts";
import { Part } from "../track.ts";

const comparisons: Readonly<Record<string, [Comparison, "not"?]>> = {
  Selected: ["=="],
  NotSelected: ["==", "not"],
  Is: ["=="],
  IsNot: ["==", "not"],
  EqualTo: ["=="],
  NotEqualTo: ["!="],
  GreaterThan: [">"],
  GreaterThanOrEqual: [">="],
  GreaterThanOrEqualTo: [">="],
  LessThan: ["<"],
  LessThanOrEqual: ["<="],
  LessThanOrEqualTo: ["<="],
  Contains: ["contains"],
  DoesNotContain: ["contains", "not"],
  Empty: ["empty"],
  NotEmpty: ["empty", "not"],
};

type Joined = { by: "and" | "or"; condition: Condition };

/** And before Or, in the order of the file. */
function join(parts: readonly Joined[]): Condition {
  const groups: Condition[][] = [];
  for (const { by, condition } of parts) {
    const last = groups.at(-1);
    if (by === "and" && last) last.push(condition);
    else groups.push([condition]);
  }
  const all = groups.map((of): Condition => (of.length === 1 ? of[0]! : { op: "and", of }));
  return all.length === 1 ? all[0]! : { op: "or", of: all };
}

const expressionKeys = [
  "LogicType",
  "QuestionID",
  "QuestionIsInLoop",
  "ChoiceLocator",
  "Locator",
  "Operator",
  "Condition",
  "QuestionIDFromLocator",
  "LeftOperand",
  "RightOperand",
  "Type",
  "Description",
  "SkipToDescription",
  "SkipToDestination",
  "SkipLogicID",
  "Conjuction",
  "Conjunction",
  "IgnoreCase",
] as const;

/** Takes what a condition is made of; what is not known of it is left to be reported. */
export function takeLogic(logic: Part, depth = 0): void {
  logic.pass("Type", "inPage");
  for (const [name, value] of Object.entries(logic.raw)) {
    if (!/^\d+$/.test(name) || typeof value !== "object" || value === null || Array.isArray(value))
      continue;
    logic.pass(name);
    const inner = new Part(value, logic.tracker);
    if (depth === 0) takeLogic(inner, 1);
    else inner.pass(...expressionKeys);
  }
}

/** The same of one entry of a question's SkipLogic. */
export const takeSkip = (skip: Part): Part => skip.pass(...expressionKeys);

const isNumber = ([name]: readonly [string, unknown]): boolean => /^\d+$/.test(name);

/**
 * The condition of a DisplayLogic, BranchLogic or a quota's Logic.
 * @throws Unsayable where it asks for what a survey of ours does not know.
 */
export function readLogic(logic: Part): Condition {
  const sets = Object.entries(logic.raw).filter(isNumber);
  const joined = sets.flatMap(([, set]): Joined[] => {
    if (typeof set !== "object" || set === null || Array.isArray(set)) return [];
    const inner = Object.entries(set)
      .filter(isNumber)
      .flatMap(([, each]): Joined[] =>
        typeof each === "object" && each !== null && !Array.isArray(each)
          ? [expressionOf(new Part(each, logic.tracker))]
          : [],
      );
    if (inner.length === 0) return [];
    const type = typeof set["Type"] === "string" ? set["Type"] : "If";
    if (!["If", "AndIf", "OrIf", "ElseIf"].includes(type))
      throw new Unsayable("logic_operator", { operator: type, name: "" });
    return [{ by: type === "AndIf" ? "and" : "or", condition: join(inner) }];
  });
  if (joined.length === 0)
    throw new Unsayable("logic_unread", { text: JSON.stringify(logic.raw).slice(0, 60) });
  return join(joined);
}

function expressionOf(part: Part): Joined {
  const said = part.text("Conjuction") || part.text("Conjunction");
  const by = said.toLowerCase() === "and" ? "and" : "or";
  if (!["", "and", "or"].includes(said.toLowerCase()))
    throw new Unsayable("logic_operator", { operator: said, name: "" });
  const type = part.text("LogicType") || "Question";
  const left = part.text("LeftOperand") || part.text("ChoiceLocator") || part.text("Locator");
  const operator = part.text("Operator") || part.text("Condition");
  const right = part.text("RightOperand");
  const ignoreCase = part.flag("IgnoreCase");
  if (type === "Question") return { by, condition: question(left, operator, right, ignoreCase) };
  if (type === "EmbeddedField")
    return { by, condition: test(`e://${left}`, operator, right, ignoreCase) };
  throw new Unsayable("logic_operator", { operator: type, name: left });
}

function test(name: string, operator: string, to: string, ignoreCase: boolean): Condition {
  const known = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!known) throw new Unsayable("logic_operator", { operator, name });
  const [compare, not] = known;
  const condition: Condition = {
    op: "test",
    name,
    compare,
    to,
    ...(ignoreCase ? { ignoreCase } : {}),
  };
  return not ? { op: "not", of: condition } : condition;
}

const locator = /^q:\/\/(QID[^/]{1,40})\/([A-Za-z]+)(?:\/([^/]*))?(?:\/([^/]*))?$/;

function question(left: string, operator: string, right: string, ignoreCase: boolean): Condition {
  const found = locator.exec(left);
  if (!found) throw new Unsayable("logic_unread", { text: left });
  const [, id, kind, first, second] = found;
  switch (kind) {
    case "SelectableChoice":
      if (!["Selected", "NotSelected"].includes(operator)) break;
      return second === undefined || second === ""
        ? test(id!, operator, first ?? "", false)
        : test(`${id}/${first}`, operator, second, false);
    case "ChoiceTextEntryValue":
    case "ChoiceNumericEntryValue":
      return test(first ? `${id}/${first}` : id!, operator, right, ignoreCase);
    default:
  }
  throw new Unsayable("logic_operator", { operator: `${kind} ${operator}`, name: id! });
}

/** The condition of one entry of a question's SkipLogic. */
export function readSkip(skip: Part): Condition {
  return expressionOf(skip).condition;
}

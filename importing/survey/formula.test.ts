import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "#expression/parse.ts";
import { celOf, type Names, type Subject } from "./condition.ts";
import { Unsayable } from "./fault.ts";
import { readFormula, type Dialect } from "./formula.ts";

const values = new Map([
  ["a", "a"],
  ["b", "b"],
  ["1", "1"],
  ["2", "2"],
]);
const subjects: Record<string, Subject> = {
  one: {
    cel: "answers.one",
    holds: "one",
    values: new Map([
      ["1", "1"],
      ["2", "2"],
    ]),
    question: "one",
  },
  letter: { cel: "answers.letter", holds: "one", values, question: "letter" },
  many: { cel: "answers.many", holds: "many", values, question: "many" },
  num: { cel: "answers.num", holds: "number", question: "num" },
  yes: {
    cel: "answers.yes",
    holds: "one",
    values: new Map([
      ["true", "true"],
      ["false", "false"],
    ]),
    question: "yes",
  },
  txt: { cel: "answers.txt", holds: "text", question: "txt" },
  late: { cel: "answers.late", holds: "text", question: "late" },
};
const names: Names = {
  find: (name) => (Object.hasOwn(subjects, name) ? subjects[name] : undefined),
  before: (question) => question !== "late",
};
const said = (text: string, dialect: Dialect): string => {
  try {
    return celOf(readFormula(text, dialect), names);
  } catch (error) {
    if (error instanceof Unsayable) return error.code;
    throw error;
  }
};

test("conditions become CEL where it says the same, and only there", () => {
  for (const [text, cel] of [
    ["{letter} = 'a'", 'answers.letter == "a"'],
    ["'a' == {letter}", 'answers.letter == "a"'],
    ["{letter} <> 'a' and {num} >= 3", '!(answers.letter == "a") && answers.num >= 3'],
    ["{num} > -2.5", "answers.num > -2.5"],
    ["5 < {num}", "answers.num > 5"],
    ["{many} contains 'a'", '"a" in answers.many'],
    ["{many} notcontains 'a'", '!("a" in answers.many)'],
    ["{many} anyof ['a', 'b']", '("a" in answers.many || "b" in answers.many)'],
    ["{many} allof ['a', 'b']", '("a" in answers.many && "b" in answers.many)'],
    [
      "{letter} anyof ['a', 'b'] and {num} = 1",
      '(answers.letter == "a" || answers.letter == "b") && answers.num == 1',
    ],
    ["{txt} empty", "!has(answers.txt)"],
    ["{txt} notempty", "!(!has(answers.txt))"],
    ["{txt} = 'it''s'", "logic_unread"],
    ["{txt} = 'say \\'hi\\' \"x\"'", `answers.txt == "say 'hi' \\"x\\""`],
    ["not ({num} = 1 or {num} = 2)", "!(answers.num == 1 || answers.num == 2)"],
    ["{one} > 1", "double(answers.one) > 1.0"],
    ["{letter} > 1", "logic_kind"],
    ["{letter} = 'z'", "logic_unknown_value"],
    ["{nobody} = 1", "logic_unknown_name"],
    ["{late} = 'x'", "logic_later"],
    ["age({txt}) > 3", "logic_function"],
    ["{num} + 1 > 3", "((has(answers.num) ? answers.num : 0.0) + 1.0) > 3.0"],
    [
      "sum({num}, {one}) / 2 >= 1.5",
      "(((has(answers.num) ? answers.num : 0.0) + (has(answers.one) ? double(answers.one) : 0.0)) / 2.0) >= 1.5",
    ],
    ["{num} / {one} > 1", "logic_unread"],
    ["{num} / 0 > 1", "logic_unread"],
    ["{num} % 2 = 0", "logic_unread"],
    ["{num} + {txt} > 1", "logic_kind"],
    ["{late} + 1 > 1", "logic_later"],
    ["{many} noneof ['a', 'b']", '!(("a" in answers.many || "b" in answers.many))'],
    ["{letter} noneof ['a']", '!(answers.letter == "a")'],
    ["{yes} and {num} = 1", 'answers.yes == "true" && answers.num == 1'],
    ["!{yes}", '!(answers.yes == "true")'],
    ["!{txt} or {yes}", '!(has(answers.txt)) || answers.yes == "true"'],
    ["!{num}", "!(answers.num != 0)"],
    [
      "iif({letter} = 'a', {num} > 1, {yes})",
      '(answers.letter == "a" ? answers.num > 1 : answers.yes == "true")',
    ],
    ["iif({letter} = 'a', 1, 2) = 2", '(answers.letter == "a" ? false : true)'],
    ["({letter} = 'a') = false", '!(answers.letter == "a")'],
    ["isContainerReady('p')", "logic_function"],
    ["today() > {txt}", "logic_function"],
    ["{num} = {one}", "logic_unread"],
    ["", "logic_unread"],
    ["(", "logic_unread"],
  ] as const) {
    assert.equal(said(text, "surveyjs"), cel, text);
  }
  for (const [text, cel] of [
    ["letter == 'a' and num > 3", 'answers.letter == "a" && answers.num > 3'],
    ["is_empty(txt)", "!has(answers.txt)"],
    ["!is_empty(txt) || num le 4", "!(!has(answers.txt)) || answers.num <= 4"],
    ["((num) != 3)", "!(answers.num == 3)"],
    ["1", "true"],
    ["0", "false"],
    ["count(many) > 1", "logic_function"],
    ["num + 1 > 3", "logic_unread"],
    ["num", "logic_unread"],
    ["12X3X45A.NAOK == 1", "logic_unknown_name"],
    ["num = 3; x", "logic_unread"],
  ] as const)
    assert.equal(said(text, "lss"), cel, text);
});

test("whatever is written, it is CEL that parses, or not said", () => {
  const piece = fc.constantFrom(
    "{letter}",
    "{many}",
    "{num}",
    "{txt}",
    "num",
    "txt",
    "many",
    "letter",
    "'a'",
    "1",
    "2.5",
    "-",
    "(",
    ")",
    "and",
    "or",
    "not",
    "!",
    "==",
    "!=",
    "<",
    ">=",
    "contains",
    "anyof",
    "['a']",
    "empty",
    "notempty",
    "is_empty(",
    "iif(",
    "sum(",
    "+",
    "/",
    "noneof",
    "{yes}",
    "12X3X45A",
    ",",
    "'\\",
    "\u0000",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }),
      fc.constantFrom<Dialect>("lss", "surveyjs"),
      (pieces, dialect) => {
        const text = said(pieces.join(" "), dialect);
        if (!text.startsWith("logic_")) assert.ok(parse(text).ok, text);
      },
    ),
    { numRuns: 2_000 },
  );
});

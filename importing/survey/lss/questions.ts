/** Which of LimeSurvey's question types becomes what. */
import type { DraftPage, DraftQuestion } from "../draft.ts";
import * as choice from "./choice.ts";
import type { Lss, Maker } from "./common.ts";
import type { LssQuestion } from "./file.ts";
import { always, readConditions, readRelevance } from "./logic.ts";
import {
  attributeAsOurs,
  attributePassed,
  attributeWords,
  coreThemes,
  questionPassed,
} from "./passed.ts";
import * as table from "./table.ts";
import type { Row } from "./tables.ts";
import * as text from "./text.ts";

const makers: Readonly<Record<string, Maker>> = {
  L: choice.list,
  "!": choice.dropDown,
  O: choice.listWithComment,
  M: choice.multipleChoice,
  P: choice.multipleWithComments,
  R: choice.ranking,
  Y: choice.yesNo,
  G: choice.gender,
  F: table.flexible,
  A: table.fivePoints,
  B: table.tenPoints,
  C: table.yesUncertainNo,
  E: table.increase,
  H: table.byColumn,
  "1": table.dualScale,
  ":": table.numberCells,
  ";": table.textCells,
  N: text.number,
  K: text.numbers,
  S: text.shortText,
  T: text.longText,
  U: text.longText,
  Q: text.texts,
  D: text.date,
  "5": text.fivePoint,
  X: text.boilerplate,
  "*": text.equation,
};
const names: Readonly<Record<string, string>> = {
  "|": "| (file upload)",
  I: "I (language switch)",
};

/** Puts a question of the file on a page. `conditions` are its rows of the older table. */
export function place(
  file: Lss,
  question: LssQuestion,
  page: DraftPage,
  conditions: readonly Row[],
): void {
  const { thing, row, attributes } = question;
  const { draft, resolve } = file;
  const type = row.text("type");
  row.pass(...questionPassed);
  for (const row of conditions)
    row.belongs(thing).pass("cid", "qid", "cqid", "cfieldname", "method", "value", "scenario");
  const whole = () => {
    for (const each of [question, ...question.subquestions, ...question.answers])
      each.row.tracker.whole(each.row.raw);
    attributes.rest();
  };
  const make = Object.hasOwn(makers, type) ? makers[type] : undefined;
  if (!make) {
    thing.left("type_left", { name: names[type] ?? (type || "?") });
    return whole();
  }
  if (attributes.flag("hidden")) {
    thing.left("hidden_question");
    return whole();
  }
  checkKnown(question);
  const placed = make(file, question, page);
  for (const { row } of question.subquestions)
    if (!question.handled.has(row) && !always(row.text("relevance")))
      thing.left(
        "part_logic",
        { value: row.text("relevance") },
        `${row.text("title")} › relevance`,
      );
  validate(file, question, placed);
  rest(question);
  // An equation became a value, though no question.
  if (placed.length === 0 && type !== "*") whole();
  const [first] = placed;
  const relevance = row.text("relevance");
  if (always(relevance) && conditions.length === 0) return;
  if (!first) return thing.left("part_logic", { value: relevance }, "relevance");
  // From version 1.92 on `relevance` says what `conditions` do, too.
  const read = always(relevance)
    ? () => readConditions(conditions, resolve)
    : () => readRelevance(relevance, resolve);
  const what = always(relevance) ? "conditions" : "relevance";
  draft.when(thing, what, { question: first }, read, (cel) => {
    for (const each of placed)
      each.showIf = each.showIf === undefined ? cel : `(${cel}) && ${each.showIf}`;
  });
}

/** Values that mean neither yes nor no, and what is drawn or kept in a way of its own. */
function checkKnown({ row, thing }: LssQuestion): void {
  const theme = row.text("question_theme_name");
  if (theme !== "" && !coreThemes.has(theme))
    thing.changed("drawn_otherwise", { name: theme }, "question_theme_name");
  if (row.text("encrypted") === "Y") thing.left("unknown_setting", { value: "Y" }, "encrypted");
  for (const [name, known] of Object.entries({
    mandatory: ["", "Y", "N", "S"],
    other: ["", "Y", "N"],
  }))
    if (!known.includes(row.text(name)))
      thing.left("unknown_setting", { value: row.text(name) }, name);
}

function validate(
  { draft, resolve }: Lss,
  question: LssQuestion,
  placed: readonly DraftQuestion[],
): void {
  const { thing, row, attributes, code } = question;
  if (row.has("preg")) thing.left("pattern", { value: row.text("preg") }, "preg");
  const rule = attributes.text("em_validation_q");
  const message = draft.say(
    thing,
    attributes.said("em_validation_q_tip"),
    500,
    "em_validation_q_tip",
  );
  if (rule.trim() === "") return;
  const asked = placed.at(-1);
  if (!asked) return;
  const own = (name: string) => (["this", "self"].includes(name) ? code : resolve(name));
  draft.when(
    thing,
    "em_validation_q",
    { question: asked, own: true },
    () => readRelevance(rule, own),
    (cel) => {
      draft.rule(asked, cel, message);
    },
  );
}

/** Attributes that were not read: those of the screen mean nothing, the others are reported. */
function rest({ thing, attributes }: LssQuestion): void {
  const passed = new Set<string>(attributePassed);
  for (const [name, value] of attributes.rest()) {
    const none = ["", "0", "N", ...(attributeAsOurs.get(name) ?? [])];
    if (passed.has(name) || none.includes(value) || attributes.wasRead(name)) continue;
    thing.left(attributeWords.has(name) ? "words_left" : "unknown_setting", { value }, name);
  }
}

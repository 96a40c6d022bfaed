/** LimeSurvey's lists, multiple choice, ranking, and the questions with answers of their own. */
import { surveyLimits, type Texts } from "#contract/survey-parts.ts";
import { optionsOf, plainOptions, subjectOf, type Choice } from "../series.ts";
import type { Draft, DraftPage, DraftQuestion } from "../draft.ts";
import {
  answers,
  baseOf,
  isRandom,
  otherChoice,
  partLogic,
  subquestions,
  type Lss,
  type Maker,
} from "./common.ts";
import type { LssQuestion } from "./file.ts";

/** What LimeSurvey itself says of these answers. */
const fixed = {
  Y: [
    ["Y", "Yes", "Ya"],
    ["N", "No", "Tidak"],
  ],
  G: [
    ["F", "Female", "Perempuan"],
    ["M", "Male", "Laki-laki"],
  ],
  C: [
    ["Y", "Yes", "Ya"],
    ["U", "Uncertain", "Tidak yakin"],
    ["N", "No", "Tidak"],
  ],
  E: [
    ["I", "Increase", "Meningkat"],
    ["S", "Same", "Sama"],
    ["D", "Decrease", "Menurun"],
  ],
} as const;

/** Answers that the file does not hold, as the tool says them. */
export function fixedChoices(draft: Draft, type: keyof typeof fixed): Choice[] {
  return fixed[type].map(([id, en, indonesian]): Choice => ({
    id,
    said: Object.fromEntries(
      draft.languages.map((tag) => [tag, /^id\b/i.test(tag) ? indonesian : en]),
    ),
  }));
}

function single(
  file: Lss,
  question: LssQuestion,
  page: DraftPage,
  choices: Choice[],
  as: "list" | "drop-down",
): DraftQuestion[] {
  const { draft } = file;
  const { thing, code } = question;
  const base = baseOf(file, question);
  const all = [...choices.slice(0, surveyLimits.options - 1), ...otherChoice(question, file)];
  if (choices.length >= surveyLimits.options)
    thing.left(
      "too_many_of",
      { n: choices.length - surveyLimits.options + 1, most: surveyLimits.options },
      "answers",
    );
  const { options, values } = optionsOf(draft, thing, all, "");
  if (options.length === 0) {
    thing.left("no_choices");
    return [];
  }
  const asked = draft.add(page, thing, {
    ...base,
    type: "single-choice",
    options,
    as,
    ...(isRandom(question) ? { order: "random" } : {}),
  });
  subjectOf(draft, code, asked, "one", values);
  partLogic(file, question, asked, values);
  return [asked];
}

export const list: Maker = (file, question, page) =>
  single(file, question, page, answers(question), "list");
export const dropDown: Maker = (file, question, page) =>
  single(file, question, page, answers(question), "drop-down");

/** A comment beside a choice is a question of its own. */
export const listWithComment: Maker = (file, question, page) => {
  const placed = single(file, question, page, answers(question), "list");
  if (placed.length === 0) return placed;
  const { draft } = file;
  const key = draft.keys.key(`${question.key}_comment`);
  const comment = draft.add(page, question.thing, {
    key,
    type: "long-text",
    text: draft.shipped("otherText"),
  });
  subjectOf(draft, `${question.code}_comment`, comment, "text");
  question.thing.changed("comment", { key });
  return [...placed, comment];
};

export const yesNo: Maker = (file, question, page) =>
  single(file, question, page, fixedChoices(file.draft, "Y"), "list");
export const gender: Maker = (file, question, page) =>
  single(file, question, page, fixedChoices(file.draft, "G"), "list");

export const multipleChoice: Maker = (file, question, page) => {
  const { draft } = file;
  const { thing, code, attributes } = question;
  const base = baseOf(file, question);
  const alone = new Set(
    attributes
      .text("exclude_all_others")
      .split(";")
      .map((each) => each.trim()),
  );
  const choices = subquestions(question).map((each): Choice => ({
    ...each,
    exclusive: alone.has(each.id),
  }));
  for (const each of alone)
    if (each !== "" && !choices.some(({ id }) => id === each))
      thing.left("not_understood", {}, `exclude_all_others ${each}`);
  const over = choices.length + 1 - surveyLimits.chosen;
  if (over > 0) thing.left("too_many_of", { n: over, most: surveyLimits.chosen }, "subquestions");
  const all = [...choices.slice(0, surveyLimits.chosen - 1), ...otherChoice(question, file)];
  const { options, values } = optionsOf(draft, thing, all, "");
  if (options.length === 0) {
    thing.left("no_choices");
    return [];
  }
  const asked = draft.add(page, thing, {
    ...base,
    type: "multiple-choice",
    options,
    ...(isRandom(question) ? { order: "random" } : {}),
  });
  const [least, most] = [attributes.number("min_answers"), attributes.number("max_answers")];
  if (least !== undefined && least >= 1 && least <= options.length)
    asked["least"] = Math.floor(least);
  else if (attributes.text("min_answers") !== "" && least !== 0)
    thing.left("bound_left", { n: attributes.text("min_answers") }, "min_answers");
  if (most !== undefined && most >= Math.max(1, least ?? 1))
    asked["most"] = Math.min(100, Math.floor(most));
  else if (attributes.text("max_answers") !== "" && most !== 0)
    thing.left("bound_left", { n: attributes.text("max_answers") }, "max_answers");
  for (const [id, value] of values)
    draft.subjects.set(`${code}_${id === "-oth-" ? "other" : id}`, {
      cel: `answers.${asked.key}`,
      holds: "chosen",
      question: asked.key,
      values: new Map([[id, value]]),
    });
  subjectOf(draft, code, asked, "many", values);
  partLogic(file, question, asked, values);
  return [asked];
};

export const multipleWithComments: Maker = (file, question, page) => {
  const placed = multipleChoice(file, question, page);
  const [asked] = placed;
  if (!asked) return placed;
  const { draft } = file;
  const comments = (asked.options ?? [])
    .filter((option) => !option.other)
    .map((option) => {
      const key = draft.keys.key(`${asked.key}_${option.value}_comment`);
      const comment = draft.add(page, question.thing, {
        key,
        type: "short-text",
        text: option.text as Texts,
        showIf: `${JSON.stringify(option.value)} in answers.${asked.key}`,
      });
      subjectOf(draft, `${question.code}_${option.value}comment`, comment, "text");
      return comment;
    });
  question.thing.changed("comments", { n: comments.length });
  return [asked, ...comments];
};

export const ranking: Maker = (file, question, page) => {
  const { draft } = file;
  const { thing, attributes } = question;
  const base = baseOf(file, question);
  const choices = answers(question);
  if (choices.length < 2 || choices.length > surveyLimits.ranked) {
    thing.left("ranking_size", { n: choices.length, most: surveyLimits.ranked });
    return [];
  }
  const { options, values } = plainOptions(draft, thing, choices, "");
  const most = attributes.number("max_answers") ?? attributes.number("max_subquestions");
  if (attributes.text("min_answers") !== "")
    thing.left("bound_left", { n: attributes.text("min_answers") }, "min_answers");
  const asked = draft.add(page, thing, {
    ...base,
    type: "ranking",
    options,
    ...(isRandom(question) ? { order: "random" } : {}),
    ...(most !== undefined && most >= 1 && most < options.length ? { most: Math.floor(most) } : {}),
  });
  partLogic(file, question, asked, values);
  return [asked];
};

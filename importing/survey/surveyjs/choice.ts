/** SurveyJS questions with choices, and yes or no. */
import { surveyLimits, type Texts } from "#contract/survey-parts.ts";
import type { Condition } from "../condition.ts";
import type { DraftQuestion } from "../draft.ts";
import { optionsOf, plainOptions, subjectOf, type Choice, type Chosen } from "../series.ts";
import type { Part } from "../track.ts";
import { baseOf, type Asked, type Maker } from "./common.ts";
import { and, choiceLogic, choicesOf, said, saidIn, type Form } from "./file.ts";
import { stepped } from "./rating.ts";

/** Choices that the form adds to its own. */
function added(form: Form, { part }: Asked): Choice[] {
  const { draft } = form;
  const found: Choice[] = [];
  const text = (key: string, en: string, id: string) => {
    const own = said(form, part, key);
    if (Object.values(own).some((each) => each.trim() !== "")) return own;
    return Object.fromEntries(draft.languages.map((tag) => [tag, /^id\b/i.test(tag) ? id : en]));
  };
  if (part.flag("hasOther") || part.flag("showOtherItem"))
    found.push({
      id: "other",
      said: text("otherText", "Other (describe)", "Lainnya (sebutkan)"),
      other: true,
    });
  if (part.flag("hasNone") || part.flag("showNoneItem"))
    found.push({ id: "none", said: text("noneText", "None", "Tidak ada"), none: true });
  if (part.flag("showRefuseItem"))
    found.push({
      id: "refused",
      said: text("refuseText", "Refuse to answer", "Tidak bersedia menjawab"),
      exclusive: true,
    });
  if (part.flag("showDontKnowItem"))
    found.push({
      id: "dontknow",
      said: text("dontKnowText", "Don't know", "Tidak tahu"),
      exclusive: true,
    });
  part.pass("otherText", "noneText", "refuseText", "dontKnowText", "selectAllText");
  return found;
}

function orderOf(asked: Asked, question: DraftQuestion): void {
  const { part, thing } = asked;
  const order = part.text("choicesOrder") || part.text("rowsOrder") || part.text("rowOrder");
  part.pass("rowsOrder", "rowOrder");
  if (order === "random") question["order"] = "random";
  else if (order === "asc" || order === "desc") {
    const texts = (question.options ?? question.rows ?? []) as { text: Texts }[];
    const first = ({ text }: { text: Texts }): string => Object.values(text)[0] ?? "";
    texts.sort((a, b) => first(a).localeCompare(first(b)) * (order === "asc" ? 1 : -1));
    thing.changed("sorted", {}, "choicesOrder");
  }
}

/** The question of the form whose choices these are, followed where it takes them from another. */
function sourceOf({ parts }: Form, part: Part): Part | undefined {
  // Of a table the choices would be its answers.
  if (part.has("choiceValuesFromQuestion") || part.has("choiceTextsFromQuestion")) return undefined;
  let found: Part | undefined = part;
  for (let steps = 0; found?.has("choicesFromQuestion") && steps < 10; steps += 1)
    found = parts.get(found.text("choicesFromQuestion"));
  return found === part || !found?.has("choices") ? undefined : found;
}

/** Of another question's choices only those that were chosen there, or were not. */
function carried(
  { draft }: Form,
  { part, thing }: Asked,
  question: DraftQuestion,
  values: ReadonlyMap<string, string>,
  ids: readonly string[],
): void {
  if (ids.length === 0) return;
  const name = part.text("choicesFromQuestion");
  const mode = part.text("choicesFromQuestionMode");
  if (!["selected", "unselected"].includes(mode)) return;
  for (const id of ids) {
    const option = question.options?.find(({ value }) => value === values.get(id));
    if (!option) continue;
    const chosen = { op: "test", name, compare: "anyof", to: [id] } as const;
    const read = (): Condition => (mode === "selected" ? chosen : { op: "not", of: chosen });
    draft.when(thing, "choicesFromQuestionMode", { question }, read, (cel) => {
      option.showIf = and(option.showIf, cel);
    });
  }
}

/** The numbers that a drop-down counts up for itself. */
function counted(form: Form, part: Part): Choice[] {
  const max = part.number("choicesMax") ?? 0;
  const min = part.number("choicesMin") ?? 0;
  const step = part.number("choicesStep") ?? 1;
  return max > min ? stepped(form, min, max, step) : [];
}

type Listed = Chosen & {
  items: ReturnType<typeof choicesOf>["items"];
  /** Ids of those that are another question's. */
  carried: readonly string[];
};

/** The choices of a question as options; none where the form takes them from elsewhere. */
function readChoices(form: Form, asked: Asked, most: number, plain = false): Listed | undefined {
  const { part, thing } = asked;
  const from = sourceOf(form, part);
  const { choices: listed, items } = choicesOf(form, from ?? part, "choices", thing);
  const choices = [...listed, ...counted(form, part)];
  for (const name of ["choicesByUrl", "choicesFromQuestion", "choiceValuesFromQuestion"])
    if (part.has(name) && !(from && name === "choicesFromQuestion")) {
      thing.left("choices_elsewhere", { name }, name);
      part.passWhole(name);
    }
  const extra = plain ? [] : added(form, asked);
  const room = most - extra.length;
  if (choices.length > room)
    thing.left("too_many_of", { n: choices.length - room, most }, "choices");
  const all = [...choices.slice(0, room), ...extra];
  if (all.length === 0) {
    thing.left("no_choices");
    return undefined;
  }
  const chosen = plain
    ? plainOptions(form.draft, thing, all, "")
    : optionsOf(form.draft, thing, all, "");
  return { ...chosen, items, carried: from ? listed.map(({ id }) => id) : [] };
}

function logic(form: Form, asked: Asked, question: DraftQuestion, chosen: Listed): void {
  const { part, thing } = asked;
  orderOf(asked, question);
  carried(form, asked, question, chosen.values, chosen.carried);
  choiceLogic(form, question, chosen.items, chosen.values, thing, part, {
    key: "choicesVisibleIf",
    use: true,
  });
  for (const name of ["choicesEnableIf"])
    if (part.has(name)) thing.left("enable_left", { value: part.text(name) }, name);
}

const single =
  (as: "list" | "drop-down"): Maker =>
  (form, asked, page) => {
    const base = baseOf(form, asked);
    const chosen = readChoices(form, asked, surveyLimits.options);
    if (!chosen) return [];
    for (const option of chosen.options) delete option.exclusive;
    for (const option of chosen.options) delete option.none;
    const question = form.draft.add(page, asked.thing, {
      ...base,
      type: "single-choice",
      options: chosen.options,
      as,
    });
    subjectOf(form.draft, asked.name, question, "one", chosen.values);
    logic(form, asked, question, chosen);
    return [question];
  };
export const radioGroup = single("list");
export const dropDown = single("drop-down");

const several =
  (as: "list" | "drop-down"): Maker =>
  (form, asked, page) => {
    const { part, thing } = asked;
    const base = baseOf(form, asked);
    const chosen = readChoices(form, asked, surveyLimits.chosen);
    if (!chosen) return [];
    if (part.flag("hasSelectAll") || part.flag("showSelectAllItem"))
      thing.left("select_all", {}, "showSelectAllItem");
    const [least, most] = [part.number("minSelectedChoices"), part.number("maxSelectedChoices")];
    const question = form.draft.add(page, thing, {
      ...base,
      type: "multiple-choice",
      options: chosen.options,
      as,
      ...(least !== undefined && least >= 1
        ? { least: Math.min(Math.floor(least), chosen.options.length) }
        : {}),
      ...(most !== undefined && most >= Math.max(1, least ?? 1)
        ? { most: Math.min(100, Math.floor(most)) }
        : {}),
    });
    subjectOf(form.draft, asked.name, question, "many", chosen.values);
    logic(form, asked, question, chosen);
    return [question];
  };
export const checkbox = several("list");
export const tagBox = several("drop-down");

export const imagePicker: Maker = (form, asked, page) =>
  (asked.part.flag("multiSelect") ? checkbox : radioGroup)(form, asked, page);

export const ranking: Maker = (form, asked, page) => {
  const { part, thing } = asked;
  const base = baseOf(form, asked);
  const chosen = readChoices(form, asked, surveyLimits.options, true);
  if (!chosen) return [];
  if (chosen.options.length < 2 || chosen.options.length > surveyLimits.ranked) {
    thing.left("ranking_size", { n: chosen.options.length, most: surveyLimits.ranked });
    return [];
  }
  const most = part.number("maxSelectedChoices");
  if (part.has("minSelectedChoices"))
    thing.left("bound_left", { n: part.text("minSelectedChoices") }, "minSelectedChoices");
  const question = form.draft.add(page, thing, {
    ...base,
    type: "ranking",
    options: chosen.options,
    ...(most !== undefined && most >= 1 && most < chosen.options.length
      ? { most: Math.floor(most) }
      : {}),
  });
  logic(form, asked, question, chosen);
  return [question];
};

export const yesNo: Maker = (form, asked, page) => {
  const { part, thing } = asked;
  const { draft } = form;
  const base = baseOf(form, asked);
  const label = (key: string, word: "yes" | "no") => {
    const own = saidIn(form, part.get(key));
    return Object.values(own).some((each) => each.trim() !== "") ? own : draft.shipped(word);
  };
  const id = (key: string, other: string) => part.text(key) || other;
  const choices = [
    { id: id("valueTrue", "true"), said: label("labelTrue", "yes") },
    { id: id("valueFalse", "false"), said: label("labelFalse", "no") },
  ];
  const { options, values } = optionsOf(draft, thing, choices, "");
  const question = draft.add(page, thing, { ...base, type: "single-choice", options });
  subjectOf(draft, asked.name, question, "one", values);
  return [question];
};

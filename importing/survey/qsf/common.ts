/** What every Qualtrics question has: its text, whether it must be answered, its own logic, and what its screen looks like. */
import type { Texts } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import type { Choice } from "../series.ts";
import { Part, type Json } from "../track.ts";
import { said, textAt, type Qsf, type QsfQuestion } from "./file.ts";
import { readLogic, takeLogic } from "./logic.ts";

/** Ids, words for makers, and measures of the screen. */
const meaningless = [
  "QuestionID",
  "QuestionDescription",
  "DataExportTag",
  "QuestionType",
  "Selector",
  "SubSelector",
  "NextChoiceId",
  "NextAnswerId",
  "NumberOfQuestions",
  "DefaultChoicesDescription",
  "PrimaryAttribute",
  "ChoiceColumnWidthPixels",
  "QuestionText_Unsafe",
  "AnswerDataExportTag",
] as const;
/** How it looks: ours is drawn by the survey's theme. */
const looks = [
  "QuestionDescriptionOption",
  "TextPosition",
  "ChoiceColumnWidth",
  "ChoiceColumnWidthPixels",
  "RepeatHeaders",
  "WhiteSpace",
  "MobileFirst",
  "LabelPosition",
  "NumColumns",
  "InputWidth",
  "InputHeight",
  "GridLines",
  "ShowValue",
  "SnapToGrid",
  "SliderStartPositions",
  "CustomStart",
  "MobileFirstLayout",
  "Autoscale",
  "ScrollHeaders",
  "SBSColumnWidth",
  "AllowFreeResponse",
] as const;

const isOff = (value: Json | undefined): boolean =>
  value === false || value === "false" || value === "OFF" || value === "No" || value === "None";

/** Settings that are switched off say nothing. */
export function passOff(part: Part, ...keys: readonly string[]): void {
  for (const key of keys) if (isOff(part.peek(key))) part.pass(key);
}

export type Base = { key: string; text: Texts | undefined; required?: true };

/** Text and duty; what else every question has is taken, too. */
export function baseOf(file: Qsf, question: QsfQuestion): Base {
  const { part, thing, key } = question;
  const { draft } = file;
  part.pass(...meaningless);
  passOff(part, "DefaultChoices", "ChoiceDataExportTags", "DataVisibility", "Randomization");
  part.part("Configuration")?.pass(...looks);
  for (const [, translation] of question.translations) translation.pass("QuestionDescription");
  const analyzed = part.part("AnalyzeChoices");
  for (const name of Object.keys(analyzed?.raw ?? {}))
    if (["on", "Yes", "true"].includes(textAt(analyzed, name))) analyzed!.pass(name);
  if (part.has("QuestionJS")) {
    part.get("QuestionJS");
    thing.left("script", {}, "QuestionJS");
  }
  const text = draft.say(thing, said(question, draft, "QuestionText"));
  if (!text) thing.changed("no_text", { text: key }, "QuestionText");
  const required = requiredOf(question);
  return {
    key,
    text: text ?? { [draft.source]: key },
    ...(required ? { required } : {}),
  };
}

/** Kinds of validation: what each asks for stands in settings of its own, which are read or reported. */
const validations = [
  "",
  "None",
  "ContentType",
  "MinChar",
  "MinChars",
  "MaxChars",
  "TotalChar",
  "TotalChars",
  "CustomValidation",
  "MinChoices",
  "MaxChoices",
  "ChoiceRange",
  "ChoiceTotal",
  "ChoicesTotal",
];

function requiredOf({ part, thing }: QsfQuestion): true | undefined {
  const settings = part.part("Validation")?.part("Settings");
  if (!settings) return undefined;
  const force = settings.text("ForceResponse");
  const type = settings.text("ForceResponseType");
  const asks = [force, type].includes("RequestResponse");
  if (asks) thing.changed("required_soft", {}, "ForceResponse");
  const forces = ["", "ON", "OFF", "RequestResponse"];
  for (const [name, known] of Object.entries({
    ForceResponse: forces,
    ForceResponseType: forces,
    Type: validations,
  })) {
    const value = settings.text(name);
    if (!known.includes(value)) thing.left("unknown_setting", { value }, name);
  }
  settings.pass("DoesForceResponse");
  passOff(settings, "CustomValidation", "ContentType");
  return !asks && force === "ON" && type !== "OFF" ? true : undefined;
}

/** A way of drawing that is not known is said. */
export function drawn({ part, thing }: QsfQuestion, known: readonly string[]): void {
  const name = part.text("Selector");
  if (!known.includes(name)) thing.changed("drawn_otherwise", { name }, "Selector");
}

/** Where a question is shown only sometimes, each of what it became is. */
export function showLogic(
  file: Qsf,
  { part, thing }: QsfQuestion,
  placed: readonly DraftQuestion[],
): void {
  const logic = part.part("DisplayLogic");
  if (!logic) return;
  takeLogic(logic);
  const [first] = placed;
  if (!first) return;
  file.draft.when(
    thing,
    "DisplayLogic",
    { question: first },
    () => readLogic(logic),
    (cel) => {
      for (const each of placed) each.showIf = cel;
    },
  );
}

/** Ids of choices or answers in the order in which they are shown. */
export function orderOf({ part, thing }: QsfQuestion, list: string, order: string): string[] {
  const there = new Map(part.entries(list));
  const named = part.entries(order).map(([, id]) => String(id));
  if (named.some((id) => !there.has(id))) thing.left("not_understood", {}, order);
  return [...new Set([...named.filter((id) => there.has(id)), ...there.keys()])];
}

const lookOfChoice = [
  "TextEntrySize",
  "TextEntryLength",
  "InputWidth",
  "InputHeight",
  "TextEntryPosition",
];

/** Choices (rows) or answers (columns) of a question, with the value that its data have. */
export function choicesOf(
  file: Qsf,
  question: QsfQuestion,
  list: "Choices" | "Answers",
  recoded: boolean,
): Choice[] {
  const { part, thing } = question;
  const ids = orderOf(question, list, list === "Choices" ? "ChoiceOrder" : "AnswerOrder");
  const recode = recoded ? part.part("RecodeValues") : undefined;
  const codes = ids.map((id) => textAt(recode, id));
  const unique = codes.every((code) => code !== "") && new Set(codes).size === codes.length;
  // Of columns that were deleted their values remain.
  for (const [name, code] of Object.entries(recode?.raw ?? {}))
    if (/^\d+$/.test(name) && typeof code !== "object") recode!.pass(name);
  return ids.flatMap((id, at): Choice[] => {
    const raw = part.peek(list) as Record<string, Json>;
    const value = raw[id];
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      thing.left("not_understood", {}, `${list} ${id}`);
      return [];
    }
    const each = new Part(value, part.tracker).pass(...lookOfChoice);
    passOff(each, "TextEntry", "ExclusiveAnswer", "TextEntryForceResponse", "TextEntryValidation");
    if (each.has("Image")) {
      thing.left("media", { tags: "Image" }, `${list} ${id}`);
      each.passWhole("Image");
    }
    return [
      {
        id,
        ...(unique ? { code: codes[at]! } : {}),
        said: said(question, file.draft, list, id, "Display"),
        other: each.flag("TextEntry"),
        exclusive: each.flag("ExclusiveAnswer"),
      },
    ];
  });
}

/** Conditions under which single choices are shown. */
export function choiceLogic(
  file: Qsf,
  question: QsfQuestion,
  asked: DraftQuestion,
  list: "Choices" | "Answers",
  values: ReadonlyMap<string, string>,
): void {
  const parts = asked.options ?? asked.rows ?? [];
  for (const [id, value] of values) {
    const raw = question.part.peek(list) as Record<string, Json>;
    const choice = new Part(raw[id] as Part["raw"], question.part.tracker);
    const logic = choice.part("DisplayLogic");
    if (!logic) continue;
    takeLogic(logic);
    const what = `${list} ${id} › DisplayLogic`;
    if (list === "Answers") {
      question.thing.left("column_logic", {}, what);
      continue;
    }
    file.draft.when(
      question.thing,
      what,
      { question: asked },
      () => readLogic(logic),
      (cel) => {
        const option = parts.find((each) => each.value === value);
        if (option) option.showIf = cel;
      },
    );
  }
}

/** Random order, as far as it is of all choices, with some that keep their place. */
export function randomOf(
  question: QsfQuestion,
  asked: DraftQuestion,
  values: ReadonlyMap<string, string>,
): void {
  const { part, thing } = question;
  const random = part.part("Randomization");
  if (!random) return;
  const type = random.text("Type");
  const subset = random.text("TotalRandSubset");
  passOff(random, "EvenPresentation");
  if (["None", ""].includes(type)) {
    random.passWhole("Advanced");
    return;
  }
  if (subset !== "" && subset !== "0" && subset !== String(values.size)) {
    part.passWhole("Randomization");
    thing.left("random_subset", {}, "Randomization");
    return;
  }
  if (type === "All") {
    asked["order"] = "random";
    random.passWhole("Advanced");
    return;
  }
  const advanced = type === "Advanced" ? random.part("Advanced") : undefined;
  const fixed = advanced?.list("FixedOrder").map(String) ?? [];
  const some = ["RandomSubSet", "Undisplayed"].some((name) => advanced?.has(name));
  advanced?.pass("RandomizeAll", "RandomSubSet", "Undisplayed");
  if (!advanced || some || fixed.length === 0) {
    thing.left("random_subset", { type }, "Randomization");
    return;
  }
  asked["order"] = "random";
  const keep = new Set(fixed.map((id) => values.get(id)));
  for (const option of asked.options ?? asked.rows ?? [])
    if (keep.has(option.value)) option.fixed = true;
}

export type Maker = (file: Qsf, question: QsfQuestion, page: DraftPage) => DraftQuestion[];

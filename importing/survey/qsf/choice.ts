/** Qualtrics' multiple choice (also NPS) and rank order. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftQuestion } from "../draft.ts";
import { optionsOf, plainOptions, subjectOf } from "../series.ts";
import { baseOf, choiceLogic, choicesOf, drawn, randomOf, type Maker } from "./common.ts";
import { textAt, type Qsf, type QsfQuestion } from "./file.ts";
import type { Texts } from "#contract/survey-parts.ts";

const many = new Set(["MAVR", "MAHR", "MACOL", "MSB"]);
const dropDown = new Set(["DL", "SB", "MSB"]);
const known = new Set([...many, ...dropDown, "SAVR", "SAHR", "SACOL", "NPS", "TB", "SBC"]);

/** Words at the ends of a scale. */
export function endLabels(
  file: Qsf,
  { part, thing, translations }: QsfQuestion,
  ends: readonly [number, number],
): { value: number; text: Texts }[] | undefined {
  const { draft } = file;
  const list = part.list("ColumnLabels");
  const labels = list.flatMap((_, at) => {
    const texts = draft.say(
      thing,
      {
        ...Object.fromEntries(
          translations.map(([tag, each]) => [
            tag,
            textAt(each, "ColumnLabels", String(at), "Display"),
          ]),
        ),
        [draft.source]: textAt(part, "ColumnLabels", String(at), "Display"),
      },
      200,
      "ColumnLabels",
    );
    for (const each of list)
      if (typeof each === "object" && each !== null && !Array.isArray(each))
        part.tracker.take(each, "IsLabelDefault");
    return texts ? [{ at, text: texts }] : [];
  });
  if (labels.length === 0) return undefined;
  const last = list.length - 1;
  const taken = labels.filter(({ at }) => at === 0 || at === last);
  if (taken.length < labels.length) thing.left("labels_between", {}, "ColumnLabels");
  return taken.map(({ at, text }) => ({ value: at === 0 ? ends[0] : ends[1], text }));
}

const nps: Maker = (file, question, page) => {
  const base = baseOf(file, question);
  // The points are always 0 to 10: what they are called and how they count is no choice.
  question.part.passWhole("ChoiceOrder", "RecodeValues", "VariableNaming");
  for (const part of [question.part, ...question.translations.map(([, each]) => each)])
    for (const [, point] of part.parts("Choices")) {
      const value = point.text("Display");
      if (/\p{Letter}/u.test(value)) question.thing.left("labels_between", {}, "Choices");
    }
  const asked = file.draft.add(page, question.thing, {
    ...base,
    type: "nps",
    labels: endLabels(file, question, [0, 10]),
  });
  subjectOf(file.draft, question.id, asked, "number");
  return [asked];
};

function bounds({ part, thing }: QsfQuestion, asked: DraftQuestion): void {
  const settings = part.part("Validation")?.part("Settings");
  const least = settings?.number("MinChoices");
  const most = settings?.number("MaxChoices");
  const options = asked.options?.length ?? 0;
  if (least !== undefined && least >= 1 && least <= options) asked["least"] = Math.floor(least);
  else if (least !== undefined && least > options)
    thing.left("bound_left", { n: least }, "MinChoices");
  if (most !== undefined && most >= Math.max(1, least ?? 1))
    asked["most"] = Math.min(100, Math.floor(most));
  else if (most !== undefined) thing.left("bound_left", { n: most }, "MaxChoices");
}

export const multipleChoice: Maker = (file, question, page) => {
  const { part, thing } = question;
  const selector = part.text("Selector");
  if (selector === "NPS") return nps(file, question, page);
  const base = baseOf(file, question);
  if (!known.has(selector)) thing.changed("drawn_otherwise", { name: selector }, "Selector");
  const choices = choicesOf(file, question, "Choices", true);
  const several = many.has(selector);
  const most = several ? surveyLimits.chosen : surveyLimits.options;
  if (choices.length > most)
    thing.left("too_many_of", { n: choices.length - most, most }, "Choices");
  const { options, values } = optionsOf(file.draft, thing, choices.slice(0, most), "Choices");
  if (options.length === 0) {
    thing.left("no_choices");
    return [];
  }
  const asked = file.draft.add(page, thing, {
    ...base,
    type: several ? "multiple-choice" : "single-choice",
    options,
    as: dropDown.has(selector) ? "drop-down" : "list",
  });
  if (!several) for (const option of options) delete option.exclusive;
  else bounds(question, asked);
  randomOf(question, asked, values);
  choiceLogic(file, question, asked, "Choices", values);
  subjectOf(file.draft, question.id, asked, several ? "many" : "one", values);
  const other = options.find((option) => option.other);
  if (other) thing.changed("other_text", { key: `${asked.key}.other` });
  return [asked];
};

export const rankOrder: Maker = (file, question, page) => {
  const { thing } = question;
  drawn(question, ["DND", "RB", "SB", "TX"]);
  const base = baseOf(file, question);
  const choices = choicesOf(file, question, "Choices", true);
  if (choices.length < 2 || choices.length > surveyLimits.ranked) {
    thing.left("ranking_size", { n: choices.length, most: surveyLimits.ranked });
    return [];
  }
  const { options, values } = plainOptions(file.draft, thing, choices, "Choices");
  const asked = file.draft.add(page, thing, { ...base, type: "ranking", options });
  randomOf(question, asked, values);
  choiceLogic(file, question, asked, "Choices", values);
  return [asked];
};

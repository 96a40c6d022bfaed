/** Qualtrics' text entry in its kinds, sliders, and texts between questions. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftQuestion } from "../draft.ts";
import { series, subjectOf, type Item } from "../series.ts";
import type { Part } from "../track.ts";
import { baseOf, choicesOf, drawn, passOff, type Maker } from "./common.ts";
import type { Qsf, QsfQuestion } from "./file.ts";
import { readLogic, takeLogic } from "./logic.ts";

const long = new Set(["ML", "ESTB"]);

/** What is asked for by its content: a number, an address. */
function byContent(
  { thing }: QsfQuestion,
  settings: Part | undefined,
): (Partial<DraftQuestion> & { type: DraftQuestion["type"] }) | undefined {
  const content = settings?.text("ContentType") ?? "";
  switch (content) {
    case "ValidNumber": {
      const number = settings!.part("ValidNumber");
      const [min, max] = [number?.number("Min"), number?.number("Max")];
      const decimals = number?.number("NumDecimals");
      const ordered = min === undefined || max === undefined || max > min;
      if (!ordered) thing.left("bound_left", { n: max }, "ValidNumber");
      return {
        type: "number",
        // Qualtrics takes any number where it says no bound.
        min: min ?? Math.min(-1_000_000_000, (max ?? 0) - 1),
        ...(max === undefined || !ordered ? {} : { max }),
        decimals:
          decimals !== undefined && decimals >= 0 && decimals <= 6 ? Math.floor(decimals) : 6,
      };
    }
    case "ValidEmail":
      thing.changed("contact", { field: "email" }, "ContentType");
      return { type: "contact-details", fields: ["email"] };
    case "ValidPhone":
      thing.changed("contact", { field: "phone" }, "ContentType");
      return { type: "contact-details", fields: ["phone"] };
    case "ValidDate":
      settings!.pass("ValidDateType");
      settings!.passWhole("ValidDate");
      thing.changed("date_format", {}, "ContentType");
      return { type: "date" };
    default:
      if (content !== "" && content !== "None")
        thing.left("content_left", { name: content }, "ContentType");
  }
  return undefined;
}

function lengths(file: Qsf, { thing }: QsfQuestion, asked: DraftQuestion, settings: Part): void {
  const least = settings.number("MinChars");
  const most = settings.number("MaxChars") ?? settings.number("TotalChars");
  const room = asked.type === "long-text" ? surveyLimits.longText : surveyLimits.shortText;
  if (most !== undefined && most >= 1) asked["length"] = Math.min(room, Math.floor(most));
  if (least === undefined || least < 1) return;
  thing.changed("least_characters", { n: least }, "MinChars");
  file.draft.rule(asked, `size(answers.${asked.key}) >= ${Math.floor(least)}`);
}

/** A rule of the survey's own. Its words are in a library that the file does not hold. */
export function customValidation(
  file: Qsf,
  { thing }: QsfQuestion,
  asked: DraftQuestion,
  settings: Part | undefined,
): void {
  const custom = settings?.part("CustomValidation");
  const logic = custom?.part("Logic");
  if (!custom || !logic) return;
  takeLogic(logic);
  file.draft.when(
    thing,
    "CustomValidation",
    { question: asked, own: true },
    () => readLogic(logic),
    (cel) => {
      file.draft.rule(asked, cel);
      thing.changed("message_shipped", {}, "CustomValidation");
    },
  );
}

export const textEntry: Maker = (file, question, page) => {
  const { part, thing } = question;
  const { draft } = file;
  const selector = part.text("Selector");
  const settings = part.part("Validation")?.part("Settings");
  const base = baseOf(file, question);
  const source = part.part("SearchSource");
  if (source) passOff(source, "AllowFreeResponse");
  if (selector === "FORM") {
    const fields = choicesOf(file, question, "Choices", false);
    const items = fields.map((field): Item => ({
      suffix: field.id,
      said: field.said,
      own: { type: "short-text" },
      name: `${question.id}/${field.id}`,
      holds: "text",
    }));
    if (items.length === 0) thing.left("no_choices");
    return items.length === 0 ? [] : series(draft, page, thing, base, items);
  }
  if (!["SL", "ML", "ESTB", ""].includes(selector))
    thing.changed("drawn_otherwise", { name: selector }, "Selector");
  const content = byContent(question, settings);
  const asked = draft.add(page, thing, {
    ...base,
    ...(content ?? { type: long.has(selector) ? "long-text" : "short-text" }),
  });
  if (!content && settings) lengths(file, question, asked, settings);
  customValidation(file, question, asked, settings);
  if (asked.type === "number") subjectOf(draft, question.id, asked, "number");
  else if (asked.type !== "contact-details") subjectOf(draft, question.id, asked, "text");
  return [asked];
};

/** One slider or row of stars for each choice. */
export const slider: Maker = (file, question, page) => {
  const { part, thing } = question;
  drawn(question, ["HSLIDER", "HBAR", "VSLIDER", "STAR"]);
  const base = baseOf(file, question);
  const configuration = part.part("Configuration");
  const stars = part.text("Selector") === "STAR";
  const min = Math.round(configuration?.number("CSSliderMin") ?? 0);
  const max = Math.round(configuration?.number("CSSliderMax") ?? 100);
  const count = Math.round(configuration?.number("StarCount") ?? 5);
  const decimals = configuration?.number("NumDecimals") ?? 0;
  configuration?.pass("StarType");
  if (decimals > 0) thing.changed("whole_numbers", {}, "NumDecimals");
  const notApplicable = configuration?.flag("NotApplicable") ?? false;
  for (const name of ["Labels", "ColumnLabels"])
    if (part.has(name)) thing.left("labels_between", {}, name);
  part.passWhole("Labels", "ColumnLabels", "Answers", "AnswerOrder");
  if (!stars && notApplicable) thing.left("not_applicable_left", {}, "NotApplicable");
  const fits = stars ? count >= 2 && count <= 11 : max > min;
  if (!fits) {
    thing.left("scale_size", { n: stars ? count : max - min });
    return [];
  }
  const own = stars
    ? {
        type: "rating" as const,
        min: 1,
        max: count,
        ...(notApplicable ? { notApplicable: true } : {}),
      }
    : { type: "slider" as const, min, max };
  if (stars) thing.changed("stars");
  const choices = choicesOf(file, question, "Choices", false);
  const items = choices.map((choice): Item => ({
    suffix: choice.id,
    said: choice.said,
    own,
    name: `${question.id}/${choice.id}`,
    holds: "number",
  }));
  if (items.length === 0) thing.left("no_choices");
  return items.length === 0 ? [] : series(file.draft, page, thing, base, items);
};

/** A text, or a picture that has a text. */
export const descriptive: Maker = (file, question, page) => {
  const { part, thing } = question;
  const selector = part.text("Selector");
  const { text, key } = baseOf(file, question);
  part.passWhole("Choices", "ChoiceOrder", "Answers", "AnswerOrder");
  if (selector !== "TB" && selector !== "PTB") {
    thing.left("media", { tags: part.text("Graphics") || selector }, "Graphics");
    part.pass("GraphicsDescription");
  }
  return [file.draft.add(page, thing, { key, type: "statement", text })];
};

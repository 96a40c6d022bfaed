/** LimeSurvey's texts, numbers, dates, five points, and what is only shown or worked out. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftQuestion } from "../draft.ts";
import { series, subjectOf, type Item } from "../series.ts";
import { baseOf, subquestions, type Maker } from "./common.ts";
import type { LssQuestion } from "./file.ts";
import { readRelevance } from "./logic.ts";

const text =
  (type: "short-text" | "long-text"): Maker =>
  (file, question, page) => {
    const { thing, attributes, code } = question;
    const base = baseOf(file, question);
    if (attributes.flag("numbers_only")) {
      thing.changed("numbers_only", {}, "numbers_only");
      const asked = file.draft.add(page, thing, {
        ...base,
        type: "number",
        decimals: 6,
        min: -1e9,
      });
      subjectOf(file.draft, code, asked, "number");
      return [asked];
    }
    const room = type === "long-text" ? surveyLimits.longText : surveyLimits.shortText;
    const most = attributes.number("maximum_chars");
    const asked = file.draft.add(page, thing, {
      ...base,
      type,
      ...(most !== undefined && most >= 1 ? { length: Math.min(room, Math.floor(most)) } : {}),
    });
    subjectOf(file.draft, code, asked, "text");
    return [asked];
  };
export const shortText = text("short-text");
export const longText = text("long-text");

/** Bounds of a number as the file says them, where they are numbers. */
function range({ attributes, thing }: LssQuestion): Partial<DraftQuestion> {
  const found: Record<string, number> = {};
  for (const [name, own] of [
    ["min_num_value_n", "min"],
    ["max_num_value_n", "max"],
  ] as const) {
    const value = attributes.number(name);
    if (value !== undefined && Math.abs(value) <= 1e15) found[own] = value;
    else if (attributes.text(name) !== "")
      thing.left("bound_left", { n: attributes.text(name) }, name);
  }
  // LimeSurvey takes any number where it says no bound.
  found["min"] ??= Math.min(-1_000_000_000, (found["max"] ?? 0) - 1);
  if (found["max"] !== undefined && found["max"] <= found["min"]) delete found["max"];
  return { ...found, decimals: attributes.flag("num_value_int_only") ? 0 : 6 };
}

function unitOf(file: Parameters<Maker>[0], question: LssQuestion): Partial<DraftQuestion> {
  const { attributes, thing } = question;
  const unit = file.draft.say(thing, attributes.said("suffix"), 40, "suffix");
  const prefix = attributes.text("prefix");
  if (prefix !== "") thing.left("prefix", { value: prefix }, "prefix");
  return unit ? { unit } : {};
}

export const number: Maker = (file, question, page) => {
  const asked = file.draft.add(page, question.thing, {
    ...baseOf(file, question),
    type: "number",
    ...range(question),
    ...unitOf(file, question),
  });
  subjectOf(file.draft, question.code, asked, "number");
  return [asked];
};

/** Several numbers; sliders where they are drawn so. */
export const numbers: Maker = (file, question, page) => {
  const { thing, attributes, code } = question;
  const base = baseOf(file, question);
  const slides = attributes.flag("slider_layout");
  const [min, max] = [attributes.number("slider_min") ?? 0, attributes.number("slider_max") ?? 100];
  const step = attributes.number("slider_accuracy") ?? 1;
  for (const name of ["equals_num_value", "min_num_value", "max_num_value"])
    if (attributes.text(name) !== "") thing.left("total_left", {}, name);
  const whole =
    [min, max, step].every((each) => Number.isInteger(each)) &&
    max > min &&
    step >= 1 &&
    step <= max - min;
  if (slides && !whole) thing.changed("slider_number");
  const own: Item["own"] =
    slides && whole
      ? { type: "slider", min, max, step }
      : { type: "number", ...range(question), ...unitOf(file, question) };
  const items = subquestions(question).map((each): Item => ({
    suffix: each.id,
    // Sliders write the words of their ends behind the text.
    said: slides ? ends(each.said, attributes.text("slider_separator")) : each.said,
    own,
    name: `${code}_${each.id}`,
    holds: "number",
  }));
  if (items.length === 0) thing.left("no_choices");
  return items.length === 0 ? [] : series(file.draft, page, thing, base, items);
};

const ends = (said: Item["said"], separator: string): Item["said"] =>
  separator === ""
    ? said
    : Object.fromEntries(
        Object.entries(said).map(([tag, each]) => [
          tag,
          each
            .split(separator)
            .filter((part) => part.trim() !== "")
            .join(" – "),
        ]),
      );

export const texts: Maker = (file, question, page) => {
  const { thing, attributes, code } = question;
  const base = baseOf(file, question);
  const own: Item["own"] = attributes.flag("numbers_only")
    ? { type: "number", decimals: 6, min: -1e9 }
    : { type: "short-text" };
  const items = subquestions(question).map((each): Item => ({
    suffix: each.id,
    said: each.said,
    own,
    name: `${code}_${each.id}`,
    holds: own.type === "number" ? "number" : "text",
  }));
  if (items.length === 0) thing.left("no_choices");
  return items.length === 0 ? [] : series(file.draft, page, thing, base, items);
};

const day = (value: string): string | undefined => {
  const found = /^(\d{4})(?:-(\d\d)-(\d\d)(?: \d\d:\d\d(?::\d\d)?)?)?$/.exec(value.trim());
  const text = found ? `${found[1]}-${found[2] ?? "01"}-${found[3] ?? "01"}` : "";
  const there = !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return there && text >= "1900" && text < "2200" ? text : undefined;
};

export const date: Maker = (file, question, page) => {
  const { thing, attributes, code } = question;
  const format = attributes.text("date_format");
  if (/[HMhi]/.test(format.replace(/mm|yy/gi, "")))
    thing.left("time_left", { value: format }, "date_format");
  else if (format !== "") thing.changed("date_format", {}, "date_format");
  const bound = (name: string): string | undefined => {
    const value = attributes.text(name);
    const found = day(value);
    if (value !== "" && !found) thing.left("bound_left", { n: value }, name);
    return found;
  };
  const [earliest, latest] = [bound("date_min"), bound("date_max")];
  const ordered = !earliest || !latest || earliest <= latest;
  if (!ordered) thing.left("bound_left", { n: `${earliest} ${latest}` }, "date_min");
  const asked = file.draft.add(page, thing, {
    ...baseOf(file, question),
    type: "date",
    ...(earliest && ordered ? { earliest } : {}),
    ...(latest && ordered ? { latest } : {}),
  });
  subjectOf(file.draft, code, asked, "text");
  return [asked];
};

export const fivePoint: Maker = (file, question, page) => {
  const asked = file.draft.add(page, question.thing, {
    ...baseOf(file, question),
    type: "rating",
    min: 1,
    max: 5,
  });
  subjectOf(file.draft, question.code, asked, "number");
  return [asked];
};

export const boilerplate: Maker = (file, question, page) => {
  const { key, text, help } = baseOf(file, question);
  return [file.draft.add(page, question.thing, { key, type: "statement", text, help })];
};

/** A value that is worked out: ours says a condition, true or false, and nothing else of it. */
export const equation: Maker = (file, question) => {
  const { draft, resolve } = file;
  const { thing, attributes, code } = question;
  const formula = attributes.text("equation") || Object.values(question.said("question"))[0] || "";
  question.row.pass("question", "help");
  draft.values.push({
    thing,
    what: "equation",
    name: code,
    key: question.key,
    expression: formula,
    read: () => ({ condition: readRelevance(formula, resolve) }),
    made: () => thing.changed("equation", { key: question.key }),
  });
  return [];
};

/** SurveyJS texts, numbers, dates, what is only shown, and what is worked out. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftQuestion } from "../draft.ts";
import type { Thing } from "../report.ts";
import { series, subjectOf, type Item } from "../series.ts";
import { baseOf, wordsLeft, type Asked, type Maker } from "./common.ts";
import { readValue } from "./condition.ts";
import { said, type Form } from "./file.ts";
import { looks, ownWords } from "./passed.ts";

type Own = Partial<DraftQuestion> & { type: DraftQuestion["type"] };

type Field = Pick<Asked, "part" | "thing"> & { note: (name: string) => string };

/** What a field of that kind becomes. */
function byKind({ part, thing }: Pick<Asked, "part" | "thing">, what = ""): Own {
  const kind = part.text("inputType") || "text";
  const note = (name: string) => (what === "" ? name : `${what} › ${name}`);
  const field = { part, thing, note };
  const length = part.number("maxLength");
  const room =
    length !== undefined && length >= 1
      ? { length: Math.min(surveyLimits.shortText, Math.floor(length)) }
      : {};
  switch (kind) {
    case "number":
      return number(field);
    case "range":
      return range(field);
    case "email":
    case "tel":
      thing.changed("contact", { field: kind === "email" ? "email" : "phone" }, note("inputType"));
      return { type: "contact-details", fields: [kind === "email" ? "email" : "phone"] };
    case "date":
    case "datetime-local":
    case "datetime":
      if (kind !== "date") thing.left("time_left", { value: kind }, note("inputType"));
      return { type: "date", ...days(field) };
    case "text":
      part.pass("min", "max", "step");
      return { type: "short-text", ...room };
    default:
      thing.changed("input_text", { name: kind }, note("inputType"));
      return { type: "short-text", ...room };
  }
}

function number({ part, thing, note }: Field): Own {
  const [min, max, step] = [part.number("min"), part.number("max"), part.number("step")];
  const ordered = min === undefined || max === undefined || max > min;
  if (!ordered) thing.left("bound_left", { n: max }, note("max"));
  // The digits behind its point; that it is one of the steps is checked nowhere.
  const decimals = step === undefined ? 6 : Math.min(6, digitsOf(step));
  if (step !== undefined && step !== Number(`1e-${decimals}`))
    thing.left("step_left", { n: step }, note("step"));
  return {
    type: "number",
    min: min ?? Math.min(-1_000_000_000, (max ?? 0) - 1),
    ...(max === undefined || !ordered ? {} : { max }),
    decimals,
  };
}

const digitsOf = (value: number): number => /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;

function range({ part, thing, note }: Field): Own {
  const [min, max] = [part.number("min") ?? 0, part.number("max") ?? 100];
  const step = part.number("step") ?? 1;
  if (whole(min, max) && Number.isInteger(step) && step >= 1 && step <= max - min)
    return { type: "slider", min, max, ...(step > 1 ? { step } : {}) };
  thing.changed("slider_number", {}, note("inputType"));
  return { type: "number", ...(max > min ? { min, max } : {}), decimals: 6 };
}

const whole = (min: number, max: number): boolean =>
  Number.isInteger(min) &&
  Number.isInteger(max) &&
  max > min &&
  Math.abs(min) <= 1e6 &&
  Math.abs(max) <= 1e6;

function days({ part, thing, note }: Field): Partial<DraftQuestion> {
  const day = (name: string) => {
    const text = part.text(name);
    const found = /^(19\d\d|20\d\d|21\d\d)-\d\d-\d\d/.exec(text)?.[0];
    const there =
      found !== undefined &&
      !Number.isNaN(Date.parse(found)) &&
      new Date(found).toISOString().startsWith(found);
    if (text !== "" && !there) thing.left("bound_left", { n: text }, note(name));
    return there ? found : undefined;
  };
  const [earliest, latest] = [day("min"), day("max")];
  if (earliest && latest && earliest > latest) {
    thing.left("bound_left", { n: `${earliest} ${latest}` }, note("min"));
    return {};
  }
  return { ...(earliest ? { earliest } : {}), ...(latest ? { latest } : {}) };
}

const holds = (type: DraftQuestion["type"]): "number" | "text" | undefined =>
  type === "number" || type === "slider"
    ? "number"
    : type === "contact-details"
      ? undefined
      : "text";

export const text: Maker = (form, asked, page) => {
  const own = byKind(asked);
  const question = form.draft.add(page, asked.thing, { ...baseOf(form, asked), ...own });
  const kind = holds(own.type);
  if (kind) subjectOf(form.draft, asked.name, question, kind);
  return [question];
};

export const comment: Maker = (form, asked, page) => {
  const most = asked.part.number("maxLength");
  asked.part.pass("rows");
  const question = form.draft.add(page, asked.thing, {
    ...baseOf(form, asked),
    type: "long-text",
    ...(most !== undefined && most >= 1
      ? { length: Math.min(surveyLimits.longText, Math.floor(most)) }
      : {}),
  });
  subjectOf(form.draft, asked.name, question, "text");
  return [question];
};

export const slider: Maker = (form, asked, page) => {
  const { part, thing } = asked;
  const [min, max, step] = [
    part.number("min") ?? 0,
    part.number("max") ?? 100,
    part.number("step") ?? 1,
  ];
  const base = baseOf(form, asked);
  if (
    part.text("sliderType") === "range" ||
    !whole(min, max) ||
    !Number.isInteger(step) ||
    step < 1 ||
    step > max - min
  ) {
    if (part.text("sliderType") === "range") thing.left("slider_range");
    else thing.left("scale_size", { n: `${min} – ${max}` });
    return [];
  }
  const question = form.draft.add(page, thing, { ...base, type: "slider", min, max, step });
  subjectOf(form.draft, asked.name, question, "number");
  return [question];
};

/** Several short fields under one title. */
export const multipleText: Maker = (form, asked, page) => {
  const { part, thing, name } = asked;
  const base = baseOf(form, asked);
  const items = part.parts("items").map(([n, item]): Item => {
    const id = item.text("name") || n;
    const title = item.has("title") ? said(form, item, "title") : { [form.draft.source]: id };
    const own = byKind({ part: item, thing }, `items ${id}`);
    item.pass(...looks);
    wordsLeft(form, item, thing, ownWords, `items ${id} › `);
    const kind = holds(own.type);
    return {
      suffix: id,
      said: title,
      own: item.flag("isRequired") ? { ...own, required: true as const } : own,
      ...(kind ? { name: `${name}.${id}`, holds: kind } : {}),
    };
  });
  if (items.length === 0) thing.left("no_choices");
  return items.length === 0 ? [] : series(form.draft, page, thing, base, items);
};

export const html: Maker = (form, asked, page) => {
  const { part, thing, key } = asked;
  const { draft } = form;
  baseOf(form, asked);
  const shown = draft.say(thing, said(form, part, "html"), 2_000, "html");
  if (!shown) {
    thing.left("nothing_said");
    return [];
  }
  return [draft.add(page, thing, { key, type: "statement", text: shown })];
};

export const image: Maker = (_, { thing, part }) => {
  part.pass("imageLink");
  thing.left("media", { tags: "image" });
  return [];
};

/** A value that is worked out, and what stands for it in texts and conditions. */
export function calculate(form: Form, thing: Thing, name: string, expression: string): void {
  const { draft, values } = form;
  const key = values.get(name) ?? draft.keys.key(name);
  const read = () => readValue(expression);
  draft.values.push({ thing, what: "expression", name, key, expression, read });
}

export const expression: Maker = (form, asked) => {
  const { text } = baseOf(form, asked);
  const { part, thing, name } = asked;
  part.pass(
    "format",
    "displayStyle",
    "currency",
    "maximumFractionDigits",
    "minimumFractionDigits",
    "useGrouping",
  );
  calculate(form, thing, name, part.text("expression"));
  thing.changed("not_shown", { text: text[form.draft.source] ?? "" });
  return [];
};

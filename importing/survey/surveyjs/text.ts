/** SurveyJS texts, numbers, dates, what is only shown, and what is worked out. */
import { surveyLimits } from "#contract/survey-parts.ts";
import { quoted } from "../condition.ts";
import type { DraftQuestion } from "../draft.ts";
import { series, subjectOf, type Item } from "../series.ts";
import { baseOf, type Asked, type Maker } from "./common.ts";
import { readCondition, said, type Form } from "./file.ts";

type Own = Partial<DraftQuestion> & { type: DraftQuestion["type"] };

/** What a field of that kind becomes. */
function byKind({ part, thing }: Pick<Asked, "part" | "thing">, what = ""): Own {
  const kind = part.text("inputType") || "text";
  const [min, max] = [part.number("min"), part.number("max")];
  const step = part.number("step");
  const note = (name: string) => (what === "" ? name : `${what} › ${name}`);
  const length = part.number("maxLength");
  const room =
    length !== undefined && length >= 1
      ? { length: Math.min(surveyLimits.shortText, Math.floor(length)) }
      : {};
  switch (kind) {
    case "number":
      return {
        type: "number",
        min: min ?? Math.min(-1_000_000_000, (max ?? 0) - 1),
        ...(max === undefined || (min !== undefined && max <= min) ? {} : { max }),
        decimals: step !== undefined && Number.isInteger(step) ? 0 : 6,
      };
    case "range":
      return whole(min ?? 0, max ?? 100)
        ? { type: "slider", min: min ?? 0, max: max ?? 100 }
        : { type: "number" };
    case "email":
    case "tel":
      thing.changed("contact", { field: kind === "email" ? "email" : "phone" }, note("inputType"));
      return { type: "contact-details", fields: [kind === "email" ? "email" : "phone"] };
    case "date":
    case "datetime-local":
    case "datetime":
      if (kind !== "date") thing.left("time_left", { value: kind }, note("inputType"));
      return { type: "date", ...days(part.text("min"), part.text("max")) };
    case "text":
      part.pass("min", "max", "step");
      return { type: "short-text", ...room };
    default:
      thing.changed("input_text", { name: kind }, note("inputType"));
      return { type: "short-text", ...room };
  }
}

const whole = (min: number, max: number): boolean =>
  Number.isInteger(min) &&
  Number.isInteger(max) &&
  max > min &&
  Math.abs(min) <= 1e6 &&
  Math.abs(max) <= 1e6;

function days(min: string, max: string): Partial<DraftQuestion> {
  const day = (text: string) => {
    const found = /^(19\d\d|20\d\d|21\d\d)-\d\d-\d\d/.exec(text)?.[0];
    const there =
      found !== undefined &&
      !Number.isNaN(Date.parse(found)) &&
      new Date(found).toISOString().startsWith(found);
    return there ? found : undefined;
  };
  const [earliest, latest] = [day(min), day(max)];
  if (earliest && latest && earliest > latest) return {};
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
    thing.left("scale_size", { n: max - min });
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
    item.pass("placeholder", "placeHolder", "requiredErrorText", "size", "minWidth");
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

/** A value that is worked out: ours says conditions and fixed values. */
export function calculate(
  form: Form,
  thing: Asked["thing"],
  name: string,
  expression: string,
): void {
  const { draft } = form;
  draft.later(() =>
    draft.try(thing, "expression", () => {
      const fixed = /^\s*(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))\s*$/.exec(expression);
      const literal = fixed && (fixed[3] ?? quoted(fixed[1] ?? fixed[2] ?? ""));
      const value = literal ?? draft.cel(readCondition(expression), {});
      draft.calculated.push({ key: draft.calculatedKeys.key(name), value });
    }),
  );
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

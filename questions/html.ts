/** Pieces of a question's HTML that the types share. Strings in, strings out; everything is escaped here. */
import { fieldName } from "./judge.ts";
import type { AnyQuestion, Drawing, Said, Texts } from "./types.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const bare = (text: string): string => text.replace(/[&<>"']/g, (each) => entities[each]!);
/** In another language than the page's: marked, so that it is spoken in that, and written in its direction. */
const marked = ({ tongue }: Said, html: string): string =>
  tongue === undefined ? html : `<span${attributes(tongue)}>${html}</span>`;

/** A text for HTML; inside elements, and plain texts in quoted attributes. */
export const escape = (text: string | Said): string =>
  typeof text === "string" ? bare(text) : marked(text, bare(text.text));

/** A text of several lines: a line's end is one in HTML too. */
export const lines = (text: string | Said): string =>
  typeof text === "string"
    ? bare(text).replace(/\n/g, "<br>")
    : marked(text, bare(text.text).replace(/\n/g, "<br>"));

type Value = string | number | boolean | undefined;
/** ` name="value"` for each; nothing for false and undefined, the name alone for true. */
export const attributes = (all: Readonly<Record<string, Value>>): string =>
  Object.entries(all)
    .map(([name, value]) =>
      value === undefined || value === false
        ? ""
        : value === true
          ? ` ${name}`
          : ` ${name}="${bare(String(value))}"`,
    )
    .join("");

/** Ids of help and error, where there are any: for aria-describedby. */
const describedBy = ({ key, help }: AnyQuestion, { error }: Drawing): string | undefined =>
  [help && `h-${key}`, error && `e-${key}`].filter(Boolean).join(" ") || undefined;

/** What stands between a question's text and its fields. */
function notes({ key, help }: AnyQuestion, { say, error }: Drawing, hints: readonly Said[] = []) {
  const said = help ? `<p class="help" id="h-${key}">${lines(say(help))}</p>` : "";
  const more = hints.length > 0 ? `<p class="help">${hints.map(escape).join(" ")}</p>` : "";
  const wrong = error ? `<p class="error" id="e-${key}">${escape(error)}</p>` : "";
  return said + more + wrong;
}

const heading = ({ text }: AnyQuestion, { say, word, required }: Drawing): string =>
  `${lines(say(text))}${required ? ` <span class="mark">${escape(word("requiredMark"))}</span>` : ""}`;

/** Several fields under one question: a fieldset. `role` where they are one choice. */
export function group(
  question: AnyQuestion,
  drawing: Drawing,
  fields: string,
  { role, hints }: { role?: "radiogroup"; hints?: readonly Said[] } = {},
): string {
  const own = attributes({
    class: `q q-${question.type}`,
    id: `f-${question.key}`,
    role,
    "aria-required": role && drawing.required ? "true" : undefined,
    "aria-invalid": role && drawing.error ? "true" : undefined,
    "aria-describedby": describedBy(question, drawing),
  });
  return `<fieldset${own}><legend>${heading(question, drawing)}</legend>${notes(question, drawing, hints)}${fields}</fieldset>`;
}

/** One field under a question: a label. `field` is given the attributes that join the two. */
export function labelled(
  question: AnyQuestion,
  drawing: Drawing,
  field: (joined: Readonly<Record<string, Value>>) => string,
): string {
  const joined = {
    id: `q-${question.key}`,
    name: fieldName(question.key),
    "aria-required": drawing.required ? "true" : undefined,
    "aria-invalid": drawing.error ? "true" : undefined,
    "aria-describedby": describedBy(question, drawing),
  };
  return `<div class="q q-${question.type}" id="f-${question.key}"><label class="legend" for="q-${question.key}">${heading(question, drawing)}</label>${notes(question, drawing)}${field(joined)}</div>`;
}

/** A radio button or checkbox within its label. */
export const tick = (
  type: "radio" | "checkbox",
  own: Readonly<Record<string, Value>>,
  inside: string,
  className?: string,
): string =>
  `<label${attributes({ class: className })}><input${attributes({ type, ...own })}>${inside}</label>`;

/** What was given, as a set of texts to compare fields with. */
export function chosenOf(given: unknown): ReadonlySet<string> {
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  return new Set(
    list.flatMap((each) =>
      each === null
        ? ["-"]
        : typeof each === "string" || typeof each === "number"
          ? [String(each)]
          : [],
    ),
  );
}

/** The part of what was given that has this name; undefined where it is no object. */
export const partOf = (given: unknown, name: string): unknown =>
  typeof given === "object" && given !== null && !Array.isArray(given) && Object.hasOwn(given, name)
    ? (given as Record<string, unknown>)[name]
    : undefined;

/** What stands in a field of text. */
export const inField = (given: unknown): string =>
  typeof given === "string" || typeof given === "number" ? String(given) : "";

/** "Does not apply", or what the question says instead. */
export const notApplicableIn = (own: true | Texts, { say, word }: Drawing): Said =>
  own === true ? word("notApplicable") : say(own);

/** A SurveyJS form's parts while it is read: texts in languages, choices, conditions. */
import {
  tagOf,
  type Draft,
  type DraftPage,
  type DraftQuestion,
  type Looks,
  type Said,
} from "../draft.ts";
import type { Choice } from "../series.ts";
import type { Thing } from "../report.ts";
import { isBag, Part, type Json } from "../track.ts";
import { readCondition } from "./condition.ts";

export type Form = {
  readonly draft: Draft;
  readonly survey: Thing;
  /** The form's language tag → ours. `default` stands for the source. */
  readonly source: string;
  /** Our keys by the file's names. */
  readonly keys: ReadonlyMap<string, string>;
  /** The file's questions by name. */
  readonly parts: ReadonlyMap<string, Part>;
  /** Keys of what is worked out, which is not asked. */
  readonly values: ReadonlyMap<string, string>;
};

/** A text, or one by language. */
export function saidIn(form: Pick<Form, "draft">, value: Json | undefined): Said {
  const { draft } = form;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { [draft.source]: String(value) };
  if (!isBag(value)) return {};
  const said: Record<string, string> = {};
  for (const [code, text] of Object.entries(value)) {
    draft.tracker.take(value, code);
    const tag = code === "default" ? draft.source : tagOf(code);
    if (tag !== undefined && (typeof text === "string" || typeof text === "number"))
      said[tag] ??= String(text);
  }
  return said;
}
export const said = (form: Pick<Form, "draft">, part: Part, key: string): Said =>
  saidIn(form, part.get(key));

/** Every language that a text of the form is in. */
export function languagesIn(value: Json, found = new Set<string>(), depth = 0): Set<string> {
  if (typeof value !== "object" || value === null || depth > 100) return found;
  if (isBag(value) && typeof value["default"] === "string")
    for (const [code, text] of Object.entries(value))
      if (code !== "default" && typeof text === "string") found.add(code);
  for (const each of Object.values(value)) languagesIn(each, found, depth + 1);
  return found;
}

/** Translates a condition of a part, where it has one. */
export function when(
  { draft }: Form,
  part: Part,
  name: string,
  thing: Thing,
  looks: Looks,
  put: (cel: string) => void,
  what = name,
): void {
  const text = part.text(name).trim();
  if (text !== "") draft.when(thing, what, looks, () => readCondition(text), put);
}

export const and = (one: string | undefined, other: string): string =>
  one === undefined ? other : `(${one}) && (${other})`;

/** Choices, rows or columns: a value alone, or with a text and conditions. */
export function choicesOf(
  form: Form,
  part: Part,
  key: string,
  thing: Thing,
): { choices: Choice[]; items: Map<string, Part> } {
  const items = new Map<string, Part>();
  const choices = part.list(key).flatMap((each, at): Choice[] => {
    if (typeof each === "string" || typeof each === "number" || typeof each === "boolean")
      return [{ id: String(each), said: { [form.draft.source]: String(each) } }];
    if (!isBag(each)) return [];
    const item = new Part(each, part.tracker);
    const id = item.text("value") || item.text("name");
    if (id === "") {
      thing.left("not_understood", {}, `${key}[${at}]`);
      part.tracker.whole(each);
      return [];
    }
    items.set(id, item);
    if (item.has("imageLink")) thing.left("media", { tags: "imageLink" }, `${key} ${id}`);
    item.pass("imageLink");
    const text = item.has("text")
      ? said(form, item, "text")
      : item.has("title")
        ? said(form, item, "title")
        : {};
    const exclusive = item.flag("isExclusive");
    return [
      {
        id,
        said: Object.keys(text).length > 0 ? text : { [form.draft.source]: id },
        ...(exclusive ? { exclusive } : {}),
      },
    ];
  });
  return { choices, items };
}

/** Conditions of single choices, as far as ours has them. */
export function choiceLogic(
  form: Form,
  asked: DraftQuestion,
  items: ReadonlyMap<string, Part>,
  values: ReadonlyMap<string, string>,
  thing: Thing,
  part: Part,
  whole?: { key: string; use: boolean },
): void {
  const options = asked.options ?? asked.rows ?? [];
  for (const option of options) {
    const id = [...values].find(([, value]) => value === option.value)?.[0];
    const item = id === undefined ? undefined : items.get(id);
    if (item)
      when(
        form,
        item,
        "visibleIf",
        thing,
        { question: asked },
        (cel) => (option.showIf = cel),
        `${id} › visibleIf`,
      );
    // `{item}` in a condition of all choices stands for each of them.
    const all = whole ? part.text(whole.key).trim() : "";
    if (!whole?.use || all === "" || id === undefined) continue;
    const own = all.replace(/\{item\}/g, () => `'${id.replace(/[\\']/g, "\\$&")}'`);
    form.draft.when(
      thing,
      whole.key,
      { question: asked },
      () => readCondition(own),
      (cel) => {
        option.showIf = and(option.showIf, cel);
      },
    );
  }
}

export type Place = { page: DraftPage; gates: readonly { text: string; thing: Thing }[] };

/** What every SurveyJS question has, and its validators. */
import type { Texts } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { and, said, when, type Form } from "./file.ts";
import { looks, ownWords } from "./passed.ts";

export type Asked = { part: Part; thing: Thing; key: string; name: string };
export type Maker = (form: Form, asked: Asked, page: DraftPage) => DraftQuestion[];
export type Base = { key: string; text: Texts; help?: Texts | undefined; required?: true };

/** What is said in the file's own words, as one line of the report quotes it. */
const firstOf = (words: Readonly<Record<string, string>>): string =>
  Object.values(words).find((each) => each.trim() !== "") ?? "";

/** Words of the form's own for what ours says in words of its own, or does not say. */
export function wordsLeft(
  form: Form,
  part: Part,
  thing: Thing,
  names: readonly string[] = ownWords,
  at = "",
): void {
  for (const name of names)
    if (part.has(name))
      thing.left("words_left", { value: firstOf(said(form, part, name)) }, at + name);
}

/** What is there and hidden in the form is shown in ours. */
export function shownHere(part: Part, thing: Thing, ...names: readonly string[]): void {
  for (const name of names)
    if (part.peek(name) === "hidden" || part.peek(name) === false)
      thing.changed("shown_here", { name }, name);
}

/** Settings that ours has no counterpart of: where they stand at what ours does they are no loss. */
function asOurs(part: Part, thing: Thing): void {
  shownHere(part, thing, "titleLocation", "descriptionLocation", "showHeader");
  passDefaults(part, {
    clearIfInvisible: ["default", "onComplete", "onHidden", "onHiddenContainer"],
    allowClear: ["dropdown", "tagbox"].includes(String(part.peek("type")))
      ? [true, false]
      : [false],
    useDisplayValuesInTitle: [true],
    useDisplayValuesInDynamicTexts: [true],
  });
}

export function baseOf(form: Form, { part, thing, key }: Asked): Base {
  const { draft } = form;
  part.pass(...looks);
  asOurs(part, thing);
  wordsLeft(form, part, thing);
  const text = draft.say(thing, said(form, part, "title"));
  const help = draft.say(thing, said(form, part, "description"), 2_000, "description");
  if (!text && part.peek("title") !== undefined) thing.changed("no_text", { text: key }, "title");
  const required = part.flag("isRequired");
  return {
    key,
    // Without a title SurveyJS shows the name.
    text: text ?? { [draft.source]: part.text("name") || key },
    ...(help ? { help } : {}),
    ...(required ? { required: true } : {}),
  };
}

/** Settings that stand at their default are no loss. */
export function passDefaults(
  part: Part,
  defaults: Readonly<Record<string, readonly unknown[]>>,
): void {
  for (const [name, values] of Object.entries(defaults))
    if (values.includes(part.peek(name))) part.pass(name);
}

/** Conditions of a question: shown if, required if; and what of it ours has none of. */
export function conditionsOf(form: Form, asked: Asked, placed: readonly DraftQuestion[]): void {
  const { part, thing } = asked;
  const [first] = placed;
  if (!first) return;
  when(form, part, "visibleIf", thing, { question: first }, (cel) => {
    for (const each of placed) each.showIf = and(each.showIf, cel);
  });
  when(form, part, "requiredIf", thing, { question: first }, (cel) => {
    for (const each of placed) if (each.type !== "statement") each.required ??= cel;
  });
  for (const name of [
    "defaultValue",
    "defaultValueExpression",
    "setValueExpression",
    "setValueIf",
    "correctAnswer",
  ])
    if (part.has(name)) {
      thing.left("default_left", {}, name);
      part.passWhole(name);
    }
  for (const name of ["enableIf", "readOnly"])
    if (part.has(name) && part.peek(name) !== false) {
      thing.left("enable_left", { value: part.text(name) }, name);
    } else part.pass(name);
  comment(form, asked, placed);
  validators(form, asked, placed.at(-1)!);
}

/** A comment beside a question is a question of its own. */
function comment(form: Form, { part, thing, key }: Asked, placed: readonly DraftQuestion[]): void {
  const { draft } = form;
  const wanted = part.flag("hasComment") || part.flag("showCommentArea");
  const text = draft.say(thing, said(form, part, "commentText"), 500, "commentText");
  if (!wanted) return;
  const page = draft.pages.find((each) => each.questions.includes(placed[0]!));
  if (!page) return;
  const own = draft.keys.key(`${key}_comment`);
  const made = draft.add(page, thing, {
    key: own,
    type: "long-text",
    text: text ?? draft.shipped("otherText"),
  });
  draft.later(() => {
    const { showIf } = placed[0]!;
    if (showIf !== undefined) made.showIf = showIf;
  });
  thing.changed("comment", { key: own });
}

/** Checks of one answer. What becomes a bound is refused in our words, not in the form's. */
function validators(form: Form, { part, thing }: Asked, last: DraftQuestion): void {
  for (const [n, validator] of part.parts("validators")) {
    const type = validator.text("type");
    const what = `validators ${type || n}`;
    const message = form.draft.say(thing, said(form, validator, "text"), 500, what);
    if (takesBounds(validator, type, last, thing)) {
      if (message) thing.left("words_left", { value: firstOf(message) }, `${what} › text`);
    } else if (!takesRule(form, { validator, type, what, thing, last, message })) {
      if (type === "regex") thing.left("pattern", { value: validator.text("regex") }, what);
      else thing.left("validator_left", { name: type || "?" }, what);
      validator.tracker.whole(validator.raw);
    }
    validator.pass("type");
  }
}

function takesBounds(validator: Part, type: string, last: DraftQuestion, thing: Thing): boolean {
  const numbers = type === "numeric" && last.type === "number";
  if (numbers || (type === "answercount" && last.type === "multiple-choice")) {
    const [least, most] = numbers ? ["min", "max"] : ["least", "most"];
    const bound = (name: string, own: string, fits: (value: number) => boolean) => {
      const value = validator.number(name);
      if (value === undefined || (!numbers && value < 1)) return;
      if (fits(value)) last[own] = numbers ? value : Math.floor(value);
      else thing.left("bound_left", { n: value }, `validators ${type} › ${name}`);
    };
    const highest = numbers ? Infinity : Math.min(100, last.options?.length ?? 0);
    bound(numbers ? "minValue" : "minCount", least!, (value) => value <= highest);
    const from = Number(last[least!] ?? -Infinity);
    bound(numbers ? "maxValue" : "maxCount", most!, (value) =>
      numbers ? value > from : value >= from && value <= 100,
    );
    return true;
  }
  return type === "email" && last.type === "contact-details";
}

type Check = {
  validator: Part;
  type: string;
  what: string;
  thing: Thing;
  last: DraftQuestion;
  message: Texts | undefined;
};

function takesRule(form: Form, { validator, type, what, thing, last, message }: Check): boolean {
  const add = (cel: string) => form.draft.rule(last, cel, message);
  if (type === "expression") {
    const looks = { question: last, own: true } as const;
    when(form, validator, "expression", thing, looks, add, what);
    return true;
  }
  if (type !== "text" || !["short-text", "long-text"].includes(last.type)) return false;
  const [from, to] = [validator.number("minLength"), validator.number("maxLength")];
  if (from !== undefined && from >= 1) add(`size(answers.${last.key}) >= ${Math.floor(from)}`);
  if (to !== undefined && to >= 1) add(`size(answers.${last.key}) <= ${Math.floor(to)}`);
  if (validator.peek("allowDigits") === false)
    thing.left("pattern", { value: "allowDigits" }, what);
  validator.pass("allowDigits");
  return true;
}

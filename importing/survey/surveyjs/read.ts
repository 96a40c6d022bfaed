/** A SurveyJS form (JSON) → a draft. */
import { Draft, tagOf, type DraftPage, type DraftQuestion } from "../draft.ts";
import { SurveyFault } from "../fault.ts";
import type { Thing } from "../report.ts";
import { isBag, Part, type Json } from "../track.ts";
import * as choice from "./choice.ts";
import { conditionsOf, passDefaults, shownHere, wordsLeft, type Maker } from "./common.ts";
import { readCondition } from "./condition.ts";
import { and, languagesIn, said, when, type Form } from "./file.ts";
import { looks, pageWords } from "./passed.ts";
import { pipesOf } from "./pipes.ts";
import { rating } from "./rating.ts";
import * as table from "./table.ts";
import * as text from "./text.ts";
import { endings, settings, triggers } from "./whole.ts";

const makers: Readonly<Record<string, Maker>> = {
  radiogroup: choice.radioGroup,
  buttongroup: choice.radioGroup,
  dropdown: choice.dropDown,
  checkbox: choice.checkbox,
  tagbox: choice.tagBox,
  imagepicker: choice.imagePicker,
  ranking: choice.ranking,
  rating,
  boolean: choice.yesNo,
  matrix: table.matrix,
  matrixdropdown: table.dropDownMatrix,
  text: text.text,
  comment: text.comment,
  multipletext: text.multipleText,
  slider: text.slider,
  html: text.html,
  image: text.image,
  expression: text.expression,
};
const panels = new Set(["panel", "flowpanel"]);

/** Where there is a condition it decides: the Creator writes `visible: false` beside it. */
const isGone = (part: Part): boolean =>
  part.peek("visible") === false && String(part.peek("visibleIf") ?? "").trim() === "";

type Gate = { text: string; thing: Thing };

class Reader {
  readonly #form: Form;
  constructor(form: Form) {
    this.#form = form;
  }

  /** What a page or a panel holds, in order; a question or panel within panels is shown if all of them are. */
  elements(part: Part, page: () => DraftPage, gates: readonly Gate[]): void {
    for (const key of ["elements", "questions"])
      for (const [, element] of part.parts(key)) this.#element(element, page, gates);
  }

  #element(part: Part, page: () => DraftPage, gates: readonly Gate[]): void {
    const { draft, keys } = this.#form;
    const type = part.text("type");
    const name = part.text("name");
    const thing = draft.report.thing(name || type || "?");
    part.belongs(thing);
    const gone = isGone(part);
    part.pass("visible");
    if (panels.has(type) && !gone) return this.#panel(part, thing, page, gates);
    const make = Object.hasOwn(makers, type) ? makers[type] : undefined;
    if (!make || gone) {
      thing.left(gone ? "hidden_question" : "type_left", { name: type || "?" });
      part.tracker.whole(part.raw);
      return;
    }
    const key = keys.get(name) ?? draft.keys.key(name || type);
    const on = page();
    const asked = { part, thing, key, name };
    const placed = make(this.#form, asked, on);
    // What is worked out became a value, though no question.
    if (placed.length === 0 && type !== "expression") part.tracker.whole(part.raw);
    conditionsOf(this.#form, asked, placed);
    this.#gate(gates, placed);
  }

  #gate(gates: readonly Gate[], placed: readonly DraftQuestion[]): void {
    const [first] = placed;
    if (!first) return;
    for (const { text, thing } of gates)
      this.#form.draft.when(
        thing,
        "visibleIf",
        { question: first },
        () => readCondition(text),
        (cel) => {
          for (const each of placed) each.showIf = and(each.showIf, cel);
        },
      );
  }

  #panel(part: Part, thing: Thing, page: () => DraftPage, gates: readonly Gate[]): void {
    const { draft } = this.#form;
    part.pass(...looks);
    wordsLeft(this.#form, part, thing, ["requiredErrorText"]);
    shownHere(part, thing, "titleLocation", "descriptionLocation", "questionTitleLocation");
    const visible = part.text("visibleIf").trim();
    const own = visible === "" ? gates : [...gates, { text: visible, thing }];
    const title = draft.say(thing, said(this.#form, part, "title"), 300, "title");
    const description = draft.say(
      thing,
      said(this.#form, part, "description"),
      2_000,
      "description",
    );
    if (title ?? description) {
      const key = draft.keys.key(`${part.text("name") || "panel"}_text`);
      const shown = draft.add(page(), thing, {
        key,
        type: "statement",
        text: title ?? description,
        help: title ? description : undefined,
      });
      this.#gate(own, [shown]);
    }
    for (const name of ["isRequired", "requiredIf", "enableIf", "readOnly", "questionsOrder"])
      if (part.has(name) && part.peek(name) !== false && part.peek(name) !== "default")
        thing.left("panel_left", { name, value: part.text(name) }, name);
      else part.pass(name);
    thing.changed("panel_flat");
    this.elements(part, page, own);
  }
}

function pageOf(form: Form, part: Part, n: string): { page: DraftPage; thing: Thing } | undefined {
  const { draft } = form;
  const name = part.text("name") || `page${Number(n) + 1}`;
  const thing = draft.report.thing(`page ${name}`);
  part.belongs(thing).pass(...looks, "visible");
  if (isGone(part)) {
    thing.left("hidden_page");
    part.tracker.whole(part.raw);
    return undefined;
  }
  const page = draft.page(name, thing);
  wordsLeft(form, part, thing, pageWords);
  shownHere(part, thing, "questionTitleLocation");
  passDefaults(part, {
    navigationButtonsVisibility: ["inherit", "show"],
    showNavigationButtons: ["inherit", "show", true],
  });
  const title = draft.say(thing, said(form, part, "title"), 300, "title");
  const description = draft.say(thing, said(form, part, "description"), 5_000, "description");
  if (title) page.title = title;
  if (description) page.text = description;
  when(form, part, "visibleIf", thing, { page }, (cel) => (page.showIf = cel));
  const order = part.text("questionsOrder") || part.text("questionOrder");
  part.pass("questionsOrder", "questionOrder");
  if (order === "random") page.order = "random";
  for (const key of ["timeLimit", "maxTimeToFinish"])
    if (part.has(key)) thing.left("time_limit", { value: part.text(key) }, key);
  return { page, thing };
}

type Named = { readonly name: string; readonly asked: boolean; readonly part?: Part };

/** Names of questions, wherever they stand, before any text or condition names one. */
function namesIn(part: Part, found: Named[] = []): Named[] {
  for (const list of ["pages", "elements", "questions"])
    for (const [, each] of part.parts(list)) {
      const type = each.peek("type");
      if (list !== "pages" && typeof type === "string" && !panels.has(type))
        found.push({ name: each.text("name"), asked: type !== "expression", part: each });
      else namesIn(each, found);
    }
  return found;
}

function languagesOf(draft: Draft, root: Part, survey: Thing): void {
  const locale = root.text("locale");
  const tags = [tagOf(locale || "en") ?? "en"];
  for (const code of languagesIn(root.raw)) {
    const tag = tagOf(code);
    if (tag === undefined || tags.length >= 50)
      survey.left("language_left", { language: code }, "locale");
    else if (!tags.some((there) => there.toLowerCase() === tag.toLowerCase())) tags.push(tag);
  }
  draft.languages = tags;
}

/** @throws SurveyFault where this is no form of SurveyJS. */
export function readSurveyJs(json: Json): { draft: Draft; survey: Thing } {
  const draft = new Draft();
  const lists = isBag(json)
    ? ["pages", "elements", "questions"].filter((key) => Array.isArray(json[key]))
    : [];
  if (!isBag(json) || lists.length === 0)
    throw new SurveyFault("foreign", { expected: "SurveyJS (JSON)", missing: "pages, elements" });
  const root = new Part(json, draft.tracker);
  const survey = draft.report.thing("survey");
  languagesOf(draft, root, survey);
  const names = namesIn(root);
  for (const [, value] of root.parts("calculatedValues"))
    names.push({ name: value.text("name"), asked: false });
  if (names.length > 3_000) throw new SurveyFault("too_many", { most: 3_000 });
  const keys = new Map<string, string>();
  const values = new Map<string, string>();
  const parts = new Map<string, Part>();
  for (const { name, asked, part } of names)
    if (name !== "" && !keys.has(name) && !values.has(name)) {
      (asked ? keys : values).set(name, draft.keys.key(name));
      if (part) parts.set(name, part);
    }
  const form: Form = { draft, survey, source: draft.source, keys, parts, values };
  draft.pipes = pipesOf(form);
  settings(form, root);
  const reader = new Reader(form);
  for (const [n, part] of root.parts("pages")) {
    const made = pageOf(form, part, n);
    if (made) reader.elements(part, () => made.page, []);
  }
  let only: DraftPage | undefined;
  reader.elements(root, () => (only ??= draft.page("page1", survey)), []);
  endings(form, root);
  triggers(form, root);
  draft.tracker.sweep(json, survey);
  return { draft, survey };
}

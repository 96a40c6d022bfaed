/**
 * A survey of ours while it is being made of another tool's: pages and questions first, conditions
 * when all of them have their place, for a condition can only name what is asked before it.
 */
import { languageTag, surveyLimits, type Texts } from "#contract/survey-parts.ts";
import type { QuestionType } from "#contract/survey.ts";
import type { SurveyWord } from "#contract/survey-words.ts";
import { wordsOf } from "#questions/words.ts";
import { celOf, type Condition, type Names, type Subject } from "./condition.ts";
import { SurveyFault, Unsayable } from "./fault.ts";
import { Keys } from "./keys.ts";
import { plainOf } from "./plain.ts";
import { Report, type Thing } from "./report.ts";
import { Tracker } from "./track.ts";
import { workOut, type Waiting } from "./values.ts";

/** What the file says, by language tag of ours: HTML, as these tools write it. */
export type Said = Readonly<Record<string, string>>;

export type DraftOption = {
  value: string;
  text: Texts;
  showIf?: string;
  fixed?: true;
  other?: true;
  none?: true;
  exclusive?: true;
};
export type DraftValidation = { if: string; message: Texts };
/** Judged by the contract at the end; what is a type's own stands beside these. */
export type DraftQuestion = {
  key: string;
  type: QuestionType;
  text?: Texts | undefined;
  help?: Texts | undefined;
  required?: true | string;
  showIf?: string;
  fixed?: true;
  validation?: DraftValidation[];
  options?: DraftOption[];
  rows?: DraftOption[];
  [own: string]: unknown;
};
export type DraftPage = {
  key: string;
  title?: Texts | undefined;
  text?: Texts | undefined;
  showIf?: string;
  order?: "random";
  fixed?: true;
  questions: DraftQuestion[];
  jumps: { if?: string; to: string | { end: string } }[];
};
export type DraftEnding = { key: string; text: Texts; if?: string };
export type DraftQuota = { key: string; if?: string; limit: number; ending: string };

/** From where a condition looks back. */
export type Looks = {
  page?: DraftPage;
  question?: DraftQuestion;
  /** It sees the answer of that question, or of that page, too. */
  own?: true;
};

/** How a tool puts answers into texts. */
export type Pipes = {
  /** Global; each match is one. */
  readonly pattern: RegExp;
  /** Our own reference, as in `{answers.key}`; undefined where there is none. */
  resolve(match: string, thing: Thing): string | undefined;
};

/** Ten times what a survey of ours can hold: beyond it a file is not read on. */
const mostParts = 3_000;
const [mark, end] = ["\ue000", "\ue001"];
const reference = /\{(?=[A-Za-z][\w.-]{0,120}(?:\|[^{}]{0,200})?\})/g;

export class Draft {
  readonly report = new Report();
  readonly tracker = new Tracker();
  name = "";
  languages: string[] = ["en"];
  confidentiality: "identified" | "confidential" | "anonymous" = "identified";
  opening: Texts | undefined;
  pageOrder: "as-is" | "random" = "as-is";
  readonly pages: DraftPage[] = [];
  readonly endings: DraftEnding[] = [];
  readonly quotas: DraftQuota[] = [];
  readonly calculated: { key: string; value: string }[] = [];
  words: Partial<Record<SurveyWord, Texts>> = {};
  opens: string | undefined;
  closes: string | undefined;
  pipes: Pipes | undefined;

  /** What people call what conditions name, where the file has a word for it. */
  nameOf: (name: string) => string = (name) => name;
  /** Come with the link; stand on the first page, whichever that will be. */
  readonly hidden: DraftQuestion[] = [];

  readonly keys = new Keys("q");
  readonly pageKeys = new Keys("page");
  readonly endingKeys = new Keys("end");
  readonly quotaKeys = new Keys("quota");
  readonly calculatedKeys = new Keys("value");
  /** What the file calls something → what it became. */
  readonly subjects = new Map<string, Subject>();
  readonly things = new Map<object, Thing>();
  /** What was cut off a page that is too long → that page. */
  readonly split = new Map<DraftPage, DraftPage>();
  /** Worked out before any condition names them. */
  readonly values: Waiting[] = [];
  readonly #later: (() => void)[] = [];
  #count = 0;
  #places = new Map<string, readonly [number, number]>();

  get source(): string {
    return this.languages[0]!;
  }

  page(key: string, thing: Thing): DraftPage {
    if (this.pages.length >= mostParts) throw new SurveyFault("too_many", { most: mostParts });
    const page: DraftPage = { key: this.pageKeys.key(key), questions: [], jumps: [] };
    this.pages.push(page);
    this.things.set(page, thing);
    return page;
  }

  add(page: DraftPage, thing: Thing, question: DraftQuestion): DraftQuestion {
    for (const name of Object.keys(question))
      if (question[name] === undefined) delete question[name];
    this.#count += 1;
    if (this.#count > mostParts) throw new SurveyFault("too_many", { most: mostParts });
    // A field without a limit there has the greatest here.
    if (question.type === "short-text") question["length"] ??= surveyLimits.shortText;
    if (question.type === "long-text") question["length"] ??= surveyLimits.longText;
    page.questions.push(question);
    this.things.set(question, thing);
    return question;
  }

  /** A rule that an answer must keep to, with what is said where it doesn't; a word of ours where absent. */
  rule(question: DraftQuestion, cel: string, message?: Texts): void {
    const rules = (question.validation ??= []);
    if (rules.length < surveyLimits.validations)
      rules.push({ if: cel, message: message ?? this.shipped("condition") });
    else this.things.get(question)?.left("too_many_rules", { most: surveyLimits.validations });
  }

  /** Done when all pages stand. */
  later(what: () => void): void {
    this.#later.push(what);
  }

  /** Translates a condition when all pages stand; one that can't be said is reported as left out. */
  when(
    thing: Thing,
    what: string,
    looks: Looks,
    read: () => Condition,
    put: (cel: string) => void,
  ): void {
    this.later(() => this.try(thing, what, () => put(this.cel(read(), looks))));
  }

  /** Runs something that may be unsayable, which is then reported. */
  try(thing: Thing, what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Unsayable)) throw error;
      const { name } = error.values;
      const values =
        typeof name === "string" ? { ...error.values, name: this.nameOf(name) } : error.values;
      thing.left(error.code, values, what);
    }
  }

  /** @throws Unsayable */
  cel(condition: Condition, looks: Looks): string {
    return celOf(condition, this.names(looks));
  }

  /** What can be named from there. */
  names(looks: Looks): Names {
    const at = this.#positionOf(looks);
    return {
      find: (name) => this.subjects.get(name) ?? this.#lengthOf(name),
      before: (question) => {
        const place = this.#places.get(question);
        if (!place) return false;
        const [page, nth] = place;
        return page < at[0] || (page === at[0] && nth < at[1]);
      },
    };
  }

  /** How many are chosen, or how long a text is: `cars.length`. */
  #lengthOf(name: string): Subject | undefined {
    const of = name.endsWith(".length") ? this.subjects.get(name.slice(0, -7)) : undefined;
    if (!of || !["many", "text"].includes(of.holds)) return undefined;
    const { cel, question } = of;
    return { cel: `size(${cel})`, holds: "number", ...(question ? { question } : {}) };
  }

  #positionOf({ page, question, own }: Looks): readonly [number, number] {
    if (question) {
      const place = this.#places.get(question.key) ?? [0, 0];
      return [place[0], place[1] + (own ? 1 : 0)];
    }
    if (page) return [this.pages.indexOf(page) + (own ? 1 : 0), 0];
    return [Infinity, 0];
  }

  /** Runs what was to be done later. */
  settle(): void {
    for (const [p, page] of this.pages.entries())
      for (const [q, { key }] of page.questions.entries()) this.#places.set(key, [p, q]);
    workOut(this, this.values);
    for (let at = 0; at < this.#later.length; at += 1) this.#later[at]!();
  }

  /** What the shipped catalogue says, in the survey's languages that it knows, and in its source. */
  shipped(word: SurveyWord, values: Readonly<Record<string, string | number>> = {}): Texts {
    const known = this.languages.filter((tag) => /^(en|id)\b/i.test(tag));
    return Object.fromEntries(
      [...new Set([this.source, ...known])].map((tag) => [
        tag,
        wordsOf(tag, undefined)(word, values),
      ]),
    );
  }

  /**
   * A text in plain words, by language; what is lost on the way is noted at the thing. Undefined
   * where nothing is said in any language.
   */
  say(thing: Thing, said: Said, most: number = surveyLimits.text, what = ""): Texts | undefined {
    const texts: Record<string, string> = {};
    for (const tag of this.languages) {
      const html = Object.hasOwn(said, tag) ? said[tag]! : "";
      if (html.trim() === "") continue;
      const text = this.#plain(thing, html, most, what);
      if (text !== "") texts[tag] = text;
    }
    const [first] = Object.values(texts);
    if (first === undefined) return undefined;
    return texts[this.source] === undefined ? { [this.source]: first, ...texts } : texts;
  }

  #plain(thing: Thing, html: string, most: number, what: string): string {
    const put: string[] = [];
    const pipes = this.pipes;
    let marked = html.replace(/[\ue000\ue001]/g, "");
    if (pipes)
      marked = marked.replace(pipes.pattern, (match: string) => {
        const reference = pipes.resolve(match, thing);
        if (reference === undefined) {
          thing.left("pipe_left", { text: match }, what);
          return "";
        }
        put.push(reference);
        return `${mark}${put.length - 1}${end}`;
      });
    const { text, formatting, dropped } = plainOf(marked);
    if (formatting.length > 0) thing.changed("formatting", { tags: formatting.join(", ") }, what);
    if (dropped.length > 0) thing.left("media", { tags: dropped.join(", ") }, what);
    // In ours a name in braces stands for its value: that of another tool's text must not.
    const safe = text.replace(reference, "{ ");
    if (safe !== text) thing.changed("braces", {}, what);
    const whole = safe
      // oxlint-disable-next-line no-control-regex -- what can't be seen is no part of a text
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .replace(/\ue000(\d{1,6})\ue001/g, (_, n: string) => put[Number(n)] ?? "")
      // Where something was taken out, two blanks met.
      .replace(/ {2,}/g, " ");
    if (whole.length <= most) return whole.trim();
    thing.changed("text_cut", { most, n: whole.length }, what);
    return `${whole.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`.trim();
  }
}

const renamed: Readonly<Record<string, string>> = {
  "zh-s": "zh-Hans",
  "zh-t": "zh-Hant",
  "sr-cyr": "sr-Cyrl",
  "sr-latn": "sr-Latn",
  "pt-br": "pt-BR",
  pb: "pt-BR",
  "en-gb": "en-GB",
  sqi: "sq",
  "de-informal": "de",
  "es-mx": "es-MX",
  "nl-informal": "nl",
  "it-informal": "it",
  "fr-informal": "fr",
  ua: "uk",
  jp: "ja",
  gr: "el",
  cz: "cs",
};

/** A BCP 47 tag of a tool's code for a language; undefined where it can't be one. */
export function tagOf(code: string): string | undefined {
  const low = code.trim().toLowerCase().replace(/_/g, "-");
  if (Object.hasOwn(renamed, low)) return renamed[low];
  const tag = low
    .split("-")
    .map((part, at) => (at > 0 && part.length === 2 ? part.toUpperCase() : part))
    .join("-");
  return languageTag.safeParse(tag).success ? tag : undefined;
}

/** What a respondent is shown, as HTML: a step of a survey, its end, and why it can't be answered. All texts are escaped. */
import { attributes, escape, lines } from "../html.ts";
import { lookupOf, type Lookup } from "../pipe.ts";
import { errorOn, renderQuestion, sayOn, wordOn, type Page } from "../render.ts";
import type { ShownPage, Way } from "../flow.ts";
import type { AnyQuestion, Context, Failing, Published, Said, ShownQuestion } from "../types.ts";
import { foreign, textIn, wordsOf, type Word } from "../words.ts";

/** What can be piped beside answers. */
export type Known = Readonly<Record<string, string>>;

export type StepView = {
  published: Published;
  way: Way;
  page: ShownPage;
  context: Context;
  known: Known;
  /** By question: what was sent, though it was refused, else the answer. */
  given: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, Failing>>;
  /** Where the form goes. */
  action: string;
  /** Hidden fields of the form. */
  fields: readonly (readonly [name: string, value: string])[];
  /** Questions that an answer of this page may bring, as the script needs them. */
  mayCome?: readonly ShownQuestion[];
  /** For the script: what it judges this page by. */
  logic?: string;
  /** Where somebody can go on later. */
  resume?: string | undefined;
  /** Said above all, where there is something to say. */
  notice?: Said & { proof?: string };
  /** The browser shall go to what is wrong; a script does so itself. */
  focus?: boolean;
  /** Whom it is about, where staff fill it in. */
  about?: string | undefined;
};

type Words = { word: Word; lookup: Lookup; language: string; source: string };

const wordsFor = ({ published, way, context, known }: StepView | EndView): Words => ({
  word: wordsOf(context.language, published.definition.words),
  lookup: lookupOf(published, way, context, known),
  language: context.language,
  source: published.definition.languages[0]!,
});

/** What the script says, and the language that all of it is in, where that is not the page's. */
function toldOf({ word, language }: Words) {
  const keys = ["offline", "away", "crowded", "failed", "sending", "saved"] as const;
  const tongues = new Set(keys.map(word.tongue));
  const [one = language] = tongues;
  const own = foreign(word.tongue("clear"), language);
  return {
    told: {
      ...Object.fromEntries(keys.map((key) => [key, word(key)])),
      clear: word("clear"),
      ...(own ? { own } : {}),
    },
    tongue: tongues.size === 1 ? foreign(one, language) : undefined,
  };
}

/** The part of a page that says how far somebody is. */
function progressOf(at: number, of: number, words: Words): string {
  if (of < 2) return "";
  const said = wordOn(words, "progress", { at, of });
  // Its direction is the page's: it fills from where the page begins.
  const bar = attributes({ max: of, value: at, "aria-label": said.text, lang: said.tongue?.lang });
  return `<div class="progress"><progress${bar}></progress><span aria-hidden="true">${escape(said)}</span></div>`;
}

/** Errors by question, each a way to its field. */
function summaryOf(view: StepView, words: Words): string {
  const shown = view.page.questions.filter(({ question }) =>
    Object.hasOwn(view.errors, question.key),
  );
  if (shown.length === 0) return "";
  const items = shown.map(({ question }) => {
    const { key } = question;
    const { text, tongue } = sayOn(words, (question as AnyQuestion).text);
    const short = text.length > 90 ? `${Array.from(text).slice(0, 88).join("")}…` : text;
    const why = errorOn(words, view.errors[key]!);
    return `<li><a href="#q-${key}">${escape({ text: short, tongue })} ${escape(why)}</a></li>`;
  });
  return `<div class="summary" role="alert" tabindex="-1" id="summary"${view.focus ? " autofocus" : ""}><h2>${escape(wordOn(words, "errorTitle"))}</h2><ul>${items.join("")}</ul></div>`;
}

/** Above the first page: what it is about, and what becomes of the answers. */
function openingOf({ published }: StepView, words: Words) {
  const { definition } = published;
  const { language, source } = words;
  const promise = wordOn(words, definition.confidentiality);
  const isSaid = /\{confidentiality[|}]/.test(textIn(definition.opening, language, source));
  // A sentence of two languages would be none.
  const isWhole = words.word.tongue("promise") === words.word.tongue(definition.confidentiality);
  const sentence = isWhole ? wordOn(words, "promise", { what: promise.text }) : promise;
  const all = [sayOn(words, definition.opening), ...(isSaid ? [] : [sentence])];
  return all
    .filter(({ text }) => text !== "")
    .map((each) => `<p class="lead">${lines(each)}</p>`)
    .join("");
}

const hidden = (fields: StepView["fields"]): string =>
  fields
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("");

/** A field that nobody sees and nobody hears of: what fills it in is a machine. */
const trapOf = (word: Word): string =>
  `<div class="trap" aria-hidden="true"><label>${escape(word("trap"))}<input type="text" name="website" tabindex="-1" autocomplete="off"></label></div>`;

/** Questions in their places; those that may come stand in templates, which only a script opens. */
function questionsOf(view: StepView, page: Page): string {
  const { mayCome = [] } = view;
  const shown = new Set(view.page.questions.map((each) => each.question.key));
  const list = mayCome.length === 0 ? view.page.questions : mayCome;
  return list
    .map((each) => {
      const drawn = renderQuestion(each, page);
      const { key } = each.question;
      return shown.has(key) ? drawn : `<template data-q="${key}">${drawn}</template>`;
    })
    .join("");
}

function resumeOf(link: string | undefined, words: Words): string {
  if (link === undefined) return "";
  const said = (key: "later" | "laterHint") => escape(wordOn(words, key));
  return `<details class="later"><summary>${said("later")}</summary><p class="lead">${said("laterHint")}<br><a href="${escape(link)}">${escape(link)}</a></p></details>`;
}

/** What a step is called: by its title, else by who asks. */
function titleOf({ published, page }: StepView, words: Words, company: string): Said {
  const titled = published.definition.pages.find((each) => each.key === page.key);
  const said = sayOn(words, titled?.title);
  return said.text === "" ? { text: company } : said;
}

export type Step = { title: string; body: string };

/** One step of a survey, as it works without script. */
export function stepHtml(view: StepView): Step {
  const words = wordsFor(view);
  const { word, lookup, language, source } = words;
  const { definition } = view.published;
  const said = (...what: Parameters<Word>) => escape(wordOn(words, ...what));
  const { pages } = view.way;
  const at = pages.findIndex((each) => each.key === view.page.key);
  const shown = definition.pages.find((each) => each.key === view.page.key)!;
  const company = view.known["company"] ?? definition.name;
  const title = titleOf(view, words, company);
  const wrong = Object.keys(view.errors).length > 0;
  const text = sayOn(words, shown.text);
  const page: Page = {
    language,
    source,
    word,
    lookup,
    given: view.given,
    errors: view.errors,
  };
  const { notice } = view;
  const noted = notice
    ? `<p class="note" role="status"${notice.proof ? ` data-proof="${escape(notice.proof)}"` : ""}>${escape(notice)}</p>`
    : "";
  const last = at === pages.length - 1;
  const back =
    at > 0
      ? `<button type="submit" name="go" value="back" class="back" formnovalidate>${said("back")}</button>`
      : "";
  const { told, tongue } = toldOf(words);
  const heading = shown.title
    ? `<h1>${escape(title)}</h1>`
    : `<h1 class="vh">${escape(title)}</h1>`;
  const body = [
    progressOf(at + 1, pages.length, words),
    summaryOf(view, words),
    noted,
    heading,
    view.about ? `<p class="note">${said("about", { customer: view.about })}</p>` : "",
    at === 0 && !wrong ? openingOf(view, words) : "",
    text.text ? `<p class="lead">${lines(text)}</p>` : "",
    `<form method="post" action="${escape(view.action)}" novalidate data-words="${escape(JSON.stringify(told))}"${view.logic ? ` data-logic="${escape(view.logic)}"` : ""}>`,
    hidden(view.fields),
    trapOf(word),
    questionsOf(view, page),
    // The first button is the one that Enter presses; back stands before it only to the eye.
    `<div class="go"><button type="submit" name="go" value="next">${said(last ? "send" : "next")}</button>${back}</div>`,
    `<p class="state" role="status"${attributes({ ...tongue })}></p></form>`,
    resumeOf(view.resume, words),
  ];
  const name = title.text;
  return { title: wrong ? `${word("errorTitle")} – ${name}` : name, body: body.join("") };
}

export type EndView = {
  published: Published;
  way: Way;
  context: Context;
  known: Known;
  ending: string | undefined;
  /** It was answered before. */
  already?: boolean;
};

const tick = `<svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M7.5 12.5l3 3 6-6.5"/></svg>`;

/** The end of a survey: the text of its ending, its first line as the heading. */
export function endHtml(view: EndView): Step {
  const words = wordsFor(view);
  const ending = view.published.definition.endings.find((each) => each.key === view.ending);
  const thanks = wordOn(words, "thanks");
  const { text, tongue } = sayOn(words, ending?.text);
  const said = view.already ? `<p class="note">${escape(wordOn(words, "already"))}</p>` : "";
  const [first = "", ...rest] = text.trim().split("\n");
  // A long first line is no heading.
  const [title, more]: [Said, string] =
    first === ""
      ? [thanks, ""]
      : first.length <= 80
        ? [{ text: first, tongue }, rest.join("\n").trim()]
        : [thanks, text.trim()];
  const body = `<div class="end">${tick}<h1>${escape(title)}</h1>${more ? `<p>${lines({ text: more, tongue })}</p>` : ""}${said}</div>`;
  return { title: title.text, body };
}

/** A page that says one thing. */
export const sayHtml = (text: string, tongue?: Said["tongue"]): Step => ({
  title: text,
  body: `<div class="end"><h1>${escape({ text, tongue })}</h1></div>`,
});

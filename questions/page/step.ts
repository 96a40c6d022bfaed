/** What a respondent is shown, as HTML: a step of a survey, its end, and why it can't be answered. All texts are escaped. */
import { escape, lines } from "../html.ts";
import { lookupOf, pipe, type Lookup } from "../pipe.ts";
import { errorText, renderQuestion, type Page } from "../render.ts";
import type { ShownPage, Way } from "../flow.ts";
import type { AnyQuestion, Context, Failing, Published, ShownQuestion } from "../types.ts";
import { fill, textIn, wordsOf, type Word } from "../words.ts";
import { pageWords } from "./words.ts";

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
  notice?: { text: string; proof?: string };
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

/** The part of a page that says how far somebody is. */
function progressOf(at: number, of: number, word: Word): string {
  if (of < 2) return "";
  const text = word("progress", { at, of });
  return `<div class="progress"><progress max="${of}" value="${at}" aria-label="${escape(text)}"></progress><span aria-hidden="true">${escape(text)}</span></div>`;
}

/** Errors by question, each a way to its field. */
function summaryOf(view: StepView, words: Words): string {
  const shown = view.page.questions.filter(({ question }) =>
    Object.hasOwn(view.errors, question.key),
  );
  if (shown.length === 0) return "";
  const items = shown.map(({ question }) => {
    const { key } = question;
    const label = pipe(
      textIn((question as AnyQuestion).text, words.language, words.source),
      words.lookup,
    );
    const short = label.length > 90 ? `${Array.from(label).slice(0, 88).join("")}…` : label;
    const why = errorText(view.errors[key]!, words);
    return `<li><a href="#q-${key}">${escape(short)} ${escape(why)}</a></li>`;
  });
  return `<div class="summary" role="alert" tabindex="-1" id="summary"${view.focus ? " autofocus" : ""}><h2>${escape(words.word("errorTitle"))}</h2><ul>${items.join("")}</ul></div>`;
}

/** Above the first page: what it is about, and what becomes of the answers. */
function openingOf({ published, context }: StepView, { word, lookup, language, source }: Words) {
  const { definition } = published;
  const text = textIn(definition.opening, language, source);
  const promise = word(definition.confidentiality);
  const said = /\{confidentiality[|}]/.test(text);
  const sentence = ["en", "id"].includes(context.language.split("-")[0]!)
    ? fill(pageWords(language).confidential, { what: promise })
    : promise;
  const all = [pipe(text, lookup), said ? "" : sentence].filter(Boolean);
  return all.map((each) => `<p class="lead">${lines(each)}</p>`).join("");
}

const hidden = (fields: StepView["fields"]): string =>
  fields
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("");

/** A field that nobody sees and nobody hears of: what fills it in is a machine. */
const trapOf = (language: string): string =>
  `<div class="trap" aria-hidden="true"><label>${escape(pageWords(language).trap)}<input type="text" name="website" tabindex="-1" autocomplete="off"></label></div>`;

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

function resumeOf(link: string | undefined, language: string): string {
  if (link === undefined) return "";
  const words = pageWords(language);
  return `<details class="later"><summary>${escape(words.later)}</summary><p class="lead">${escape(words.laterHint)}<br><a href="${escape(link)}">${escape(link)}</a></p></details>`;
}

/** What a step is called: by its title, else by who asks. */
export function titleOf({ published, page }: StepView, words: Words, company: string): string {
  const own = published.definition.pages.find((each) => each.key === page.key);
  return pipe(textIn(own?.title, words.language, words.source), words.lookup) || company;
}

export type Step = { title: string; body: string };

/** One step of a survey, as it works without script. */
export function stepHtml(view: StepView): Step {
  const words = wordsFor(view);
  const { word, lookup, language, source } = words;
  const { definition } = view.published;
  const { pages } = view.way;
  const at = pages.findIndex((each) => each.key === view.page.key);
  const own = definition.pages.find((each) => each.key === view.page.key)!;
  const company = view.known["company"] ?? definition.name;
  const title = titleOf(view, words, company);
  const wrong = Object.keys(view.errors).length > 0;
  const text = pipe(textIn(own.text, language, source), lookup);
  const page: Page = {
    language,
    source,
    word,
    lookup,
    given: view.given,
    errors: view.errors,
  };
  const { notice } = view;
  const said = notice
    ? `<p class="note" role="status"${notice.proof ? ` data-proof="${escape(notice.proof)}"` : ""}>${escape(notice.text)}</p>`
    : "";
  const words2 = pageWords(language);
  const last = at === pages.length - 1;
  const back =
    at > 0
      ? `<button type="submit" name="go" value="back" class="back" formnovalidate>${escape(word("back"))}</button>`
      : "";
  const told = {
    offline: words2.offline,
    away: words2.away,
    crowded: words2.crowded,
    failed: words2.failed,
    sending: words2.sending,
    saved: word("saved"),
  };
  const heading = own.title ? `<h1>${escape(title)}</h1>` : `<h1 class="vh">${escape(title)}</h1>`;
  const body = [
    progressOf(at + 1, pages.length, word),
    summaryOf(view, words),
    said,
    heading,
    view.about ? `<p class="note">${escape(fill(words2.about, { customer: view.about }))}</p>` : "",
    at === 0 && !wrong ? openingOf(view, words) : "",
    text ? `<p class="lead">${lines(text)}</p>` : "",
    `<form method="post" action="${escape(view.action)}" novalidate data-words="${escape(JSON.stringify(told))}"${view.logic ? ` data-logic="${escape(view.logic)}"` : ""}>`,
    hidden(view.fields),
    trapOf(language),
    questionsOf(view, page),
    // The first button is the one that Enter presses; back stands before it only to the eye.
    `<div class="go"><button type="submit" name="go" value="next">${escape(word(last ? "send" : "next"))}</button>${back}</div>`,
    `<p class="state" role="status"></p></form>`,
    resumeOf(view.resume, language),
  ];
  return { title: wrong ? `${word("errorTitle")} – ${title}` : title, body: body.join("") };
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
  const { word, lookup, language, source } = wordsFor(view);
  const ending = view.published.definition.endings.find((each) => each.key === view.ending);
  const text = pipe(textIn(ending?.text, language, source), lookup).trim() || word("thanks");
  const said = view.already ? `<p class="note">${escape(word("already"))}</p>` : "";
  const [first = "", ...rest] = text.split("\n");
  // A long first line is no heading.
  const [title, more] =
    first.length <= 80 ? [first, rest.join("\n").trim()] : [word("thanks"), text];
  const body = `<div class="end">${tick}<h1>${escape(title)}</h1>${more ? `<p>${lines(more)}</p>` : ""}${said}</div>`;
  return { title, body };
}

/** A page that says one thing. */
export const sayHtml = (text: string): Step => ({
  title: text,
  body: `<div class="end"><h1>${escape(text)}</h1></div>`,
});

/** A survey tried out: the respondent's page as it is drawn from the draft, with answers that nobody keeps. Pure. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { checkPage, readForm } from "#questions/check.ts";
import { after, before, partsOf, walk, type ShownPage, type Way } from "#questions/flow.ts";
import { endHtml, stepHtml, type Step } from "#questions/page/step.ts";
import { minutesFor } from "#questions/time.ts";
import type {
  AnyQuestion,
  Answers,
  Context,
  Failing,
  Published,
  ShownQuestion,
} from "#questions/types.ts";
import { textIn, wordsOf } from "#questions/words.ts";

export type Trial = {
  /** What was answered on the pages before, and on this one. */
  readonly kept: Answers;
  readonly errors: Readonly<Record<string, Failing>>;
};
export const untried: Trial = { kept: {}, errors: {} };

/** Where the trial is: on a page, or at an ending. */
export type Place =
  | { readonly kind: "page"; readonly key: string }
  | { readonly kind: "ending"; readonly key: string };

export const contextOf = (language: string): Context => ({ language, seed: "trial" });

/** A page on which all that may stand does: for one that the answers given do not lead to. */
function asIfShown(definition: SurveyDefinition, key: string): ShownPage {
  const page = definition.pages.find((each) => each.key === key)!;
  const questions = page.questions
    .filter((each) => each.type !== "hidden")
    .map((question): ShownQuestion => ({
      question,
      parts: partsOf(question as unknown as AnyQuestion).map((part) => part.value),
      required: "required" in question && question.required === true,
    }));
  return { key, questions, errors: {} };
}

function knownOf(definition: SurveyDefinition, company: string, language: string) {
  const source = definition.languages[0]!;
  const brought = (key: string) =>
    definition.piped && Object.hasOwn(definition.piped, key)
      ? textIn(definition.piped[key], language, source)
      : undefined;
  const word = wordsOf(language, definition.words);
  const touchpoint = brought("touchpoint");
  return {
    company: brought("company") ?? company,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    date: brought("date") ?? new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(),
    minutes: String(minutesFor(definition)),
    confidentiality: word(definition.confidentiality),
  };
}

/** A page with a question that the answers given hide, in its place: whoever edits it sees it. */
function withGhost(definition: SurveyDefinition, page: ShownPage, ghost: string): ShownPage {
  const all = asIfShown(definition, page.key).questions;
  const at = all.findIndex(({ question }) => question.key === ghost);
  if (at < 0 || page.questions.some(({ question }) => question.key === ghost)) return page;
  const before = new Set(all.slice(0, at).map(({ question }) => question.key));
  const to = page.questions.findLastIndex(({ question }) => before.has(question.key)) + 1;
  return { ...page, questions: page.questions.toSpliced(to, 0, all[at]!) };
}

export type Drawn = Step & {
  /** The same with nothing filled in. */
  readonly shape: string;
  /** The answers given do not lead here. */
  readonly offWay: boolean;
  /** Keys of this page's questions that the answers given hide. */
  readonly hidden: readonly string[];
};

export function drawn(
  published: Published,
  trial: Trial,
  place: Place,
  about: {
    readonly language: string;
    readonly company: string;
    readonly ghost?: string | undefined;
  },
): Drawn {
  const { definition } = published;
  const context = contextOf(about.language);
  const known = knownOf(definition, about.company, about.language);
  const way = walk(published, trial.kept, context);
  if (place.kind === "ending") {
    const step = endHtml({ published, way, context, known, ending: place.key });
    return { ...step, shape: step.body, offWay: false, hidden: [] };
  }
  const shown = way.pages.find((each) => each.key === place.key);
  const whole = shown ?? asIfShown(definition, place.key);
  const there = new Set(whole.questions.map((each) => each.question.key));
  const page = about.ghost === undefined ? whole : withGhost(definition, whole, about.ghost);
  const all = definition.pages.find((each) => each.key === place.key)?.questions ?? [];
  // A page off the way has its place among the others all the same, or it would have no number.
  const pages = shown
    ? way.pages
    : definition.pages.flatMap((each): ShownPage[] =>
        each.key === place.key ? [page] : way.pages.filter(({ key }) => key === each.key),
      );
  const view = {
    published,
    way: { ...way, pages },
    page,
    context,
    known,
    given: trial.kept,
    errors: trial.errors,
    action: "",
    fields: [],
  };
  return {
    ...stepHtml(view),
    shape: stepHtml({ ...view, given: {} }).body,
    offWay: shown === undefined,
    hidden: all
      .filter((each) => each.type !== "hidden" && !there.has(each.key))
      .map((each) => each.key),
  };
}

type Form = readonly (readonly [name: string, value: string])[];

/** What was answered on a page, as far as it is fit to be kept: no errors are told yet. */
export function answered(
  published: Published,
  trial: Trial,
  page: string,
  form: Form,
  language: string,
): Trial {
  const sent = readForm(published.definition, page, form);
  const { kept, errors } = checkPage(published, trial.kept, sent, contextOf(language), page);
  // An error that was told stays until it is mended; a new one waits for the button.
  const told = Object.entries(errors).filter(([key]) => Object.hasOwn(trial.errors, key));
  return { kept, errors: Object.fromEntries(told) };
}

export type Gone = { readonly trial: Trial; readonly place: Place };

const placeAfter = (way: Way, page: ShownPage | undefined): Place =>
  page ? { kind: "page", key: page.key } : { kind: "ending", key: way.end.ending };

/** On by a button of the page: forward where all is right, or back. */
export function gone(
  published: Published,
  trial: Trial,
  page: string,
  form: Form,
  to: "next" | "back",
  language: string,
): Gone {
  const sent = readForm(published.definition, page, form);
  const step = checkPage(published, trial.kept, sent, contextOf(language), page);
  const here: Place = { kind: "page", key: page };
  if (to === "back") {
    const previous = before(step.way, page);
    return {
      trial: { kept: step.kept, errors: {} },
      place: previous ? { kind: "page", key: previous.key } : here,
    };
  }
  const wrong = step.page !== undefined && Object.keys(step.errors).length > 0;
  if (wrong) return { trial: { kept: step.kept, errors: step.errors }, place: here };
  if (!step.page) {
    // Off the way: what comes next in the definition.
    const { pages } = published.definition;
    const next = pages[pages.findIndex((each) => each.key === page) + 1];
    return {
      trial: { kept: step.kept, errors: {} },
      place: next ? { kind: "page", key: next.key } : { kind: "ending", key: step.way.end.ending },
    };
  }
  return {
    trial: { kept: step.kept, errors: {} },
    place: placeAfter(step.way, after(step.way, page)),
  };
}

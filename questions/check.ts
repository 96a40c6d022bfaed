/**
 * What was sent, checked: a form's fields read, one step judged, a whole response judged. The page
 * runs it to tell people early; the server runs it to believe anything.
 */
import { fieldName } from "./judge.ts";
import { rulesOf, walk, type ShownPage, type Way } from "./flow.ts";
import type { Answers, Context, Failing, Fields, Published, SurveyDefinition } from "./types.ts";

type Sent = Readonly<Record<string, unknown>>;

/**
 * What a form says, by question: JSON as it would be sent over the API, undefined where a question
 * was left alone. A field is named by its question's key, and by a part in brackets where it has
 * parts: `a.asat[speed]`. What belongs to no question of the page is not read.
 */
export function readForm(
  definition: SurveyDefinition,
  page: string,
  form: Iterable<readonly [name: string, value: string]>,
): Record<string, unknown> {
  const values = new Map<string, string[]>();
  for (const [name, value] of form) {
    const list = values.get(name);
    if (list) list.push(value);
    else values.set(name, [value]);
  }
  const sent: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const question of definition.pages.find((each) => each.key === page)?.questions ?? []) {
    const rules = rulesOf(question);
    if (rules.silent) continue;
    const fields: Fields = (part) =>
      values.get(part === undefined ? fieldName(question.key) : fieldName(question.key, part)) ??
      [];
    const value = rules.read(question, fields);
    if (value !== undefined) sent[question.key] = value;
  }
  return sent;
}

export type Step = {
  readonly way: Way;
  /** The page as it is with what was sent; undefined where it isn't on the way. */
  readonly page: ShownPage | undefined;
  /** By question; none where the step is done. */
  readonly errors: Readonly<Record<string, Failing>>;
  /** Keys that were sent and are not asked on this page: not taken. */
  readonly refused: readonly string[];
  /** All that is accepted now: what was kept of other pages, as they stand, and this page's. */
  readonly kept: Answers;
};

/**
 * One step: what was sent for a page (all of it: what is absent was left alone or taken back), on
 * top of what was kept before. What was kept for questions that are hidden now stays kept, as
 * somebody may come back to them; it is in no condition and no signal until they are shown.
 */
export function checkPage(
  published: Published,
  kept: Answers,
  sent: Sent,
  context: Context,
  page: string,
): Step {
  const here = published.definition.pages.find((each) => each.key === page)?.questions ?? [];
  const keys = new Set(here.map((each) => each.key));
  const all: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(kept)) if (!keys.has(key)) all[key] = value;
  for (const [key, value] of Object.entries(sent)) if (keys.has(key)) all[key] = value;
  const way = walk(published, all, context);
  const shown = way.pages.find((each) => each.key === page);
  const asked = new Set(shown?.questions.map((each) => each.question.key));
  const now: Record<string, Answers[string]> = Object.create(null) as Record<
    string,
    Answers[string]
  >;
  for (const [key, value] of Object.entries(kept)) if (!keys.has(key)) now[key] = value;
  for (const key of keys) if (Object.hasOwn(way.accepted, key)) now[key] = way.accepted[key]!;
  return {
    way,
    page: shown,
    errors: shown?.errors ?? {},
    refused: Object.keys(sent).filter((key) => sent[key] !== undefined && !asked.has(key)),
    kept: now,
  };
}

export type Whole = {
  readonly way: Way;
  /** The first page on which something is wrong; undefined where the response is whole. */
  readonly page: ShownPage | undefined;
  /** By question, of all pages on the way; `not_asked` for what was sent and is asked nowhere. */
  readonly errors: Readonly<Record<string, Failing>>;
};

/** A whole response, as it is sent over the API or completed by its last step. */
export function checkWhole(published: Published, sent: Sent, context: Context): Whole {
  const way = walk(published, sent, context);
  const errors: Record<string, Failing> = Object.create(null) as Record<string, Failing>;
  for (const key of way.notAsked) errors[key] = { code: "not_asked" };
  for (const page of way.pages) Object.assign(errors, page.errors);
  return {
    way,
    page: way.pages.find((page) => Object.keys(page.errors).length > 0),
    errors,
  };
}

/** What of a link's parameters the survey takes: by key of its hidden questions, valid ones only. */
export function hiddenOf(definition: SurveyDefinition, given: Sent): Record<string, string> {
  const taken: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const question of definition.pages.flatMap((page) => page.questions)) {
    const rules = rulesOf(question);
    if (rules.silent !== "hidden" || !Object.hasOwn(given, question.key)) continue;
    const judged = rules.judge(question, given[question.key], []);
    if ("answer" in judged && typeof judged.answer === "string")
      taken[question.key] = judged.answer;
  }
  return taken;
}

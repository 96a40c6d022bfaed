/** What can be put into a text at its place, by its name in braces. Pure. */
import type { Question, SurveyDefinition } from "#contract/survey.ts";
import { pageOf, type Chosen } from "./definition.ts";

/** What stands in braces, and the question whose answer it is, where it is one. */
export type Pipe = { readonly name: string; readonly question?: Question };

/** Answers that can't be said in a few words, and what has none. */
const unsaid = new Set(["statement", "hidden", "contact-details", "matrix"]);
const canBeSaid = (question: Question): boolean =>
  !unsaid.has(question.type) && !("aspects" in question && question.aspects !== undefined);

/**
 * The names for a text of what is chosen. Answers are those of pages before: a page is drawn before
 * its own are given. Of a customer nothing is known where the survey is anonymous.
 */
export function pipesFor(definition: SurveyDefinition, chosen: Chosen): Pipe[] {
  const { pages, confidentiality, piped, touchpoint } = definition;
  const own = pageOf(definition, chosen);
  const before =
    chosen.kind === "ending" ? pages.length : pages.findIndex((page) => page.key === own);
  const answers = pages
    .slice(0, Math.max(0, before))
    .flatMap(({ questions }) => questions.filter(canBeSaid))
    .map((question) => ({ name: `answers.${question.key}`, question }));
  const hasTouchpoint =
    touchpoint !== undefined || (piped !== undefined && Object.hasOwn(piped, "touchpoint"));
  return [
    { name: "company" },
    ...(hasTouchpoint ? [{ name: "touchpoint" }] : []),
    { name: "date" },
    ...(confidentiality === "anonymous" ? [] : [{ name: "customer.name" }]),
    ...answers,
  ];
}

/** A text with something put in the place of what is marked, and where the caret stands then. */
export function putIn(text: string, from: number, to: number, name: string) {
  const put = `{${name}}`;
  return { text: text.slice(0, from) + put + text.slice(to), caret: from + put.length };
}

/** A question as HTML, for the server. The way it looks is `survey/survey.css`. */
import { renders } from "./renders.ts";
import { pipe, type Lookup } from "./pipe.ts";
import { textIn, type Word } from "./words.ts";
import type { Drawing, Failing, Question, ShownQuestion } from "./types.ts";

export type Page = {
  readonly language: string;
  /** The first of the definition's languages. */
  readonly source: string;
  readonly word: Word;
  readonly lookup: Lookup;
  /** By question: what was sent, though it was refused, else the answer. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, Failing>>;
};

/** Why an answer is not taken, in words: the survey's own message where it has one. Plain text. */
export function errorText(
  failing: Failing,
  page: Pick<Page, "language" | "source" | "word" | "lookup">,
): string {
  const { code, values, message } = failing;
  if (message) return pipe(textIn(message, page.language, page.source), page.lookup);
  return page.word(code, values);
}

/** The question with everything that belongs to it; all texts escaped. */
export function renderQuestion({ question, parts, required }: ShownQuestion, page: Page): string {
  const own = <T>(map: Readonly<Record<string, T>>): T | undefined =>
    Object.hasOwn(map, question.key) ? map[question.key] : undefined;
  const failing = own(page.errors);
  const drawing: Drawing = {
    language: page.language,
    word: page.word,
    say: (text) => pipe(textIn(text, page.language, page.source), page.lookup),
    given: own(page.given),
    parts,
    required,
    error: failing && errorText(failing, page),
  };
  const render = renders[question.type] as (question: Question, drawing: Drawing) => string;
  return render(question, drawing);
}

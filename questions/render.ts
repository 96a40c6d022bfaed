/** A question as HTML, for the server. The way it looks is `survey/survey.css`. */
import { renders } from "./renders.ts";
import { pipe, type Lookup } from "./pipe.ts";
import { foreign, textIn, tongueIn, type Word } from "./words.ts";
import type { Drawing, Failing, Question, Said, ShownQuestion, Texts } from "./types.ts";

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

type Speaking = Pick<Page, "language" | "source" | "word" | "lookup">;

/** A text of the definition on a page, values piped in. */
export const sayOn = ({ language, source, lookup }: Speaking, text: Texts | undefined): Said => ({
  text: pipe(textIn(text, language, source), lookup),
  tongue: foreign(tongueIn(text, language, source), language),
});

/** A word of the page on it. */
export const wordOn = (
  { language, word }: Pick<Speaking, "language" | "word">,
  ...said: Parameters<Word>
): Said => ({ text: word(...said), tongue: foreign(word.tongue(said[0]), language) });

/** Why an answer is not taken, in words: the survey's own message where it has one. */
export const errorOn = (page: Speaking, { code, values, message }: Failing): Said =>
  message ? sayOn(page, message) : wordOn(page, code, values);

/** The question with everything that belongs to it; all texts escaped. */
export function renderQuestion({ question, parts, required }: ShownQuestion, page: Page): string {
  const own = <T>(map: Readonly<Record<string, T>>): T | undefined =>
    Object.hasOwn(map, question.key) ? map[question.key] : undefined;
  const failing = own(page.errors);
  const drawing: Drawing = {
    language: page.language,
    word: (...said) => wordOn(page, ...said),
    say: (text) => sayOn(page, text),
    given: own(page.given),
    parts,
    required,
    error: failing && errorOn(page, failing),
  };
  const render = renders[question.type] as (question: Question, drawing: Drawing) => string;
  return render(question, drawing);
}

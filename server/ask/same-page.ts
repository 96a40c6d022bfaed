/**
 * What the script needs to judge a page by itself: what answers of the page bring or take away, and
 * what is wrong before it is sent. Without script, the server shows the page again. Pure.
 */
import { partsOf, type ShownPage, type Way } from "#questions/flow.ts";
import { pipe, referencesIn, type Lookup } from "#questions/pipe.ts";
import type {
  AnswerError,
  AnyQuestion,
  Context,
  Published,
  Question,
  QuestionType,
  ShownQuestion,
  Texts,
} from "#questions/types.ts";
import { catalogueOf, foreign, textIn, wordsOf } from "#questions/words.ts";

/** What nothing is judged by. */
const unjudged = new Set(["text", "help", "title", "prompts", "labels", "unit"]);
/** What was answered on a page before was judged there. */
const judgedBefore = ["showIf", "required", "validation"];
/** What can be wrong with an answer that a form sends. What else there may be, the server says. */
const codes: readonly AnswerError[] = [
  "required",
  "incomplete",
  "unknown_option",
  "out_of_range",
  "not_number",
  "not_whole",
  "too_precise",
  "off_step",
  "not_date",
  "not_email",
  "not_phone",
  "too_long",
  "too_few",
  "too_many",
  "duplicate",
  "exclusive",
  "other_missing",
  "reach_missing",
];
const scale: readonly AnswerError[] = ["required"];
const typed: readonly AnswerError[] = ["required", "too_long"];
const choice: readonly AnswerError[] = ["required", "other_missing"];
/** Of these types so little that a page need not carry the rest; of any other all. */
const codesOf: Partial<Record<QuestionType, readonly AnswerError[]>> = {
  nps: scale,
  csat: scale,
  ces: scale,
  rating: scale,
  consent: scale,
  "may-contact": scale,
  "short-text": typed,
  "long-text": typed,
  "single-choice": choice,
  "multiple-choice": [...choice, "too_few", "too_many", "exclusive"],
  statement: [],
  hidden: [],
};
const codesOn = (questions: readonly { type: QuestionType }[]): AnswerError[] => {
  const said = new Set(questions.flatMap(({ type }) => codesOf[type] ?? codes));
  return codes.filter((code) => said.has(code));
};

/** Whether a condition may change with an answer to one of these. */
function depends(condition: string | true | undefined, keys: readonly string[]): boolean {
  if (typeof condition !== "string") return false;
  // What is calculated may be made of anything.
  if (/\bcalculated\b/.test(condition)) return true;
  return keys.some((key) => new RegExp(`\\banswers\\s*(\\.\\s*${key}\\b|\\[)`).test(condition));
}

/** Questions of a page in their places, with those that an answer of the page may bring; none where no answer can. */
export function mayCome(published: Published, page: ShownPage): ShownQuestion[] {
  const all = published.definition.pages.find((each) => each.key === page.key)?.questions ?? [];
  const keys = all.map((each) => each.key);
  const moving = (all as readonly (AnyQuestion & Question)[]).filter(
    (each) =>
      each.type !== "hidden" && (depends(each.showIf, keys) || depends(each.required, keys)),
  );
  if (moving.length === 0) return [];
  const shown = new Map(page.questions.map((each) => [each.question.key, each]));
  const coming = moving.filter(({ key }) => !shown.has(key));
  const list = [...page.questions];
  for (const question of coming) {
    // After what stands before it in the definition, wherever chance has put that.
    const before = new Set(keys.slice(0, keys.indexOf(question.key)));
    const at = list.findLastIndex((each) => before.has(each.question.key));
    const parts = partsOf(question).map(({ value }) => value);
    list.splice(at + 1, 0, { question, parts, required: question.required === true });
  }
  return list;
}

/** Whether a name of this group is in conditions; every one may be where the group itself is named. */
function isNamed(conditions: string, group: string, key: string): boolean {
  const whole = new RegExp(`\\b${group}\\b(?!\\s*\\.\\s*\\w)`);
  return whole.test(conditions) || new RegExp(`\\b${group}\\s*\\.\\s*${key}\\b`).test(conditions);
}

const onlyNamed = <T>(all: Readonly<Record<string, T>> = {}, conditions: string, group: string) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => isNamed(conditions, group, key)));

/** A page as JSON without what nothing is judged by, and without what was judged already. */
function bareOf(
  page: unknown,
  said: (message: Texts) => string | undefined,
  judged: readonly string[] = [],
): string {
  return JSON.stringify(page, (name, value: unknown) => {
    if (unjudged.has(name) || judged.includes(name)) return undefined;
    if (name === "notApplicable") return true;
    if (name !== "message") return value;
    const text = said(value as Texts);
    return text && { "": text };
  });
}

/**
 * What the script needs to judge a page as the server does: the page without its texts, what its
 * conditions name of what was answered before and of what is known, and the words for what is wrong.
 * A message that pipes an answer is the server's to say: it may be of this page.
 */
export function logicOf(
  { definition, trees }: Published,
  way: Way,
  page: ShownPage,
  context: Context,
  lookup: Lookup,
): string {
  const { language } = context;
  const source = definition.languages[0]!;
  const own = definition.pages.find((each) => each.key === page.key)!;
  const said = (message: Texts) => {
    const text = textIn(message, language, source);
    const moves = referencesIn(text).some((name) => /^(answers|calculated)\b/.test(name));
    return moves ? undefined : pipe(text, lookup);
  };
  const { showIf: _, jumps: __, ...here } = own;
  const text = bareOf({ ...here, jumps: [] }, said);
  const calculated = /\bcalculated\b/.test(text) ? definition.calculated : [];
  const conditions = text + JSON.stringify(calculated);
  const upTo = way.pages.findIndex((each) => each.key === page.key);
  const before = way.pages
    .slice(0, upTo)
    .flatMap(({ questions }) => questions.map(({ question }) => question))
    .filter(({ key }) => isNamed(conditions, "answers", key));
  const earlier = bareOf({ key: "", questions: before, jumps: [] }, said, judgedBefore);
  const pages = before.length === 0 ? [text] : [earlier, text];
  const keys = new Set(before.map((each) => each.key));
  const words = catalogueOf(language, definition.words);
  const word = wordsOf(language, definition.words);
  const told = codesOn(own.questions);
  const other = [...told, "errorTitle" as const].map(word.tongue).find((each) => each !== language);
  const all = {
    kept: Object.fromEntries(Object.entries(way.accepted).filter(([key]) => keys.has(key))),
    page: page.key,
    moves: mayCome({ definition, trees }, page).length > 0,
    context: {
      language,
      // Nothing else comes by lot; it is all that can't be packed on a page that is to be small.
      seed: /"random"/.test(text) ? context.seed : "",
      customer: onlyNamed(context.customer, conditions, "customer"),
      hidden: onlyNamed(context.hidden, conditions, "hidden"),
    },
    words: Object.fromEntries(told.map((code) => [code, words[code]])),
    title: words.errorTitle,
    tongue: other && foreign(other, language),
    trees: Object.fromEntries(
      Object.entries(trees).filter(([condition]) => conditions.includes(JSON.stringify(condition))),
    ),
  };
  const bare = `{"languages":[],"pages":[${pages.join()}],"endings":[{"key":""}],"calculated":${JSON.stringify(calculated)},"quotas":[]}`;
  return `{"definition":${bare},${JSON.stringify(all).slice(1)}`;
}

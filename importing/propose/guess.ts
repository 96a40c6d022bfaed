/** What one column most likely is: a target, the expression that fills it, and the reason in a sentence. */
import { key } from "#contract/signal.ts";
import type { Words } from "../words/index.ts";
import { guessDate, type DateGuess } from "./date-guess.ts";
import { fieldNamed, hints, hintsEffort, hintsRecommend, hintsSatisfaction } from "./hints.ts";
import { isMissingWord, type Numbers, numbersOf, type Profile } from "./profile.ts";
import { ratingScale, recommendScale, type Scale } from "./scale.ts";

export type Guess = {
  readonly column: string;
  /** Undefined: left out. */
  readonly target?: string;
  readonly expression: string;
  /** What the column holds, and why this was guessed. */
  readonly seen: string;
  readonly reason: string;
  readonly date?: DateGuess;
  readonly sort: "date" | "rating" | "text" | "money" | "other";
};

/** Distinct values up to which text is taken for a list of categories. */
const mostCategories = 60;
/** Mean length in characters from which text that hardly repeats is taken for free text. */
const freeTextLength = 20;

const reserved = new Set(
  "as break const continue else false for function if import in let loop package namespace null return true var void while".split(
    " ",
  ),
);

/** The CEL that reads a column. */
export function reads(path: readonly string[]): string {
  return path.reduce(
    (text, name) =>
      /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name)
        ? `${text}.${name}`
        : `${text}[${JSON.stringify(name)}]`,
    "row",
  );
}

/** A registry key made of a column's name. */
export function keyOf(name: string): string {
  const text = name
    .trim()
    .replace(/[^\p{L}\p{N}\p{M} _.:/@$&+()#%*-]/gu, "_")
    .replace(/^[^\p{L}\p{N}_@$]+/u, "")
    .slice(0, 100);
  return key.safeParse(text).success ? text : "column";
}

/**
 * @param taken targets that earlier columns have: none is given twice.
 */
export function guessColumn(profile: Profile, taken: ReadonlySet<string>, words: Words): Guess {
  const column = profile.path.join(".");
  const name = profile.path.at(-1) ?? "";
  const field = reads(profile.path);
  const say = words.proposal;
  const numbers = numbersOf(profile);
  const seen = describe(profile, numbers, words);
  const out = (note: string): Guess => ({
    column,
    expression: field,
    seen,
    reason: note,
    sort: "other",
  });
  const as = (
    wanted: string,
    expression: string,
    note: string,
    sort: Guess["sort"] = "other",
  ): Guess => {
    const target = untaken(wanted, taken);
    return target === undefined
      ? out(say.taken(wanted))
      : { column, target, expression, seen, reason: note, sort };
  };

  if (profile.nested) return out(say.nested);
  if (profile.values.size === 0) return out(say.empty);
  if (hints(name, "location")) return out(say.location);
  const date = guessDate(profile, hints(name, "date"));
  if (date !== undefined) return { ...out(say.otherDate), date, sort: "date" };
  const identity = guessIdentity(profile, name);
  if (identity !== undefined) return as(identity, field, say.identity(identity));
  if (numbers !== undefined) {
    const guess = guessNumber({ profile, numbers, name, field, words, as });
    if (guess !== undefined) return guess;
  }
  if (numbers === undefined && hints(name, "language") && isTags(profile))
    return as("language", field, say.language);
  const named = fieldNamed(name);
  if (named !== undefined && profile.values.size <= 2_000 && named !== "customer.name") {
    return as(named, field, say.named(named));
  }
  if (named === "customer.name") return as(named, field, say.identity(named));
  const isWords = numbers === undefined && hints(name, "text");
  if (isWords || isFreeText(profile))
    return as(
      `text.${keyOf(name)}`,
      missingOut(field, profile),
      isWords ? say.named("text") : say.freeText,
      "text",
    );
  if (isUnique(profile))
    return out(hints(name, "row") || hints(name, "id") ? say.rowId(field) : say.unique);
  const most = numbers === undefined ? mostCategories : 100;
  if (profile.values.size > most)
    return out(numbers === undefined ? say.many : say.manyNumbers(field));
  return as(`attributes.${keyOf(name).toLowerCase()}`, missingOut(field, profile), say.attribute);
}

/** Two columns may become one key in a map (`Q 1` and `Q-1`): the second gets a number behind it. */
function untaken(target: string, taken: ReadonlySet<string>): string | undefined {
  if (!taken.has(target)) return target;
  if (!/^(attributes|measures|text)\./.test(target) || target === "measures.nps") return undefined;
  let count = 2;
  while (taken.has(`${target}_${count}`)) count += 1;
  return `${target}_${count}`;
}

type NumberCase = {
  profile: Profile;
  numbers: Numbers;
  name: string;
  field: string;
  words: Words;
  as: (target: string, expression: string, note: string, sort?: Guess["sort"]) => Guess;
};

function guessNumber(input: NumberCase): Guess | undefined {
  const { numbers, name, field, profile, as } = input;
  const say = input.words.proposal;
  const bounded = (scale: Scale, target: string, note: string): Guess => {
    const codes = [...scale.codes.map(String), ...numbers.words];
    const expression = `int(${field}) >= ${scale.low} && int(${field}) <= ${scale.high} ? double(${field}) : null`;
    return as(
      target,
      expression,
      `${note}${codes.length > 0 ? ` ${say.codes(codes)}` : ""}`,
      "rating",
    );
  };
  if (hints(name, "weight") && numbers.min > 0) return as("weight", `double(${field})`, say.weight);
  const recommend = hintsRecommend(name) ? recommendScale(numbers) : undefined;
  if (recommend !== undefined) return bounded(recommend, "measures.nps", say.nps);
  const scale =
    hints(name, "category") || hints(name, "language") ? undefined : ratingScale(numbers);
  if (scale !== undefined) {
    const own = `measures.${keyOf(name)}`;
    if (hintsSatisfaction(name) && scale.high === 5)
      return bounded(scale, "measures.csat", say.csat);
    if (hintsEffort(name) && scale.high === 7) return bounded(scale, "measures.ces", say.ces);
    return bounded(scale, own, say.rating(scale.low, scale.high));
  }
  const unique = isUnique(profile);
  if (unique && (hints(name, "row") || hints(name, "id"))) return undefined;
  if (hints(name, "amount") || (!numbers.whole && profile.values.size > 20)) {
    const sort = hints(name, "money") ? "money" : "other";
    return as(`measures.${keyOf(name)}`, `double(${field})`, say.number, sort);
  }
  return undefined;
}

function guessIdentity(profile: Profile, name: string): string | undefined {
  const values = [...profile.values.keys()].filter((text) => !isMissingWord(text));
  const all = (pattern: RegExp): boolean =>
    values.length > 0 &&
    values.filter((text) => pattern.test(text.trim())).length >= values.length * 0.95;
  if (all(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return "customer.email";
  if (hints(name, "phone") && all(/^\+?[\d\s().-]{6,20}$/)) return "customer.phone";
  if (hints(name, "customer") && (hints(name, "id") || /id$/i.test(name)) && all(/^\S{1,200}$/)) {
    return "customer.id";
  }
  // A column that is called just "customer" and repeats like an id.
  return hints(name, "customer") && all(/^[\w-]{1,40}$/) && profile.values.size > 20
    ? "customer.id"
    : undefined;
}

function isTags(profile: Profile): boolean {
  return [...profile.values.keys()].every((text) =>
    /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text.trim()),
  );
}

function filled(profile: Profile): number {
  return profile.rows - profile.blank;
}

function isUnique(profile: Profile): boolean {
  return profile.values.size === filled(profile) && profile.values.size > 20;
}

function isFreeText(profile: Profile): boolean {
  const texts = [...profile.values.keys()];
  const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const spaced = texts.filter((text) => /\s/.test(text.trim())).length;
  return (
    mean >= freeTextLength && spaced > texts.length / 2 && texts.length > filled(profile) * 0.3
  );
}

/** Leaves out the words that stand for "no answer". */
function missingOut(field: string, profile: Profile): string {
  const missing = [...profile.values.keys()].filter(isMissingWord);
  if (missing.length === 0) return field;
  return `${field} in [${missing.map((text) => JSON.stringify(text)).join(", ")}] ? null : ${field}`;
}

/** What was seen: rows without an answer, distinct values, range, and the commonest ones. */
function describe(profile: Profile, numbers: Numbers | undefined, words: Words): string {
  const common = [...profile.values]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([text, count]) => ({ text: text.length > 30 ? `${text.slice(0, 29)}…` : text, count }));
  return words.proposal.seen({
    distinct: profile.values.size,
    blank: profile.blank,
    range: numbers === undefined ? undefined : { min: numbers.min, max: numbers.max },
    common: profile.values.size > profile.rows / 2 ? common.slice(0, 2) : common,
  });
}

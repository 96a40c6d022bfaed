/**
 * Texts with values in them: `{company}`, `{answers.leaving}`, `{customer.name|there}` with words for
 * where there is none, `{ on {date}}` with words that are left out then. Gives plain text; who makes HTML of it escapes the whole.
 */
import { partsOf } from "./flow.ts";
import { objectOf } from "./judge.ts";
import { textIn } from "./words.ts";
import type { Way } from "./flow.ts";
import type { Answer, AnyQuestion, Context, Published } from "./types.ts";

/** A name in braces → what stands there; undefined where nothing is known. */
export type Lookup = (name: string) => string | undefined;

const name = /\{([A-Za-z][\w.-]{0,120})(?:\|([^{}]{0,200}))?\}/.source;
/** A name, or words with one among them, in braces of their own. */
const reference = new RegExp(`\\{([^{}]{0,200})${name}([^{}]{0,200})\\}|${name}`, "g");
/** Code points of one value: a long answer is no part of a question. */
const longest = 200;

/** Replaces what stands in braces, once: what is put in is not read again. */
export function pipe(text: string, lookup: Lookup): string {
  if (!text.includes("{")) return text;
  return text.replace(reference, (_, ...found: (string | undefined)[]) => {
    const [before = "", within, withinElse, after = "", alone, aloneElse] = found;
    const value = lookup((within ?? alone)!);
    const said = value === undefined || value === "" ? (withinElse ?? aloneElse) : value;
    if (said === undefined) return "";
    const all = Array.from(said.slice(0, 2 * longest + 2));
    return `${before}${all.length > longest ? `${all.slice(0, longest).join("")}…` : said}${after}`;
  });
}

/** The names in braces of a text. */
export const referencesIn = (text: string): string[] =>
  [...text.matchAll(reference)].map((match) => (match[2] ?? match[5])!);

/** An answer in words, as somebody would say it in that language. */
export function said(
  question: AnyQuestion,
  answer: Answer | undefined,
  language: string,
  source: string,
): string | undefined {
  if (answer === undefined || answer === null) return undefined;
  const { value, values, text } = objectOf(answer);
  const labels =
    "labels" in question
      ? (question.labels as { value: number; text: Record<string, string> }[] | undefined)
      : undefined;
  const one = (each: unknown): string | undefined => {
    const part = partsOf(question).find((known) => known.value === each);
    const label = part ?? labels?.find((known) => known.value === each);
    const other = part && "other" in part && part.other && typeof text === "string";
    if (other) return text;
    if (label) return textIn(label.text, language, source);
    return typeof each === "string" || typeof each === "number" ? String(each) : undefined;
  };
  const list = values ?? answer;
  if (Array.isArray(list)) return list.map(one).join(", ");
  return one(value ?? answer);
}

/**
 * What can be piped on a way: answers in words, the customer's attributes, hidden fields, calculated
 * values, what the caller knows (`company`, `touchpoint`, `date`, `minutes`, `confidentiality`), and
 * the survey's own `piped` texts. What the survey itself says of a name goes before what the caller knows.
 */
export function lookupOf(
  { definition }: Published,
  way: Pick<Way, "accepted" | "calculated">,
  context: Context,
  known: Readonly<Record<string, string>> = {},
): Lookup {
  const source = definition.languages[0]!;
  const { language, customer = {}, hidden = {} } = context;
  const own = (map: Readonly<Record<string, unknown>>, key: string): string | undefined => {
    const value = Object.hasOwn(map, key) ? map[key] : undefined;
    return value === undefined || value === null || typeof value === "object"
      ? undefined
      : String(value);
  };
  const questions = new Map<string, AnyQuestion>();
  for (const each of definition.pages.flatMap((page) => page.questions))
    questions.set(each.key, each);
  return (name) => {
    const dot = name.indexOf(".");
    const [group, key] = dot < 0 ? ["", name] : [name.slice(0, dot), name.slice(dot + 1)];
    if (group === "answers") {
      const question = questions.get(key);
      return question && said(question, way.accepted[key], language, source);
    }
    if (group === "customer") return own(customer, key);
    if (group === "hidden") return own(hidden, key);
    if (group === "calculated") return own(way.calculated, key);
    if (group !== "") return undefined;
    const piped = definition.piped;
    if (piped && Object.hasOwn(piped, key)) return textIn(piped[key], language, source);
    return own(known, key);
  };
}

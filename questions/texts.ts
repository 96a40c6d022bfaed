/** The texts of a definition: found, given out to translators and taken in again. */
import { isShipped, shippedWord, wordKeys } from "./words.ts";
import type { SurveyDefinition, Texts } from "./types.ts";

/** From the definition down: names of fields and places in lists. */
export type Place = readonly (string | number)[];

const fields = new Set(["text", "title", "help", "opening", "message", "unit", "alt"]);
const groups = new Set(["prompts", "piped", "words"]);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every text for people with its place, in the order of the definition. */
export function* textsOf(
  value: unknown,
  place: Place = [],
): Generator<{ texts: Texts; place: Place }> {
  if (Array.isArray(value))
    for (const [n, each] of (value as unknown[]).entries()) yield* textsOf(each, [...place, n]);
  else if (isObject(value))
    for (const [name, each] of Object.entries(value)) {
      const here = [...place, name];
      const parent = place.at(-1);
      const own = fields.has(name) || (typeof parent === "string" && groups.has(parent));
      // "Does not apply" in words of its own; true is no text.
      if (isObject(each) && (own || name === "notApplicable"))
        yield { texts: each as Texts, place: here };
      else yield* textsOf(each, here);
    }
}

/**
 * A copy with a place for every word of the page, empty where the survey brings none; the definition
 * itself where all of these languages have words that ship.
 */
export function withEveryWord(
  definition: SurveyDefinition,
  languages: readonly string[] = definition.languages,
): SurveyDefinition {
  if (languages.every(isShipped)) return definition;
  const words = wordKeys.map((key) => [key, definition.words?.[key] ?? {}] as const);
  return { ...definition, words: Object.fromEntries(words) };
}

/** A copy without the words of which nothing is said. */
export function withoutEmptyWords({ words, ...definition }: SurveyDefinition): SurveyDefinition {
  const said = Object.entries(words ?? {}).filter(([, texts]) => Object.keys(texts).length > 0);
  if (words === undefined || said.length === Object.keys(words).length)
    return words === undefined ? definition : { ...definition, words };
  return said.length === 0 ? definition : { ...definition, words: Object.fromEntries(said) };
}

/** What a word of the page, by its place, is in a language where the survey brings none. */
export const shippedAt = (place: Place, language: string): string | undefined =>
  place[0] === "words" ? shippedWord(String(place[1]), language) : undefined;

/** A text as a translator sees it: where it stands, and what it is in each language. */
export type TextRow = { readonly place: string; readonly texts: Texts };

/** What names a part of a list for people: its key or value, as places move when pages do. */
const nameIn = (list: readonly unknown[], n: number): string => {
  const each = list[n];
  const name = isObject(each) ? (each["key"] ?? each["value"]) : undefined;
  return typeof name === "string" ? name : String(n);
};

/** `pages/main/questions/csat/text`: by keys and values, which stay when something is moved. */
function named(definition: SurveyDefinition, place: Place): string {
  let at: unknown = definition;
  return place
    .map((part) => {
      const name = Array.isArray(at) ? nameIn(at, Number(part)) : String(part);
      at = (at as Record<string | number, unknown>)[part];
      return name;
    })
    .join("/");
}

/** Every text, in the order of the definition. */
export const textRows = (definition: SurveyDefinition): TextRow[] =>
  [...textsOf(definition)].map(({ texts, place }) => ({ place: named(definition, place), texts }));

/**
 * A copy of a definition with texts that came back. An empty one is left as it was. `unknown` holds
 * the places that aren't there, so that nothing a translator did is lost in silence; languages that
 * the definition doesn't name are unknown too, as `place language`.
 */
export function withTexts(
  definition: SurveyDefinition,
  rows: readonly TextRow[],
): { definition: SurveyDefinition; unknown: string[] } {
  const copy = structuredClone(definition);
  const known = new Map<string, Record<string, string>>();
  for (const { texts, place } of textsOf(copy)) known.set(named(copy, place), texts);
  const unknown: string[] = [];
  for (const { place, texts } of rows) {
    const target = known.get(place);
    if (!target) unknown.push(place);
    else
      for (const [language, text] of Object.entries(texts)) {
        if (!definition.languages.includes(language)) unknown.push(`${place} ${language}`);
        else if (text !== "") target[language] = text;
      }
  }
  return { definition: copy, unknown };
}

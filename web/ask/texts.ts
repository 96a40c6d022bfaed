/** Every text of a definition with its place, for those who translate. Pure. */
import type { SurveyDefinition } from "#contract/survey.ts";
import type { Texts } from "#contract/survey-parts.ts";
import { withEveryWord } from "#questions/texts.ts";
import { words as all } from "./view-words.ts";

const words = all.languages.of;

export type Place = readonly (string | number)[];
export type Found = {
  readonly place: Place;
  readonly texts: Texts;
  /** What kind of text it is, in words. */
  readonly name: string;
  /** The thing that it belongs to: a question, page or ending by its place, or the survey. */
  readonly of: Place;
};

/** Fields whose value is a text by language, wherever they stand. */
const fields = new Set(["opening", "title", "text", "help", "message", "unit", "alt"]);
/** Fields whose values are texts by name. */
const maps = new Set(["piped", "words", "prompts"]);

/** Whether it is a word of the page. */
export const isWord = (place: Place): boolean => place[0] === "words";

function nameOf(place: Place): string {
  const last = String(place.at(-1));
  const [list, n] = [String(place.at(-3)), Number(place.at(-2))];
  if (place.at(-2) === "piped") return words.piped(last);
  if (place.at(-2) === "words") return words.word(last);
  if (place.at(-2) === "prompts") return words.prompt(last);
  if (last === "alt") return words.logo;
  if (list === "labels") return words.label(String(n + 1));
  if (["options", "rows", "columns", "aspects"].includes(list)) return words.option(String(n + 1));
  return (words as unknown as Record<string, string>)[last] ?? last;
}

const lengths: Readonly<Record<string, number>> = { pages: 2, endings: 2 };
const ownerOf = (place: Place): Place =>
  place[2] === "questions" ? place.slice(0, 4) : place.slice(0, lengths[String(place[0])] ?? 0);

function* below(value: unknown, place: Place): Generator<Found> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const [n, each] of value.entries()) yield* below(each, [...place, n]);
    return;
  }
  for (const [field, each] of Object.entries(value as Record<string, unknown>)) {
    const at = [...place, field];
    if (typeof each !== "object" || each === null) continue;
    if (fields.has(field) && !Array.isArray(each))
      yield { place: at, texts: each as Texts, name: nameOf(at), of: ownerOf(at) };
    else if (maps.has(field))
      for (const [name, texts] of Object.entries(each as Record<string, Texts>)) {
        const to = [...at, name];
        yield { place: to, texts, name: nameOf(to), of: ownerOf(to) };
      }
    else yield* below(each, at);
  }
}

/**
 * In the order in which respondents come to them, as far as there is one;
 * with all words of the page where none ship in the language that they are put into.
 */
export function textsOf(definition: SurveyDefinition, language?: string): Found[] {
  const all = language === undefined ? definition : withEveryWord(definition, [language]);
  const { opening, pages, endings, ...rest } = all;
  const { calculated: _, quotas: __, ...others } = rest;
  return [
    ...below({ ...(opening && { opening }) }, []),
    ...below({ pages }, []),
    ...below({ endings }, []),
    ...below(others, []),
  ].filter(({ place, texts }) => isWord(place) || Object.keys(texts).length > 0);
}

/** The same with another value at a place. */
export function withAt<T>(whole: T, place: Place, value: unknown): T {
  const [first, ...rest] = place;
  if (first === undefined) return value as T;
  if (Array.isArray(whole)) {
    const list = whole as unknown[];
    return list.with(Number(first), withAt(list[Number(first)], rest, value)) as T;
  }
  const fields = (whole ?? {}) as Record<string, unknown>;
  return { ...fields, [first]: withAt(fields[String(first)], rest, value) } as T;
}

/** The texts of a definition as a table for translators, and back. Pure. */
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import { languageTag } from "#contract/survey-parts.ts";
import {
  shippedAt,
  textRows,
  textsOf,
  withEveryWord,
  withoutEmptyWords,
  type Place,
} from "#questions/texts.ts";

/** One text in all its languages: the map itself, which can be changed in place, and the way to it. */
type Found = { texts: Record<string, string>; way: string; place: Place };

/** Each text under a name of its own: in a draft two things may still have one key. */
function textsIn(definition: SurveyDefinition): Map<string, Found> {
  const all = new Map<string, Found>();
  const places = [...textsOf(definition)].map(({ place }) => place);
  for (const [n, { place, texts }] of textRows(definition).entries()) {
    let name = place;
    for (let count = 2; all.has(name); count++) name = `${place} (${count})`;
    all.set(name, {
      texts: texts as Record<string, string>,
      way: JSON.stringify(places[n]),
      place: places[n]!,
    });
  }
  return all;
}

/** As it stands, else the word that ships. */
const textAt = ({ texts, place }: Found, language: string): string =>
  (Object.hasOwn(texts, language) ? texts[language] : shippedAt(place, language)) ?? "";

/** The table: a header with the languages, then a line for each text; for all words of the page where a language has none. */
export function textTable(definition: SurveyDefinition): string[][] {
  const { languages } = definition;
  const lines = [...textsIn(withEveryWord(definition))].map(([place, found]) => [
    place,
    ...languages.map((language) => textAt(found, language)),
  ]);
  return [["place", ...languages], ...lines];
}

export type TextProblem = { line: number; message: string };
export type TextLine = { line: number; cells: readonly string[] };

function headerProblems({ line, cells }: TextLine): TextProblem[] {
  const [first, ...languages] = cells;
  const messages = languages
    .filter((name) => !languageTag.safeParse(name).success)
    .map((name) => `"${name.slice(0, 60)}" is no language: a BCP 47 tag, as in id or en-GB.`);
  if (first !== "place") messages.push("The first column must be `place`.");
  if (new Set(languages.map((name) => name.toLowerCase())).size < languages.length)
    messages.push("A language is there twice.");
  return messages.map((message) => ({ line, message }));
}

/** The tag as the survey writes it, whatever a spreadsheet made of its letters. */
const spelled = (languages: readonly string[], tag: string): string =>
  languages.find((each) => each.toLowerCase() === tag.toLowerCase()) ?? tag;

/** Why the definition no longer is one, each at the line that brought it. */
function faults(definition: SurveyDefinition, lineOf: ReadonlyMap<string, number>): TextProblem[] {
  const { error } = surveyDefinition.safeParse(definition);
  return (error?.issues ?? []).map(({ path, message }) => {
    const line = lineOf.get(JSON.stringify(path.slice(0, -1))) ?? 1;
    return { line, message: `${String(path.at(-1) ?? "")}: ${message}` };
  });
}

/**
 * A copy of the definition with the texts of a table, and how many are otherwise than they were; or
 * what is wrong with the table. Empty cells, and what is not in it, leave a text as it is.
 */
export function withTexts(
  definition: SurveyDefinition,
  [header, ...lines]: readonly TextLine[],
): { definition: SurveyDefinition; changed: number } | { problems: TextProblem[] } {
  if (!header) return { problems: [{ line: 1, message: "The file is empty." }] };
  const problems = headerProblems(header);
  if (problems.length > 0) return { problems };
  const languages = header.cells.slice(1).map((tag) => spelled(definition.languages, tag));
  const copy = withEveryWord(structuredClone(definition), [...definition.languages, ...languages]);
  const all = textsIn(copy);
  const seen = new Set<string>();
  const lineOf = new Map<string, number>();
  let changed = 0;
  for (const { line, cells } of lines) {
    const [place = "", ...texts] = cells;
    const there = all.get(place);
    const refuse = (message: string) => problems.push({ line, message });
    if (!there) refuse(`The survey has no text at "${place.slice(0, 100)}".`);
    else if (seen.has(place)) refuse(`"${place.slice(0, 100)}" is there twice.`);
    else if (texts.length > languages.length) refuse("There are more cells than columns.");
    seen.add(place);
    if (!there) continue;
    lineOf.set(there.way, line);
    for (const [n, text] of texts.entries()) {
      const language = languages[n];
      // A cell comes without the blanks around it: those of the text that stands are kept.
      if (language === undefined || text === "" || textAt(there, language).trim() === text)
        continue;
      there.texts[language] = text;
      changed++;
    }
  }
  for (const language of languages)
    if (!copy.languages.includes(language)) copy.languages.push(language);
  const said = withoutEmptyWords(copy);
  problems.push(...faults(said, lineOf));
  return problems.length > 0
    ? { problems: problems.toSorted((a, b) => a.line - b.line) }
    : { definition: surveyDefinition.parse(said), changed };
}

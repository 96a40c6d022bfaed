/** The texts of a definition as a table for translators, and back. Pure. */
import type { z } from "zod";
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import { languageTag } from "#contract/survey-parts.ts";

type Def = {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
  discriminator?: string;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
};
const defOf = (schema: z.ZodType): Def => {
  const def = schema.def as unknown as Def;
  return def.innerType ? defOf(def.innerType) : def;
};

/** Which of several makes a value is of: by the literal that tells them apart. */
function optionOf(def: Def, value: Record<string, unknown>): z.ZodType | undefined {
  const { options = [], discriminator } = def;
  if (discriminator === undefined) return undefined;
  return options.find((option) => {
    const literal = defOf(option).shape?.[discriminator];
    return literal?.safeParse(value[discriminator]).success;
  });
}

/** One text in all its languages: where it stands, and the map itself, which can be changed in place. */
type Found = { place: string; texts: Record<string, string>; schema: z.ZodType };

/**
 * Every text, in the order of the definition's schema. What a text is, is told by the schema alone (a
 * map by language tag), so that a new type of question brings its own without being named here.
 */
function* found(schema: z.ZodType, value: unknown, place: string): Generator<Found> {
  const def = defOf(schema);
  if (typeof value !== "object" || value === null) return;
  const below = (name: string) => (place === "" ? name : `${place}.${name}`);
  const fields = value as Record<string, unknown>;
  if (def.type === "record") {
    if (def.keyType === languageTag) {
      yield { place, texts: value as Record<string, string>, schema };
      return;
    }
    for (const [name, each] of Object.entries(fields))
      yield* found(def.valueType!, each, below(name));
  } else if (def.type === "array") {
    for (const [n, each] of (value as unknown[]).entries()) {
      const { key, value: own } = (each ?? {}) as { key?: unknown; value?: unknown };
      const named = [key, own].find((name) => typeof name === "string" || typeof name === "number");
      yield* found(def.element!, each, below(String(named ?? n + 1)));
    }
  } else if (def.type === "union") {
    const option = optionOf(def, fields);
    if (option) yield* found(option, value, place);
  } else if (def.shape) {
    for (const [name, each] of Object.entries(def.shape))
      if (Object.hasOwn(fields, name)) yield* found(each, fields[name], below(name));
  }
}

/** Each text under a name of its own: in a draft two things may still have one key. */
function textsIn(definition: SurveyDefinition): Map<string, Found> {
  const all = new Map<string, Found>();
  for (const each of found(surveyDefinition, definition, "")) {
    let place = each.place;
    for (let n = 2; all.has(place); n++) place = `${each.place} (${n})`;
    all.set(place, { ...each, place });
  }
  return all;
}

/** The table: a header with the languages, then a line for each text. */
export function textTable(definition: SurveyDefinition): string[][] {
  const { languages } = definition;
  const lines = [...textsIn(definition).values()].map(({ place, texts }) => [
    place,
    ...languages.map((language) => (Object.hasOwn(texts, language) ? texts[language]! : "")),
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
  const copy = structuredClone(definition);
  const all = textsIn(copy);
  const languages = header.cells.slice(1).map((tag) => spelled(copy.languages, tag));
  const seen = new Set<string>();
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
    for (const [n, text] of texts.entries()) {
      const language = languages[n];
      // A cell comes without the blanks around it: those of the text that stands are kept.
      if (language === undefined || text === "" || there.texts[language]?.trim() === text) continue;
      there.texts[language] = text;
      changed++;
      const { error } = there.schema.safeParse({ [language]: text });
      if (error) refuse(`${language}: ${error.issues[0]!.message}`);
    }
  }
  for (const language of languages)
    if (!copy.languages.includes(language)) copy.languages.push(language);
  if (problems.length > 0) return { problems };
  const { data, error } = surveyDefinition.safeParse(copy);
  if (data) return { definition: data, changed };
  const { path, message } = error.issues[0]!;
  return { problems: [{ line: 1, message: `${path.join(".")}: ${message}` }] };
}

/** Texts that a language lacks, and names in braces that stand for nothing. */
import { referencesIn } from "../pipe.ts";
import { catalogues, isShipped, primary, wordKeys } from "../words.ts";
import { textsOf } from "../texts.ts";
import type { SurveyWord } from "#contract/survey-words.ts";
import type { AnyQuestion, SurveyDefinition, Texts } from "../types.ts";
import type { Names } from "./names.ts";
import type { Place } from "./expressions.ts";
import { problem, type SurveyProblem } from "./problem.ts";
import { pipedIn } from "./references.ts";

/** Words that are named where many are missing. */
const mostNamed = 5;

/** Whether a question shows labels that ship where it brings none. */
const showsShipped = (question: AnyQuestion & { labels?: unknown }) =>
  question.labels === undefined && ["nps", "csat", "ces", "expectation"].includes(question.type);

/** Words of the page, and labels of scales, that ship in no language of these, and that the survey does not bring. */
function* unshipped({ languages, words, pages }: SurveyDefinition): Generator<SurveyProblem> {
  for (const language of languages.filter((each) => !isShipped(each))) {
    const missing = wordKeys.filter((key) => {
      const brought = words?.[key] ?? {};
      return !Object.hasOwn(brought, language) && !Object.hasOwn(brought, primary(language));
    });
    const more = missing.length - mostNamed;
    const named = missing.slice(0, mostNamed).join(", ") + (more > 0 ? ` … (+${more})` : "");
    if (missing.length > 0) yield problem("words_not_shipped", ["languages"], { language, named });
    for (const [p, page] of pages.entries())
      for (const [q, question] of page.questions.entries())
        if (showsShipped(question))
          yield problem("labels_not_shipped", ["pages", p, "questions", q], { language });
  }
}

/** Names in braces that a translation lacks: what is said there differs by who reads it. A word of the page has those of ours. */
function* lostNames(texts: Texts, place: Place, source: string): Generator<SurveyProblem> {
  const from = place[0] === "words" ? catalogues["en"]![place[1] as SurveyWord] : texts[source];
  const names = [...new Set(referencesIn(from ?? ""))];
  for (const [language, text] of Object.entries(texts)) {
    const there = new Set(referencesIn(text));
    const lost = names.filter((name) => !there.has(name));
    if (lost.length > 0) yield problem("names_lost", place, { language, named: lost.join(", ") });
  }
}

export function* translations(
  definition: SurveyDefinition,
  names: Names,
): Generator<SurveyProblem> {
  const [source, ...others] = definition.languages as [string, ...string[]];
  for (const { texts, place } of textsOf(definition)) {
    const lacks = (language: string) => !Object.hasOwn(texts, language);
    // A word of the page can be brought in some languages and left to what ships in others.
    if (place[0] !== "words") {
      if (lacks(source)) yield problem("missing_text", place, { language: source });
      const missing = others.filter(lacks);
      if (missing.length > 0)
        yield problem("missing_translation", place, { languages: missing.join(", ") });
    }
    yield* lostNames(texts, place, source);
    const found = new Set(Object.values(texts).flatMap(referencesIn));
    if (place[0] === "words") continue;
    const extra = new Set(place.includes("prompts") ? ["aspect"] : []);
    yield* pipedIn(definition, names, place, [...found], extra);
  }
  yield* unshipped(definition);
}

/** Texts that a language lacks, and names in braces that stand for nothing. */
import { referencesIn } from "../pipe.ts";
import { isShipped, primary, wordKeys } from "../words.ts";
import { textsOf } from "../texts.ts";
import type { AnyQuestion, SurveyDefinition } from "../types.ts";
import type { Names } from "./names.ts";
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
    const found = new Set(Object.values(texts).flatMap(referencesIn));
    if (place[0] === "words") continue;
    const extra = new Set(place.includes("prompts") ? ["aspect"] : []);
    yield* pipedIn(definition, names, place, [...found], extra);
  }
  yield* unshipped(definition);
}

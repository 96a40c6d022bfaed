/** Texts that a language lacks, and names in braces that stand for nothing. */
import { referencesIn } from "../pipe.ts";
import { catalogues, primary } from "../words.ts";
import { textsOf } from "../texts.ts";
import type { AnyQuestion, SurveyDefinition } from "../types.ts";
import type { Names } from "./names.ts";
import { problem, type SurveyProblem } from "./problem.ts";
import { pipedIn } from "./references.ts";

/** Whether a question shows words that ship where it brings none. */
const showsShipped = (question: AnyQuestion & { labels?: unknown; notApplicable?: unknown }) =>
  question.notApplicable === true ||
  (question.labels === undefined &&
    ["nps", "csat", "ces", "expectation", "may-contact", "contact-details"].includes(
      question.type,
    ));

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
  const brought = new Set(
    Object.values(definition.words ?? {}).flatMap((each) => Object.keys(each ?? {})),
  );
  const shipped = definition.pages.some((page) => page.questions.some(showsShipped));
  for (const language of definition.languages)
    if (!Object.hasOwn(catalogues, primary(language)) && (shipped || !brought.has(language)))
      yield problem("words_not_shipped", ["languages"], { language });
}

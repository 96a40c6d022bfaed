/** How long a survey takes, as an estimate: what it says on its first page, and what the linter holds against ten minutes. */
import type { Question, SurveyDefinition } from "./types.ts";

/** Seconds to read and answer. Of ours, from what such questions take in online surveys; an option that is open is often left. */
function secondsOf(question: Question): number {
  switch (question.type) {
    case "hidden":
      return 0;
    case "matrix":
      return 6 + 4 * question.rows.length;
    case "expectation": {
      const sets = question.ask === "zone" ? 3 : question.when === "recalled" ? 2 : 1;
      return 8 + 4 * sets * (question.aspects?.length ?? 0);
    }
    case "ranking":
      return 8 + 5 * question.options.length;
    case "single-choice":
    case "multiple-choice":
      return 6 + Math.min(question.options.length, 30) / 2;
    case "long-text":
      return question.required ? 60 : 30;
    case "short-text":
    case "number":
    case "date":
      return 12;
    case "contact-details":
      return 30;
    case "statement":
      // 250 words of six characters in a minute.
      return (Object.values(question.text)[0] ?? "").length / 25;
    default:
      return 8;
  }
}

/** Seconds that a respondent needs who is asked everything; a condition halves what it stands at. */
export function secondsFor(definition: SurveyDefinition): number {
  let seconds = 0;
  for (const page of definition.pages)
    for (const question of page.questions) {
      const conditional =
        page.showIf !== undefined || ("showIf" in question && question.showIf !== undefined);
      seconds += secondsOf(question) / (conditional ? 2 : 1);
    }
  return seconds;
}

/** The same in whole minutes, at least one. */
export const minutesFor = (definition: SurveyDefinition): number =>
  Math.max(1, Math.round(secondsFor(definition) / 60));

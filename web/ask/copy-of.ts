/** A survey that begins as another is. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { words } from "./list-words.ts";

/** Of the 200 characters of a name, what leaves room for the words that it is a copy. */
const mostOfName = 180;

export const copyOf = (definition: SurveyDefinition): SurveyDefinition => ({
  ...definition,
  name: words.copyName(definition.name.slice(0, mostOfName).trim()),
});

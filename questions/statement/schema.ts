import { shownOnly } from "#contract/survey-parts.ts";

/** A text between questions. */
export const schema = shownOnly("statement", {});

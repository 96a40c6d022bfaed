/** The languages of the server's own pages, and their words. */
import type { Language } from "#platform/language.ts";
import { id } from "./words-id.ts";
import { en, type Words } from "./words.ts";

export { languageOf, languages, type Language } from "#platform/language.ts";

export const words: Readonly<Record<Language, Words>> = { en, id };

/** The texts in the language that is asked for. */
import type { Language } from "../settings.ts";
import { en, type Words } from "./en.ts";
import { id } from "./id.ts";

export type { Words } from "./en.ts";

const all: Readonly<Record<Language, Words>> = { en, id };

export function wordsIn(language: Language): Words {
  return all[language];
}

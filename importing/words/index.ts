/** The texts in the language that is asked for. */
import { en, type Words } from "./en.ts";
import { id } from "./id.ts";

export type { Words } from "./en.ts";

const all: Readonly<Record<"en" | "id", Words>> = { en, id };

export const wordsIn = (language: "en" | "id"): Words => all[language];

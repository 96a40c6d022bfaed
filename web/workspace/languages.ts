import type { Language } from "../words/catalogue.ts";

/** Each by its own name, as who looks for it reads no other. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  id: "Bahasa Indonesia",
};

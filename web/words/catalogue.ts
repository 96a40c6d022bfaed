/**
 * The words that people read. A room has a catalogue of its own (`words.ts` in its folder), in English
 * and Indonesian; a word that one language lacks, or has with other values to put in, is a type error.
 */
export const languages = ["en", "id"] as const;
export type Language = (typeof languages)[number];

/** The server has found it out: the reader's own, else their browser's. It holds until the page is loaded anew. */
export const language: Language =
  typeof document !== "undefined" && document.documentElement.lang === "id" ? "id" : "en";

type Same<W> = W extends string
  ? string
  : W extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof W]: Same<W[K]> };

/** Both languages of a room, of which one is kept. Words with values in them are functions. */
export function catalogue<const W extends object>(en: W, id: Same<W>): Same<W> {
  return (language === "id" ? id : en) as Same<W>;
}

const rules = new Intl.PluralRules("en-GB");
/** The English form for a number; Indonesian has one form for all. */
export const plural = (n: number, one: string, other: string): string =>
  rules.select(n) === "one" ? one : other;

/** The words of a label that the registry keeps by language: the reader's, else English, else any. */
export function inLanguage(
  labels: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (!labels) return undefined;
  return labels[language] ?? labels.en ?? Object.values(labels)[0];
}

/** Which language a page is in. Pure. */
export const languages = ["en", "id"] as const;
export type Language = (typeof languages)[number];

/**
 * The language of a page: what the address asks for, else the best that the reader's browser asks
 * for, else English. `in` is the old tag of Indonesian.
 */
export function languageOf(asked: string | undefined, acceptLanguage: string | null): Language {
  const known = (tag: string): Language | undefined => {
    const primary = tag.trim().toLowerCase().split("-")[0];
    return languages.find((each) => each === (primary === "in" ? "id" : primary));
  };
  const explicit = asked === undefined ? undefined : known(asked);
  if (explicit) return explicit;
  const wishes = (acceptLanguage ?? "")
    .slice(0, 1_000)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";");
      const q = parameters.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
      return { language: known(tag), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wishes.find(({ language }) => language)?.language ?? "en";
}

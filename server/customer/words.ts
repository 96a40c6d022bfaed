/** The words by which people and accounts are found. Pure. */

const wordPattern = /[\p{L}\p{N}]+/gu;
/** Characters of a word that are kept: a longer one is found by its beginning. */
const longest = 60;
/** Words of one name or one search that count. */
const most = 12;

/** The words of a text, each once: in lower case, without accents, in the order in which they come. */
export function wordsOf(text: string | null | undefined): string[] {
  if (!text) return [];
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = (plain.match(wordPattern) ?? []).map((word) =>
    [...word].slice(0, longest).join(""),
  );
  return [...new Set(words)].slice(0, most);
}

/** The least text that is greater than all that begin with `prefix`, by code points. */
export const behind = (prefix: string): string => `${prefix}\u{10FFFF}`;

/**
 * A story's stems: every head fits every tail, so 7 heads and 7 tails are 49 stems per language.
 * `{place}`, `{day}`, `{product}`, `{month}`, `{n}`, `{minutes}` and `{price}` are slots.
 */
export interface Stems {
  id: { heads: readonly string[]; tails: readonly string[] };
  en: { heads: readonly string[]; tails: readonly string[] };
}

/** The lines of a text, without their indent. */
export function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim());
}

/** Indonesian heads and tails, then English ones, a line each. */
export function stems(idHeads: string, idTails: string, enHeads: string, enTails: string): Stems {
  return {
    id: { heads: lines(idHeads), tails: lines(idTails) },
    en: { heads: lines(enHeads), tails: lines(enTails) },
  };
}

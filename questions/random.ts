/** An order that a seed makes: the same on server and page, today and when somebody comes back. */

/** FNV-1a of a text, 32 bits: the state that the numbers start from. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++)
    state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return state;
}

/** Mulberry32: numbers from 0 up to 1. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function numbers(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A list in an order made by the seed; what is fixed keeps its place. Fisher and Yates'. */
export function shuffled<T>(
  list: readonly T[],
  seed: string,
  fixed: (item: T) => boolean = () => false,
): T[] {
  const loose = list.filter((item) => !fixed(item));
  const next = numbers(hash(seed));
  for (let i = loose.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [loose[i], loose[j]] = [loose[j]!, loose[i]!];
  }
  let taken = 0;
  return list.map((item) => (fixed(item) ? item : loose[taken++]!));
}

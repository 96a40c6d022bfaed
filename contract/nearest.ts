/**
 * "Did you mean …?": the names nearest to one that is not known. A plain function without imports,
 * so that the server, the checker, the command and a page all suggest the same.
 */

/** No key is longer; what is longer is compared by its beginning, so that hostile text costs nothing. */
const longest = 100;

/**
 * Optimal string alignment distance: the fewest insertions, deletions, replacements and swaps of
 * neighbours that turn `a` into `b`. Three rows of the table are kept, as a swap looks two back.
 */
function distance(a: string, b: string): number {
  let twoBack: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, twoBack[j - 2]! + 1);
      row.push(least);
    }
    twoBack = before;
    before = row;
  }
  return before[b.length]!;
}

/** Case, and which joiner stands between two words, are what people mistake most: they count for nothing. */
const fold = (name: string) =>
  name
    .slice(0, longest)
    .toLowerCase()
    .replace(/[\s_.-]+/g, "-");

/** A whole word or a beginning is meant even where many letters differ: `delivery` for `delivery-time`. */
function contains(name: string, wanted: string): boolean {
  return wanted.length >= 3 && (name.startsWith(wanted) || name.split("-").includes(wanted));
}

/** What a whole word weighs: a little more than one slip, less than two. */
const wordScore = 1.5;

function score(name: string, wanted: string): number {
  const word = contains(name, wanted) || contains(wanted, name) ? wordScore : Infinity;
  // Each letter too many is a step, so names of very different length need no table.
  const allowed = Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3));
  if (Math.abs(name.length - wanted.length) > allowed) return word;
  const steps = distance(name, wanted);
  return Math.min(word, steps <= allowed ? steps : Infinity);
}

/**
 * At most `most` of `names` that could have been meant by `wanted`, nearest first, ties by name.
 * Empty where none is near: about one letter in three may differ. `wanted` itself is never among them.
 */
export function nearest(names: Iterable<string>, wanted: string, most = 3): string[] {
  const folded = fold(wanted);
  const found: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    if (name === wanted) continue;
    const value = score(fold(name), folded);
    if (value !== Infinity) found.push({ name, score: value });
  }
  found.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return found.slice(0, most).map((each) => each.name);
}

/** ` Did you mean a, b or c?` to put behind a message; empty where nothing is near. */
export function didYouMean(names: Iterable<string>, wanted: string, most = 3): string {
  const found = nearest(names, wanted, most).map((name) => `"${name}"`);
  if (found.length === 0) return "";
  const last = found.pop()!;
  return ` Did you mean ${found.length > 0 ? `${found.join(", ")} or ` : ""}${last}?`;
}

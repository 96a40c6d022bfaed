/**
 * "Did you mean …?": the names nearest to one that is not known. A plain function without imports,
 * so that the server, the checker, the command and a page all suggest the same.
 */

/** No key is longer; what is longer is compared by its beginning, so that hostile text costs nothing. */
const longest = 100;

/**
 * Optimal string alignment distance: the fewest insertions, deletions, replacements and swaps of
 * neighbours that turn `a` into `b`, or Infinity where that is more than `most`. Only the cells at
 * most `most` off the diagonal are worked out: the others cannot be less.
 */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  const far = most + 1;
  // Three rows of the table, as a swap looks two back.
  let [twoBack, before, row] = [0, 1, 2].map(() => new Uint8Array(b.length + 1).fill(far)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  for (let j = 0; j <= Math.min(most, b.length); j++) before[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row.fill(far);
    if (i <= most) row[0] = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (same ? 0 : 1), far);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, twoBack[j - 2]! + 1);
      row[j] = least;
    }
    [twoBack, before, row] = [before, row, twoBack];
  }
  const steps = before[b.length]!;
  return steps > most ? Infinity : steps;
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

/** More slips than this nobody makes, however long the name. */
const mostSlips = 8;

function score(name: string, wanted: string): number {
  const word = contains(name, wanted) || contains(wanted, name) ? wordScore : Infinity;
  const allowed = Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3));
  return Math.min(word, distance(name, wanted, Math.min(allowed, mostSlips)));
}

/**
 * At most `most` of `names` that could have been meant by `wanted`, nearest first, ties by name.
 * Empty where none is near: one letter in three may differ, 8 at most. `wanted` itself is never among them.
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

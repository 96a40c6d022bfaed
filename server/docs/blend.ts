/**
 * Routes of the same make, told once: what thirteen types of the registry share is one article, and
 * where they differ stands an ellipsis. Works on any JSON value.
 */

/** From this many of one make on they are told once. */
export const many = 3;

/** Stands where members differ. */
export const gap = "…";

/** `getTouchpointDefinition` → its words, so that a common ending survives the blend. */
const wordsOf = (text: string): string[] => text.match(/[A-Z]?[^A-Z\s/]+|[A-Z]|\s+|\//g) ?? [];

/** What two texts share at both ends, with a gap between. */
function blendTexts(a: string, b: string): string {
  if (a === b) return a;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < most - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const end = tail === 0 ? "" : left.slice(-tail).join("");
  return `${left.slice(0, head).join("")}${gap}${end}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function blendTwo(a: unknown, b: unknown): unknown {
  if (typeof a === "string" && typeof b === "string") return blendTexts(a, b);
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.map((each, n) => blendTwo(each, b[n]));
  if (isObject(a) && isObject(b)) {
    const [left, right] = [Object.keys(a), Object.keys(b)];
    if (left.length !== right.length) return gap;
    return Object.fromEntries(
      left.map((key, n) => [
        key in b ? key : gap,
        blendTwo(a[key], key in b ? b[key] : b[right[n]!]),
      ]),
    );
  }
  return a === b ? a : gap;
}

/** One value that stands for all of them. `values` has at least one. */
export function blend<T>(values: readonly T[]): T {
  return values.reduce((whole, each) => blendTwo(whole, each) as T);
}

/** Values that are the same once blanked, together, in the order in which the first of each came. */
export function groupsOf<T>(values: readonly T[], blank: (value: T) => string): T[][] {
  return [...Map.groupBy(values, blank).values()];
}

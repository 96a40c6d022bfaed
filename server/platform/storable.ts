/** Text that no store keeps: NUL, and half a surrogate pair. Pure. */

const unstorable = /[\0\p{Surrogate}]/u;
/** No body that any schema takes is deeper. */
const deepest = 40;

/** Of a place so much is said: its keys are the caller's own. */
const longest = 300;

/** Where a value holds such text, as `customer.id`, in itself or in a name; undefined where it doesn't. */
export function unstorablePath(value: unknown): string | undefined {
  const path = placeOf(value, 0);
  return path?.replace(/[\0\p{Surrogate}]/gu, "\uFFFD").slice(0, longest);
}

function placeOf(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return unstorable.test(value) ? "" : undefined;
  if (typeof value !== "object" || value === null || depth === deepest) return undefined;
  for (const [key, each] of Object.entries(value)) {
    if (unstorable.test(key)) return key;
    const found = placeOf(each, depth + 1);
    if (found !== undefined) return found === "" ? key : `${key}.${found}`;
  }
  return undefined;
}

/**
 * A name that no object may have: JSON.parse makes an own property of `__proto__`, which a schema would
 * drop without a word, so that what was sent is answered as if it had been kept. Pure.
 */
const name = "__proto__";
/** No body that any schema takes is deeper. */
const deepest = 8;

/** Of a place so much is said: its keys are the caller's own. */
const longest = 300;

/** Where it stands, as `attributes.__proto__`; undefined where it doesn't. */
export const reservedPath = (value: object): string | undefined =>
  placeOf(value, 0)?.slice(-longest);

function placeOf(value: object, depth: number): string | undefined {
  if (Object.hasOwn(value, name)) return name;
  if (depth === deepest) return undefined;
  for (const key in value) {
    const each = (value as Record<string, unknown>)[key];
    if (typeof each !== "object" || each === null) continue;
    const found = placeOf(each, depth + 1);
    if (found !== undefined) return `${key}.${found}`;
  }
  return undefined;
}

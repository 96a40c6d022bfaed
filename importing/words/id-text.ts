/** Names in a sentence, in formal Indonesian. */

/** `"a", "b", atau "c"`. */
export function either(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? "";
  if (quoted.length === 0) return last;
  return quoted.length === 1 ? `${quoted[0]} atau ${last}` : `${quoted.join(", ")}, atau ${last}`;
}
export const maybe = (near: readonly string[]): string =>
  near.length === 0 ? "" : ` Apakah yang Anda maksud ${either(near)}?`;
export const list = (names: readonly string[]): string => names.join(", ");

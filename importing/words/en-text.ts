/** Names in a sentence, in English. */

/** `"a", "b" or "c"`. */
export function either(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}
export const maybe = (near: readonly string[]): string =>
  near.length === 0 ? "" : ` Did you mean ${either(near)}?`;
export const list = (names: readonly string[]): string => names.join(", ");

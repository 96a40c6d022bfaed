/** Places in a definition: names of fields, and places in lists. */

/** The element of a list, or the field, that a place is within: it is taken away once. */
export function within(place: readonly PropertyKey[]): string {
  const deep = place[0] !== "pages" ? 2 : ["questions", "jumps"].includes(String(place[2])) ? 4 : 3;
  return JSON.stringify(place.slice(0, deep));
}

/** In the order of the definition. */
export function order(a: readonly PropertyKey[], b: readonly PropertyKey[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [one, other] = [a[at]!, b[at]!];
    if (one === other) continue;
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

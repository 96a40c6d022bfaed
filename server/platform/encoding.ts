/** Which encodings a caller takes, by its `Accept-Encoding` (RFC 9110, 12.5.3). Pure. */

/** Answers whether one is taken: a weight of 0 refuses it, also where `*` would take all. */
export function takenBy(accepted: string | null): (name: string) => boolean {
  const weights = new Map<string, number>();
  for (const each of (accepted ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim());
    const q = parameters.find((part) => /^q\s*=/.test(part));
    weights.set(name, q === undefined ? 1 : Number(q.slice(q.indexOf("=") + 1)));
  }
  return (name) => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
}

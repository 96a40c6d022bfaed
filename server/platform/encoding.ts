/** What a caller takes, by its `Accept-Encoding` and `Accept` (RFC 9110, 12.5). Pure. */

function weightsOf(accepted: string | null): Map<string, number> {
  const weights = new Map<string, number>();
  for (const each of (accepted ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim());
    const q = parameters.find((part) => /^q\s*=/.test(part));
    weights.set(name, q === undefined ? 1 : Number(q.slice(q.indexOf("=") + 1)));
  }
  return weights;
}

/** Answers whether an encoding is taken: a weight of 0 refuses it, also where `*` would take all. */
export function takenBy(accepted: string | null): (name: string) => boolean {
  const weights = weightsOf(accepted);
  return (name) => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
}

/** Somebody looks: HTML is asked for by its name, and before JSON. What takes anything is a program. */
export function prefersPage(accept: string | null): boolean {
  const weights = weightsOf(accept);
  return (weights.get("text/html") ?? 0) > (weights.get("application/json") ?? 0);
}

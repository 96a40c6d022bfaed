/** Whom personal links are for, as people paste it: an id or an e-mail address in each line. Pure. */

/** As many as one call takes: `mostLinks` of the contract, which the test compares. */
export const mostLinks = 1_000;
/** Characters of an id, and of an address. */
const [longestId, longestEmail] = [200, 320];

export type Addressed = {
  /** As it was written. */
  readonly said: string;
  readonly customer: { readonly id: string } | { readonly email: string };
};

const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/;

function addressed(said: string): Addressed | undefined {
  if (!said.includes("@"))
    return said.length <= longestId ? { said, customer: { id: said } } : undefined;
  return email.test(said) && said.length <= longestEmail
    ? { said, customer: { email: said } }
    : undefined;
}

/** Each once, in their order; `wrong` is the first that can be neither. A link is for one person, so two of one would be two responses. */
export function customersIn(text: string): { customers: Addressed[]; wrong?: string } {
  const lines = text
    .split(/[\n\r,;\t]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const seen = new Set<string>();
  const customers: Addressed[] = [];
  for (const line of lines) {
    const each = addressed(line);
    if (!each) return { customers, wrong: line.slice(0, 100) };
    const name = "email" in each.customer ? line.toLowerCase() : line;
    if (!seen.has(name)) customers.push(each);
    seen.add(name);
  }
  return { customers };
}

/** Evidence as tests write it, and as properties make it. */
import fc from "fast-check";
import type { IdentifierType } from "./identifier.ts";
import type { Evidence, Join, Link, Node, Resolution } from "./identity.ts";

const types: Record<string, IdentifierType> = { e: "email", p: "phone", x: "anonymousId" };
const nodeOf = (key: string): Node => ({ key, type: types[key[0]!] ?? "id" });

/** "A-e1 e2": the id A seen with the e-mail e1, and the e-mail e2 alone; p is a phone, x an anonymous id. */
export function evidenceOf(text: string): Evidence {
  const keys = new Set<string>();
  const links: Link[] = [];
  for (const word of text.split(" ")) {
    const [a = "", b] = word.split("-");
    keys.add(a);
    if (b === undefined) continue;
    keys.add(b);
    links.push({ a, b });
  }
  return { nodes: [...keys].map(nodeOf), links, joins: [] };
}

/** Customers and their members, both in order. */
export function partitionOf({ of }: Resolution): Record<string, string[]> {
  const customers: Record<string, string[]> = {};
  for (const [key, { customer }] of of) (customers[customer] ??= []).push(key);
  for (const members of Object.values(customers)) members.sort();
  return customers;
}

export const keys = [..."ABCD", "e1", "e2", "e3", "p1", "p2", "p3", "x1", "x2"];
const key = fc.constantFrom(...keys);
export const typeOf = (key: string) => nodeOf(key).type;
const apart = fc.tuple(key, key).filter(([a, b]) => typeOf(a) !== typeOf(b));
const link: fc.Arbitrary<Link> = fc
  .tuple(apart, fc.constantFrom(true, true, false))
  .map(([[a, b], open]) => ({ a, b, open }));
const join: fc.Arbitrary<Join> = fc
  .tuple(key, key)
  .filter(([into, from]) => into !== from)
  .map(([into, from]) => ({ into, from }));

/** Few identifiers and many links, so that they meet. */
export const someEvidence: fc.Arbitrary<Evidence> = fc.record({
  nodes: fc.constant(keys.map(nodeOf)),
  links: fc.uniqueArray(link, { maxLength: 16, selector: ({ a, b }) => [a, b].sort().join() }),
  joins: fc.array(join, { maxLength: 3 }),
});

/** What is seen without spreading labels is what spreading them gives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { settleFresh, type Settled } from "./fresh.ts";
import { identifierTypes } from "./identifier.ts";
import { resolve, type Limits, type Link } from "./identity.ts";

const keys = Array.from({ length: 14 }, (_, n) => `key-${String(n).padStart(2, "0")}`);
const nodesOf = fc.tuple(...keys.map(() => fc.constantFrom(...identifierTypes)));
/** Mostly sparse, as batches are: many identifiers with a link or two. */
const linksOf = fc.uniqueArray(
  fc
    .tuple(fc.nat(keys.length - 1), fc.nat(keys.length - 1))
    .map(([a, b]) => ({ a: keys[a]!, b: keys[b]! })),
  { maxLength: 12, selector: ({ a, b }) => `${a} ${b}` },
);
const limitsOf = fc.record({
  together: fc.integer({ min: 1, max: 4 }),
  chained: fc.integer({ min: 1, max: 6 }),
});

/** As a signal tells them: the surer first. */
const surerFirst = (links: readonly Link[], rank: (key: string) => number): Link[] =>
  links.map(({ a, b }) => (rank(a) <= rank(b) ? { a, b } : { a: b, b: a }));

function settledOf(types: readonly (typeof identifierTypes)[number][]): Map<string, Settled> {
  return new Map(
    keys.map((key, n) => [key, { key, type: types[n]!, customer: key, standing: "plain" }]),
  );
}
const rankIn = (rows: ReadonlyMap<string, Settled>) => (key: string) =>
  identifierTypes.indexOf(rows.get(key)!.type);

test("of links between identifiers that are all new follows what all evidence gives", () => {
  let stars = 0;
  fc.assert(
    fc.property(nodesOf, linksOf, limitsOf, (types, some, limits: Limits) => {
      const rows = settledOf(types);
      const links = [
        ...new Map(
          surerFirst(some, rankIn(rows)).map((link) => [`${link.a} ${link.b}`, link]),
        ).values(),
      ];
      const whole = resolve({ nodes: [...rows.values()], links, joins: [] }, limits);
      const { isFresh, conflicts } = settleFresh(rows, links, new Set(), limits);
      for (const { key, customer, standing } of rows.values())
        assert.deepEqual({ customer, standing }, whole.of.get(key), key);
      const texts = (list: typeof conflicts) => list.map((each) => JSON.stringify(each)).toSorted();
      assert.deepEqual(texts(conflicts), texts(whole.conflicts));
      assert.ok(links.every(isFresh));
      if (links.length > 0 && whole.conflicts.length === 0) stars++;
    }),
    { numRuns: 3_000 },
  );
  assert.ok(stars > 300, `only ${stars} cases had no conflict`);
});

test("what is linked with a known identifier, over however many links, is left for the store to settle", () => {
  fc.assert(
    fc.property(nodesOf, linksOf, fc.uniqueArray(fc.constantFrom(...keys)), (types, some, old) => {
      const rows = settledOf(types);
      const links = surerFirst(some, rankIn(rows));
      const reached = new Set(old);
      for (let size = -1; size < reached.size;) {
        size = reached.size;
        for (const { a, b } of links) if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
      }
      const { isFresh } = settleFresh(rows, links, new Set(old), { together: 10, chained: 1_000 });
      for (const link of links) assert.equal(isFresh(link), !reached.has(link.a));
      for (const key of reached) assert.equal(rows.get(key)!.customer, key);
    }),
    { numRuns: 2_000 },
  );
});

/**
 * What follows from links between identifiers of which none was known: it needs nothing else. Most
 * are stars, an identifier with the others of the same customer around it, and of those it is plain
 * to see without spreading labels. Pure.
 */
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import { resolve, Unions, type Conflict, type Limits, type Link, type Node } from "./identity.ts";
import type { Standing } from "./known.ts";

/** A node as it is before anything follows: its own customer, and plain. */
export type Settled = Node & { customer: string; standing: Standing };

const rank = (type: IdentifierType): number => identifierTypes.indexOf(type);

/** Centres of links that are stars: surer than each around them, which are linked with nothing else, and not too many. */
function starsOf<N extends Settled>(
  rows: ReadonlyMap<string, N>,
  links: readonly Link[],
  known: ReadonlySet<string>,
  { together, chained }: Limits,
): Set<string> {
  const degrees = new Map<string, number>();
  const centres = new Set<string>();
  for (const { a, b } of links) {
    centres.add(a);
    degrees.set(a, (degrees.get(a) ?? 0) + 1);
    degrees.set(b, (degrees.get(b) ?? 0) + 1);
  }
  const most = Math.min(together, chained - 1);
  for (const { a, b } of links) {
    const isSurer = rank(rows.get(a)!.type) < rank(rows.get(b)!.type);
    const isAlone = degrees.get(b) === 1 && degrees.get(a)! <= most;
    if (isSurer && isAlone && !known.has(a) && !known.has(b)) continue;
    // Whatever is linked with either is no star any more.
    centres.delete(a);
    centres.delete(b);
  }
  return centres;
}

export type Fresh = {
  isFresh: (link: Link) => boolean;
  isStar: (link: Link) => boolean;
  conflicts: readonly Conflict[];
};

/**
 * Settles what is linked with nothing that was known: writes its customer and standing into `rows`.
 * Answers whether a link is such, and whether one of a star, and where customers meet.
 */
export function settleFresh<N extends Settled>(
  rows: ReadonlyMap<string, N>,
  links: readonly Link[],
  known: ReadonlySet<string>,
  limits: Limits,
): Fresh {
  const stars = starsOf(rows, links, known, limits);
  const others: Link[] = [];
  for (const link of links) {
    if (stars.has(link.a)) rows.get(link.b)!.customer = link.a;
    else others.push(link);
  }
  const isStar = ({ a }: Link) => stars.has(a);
  if (others.length === 0) return { isFresh: () => true, isStar, conflicts: [] };
  const unions = new Unions();
  for (const { a, b } of others) unions.unite(a, b);
  const old = new Set([...known].map((key) => unions.find(key)));
  const isNew = (key: string) => !old.has(unions.find(key));
  const keys = new Set(others.flatMap(({ a, b }) => [a, b]));
  const fresh = {
    nodes: [...keys].filter(isNew).map((key) => rows.get(key)!),
    links: others.filter(({ a }) => isNew(a)),
    joins: [],
  };
  const { of, conflicts } = resolve(fresh, limits);
  for (const row of fresh.nodes) Object.assign(row, of.get(row.key));
  return { isFresh: ({ a }) => stars.has(a) || isNew(a), isStar, conflicts };
}

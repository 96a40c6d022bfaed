/**
 * Pages of a list of which the caller is shown a part. A page goes on through the list until it is
 * full, and has a next only where there is one more that the caller is shown: `next` of a page that
 * ends sooner would tell that there are others, and a search could spell out who they are.
 */
import type { Found, Hit, Place } from "./search-store.ts";

/** One way to look for something. */
export type Look = (after: Hit | undefined, most: number) => Promise<Found>;
/**
 * What stands behind a place: places `A`, each with what was read there. Fewer than `most` and a `next`:
 * it has looked through all that it may at once.
 */
export type Reader<A = Place, P extends A = A> = (
  after: A | undefined,
  most: number,
) => Promise<{ places: P[]; next: A | undefined }>;

export type List<T, A = Place, P extends A = A> = {
  read: Reader<A, P>;
  /** For each of these places what the caller is shown there, if anything. */
  show: (places: readonly P[]) => Promise<(T | undefined)[]>;
  /** Whether the caller sees all there is: then nothing can be told by how far a page has come. */
  isWhole: boolean;
};

/** Places that are read at once, at first and at most, where a page is larger by none. */
const [firstRead, mostRead] = [200, 1_000];
/**
 * So many times a page reads on, through 8,400 places or more. Whoever is shown fewer of them than a
 * page holds is answered a next, which tells that there are so many.
 */
const mostReads = 10;

/** Goes through some ways, one after another. */
export const inTurn =
  (ways: readonly Look[]): Reader =>
  async (after, most) => {
    const places: Place[] = [];
    for (let way = after?.way ?? 0; way < ways.length; way++) {
      const found = await ways[way]!(way === after?.way ? after : undefined, most - places.length);
      places.push(...found.hits.map(({ text, key }) => ({ way, text, key })));
      if (found.next) return { places, next: { way, ...found.next } };
      if (places.length >= most && way + 1 < ways.length) return { places, next: places.at(-1) };
    }
    return { places, next: undefined };
  };

/** A page of what the caller is shown behind a place, and where the next begins. */
export async function pageOf<T, A = Place, P extends A = A>(
  { read, show, isWhole }: List<T, A, P>,
  after: A | undefined,
  limit: number,
): Promise<{ shown: T[]; next: A | undefined }> {
  const shown: { item: T; place: A }[] = [];
  let from = after;
  for (let reads = 0; reads < mostReads; reads++) {
    const wanted = limit + 1 - shown.length;
    const step = Math.min(firstRead * 2 ** reads, mostRead);
    const most = isWhole && reads === 0 ? wanted : Math.max(step, wanted);
    const { places, next } = await read(from, most);
    const items = places.length === 0 ? [] : await show(places);
    for (const [n, item] of items.entries())
      if (item !== undefined) shown.push({ item, place: places[n]! });
    if (shown.length > limit)
      return {
        shown: shown.slice(0, limit).map(({ item }) => item),
        next: shown[limit - 1]!.place,
      };
    from = next;
    if (!next || (isWhole && places.length < most)) break;
  }
  return { shown: shown.map(({ item }) => item), next: from };
}

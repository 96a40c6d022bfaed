/** Keys that are asked of a store a step at a time. Pure. */

/** A text of 20,000 numbers or keys is over what ClickHouse takes as one query. */
export const keysOfStep = 2_000;

/** A list in parts of at most so many. */
export function* inSteps<T>(all: readonly T[], most = keysOfStep): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most);
}

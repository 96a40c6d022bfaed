/** Work that takes its turn. */
import { CorridorError } from "#contract/error.ts";
import { clock } from "./clock.ts";

/** A FIFO for the embedded store: questions at once gain nothing there and lose some. */
export function lane(most: number, waited: (from: number) => void) {
  let queue: Promise<unknown> = Promise.resolve();
  let length = 0;
  return <T>(deadline: number, work: () => Promise<T>): Promise<T> => {
    if (length >= most) return Promise.reject(busy());
    length++;
    const start = clock.now();
    const from = performance.now();
    const result = queue.then(() => {
      waited(from);
      if (clock.now() - start > deadline) throw busy();
      return work();
    });
    queue = result.then(
      () => length--,
      () => length--,
    );
    return result;
  };
}

const busy = () =>
  new CorridorError("store_unavailable", "Too many questions at once. Try again in a moment.", {
    retryAfter: 2,
  });

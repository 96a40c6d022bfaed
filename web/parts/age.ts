/**
 * How old what a page shows is. Where nothing on it could be brought up to date, the page says so once; a
 * part that is older than the rest, or that alone could not be, says its own.
 */
import { useEffect, useSyncExternalStore } from "react";

/** When a part was read, and whether a newer answer failed. */
export type Aged = { readonly at: number; readonly isStale: boolean };

/** Milliseconds within which parts were read at one time: they are asked for one after the other. */
const together = 60_000;

/**
 * When what a page shows is from, as it can be said of all of it; undefined where parts have to say it
 * themselves. `at` in milliseconds. Pure.
 */
export function ageOfAll(parts: readonly Aged[]): number | undefined {
  const stale = parts.filter(({ isStale }) => isStale).map(({ at }) => at);
  const newest = Math.max(...stale);
  const isOneOfMany = stale.length < 2;
  if (isOneOfMany || parts.some(({ at }) => at > newest + together)) return undefined;
  return Math.min(...stale.filter((at) => at >= newest - together));
}

const parts = new Map<symbol, Aged>();
const listeners = new Set<() => void>();
let ofAll: number | undefined;

function changed(): void {
  const before = ofAll;
  ofAll = ageOfAll([...parts.values()]);
  if (ofAll !== before) for (const each of listeners) each();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What the page says of all that it shows; undefined where it says nothing. */
export const useAgeOfAll = (): number | undefined => useSyncExternalStore(listen, () => ofAll);

/** Whether this part has to say its own age, as the page does not say it. `at` is 0 while nothing is there. */
export function useOwnAge(at: number, isStale: boolean): boolean {
  const all = useAgeOfAll();
  useEffect(() => {
    if (at === 0) return undefined;
    const part = Symbol("part");
    parts.set(part, { at, isStale });
    changed();
    return () => {
      parts.delete(part);
      changed();
    };
  }, [at, isStale]);
  return isStale && (all === undefined || at < all);
}

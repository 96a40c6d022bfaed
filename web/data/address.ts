/** What a page shows stands in its address, so that it can be sent to somebody and gone back to. */
import { useCallback } from "react";
import { useSearchParams } from "wouter";

export type Change = Readonly<Record<string, string | undefined>>;

/**
 * The parameters of the address, and a function that changes some of them; an empty or absent value
 * takes one out. Each change is a step that the browser's back button undoes; `replace` makes none.
 */
export function useAddress(): [URLSearchParams, (change: Change, replace?: boolean) => void] {
  const [parameters, set] = useSearchParams();
  const change = useCallback(
    (wanted: Change, replace = false) =>
      set(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(wanted))
            if (value === undefined || value === "") after.delete(name);
            else after.set(name, value);
          return after;
        },
        { replace },
      ),
    [set],
  );
  return [parameters, change];
}

/** One of some words, else the first of them: what somebody has typed into an address may be anything. */
export function oneOf<const W extends string>(
  given: string | null,
  words: readonly [W, ...W[]],
): W {
  return words.find((word) => word === given) ?? words[0];
}

/**
 * One way to change something. What is under way is not begun again: two presses may come before the
 * page has drawn that the first was heard, and would make two of what is made.
 */
// oxlint-disable-next-line no-restricted-imports
import { useMutation as useUnguarded, type UseMutationOptions } from "@tanstack/react-query";
import { useRef } from "react";

export type Mutation<T, V> = Pick<
  ReturnType<typeof useUnguarded<T, Error, V>>,
  "data" | "error" | "isPending" | "isSuccess" | "variables" | "reset"
> & {
  /** What goes wrong is in `error`. */
  mutate: (...sent: [V] extends [void] ? [] : [V]) => void;
  mutateAsync: (...sent: [V] extends [void] ? [] : [V]) => Promise<T>;
};

export function useMutation<T, V = void>(options: UseMutationOptions<T, Error, V>): Mutation<T, V> {
  const under = useRef(new Map<string, Promise<T>>());
  const mutation = useUnguarded<T, Error, V>(options);
  const mutateAsync = (...[sent]: [V] | []): Promise<T> => {
    const key = JSON.stringify(sent) ?? "";
    const begun = under.current.get(key);
    if (begun) return begun;
    const promise = mutation.mutateAsync(sent as V).finally(() => void under.current.delete(key));
    under.current.set(key, promise);
    return promise;
  };
  const mutate = (...sent: [V] | []): void => void mutateAsync(...sent).catch(() => {});
  return { ...mutation, mutate, mutateAsync } as Mutation<T, V>;
}

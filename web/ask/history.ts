/** Undo and redo without a limit: each state shares with the last what did not change. Pure. */
export type History<T> = {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** What was changed last, and when: more of the same belongs to one step. */
  readonly mark: string | undefined;
  readonly at: number;
};

/** Milliseconds between two keys of which the second is a step of its own. */
const pause = 1_200;

export const begin = <T>(now: T): History<T> => ({
  past: [],
  now,
  future: [],
  mark: undefined,
  at: 0,
});

/** A change. What is typed into one field (`mark`) without a pause is one step. */
export function changed<T>(
  history: History<T>,
  now: T,
  mark: string | undefined,
  at: number,
): History<T> {
  if (now === history.now) return history;
  const goesOn = mark !== undefined && mark === history.mark && at - history.at < pause;
  return {
    past: goesOn ? history.past : [...history.past, history.now],
    now,
    future: [],
    mark,
    at,
  };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    mark: undefined,
    at: 0,
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, mark: undefined, at: 0 };
}

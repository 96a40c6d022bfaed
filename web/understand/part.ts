/**
 * A part of a page that is loaded when it is known to be needed. Not by `Suspense`: React shows what
 * stands in for a part 300 ms at least, and figures would wait for that.
 */
import { useCallback, useEffect, useState, type ComponentType } from "react";

type Part<P> = { page?: ComponentType<P>; error?: Error };

export function usePart<P>(
  wanted: boolean,
  load: () => Promise<{ default: ComponentType<P> }>,
): Part<P> & { again: () => Promise<void> } {
  const [part, set] = useState<Part<P>>({});
  const again = useCallback(
    () =>
      load().then(
        (module) => set({ page: module.default }),
        (error: unknown) =>
          set({ error: error instanceof Error ? error : new Error(String(error)) }),
      ),
    [load],
  );
  const isHere = part.page !== undefined;
  useEffect(() => {
    if (wanted && !isHere) void again();
  }, [wanted, isHere, again]);
  return { ...part, again };
}

/** Loading the demo goes on while somebody looks at other rooms: how far it is stands here, not in a page. */
import { useSyncExternalStore } from "react";

export type Step = "making" | "profiles" | "signals";
export type Loading = {
  step: Step;
  share: number;
  error: unknown;
  isOther: boolean;
  busy: boolean;
};

let loading: Loading | undefined;
const listeners = new Set<() => void>();

function set(part: Partial<Loading>): void {
  const none: Loading = { step: "making", share: 0, error: undefined, isOther: false, busy: true };
  loading = { ...(loading ?? none), ...part };
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useLoading = (): Loading | undefined => useSyncExternalStore(subscribe, () => loading);

/** Loads the demo, and answers whether all of it is there; `onSignals` is called when its import is there and its signals begin to go. */
export async function beginDemo(onSignals: () => void): Promise<boolean> {
  if (loading?.busy) return false;
  set({ step: "making", share: 0, error: undefined, isOther: false, busy: true });
  const { loadDemo, OtherDemo } = await import("./load.ts");
  try {
    return await loadDemo((step, share) => {
      set({ step, share });
      if (step === "signals") onSignals();
    });
  } catch (error) {
    set({ error, isOther: error instanceof OtherDemo });
    return false;
  } finally {
    set({ busy: false });
  }
}

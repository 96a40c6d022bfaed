/** How close things stand, as each person likes it on this device: kept in the browser, for all of its tabs. */
import { useSyncExternalStore } from "react";

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

const key = "corridor-density";
const isDensity = (value: string | null): value is Density => densities.includes(value as Density);

function kept(): Density {
  try {
    const value = localStorage.getItem(key);
    return isDensity(value) ? value : "comfortable";
  } catch {
    return "comfortable";
  }
}

const draw = (density: Density): void => {
  document.documentElement.dataset["density"] = density;
};
const current = (): Density =>
  document.documentElement.dataset["density"] === "compact" ? "compact" : "comfortable";

const listeners = new Set<() => void>();

/** Before the first page is drawn, so that nothing moves; and whenever another tab chooses. */
export function beginDensity(): void {
  draw(kept());
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    draw(kept());
    for (const listener of listeners) listener();
  });
}

function choose(density: Density): void {
  draw(density);
  try {
    localStorage.setItem(key, density);
  } catch {
    // Then it holds until the page is loaded anew.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useDensity = (): { density: Density; choose: (density: Density) => void } => ({
  density: useSyncExternalStore(listen, current),
  choose,
});

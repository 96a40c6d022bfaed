/**
 * How the imports of this tab are: what pages show of them. Apart from what sends them, which a page
 * that only looks does not need to load.
 */
import { useSyncExternalStore } from "react";
import type { Counts } from "#importing/send.ts";
import type { RejectedRow } from "#importing/source.ts";

export type RunState = {
  phase: "sending" | "draining" | "done" | "stopped" | "failed";
  counts: Counts;
  position: number;
  /** Amount read of the whole, in one unit. */
  read: number;
  total: number;
  rejected: readonly RejectedRow[];
  held: number | undefined;
  error: unknown;
  /** The first and the last instant of what was sent, RFC 3339. */
  first: string | undefined;
  last: string | undefined;
};

const states = new Map<string, RunState>();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

/** A run begins, and can be stopped from now on. */
export function begun(id: string, state: RunState, stop: AbortController): void {
  stops.set(id, stop);
  states.set(id, state);
  for (const each of listeners) each();
}

/** It has ended; answers whether none is left. */
export function ended(id: string): boolean {
  stops.delete(id);
  return stops.size === 0;
}

export const stateOf = (id: string): RunState | undefined => states.get(id);

/** Nothing is noted of one that has been forgotten: its import is being removed. */
export function change(id: string, part: Partial<RunState>): void {
  const before = states.get(id);
  if (before === undefined) return;
  states.set(id, { ...before, ...part });
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The run of an import in this tab, if there is or was one. */
export const useRun = (id: string): RunState | undefined =>
  useSyncExternalStore(subscribe, () => states.get(id));

export const isRunning = (state: RunState | undefined): boolean =>
  state?.phase === "sending" || state?.phase === "draining";

export const stopRun = (id: string): void => stops.get(id)?.abort();

/** Forgets what a removed import was. */
export function forgetRun(id: string): void {
  stopRun(id);
  states.delete(id);
  for (const each of listeners) each();
}

/**
 * What is known of the imports that run in this tab. It stands apart from what runs them, which knows
 * the schemas of the server's answers: pages that only show how one goes are not to load those.
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

export const states = new Map<string, RunState>();
/** What stops each that runs. */
export const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

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

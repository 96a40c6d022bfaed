/**
 * Imports that run in this tab: they go on while somebody looks at other rooms, and stop when told or
 * when the tab is closed. What has been confirmed is noted with the server, so that any of them goes
 * on from there.
 */
import { useSyncExternalStore } from "react";
import type { ImportRecord } from "#contract/listen.ts";
import { awaitDrain } from "#importing/fate.ts";
import { behind, Run } from "#importing/run.ts";
import { type Counts, noCounts, type Prepared } from "#importing/send.ts";
import type { RejectedRow } from "#importing/source.ts";
import type { Thing } from "#importing/target.ts";
import { sender } from "./sender.ts";

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

/** Rejected rows that are kept for the report. */
const mostRejected = 20_000;

const states = new Map<string, RunState>();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

/** Nothing is noted of one that has been forgotten: its import is being removed. */
function change(id: string, part: Partial<RunState>): void {
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

const leaving = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Sees the times of what goes by. */
async function* watched(
  rows: AsyncIterable<Prepared>,
  see: (at: string) => void,
): AsyncGenerator<Prepared> {
  for await (const row of rows) {
    const at = row.signal?.["occurredAt"];
    if (typeof at === "string") see(at);
    yield row;
  }
}

export type RunAsked = {
  record: ImportRecord;
  thing: Thing;
  total: number;
  /** All rows from the first; those that are dealt with are skipped here. */
  rows: (onBytes: (done: number) => void) => AsyncIterable<Prepared>;
  /** Called when it ends, however. */
  close: () => void;
};

/** Sends to the end, or to where it is stopped; never throws: answers how it went, and has it in its state. */
export async function startRun({
  record,
  thing,
  total,
  rows,
  close,
}: RunAsked): Promise<"done" | "stopped" | { error: unknown } | undefined> {
  const { id, position } = record;
  if (isRunning(states.get(id))) return undefined;
  const stop = new AbortController();
  stops.set(id, stop);
  states.set(id, {
    phase: "sending",
    counts: noCounts(),
    position,
    read: 0,
    total,
    rejected: [],
    held: undefined,
    error: undefined,
    first: undefined,
    last: undefined,
  });
  change(id, {});
  addEventListener("beforeunload", leaving);
  let [first, last] = ["", ""];
  const run = new Run({
    client: sender,
    record,
    thing,
    stop: stop.signal,
    abort: new AbortController().signal,
    onTold: (more) => {
      const rejected = states.get(id)?.rejected ?? [];
      const room = mostRejected - rejected.length;
      change(id, {
        counts: { ...run.counts },
        position: position + run.counts.read,
        rejected: more.length === 0 ? rejected : [...rejected, ...more.slice(0, room)],
        ...(first === "" ? {} : { first, last }),
      });
    },
  });
  const see = (at: string): void => {
    if (first === "" || at < first) first = at;
    if (at > last) last = at;
  };
  try {
    const all = rows((done) => change(id, { read: done }));
    await run.send(watched(behind(all, position), see));
    if (stop.signal.aborted) {
      await run.lastNote();
      change(id, { phase: "stopped" });
      return "stopped";
    }
    change(id, { phase: "draining" });
    const fate = thing === "signals" ? await awaitDrain(sender, id, stop.signal) : undefined;
    change(id, { phase: "done", held: fate?.waiting === 0 ? fate.held : undefined });
    return "done";
  } catch (error) {
    await run.lastNote();
    change(id, { phase: stop.signal.aborted ? "stopped" : "failed", error });
    return stop.signal.aborted ? "stopped" : { error };
  } finally {
    close();
    stops.delete(id);
    if (stops.size === 0) removeEventListener("beforeunload", leaving);
  }
}

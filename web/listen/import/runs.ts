/**
 * Imports that run in this tab: they go on while somebody looks at other rooms, and stop when told or
 * when the tab is closed. What has been confirmed is noted with the server, so that any of them goes
 * on from there.
 */
import type { ImportRecord } from "#contract/listen.ts";
import { awaitDrain } from "#importing/fate.ts";
import { behind, Run } from "#importing/run.ts";
import { noCounts, type Prepared } from "#importing/send.ts";
import type { Thing } from "#importing/target.ts";
import { change, isRunning, states, stops } from "./run-state.ts";
import { sender } from "./sender.ts";

/** Rejected rows that are kept for the report. */
const mostRejected = 20_000;

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

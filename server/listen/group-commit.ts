/**
 * Many requests, one statement: while one write is under way the arrivals behind it gather, and
 * leave together. Each request is answered only when the statement with its rows has committed.
 */
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { noTelemetry, type Telemetry } from "#platform/telemetry.ts";
import { apart, currentWork, type Work } from "#platform/work.ts";
import type { Arrival } from "./intake.ts";

/** Arrivals, or what is more than one: a response that is completed with its signal. */
export type Scoped<A extends Arrival = Arrival> = A & { scope: Scope };
export type ScopedArrival = Scoped;

const mostRows = 5_000;
const mostBytes = 8 * 1024 * 1024;
/** What may wait in memory; past it a request is told to come back. */
const mostWaiting = 64 * 1024 * 1024;
/** Milliseconds between the starts of two writes under load: a statement costs as much as some thirty rows. */
const gap = 10;
/** Load is when so many requests left together last. Fewer are not kept waiting for each other. */
const crowd = 8;
/** So many requests, or this many bytes, are worth a statement at once: while it is under way the next are read. */
const enoughRequests = 32;
const enoughBytes = 64 * 1024;
/** Milliseconds after which a request that still waits goes down with a write that failed. */
const patience = 2_000;
/** Requests that the trace of a write leads back to. */
const mostLinks = 32;

type Pending<A extends Arrival> = {
  arrivals: Scoped<A>[];
  length: number;
  since: number;
  span: Work["span"];
  resolve: (fresh: number) => void;
  reject: (error: unknown) => void;
};

/**
 * `write` answers the row ids that were new; where it rejects, none of its rows may be claimed.
 * `written` is called after each write that brought something. Answers how many of a request's
 * arrivals were new.
 */
export function createGroupCommit<A extends Arrival = Arrival>(
  write: (arrivals: Scoped<A>[]) => Promise<Set<string>>,
  written: () => void,
  { metrics, traces }: Telemetry = noTelemetry,
) {
  const requestsOf = metrics["corridor.inbox.write.requests"];
  const signalsOf = metrics["corridor.inbox.write.signals"];
  let waiting: Pending<A>[] = [];
  let waitingLength = 0;
  let writing = false;
  let lastStart = Number.NEGATIVE_INFINITY;
  let lastCount = 0;
  /** Ends the pause before a write. */
  let wake: (() => void) | undefined;

  /** Takes out of the queue its first `count`. */
  function take(count: number): Pending<A>[] {
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    for (const each of taken) waitingLength -= each.length;
    return taken;
  }

  function nextGroup(): Pending<A>[] {
    let rows = 0;
    let length = 0;
    let count = 0;
    for (const each of waiting) {
      rows += each.arrivals.length;
      length += each.length;
      if (count > 0 && (rows > mostRows || length > mostBytes)) break;
      count++;
    }
    return take(count);
  }

  /** One write for many requests is part of none of them: it has a trace of its own, which leads to theirs. */
  function writeApart(group: Pending<A>[], arrivals: Scoped<A>[]): Promise<Set<string>> {
    const links = group
      .filter((each) => each.span?.isRecording())
      .slice(0, mostLinks)
      .map((each) => ({ context: each.span!.spanContext() }));
    const attributes = {
      "corridor.requests": group.length,
      "corridor.signals": arrivals.length,
    };
    return traces.own("inbox write", {}, { attributes, links }, () => write(arrivals));
  }

  async function writeGroup(group: Pending<A>[]): Promise<void> {
    try {
      const arrivals =
        group.length === 1 ? group[0]!.arrivals : group.flatMap((each) => each.arrivals);
      const fresh = await writeApart(group, arrivals);
      requestsOf.record(group.length);
      signalsOf.record(arrivals.length);
      for (const each of group) {
        let count = 0;
        // An id sent by two requests of one group is new for the first of them only.
        for (const { rowId } of each.arrivals) if (fresh.delete(rowId)) count++;
        each.resolve(count);
      }
      written();
    } catch (error) {
      const away = error instanceof CorridorError;
      if (!away && group.length > 1) {
        // The database refused something that one of them sent: the others shall not suffer for it.
        for (const each of group) await writeGroup([each]);
        return;
      }
      for (const each of group) each.reject(error);
      if (!away) return;
      // Each write to a store that hangs takes its whole deadline: whoever has waited is told now.
      const late = waiting.findIndex((each) => clock.now() - each.since < patience);
      for (const each of take(late === -1 ? waiting.length : late)) each.reject(error);
    }
  }

  const isEnough = () => waiting.length >= enoughRequests || waitingLength >= enoughBytes;

  /** A timer comes only when the event loop has read every request that is there: too late for the first of a crowd. */
  function pausing(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), ms);
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const pause = lastStart + gap - performance.now();
      if (pause > 0 && lastCount >= crowd && !isEnough()) await pausing(pause);
      lastStart = performance.now();
      const group = nextGroup();
      lastCount = group.length;
      await writeGroup(group);
    }
    writing = false;
  }

  const append = (scope: Scope, arrivals: A[]): Promise<number> =>
    new Promise((resolve, reject) => {
      const length = arrivals.reduce((sum, each) => sum + each.json.length, 0);
      if (waitingLength + length > mostWaiting && waiting.length > 0) {
        return reject(
          new CorridorError(
            "store_unavailable",
            "Too much arrives at once. Nothing of this was taken; send it again in a moment.",
            { retryAfter: 1 },
          ),
        );
      }
      waiting.push({
        arrivals: arrivals.map((each) => ({ ...each, scope })),
        length,
        since: clock.now(),
        span: currentWork()?.span,
        resolve,
        reject,
      });
      waitingLength += length;
      if (wake && isEnough()) wake();
      if (!writing) apart(() => void run());
    });

  return (scope: Scope, arrivals: A[]): Promise<number> =>
    traces.child(
      "inbox append",
      "internal",
      () => ({ "corridor.signals": arrivals.length }),
      () => append(scope, arrivals),
    );
}

/**
 * Many requests, one statement: while one write is under way the arrivals behind it gather, and
 * leave together. Each request is answered only when the statement with its rows has committed.
 */
import { CorridorError } from "#contract/error.ts";
import type { Scope } from "#platform/scope.ts";
import type { Arrival } from "./intake.ts";

export type ScopedArrival = Arrival & { scope: Scope };

const mostRows = 5_000;
const mostBytes = 8 * 1024 * 1024;
/** What may wait in memory; past it a request is told to come back. */
const mostWaiting = 64 * 1024 * 1024;

type Pending = {
  arrivals: ScopedArrival[];
  bytes: number;
  resolve: (fresh: number) => void;
  reject: (error: unknown) => void;
};

export function createGroupCommit(
  write: (arrivals: ScopedArrival[]) => Promise<Set<string>>,
  written: () => void,
) {
  let waiting: Pending[] = [];
  let waitingBytes = 0;
  let writing = false;

  function nextGroup(): Pending[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    while (
      count < waiting.length &&
      (count === 0 ||
        (rows + waiting[count]!.arrivals.length <= mostRows &&
          bytes + waiting[count]!.bytes <= mostBytes))
    ) {
      rows += waiting[count]!.arrivals.length;
      bytes += waiting[count]!.bytes;
      count++;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    waitingBytes -= bytes;
    return group;
  }

  async function run(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = nextGroup();
      try {
        const fresh = await write(
          group.length === 1 ? group[0]!.arrivals : group.flatMap((each) => each.arrivals),
        );
        for (const each of group) {
          let count = 0;
          // An id sent by two requests of one group is new for the first of them only.
          for (const { rowId } of each.arrivals) if (fresh.delete(rowId)) count++;
          each.resolve(count);
        }
        written();
      } catch (error) {
        for (const each of group) each.reject(error);
      }
    }
    writing = false;
  }

  return (scope: Scope, arrivals: Arrival[]): Promise<number> =>
    new Promise((resolve, reject) => {
      const bytes = arrivals.reduce((sum, each) => sum + each.json.length, 0);
      if (waitingBytes + bytes > mostWaiting && waiting.length > 0) {
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
        bytes,
        resolve,
        reject,
      });
      waitingBytes += bytes;
      if (!writing) void run();
    });
}

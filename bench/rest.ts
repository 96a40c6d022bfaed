/** A server in its first minutes: how soon signals are seen, what waits, what it holds at rest, how fast it starts again. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  dropDirectory,
  freshDirectory,
  residentBytes,
  startServer,
  startWorker,
} from "./children.ts";
import { drained, queryable, readiness } from "./client.ts";
import { drive } from "./durable.ts";
import { readable } from "./report.ts";
import { quantile } from "./rounds.ts";
import type { Part } from "./size.ts";

const mostMegabytes = 1_000;
/** From its 202 until a count holds it, for 95 of 100 signals. */
const mostMillisecondsUnseen = 2_000;
const mostSecondsToStart = 5;
const rate = 1_000;

type Seen = { at: number; signals: number };

/** Does `look` again and again; the function answered ends it, and throws what it threw. */
function watch(gapMs: number, look: () => Promise<void>): () => Promise<void> {
  const end = new AbortController();
  const running = (async () => {
    while (!end.signal.aborted) {
      await look();
      await sleep(gapMs);
    }
  })();
  // Seen by whoever ends it; until then a failure is nobody's.
  running.catch(() => undefined);
  return () => {
    end.abort();
    return running;
  };
}

/**
 * Milliseconds from each signal's 202 to the answer of the first count that holds as many signals
 * as had been answered by then. The drain takes signals in the order of their commits.
 */
export function visibilities(answered: readonly number[], seen: readonly Seen[]): number[] {
  let look = 0;
  return answered.map((at, n) => {
    while (look < seen.length && seen[look]!.signals < n + 1) look++;
    return (seen[look]?.at ?? Number.POSITIVE_INFINITY) - at;
  });
}

export const rest: Part = async (size, report) => {
  const directory = freshDirectory();
  const generator = startWorker("bench/load.ts", report);
  const server = await startServer(directory);
  const seen: Seen[] = [];
  let oldest = 0;
  const endCounting = watch(25, async () => {
    const signals = await queryable(server.port);
    seen.push({ at: Date.now(), signals });
  });
  const endReading = watch(200, async () => {
    oldest = Math.max(oldest, (await readiness(server.port)).inbox.oldestSeconds ?? 0);
  });
  const load = { name: "r", count: size.firstSignals, rate, connections: 32 };
  const loaded = await drive(generator, server, load);
  await endReading();
  await drained(server.port);
  await sleep(500);
  await endCounting();
  const delays = visibilities(loaded.answered, seen);
  const visible = quantile(delays, 0.95);
  report(`rest: idle for ${size.idleSeconds} s`);
  await sleep(size.idleSeconds * 1000);
  const megabytes = residentBytes(server.pid) / 1e6;
  await server.stop();
  const again = await startServer(directory);
  await Promise.all([again.stop(), generator.stop()]);
  dropDirectory(directory);
  return [
    {
      figure: `memory at rest after ${readable(size.firstSignals)} signals, both stores embedded`,
      corridor: `${readable(megabytes)} MB`,
      measured: megabytes,
      unit: "MB",
      bound: { most: mostMegabytes },
    },
    {
      figure: `from 202 to queryable, p95, at ${readable(loaded.sent / loaded.seconds)} signals/s`,
      corridor: `${readable(visible)} ms`,
      measured: visible,
      unit: "ms",
      bound: { most: mostMillisecondsUnseen },
      note: `p50 ${readable(quantile(delays, 0.5))} ms, worst ${readable(Math.max(...delays))} ms`,
    },
    { figure: "  oldest in the inbox meanwhile", corridor: `${readable(oldest)} s` },
    {
      figure: "second start",
      corridor: `${readable(again.startedIn / 1000)} s`,
      measured: again.startedIn / 1000,
      unit: "s",
      bound: { most: mostSecondsToStart },
    },
  ];
};

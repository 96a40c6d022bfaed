/** What it costs that an acknowledged signal is never lost: requests a second, against a store that keeps nothing. */
import {
  apiKey,
  dropDirectory,
  freshDirectory,
  startServer,
  startWorker,
  type Server,
  type Worker,
} from "./children.ts";
import { drained, readiness } from "./client.ts";
import type { Load, Loaded } from "./load.ts";
import { readable } from "./report.ts";
import { pairedInTurns } from "./rounds.ts";
import type { Part } from "./size.ts";

const least = 0.6;
const connections = 64;

/** Drives load on a server; throws where any request was not answered with 202. */
export async function drive(
  generator: Worker,
  server: Server,
  load: Omit<Load, "port" | "key">,
): Promise<Loaded> {
  const loaded = await generator.call<Loaded>("load", { ...load, port: server.port, key: apiKey });
  if (loaded.statuses[202] !== loaded.sent)
    throw new Error(`not every request was answered with 202: ${JSON.stringify(loaded.statuses)}`);
  return loaded;
}

export const durable: Part = async (size, report) => {
  const generator = startWorker("bench/load.ts", report);
  const [durableDir, nullDir] = [freshDirectory(), freshDirectory()];
  const server = await startServer(durableDir);
  const baseline = await startServer(nullDir, "bench/null-server.ts");
  const last: { own?: Loaded; other?: Loaded; backlog?: number; drainedIn?: number } = {};
  let round = 0;
  const own = async (seconds: number) => {
    const load = { name: `d${round++}`, seconds, connections };
    last.own = await drive(generator, server, load);
    // The backlog must not be drained at the other side's cost.
    const from = Date.now();
    last.backlog = (await readiness(server.port)).inbox.rows ?? 0;
    await drained(server.port);
    last.drainedIn = Date.now() - from;
    return last.own.sent / last.own.seconds;
  };
  const other = async (seconds: number) => {
    const load = { name: `n${round++}`, seconds, connections };
    last.other = await drive(generator, baseline, load);
    return last.other.sent / last.other.seconds;
  };
  report("durable: warming up");
  // The database's WebAssembly is compiled while it is used: its first seconds are not what it does all day.
  await own(2 * size.seconds);
  await other(2 * size.seconds);
  const paired = await pairedInTurns(
    () => own(size.seconds),
    () => other(size.seconds),
    size.rounds,
    (each) => {
      report(
        `durable: ${readable(each.own)} requests/s against ${readable(each.other)}, ratio ${readable(each.ratio)}`,
      );
      return each.ratio >= least;
    },
  );
  await Promise.all([server.stop(), baseline.stop(), generator.stop()]);
  for (const directory of [durableDir, nullDir]) dropDirectory(directory);
  return [
    {
      figure: "POST one signal, durable, against validating only",
      corridor: `${readable(paired.own)}/s`,
      against: `${readable(paired.other)}/s`,
      measured: paired.ratio,
      bound: { least },
      note: `${connections} connections, median of ${paired.pairs} pairs; p99 ${readable(last.own?.p99 ?? 0)} ms against ${readable(last.other?.p99 ?? 0)} ms`,
    },
    {
      figure: "  left in the inbox by that load",
      corridor: `${readable(last.backlog ?? 0)} rows`,
      note: `drained ${readable(last.drainedIn ?? 0)} ms after it`,
    },
  ];
};

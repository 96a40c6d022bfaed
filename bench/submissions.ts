/** What it costs that an answered survey is never lost: submissions a second, against the same page that keeps nothing. */
import {
  dropDirectory,
  freshDirectory,
  startServer,
  startWorker,
  type Server,
} from "./children.ts";
import { drained, readiness, publishSurvey } from "./client.ts";
import type { Loaded } from "./load.ts";
import { readable } from "./report.ts";
import { pairedInTurns } from "./rounds.ts";
import type { Part } from "./size.ts";

const least = 0.5;
const connections = 64;
/** Both servers' own: tokens of respondents are made by it. */
export const secret = "bench-secret-0123456789abcdef0123456789abcdef";

export type SubmissionLoad = {
  port: number;
  survey: string;
  secret: string;
  connections: number;
  seconds: number;
};

export const submissions: Part = async (size, report) => {
  const generator = startWorker("bench/submission-load.ts", report);
  const [durableDir, nullDir] = [freshDirectory(), freshDirectory()];
  const env = { CORRIDOR_SECRET: secret };
  const server = await startServer(durableDir, "server/main.ts", env);
  const baseline = await startServer(nullDir, "bench/null-server.ts", env);
  const surveys = new Map<Server, string>();
  for (const each of [server, baseline]) surveys.set(each, await publishSurvey(each.port));
  const last: { own?: Loaded; other?: Loaded; backlog?: number } = {};
  const drive = async (on: Server, seconds: number): Promise<Loaded> => {
    const load = { port: on.port, survey: surveys.get(on)!, secret, connections, seconds };
    const loaded = await generator.call<Loaded>("submit", load);
    if (loaded.statuses[200] !== loaded.sent)
      throw new Error(`not every answer was taken: ${JSON.stringify(loaded.statuses)}`);
    return loaded;
  };
  const own = async (seconds: number) => {
    last.own = await drive(server, seconds);
    last.backlog = (await readiness(server.port)).inbox.rows ?? 0;
    await drained(server.port);
    return last.own.sent / last.own.seconds;
  };
  const other = async (seconds: number) => {
    last.other = await drive(baseline, seconds);
    return last.other.sent / last.other.seconds;
  };
  report("submissions: warming up");
  await own(2 * size.seconds);
  await other(2 * size.seconds);
  const paired = await pairedInTurns(
    () => own(size.seconds),
    () => other(size.seconds),
    size.rounds,
    (each) => {
      report(
        `submissions: ${readable(each.own)}/s against ${readable(each.other)}, ratio ${readable(each.ratio)}`,
      );
      return each.ratio >= least;
    },
  );
  await Promise.all([server.stop(), baseline.stop(), generator.stop()]);
  for (const directory of [durableDir, nullDir]) dropDirectory(directory);
  return [
    {
      figure: "Answer a survey, durable, against validating only",
      corridor: `${readable(paired.own)}/s`,
      against: `${readable(paired.other)}/s`,
      measured: paired.ratio,
      bound: { least },
      note: `${connections} connections, a scale and a text; median of ${paired.pairs} pairs; p99 ${readable(last.own?.p99 ?? 0)} ms against ${readable(last.other?.p99 ?? 0)} ms`,
    },
  ];
};

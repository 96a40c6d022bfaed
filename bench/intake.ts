/** How much slower signals are queryable by way of NDJSON, inbox and drain than straight into chDB. */
import { setTimeout as sleep } from "node:timers/promises";
import { dropDirectory, freshDirectory, startServer, startWorker } from "./children.ts";
import { queryable, sendLines } from "./client.ts";
import { readable } from "./report.ts";
import { bestInTurns } from "./rounds.ts";
import { yearOfSignals } from "./signals.ts";
import type { Part } from "./size.ts";
import type { Inserted } from "./straight.ts";

const least = 0.25;
/** Signals of one request. */
export const blockRows = 50_000;

type Block = { lines: Buffer; count: number };

/** Rows a second from the first byte sent until a count sees all of them. */
async function byIntake(blocks: readonly Block[], rows: number): Promise<number> {
  const directory = freshDirectory();
  const server = await startServer(directory);
  const from = Date.now();
  for (const { lines, count } of blocks) await sendLines(server.port, lines, count);
  for (const end = from + 300_000; (await queryable(server.port)) < rows; await sleep(20))
    if (Date.now() > end) throw new Error("not every signal can be queried after five minutes");
  const seconds = (Date.now() - from) / 1000;
  await server.stop();
  dropDirectory(directory);
  return rows / seconds;
}

/** Rows a second of the same rows, already in the table's own form, inserted by blocks. */
async function straight(rows: number, report: (text: string) => void): Promise<number> {
  const directory = freshDirectory();
  const worker = startWorker("bench/straight.ts", report);
  const { seconds } = await worker.call<Inserted>("insert", { directory, rows, blockRows });
  await worker.stop();
  dropDirectory(directory);
  return rows / seconds;
}

export const intake: Part = async (size, report) => {
  const rows = size.intakeRows;
  const blocks: Block[] = [];
  for (let from = 0; from < rows; from += blockRows) {
    const signals = yearOfSignals(from, Math.min(from + blockRows, rows), rows);
    const lines = Buffer.from(signals.map((signal) => JSON.stringify(signal)).join("\n"));
    blocks.push({ lines, count: signals.length });
  }
  const [own = 0, other = 0] = await bestInTurns(
    [() => byIntake(blocks, rows), () => straight(rows, report)],
    { rounds: size.intakeRounds, better: "higher" },
    ([a = 0, b = 0]) => {
      report(`intake: ${readable(a)} rows/s against ${readable(b)}`);
      return a / b >= least;
    },
  );
  const bytes = blocks.reduce((sum, block) => sum + block.lines.length, 0);
  return [
    {
      figure: "NDJSON until queryable, against straight into chDB",
      corridor: `${readable(own)} rows/s`,
      against: `${readable(other)} rows/s`,
      measured: own / other,
      bound: { least },
      note: `${readable(rows)} signals of ${readable(bytes / rows)} bytes, over a year`,
    },
  ];
};

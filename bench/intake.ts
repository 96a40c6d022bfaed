/** How much slower signals are queryable by way of NDJSON, inbox and drain than straight into chDB. */
import { setTimeout as sleep } from "node:timers/promises";
import { dropDirectory, freshDirectory, startServer, startWorker } from "./children.ts";
import { queryable, sendLines } from "./client.ts";
import { readable, type Line } from "./report.ts";
import { pairedInTurns } from "./rounds.ts";
import { yearOfSignals } from "./signals.ts";
import type { Part } from "./size.ts";
import type { Inserted } from "./straight.ts";

const least = 0.25;
/** What identity leaves of the intake, where each signal says whose it is. */
const leastNamed = 0.9;
/**
 * What intake was before signals knew whose they are, of what is inserted straight: 12,890 rows a second on
 * that commit, and 45,200 straight half an hour before on the same idle machine (docs/decisions/0030).
 */
const before = 0.285;
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

type Signal = ReturnType<typeof yearOfSignals>[number];

function blocksOf(rows: number, as: (signal: Signal) => object): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < rows; from += blockRows) {
    const signals = yearOfSignals(from, Math.min(from + blockRows, rows), rows);
    const lines = Buffer.from(signals.map((signal) => JSON.stringify(as(signal))).join("\n"));
    blocks.push({ lines, count: signals.length });
  }
  return blocks;
}

/** How the signals of a pair say whose they are, and what a round of the other side calls the same. */
type Naming = { note: string; customer: (id: string) => object; account: (id: string) => object };
const namings: readonly Naming[] = [
  { note: "an id each", customer: (id) => ({ id }), account: (id) => ({ id }) },
  {
    note: "an id and an e-mail each",
    customer: (id) => ({ id, email: `${id}@customers.example` }),
    account: (id) => ({ id, name: `${id}@customers.example` }),
  },
];

/**
 * The same signals twice: as their customer's, whom identity then makes known and joins, and as their
 * account's, which are bytes and columns alike and are only kept. What lies between the two is identity.
 */
async function identity(
  rows: number,
  rounds: number,
  { note, customer, account }: Naming,
  report: (text: string) => void,
): Promise<Line> {
  const idOf = (signal: Signal) => signal.customer?.id ?? "";
  const ofCustomers = blocksOf(rows, (signal) => ({ ...signal, customer: customer(idOf(signal)) }));
  const ofAccounts = blocksOf(rows, (signal) => ({
    ...signal,
    customer: undefined,
    account: account(idOf(signal)),
  }));
  const { own, other, ratio, pairs } = await pairedInTurns(
    () => byIntake(ofCustomers, rows),
    () => byIntake(ofAccounts, rows),
    rounds,
    (paired) => {
      report(`identity: ${readable(paired.own)} rows/s against ${readable(paired.other)}`);
      return paired.ratio >= leastNamed;
    },
  );
  return {
    figure: `NDJSON until queryable with identity, ${note}, against the same as accounts'`,
    corridor: `${readable(own)} rows/s`,
    against: `${readable(other)} rows/s`,
    measured: ratio,
    bound: { least: leastNamed },
    note: `40,000 customers; median of ${pairs} pairs of rounds`,
  };
}

export const intake: Part = async (size, report) => {
  const rows = size.intakeRows;
  const blocks = blocksOf(rows, (signal) => signal);
  // Straight into chDB one round may be a fifth quicker than the next: the bests of the two sides need
  // not have met the same machine, and two neighbours have.
  const { own, other, ratio, pairs } = await pairedInTurns(
    () => byIntake(blocks, rows),
    () => straight(rows, report),
    size.intakeRounds,
    (paired) => {
      report(`intake: ${readable(paired.own)} rows/s against ${readable(paired.other)}`);
      return paired.ratio >= least;
    },
  );
  const bytes = blocks.reduce((sum, block) => sum + block.lines.length, 0);
  const lines: Line[] = [
    {
      figure: "NDJSON until queryable, against straight into chDB",
      corridor: `${readable(own)} rows/s`,
      against: `${readable(other)} rows/s`,
      measured: ratio,
      bound: { least },
      note: `${readable(rows)} signals of ${readable(bytes / rows)} bytes, over a year; median of ${pairs} pairs of rounds`,
    },
  ];
  // Of few signals nearly each is its customer's first, and first contacts are what identity takes time for.
  if (size.quick) return lines;
  lines.push({
    figure: "the same, against what intake was before identity",
    corridor: `${(100 * ratio).toFixed(1)} % of straight`,
    against: `${100 * before} % of straight`,
    measured: ratio / before,
    bound: { least: leastNamed },
    note: "each signal has an id; 40,000 customers",
  });
  for (const naming of namings) lines.push(await identity(rows, size.intakeRounds, naming, report));
  return lines;
};

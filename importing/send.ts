/** Sends rows in chunks, a few in flight, and tells in order what became of them. */
import { z } from "zod";
import { intakeAnswer, type IntakeAnswer } from "#contract/signal.ts";
import { sendBody } from "./profiles.ts";
import { isRefusal, type Refusal, type Sender } from "./sender.ts";
import type { Draft, Thing } from "./target.ts";
import type { RejectedRow, RowProblem } from "./source.ts";

/** What the mapping made of one row of the file: a signal, a problem, or nothing (left out). */
export type Prepared = {
  readonly line: number;
  readonly signal?: Draft;
  readonly problem?: RowProblem;
};

/** Counts over chunks. `read` counts rows of the file; the others say what became of them. */
export type Counts = {
  read: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  leftOut: number;
};

export const noCounts = (): Counts => ({
  read: 0,
  accepted: 0,
  duplicate: 0,
  rejected: 0,
  leftOut: 0,
});

export type SendOptions = {
  readonly client: Sender;
  readonly importId: string;
  readonly thing?: Thing;
  /** Told in the file's order, as soon as a chunk and all before it are answered. */
  readonly onChunk: (
    counts: Counts,
    rejected: readonly RejectedRow[],
    /** How many of the rejected ones the server doesn't count: it never saw them. */
    unseen: number,
  ) => Promise<void>;
  /** Stops reading; what is in flight is waited for. */
  readonly stop?: AbortSignal;
  /** Gives up what is in flight. */
  readonly abort?: AbortSignal;
  readonly inFlight?: number;
  /** Seconds to go on trying while the server does not answer. */
  readonly patience?: number;
};

export const chunkRows = 1_000;
const chunkBytes = 4 * 1024 * 1024;
const defaults = { inFlight: 3, patience: 90 } as const;

type Chunk = {
  counts: Counts;
  /** Rows that are not sent, for the report. */
  rejected: RejectedRow[];
  /** Rejected rows that the server doesn't count. */
  unseen: number;
  /** Line of each row sent, and the row as JSON. */
  lines: number[];
  bodies: string[];
  bytes: number;
};

const newChunk = (): Chunk => ({
  counts: noCounts(),
  rejected: [],
  unseen: 0,
  lines: [],
  bodies: [],
  bytes: 0,
});

/** Throws what the client or the reading throws, after all that was acknowledged before it has been told. */
export async function sendAll(rows: AsyncIterable<Prepared>, given: SendOptions): Promise<void> {
  const inFlight = given.inFlight ?? defaults.inFlight;
  const failed = new AbortController();
  const abort = AbortSignal.any([
    failed.signal,
    ...(given.abort === undefined ? [] : [given.abort]),
  ]);
  const options = { ...given, abort };
  // Each entry settles only after the one before it has been told, which keeps the file's order.
  const queue: Promise<void>[] = [];
  let told = Promise.resolve();
  const post = (chunk: Chunk): void => {
    const answered = postChunk(chunk, options);
    const before = told;
    told = (async () => {
      // Settle first, so that a chunk answered behind a failed one raises nothing unheard.
      const [earlier, own] = await Promise.allSettled([before, answered]);
      if (earlier.status === "rejected") throw earlier.reason;
      if (own.status === "rejected") throw own.reason;
      await options.onChunk(chunk.counts, chunk.rejected, chunk.unseen);
    })();
    // Nothing behind a failed chunk can be told any more.
    told.catch(() => failed.abort());
    queue.push(told);
  };
  let chunk = newChunk();
  try {
    for await (const row of rows) {
      if (options.stop?.aborted) break;
      add(chunk, row);
      if (chunk.counts.read >= chunkRows || chunk.bytes >= chunkBytes) {
        post(chunk);
        chunk = newChunk();
        if (queue.length >= inFlight) await queue.shift();
      }
    }
    if (chunk.counts.read > 0 && !options.stop?.aborted) post(chunk);
  } finally {
    // Also where reading fails: what the server has taken by then must be told.
    await told;
  }
}

function add(chunk: Chunk, row: Prepared): void {
  chunk.counts.read += 1;
  if (row.problem !== undefined) {
    chunk.counts.rejected += 1;
    chunk.unseen += 1;
    chunk.rejected.push({ line: row.line, ...row.problem });
  } else if (row.signal === undefined) {
    chunk.counts.leftOut += 1;
  } else {
    const body = JSON.stringify(row.signal);
    chunk.lines.push(row.line);
    chunk.bodies.push(body);
    chunk.bytes += body.length;
  }
}

async function postChunk(chunk: Chunk, options: SendOptions): Promise<void> {
  if (chunk.lines.length === 0) return;
  const answer = await postLines(chunk.bodies, options);
  chunk.bodies = [];
  chunk.counts.accepted += answer.accepted;
  chunk.counts.duplicate += answer.duplicate;
  chunk.counts.rejected += answer.rejectedTotal ?? answer.rejected.length;
  chunk.unseen += answer.unseen ?? 0;
  for (const { index, ...problem } of answer.rejected) {
    chunk.rejected.push({ line: chunk.lines[index] ?? 0, ...problem });
  }
  chunk.rejected.sort((one, two) => one.line - two.line);
}

const nothingValid = z.object({ rejected: intakeAnswer.shape.rejected });

type Answered = IntakeAnswer & { unseen?: number };

async function postLines(bodies: readonly string[], options: SendOptions): Promise<Answered> {
  const { thing = "signals" } = options;
  try {
    if (thing !== "signals") {
      const { client, importId, abort: signal } = options;
      const answer = await sendBody(client, { kind: thing, lines: bodies, importId, signal });
      // What is stated already is to customers what a duplicate is to signals.
      const { changed: accepted, unchanged: duplicate, rejected, rejectedTotal } = answer;
      return {
        accepted,
        duplicate,
        rejected,
        // An import counts signals.
        unseen: rejectedTotal ?? rejected.length,
        ...(rejectedTotal === undefined ? {} : { rejectedTotal }),
      };
    }
    const answer = await options.client.send({
      method: "POST",
      path: `/v1/signals?import=${encodeURIComponent(options.importId)}`,
      ndjson: bodies.join("\n") + "\n",
      patience: options.patience ?? defaults.patience,
      signal: options.abort,
    });
    return intakeAnswer.parse(answer);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.status === 422) {
      const details = nothingValid.safeParse(error.details);
      if (details.success) return { accepted: 0, duplicate: 0, rejected: details.data.rejected };
    }
    if (error.status === 413) return await postHalves(bodies, options, error);
    throw error;
  }
}

/** A proxy before the server may take less than the server itself: halve until it fits. */
async function postHalves(
  bodies: readonly string[],
  options: SendOptions,
  error: Refusal,
): Promise<Answered> {
  if (bodies.length === 1) {
    const rejected = [{ index: 0, code: "too_large", path: "", message: error.message }];
    return { accepted: 0, duplicate: 0, rejected, unseen: 1 };
  }
  const middle = Math.ceil(bodies.length / 2);
  const first = await postLines(bodies.slice(0, middle), options);
  const second = await postLines(bodies.slice(middle), options);
  return {
    accepted: first.accepted + second.accepted,
    duplicate: first.duplicate + second.duplicate,
    unseen: (first.unseen ?? 0) + (second.unseen ?? 0),
    rejected: [
      ...first.rejected,
      ...second.rejected.map((each) => ({ ...each, index: each.index + middle })),
    ],
  };
}

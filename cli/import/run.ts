/**
 * Runs an import to its end, or to where it can go on, and says what became of it. The same command
 * run again skips the rows that are dealt with.
 */
import { type ImportRecord, importRecord } from "#contract/listen.ts";
import { awaitDrain, type Fate, fateOf } from "#importing/fate.ts";
import { behind, Run as Sending } from "#importing/run.ts";
import type { Prepared } from "#importing/send.ts";
import type { RejectedRow } from "#importing/source.ts";
import type { Thing } from "#importing/target.ts";
import type { Client } from "../client.ts";
import type { Context } from "../command.ts";
import { type Exit, exits, Failure } from "../failure.ts";
import { tellFate } from "./fate.ts";
import { Progress } from "./progress.ts";
import { Report, reportPath } from "./report.ts";

export type ImportJob = {
  readonly name: string;
  readonly fingerprint: string;
  /** Amount to read in the unit of `onBytes`, for the progress. */
  readonly total: number;
  readonly unit: (amount: number) => string;
  /** What the rows become; signals where absent. */
  readonly thing?: Thing;
  rows(options: {
    onBytes?: (done: number) => void;
    signal?: AbortSignal;
  }): AsyncIterable<Prepared>;
};

export type RunOptions = {
  /** The file whose rows these are: where the report goes. */
  readonly input: string;
  readonly report?: string | undefined;
  readonly restart?: boolean;
  /** Seconds that the drain is waited for after the last row; where absent it is not. */
  readonly wait?: number;
};

/** Rejected rows that are shown; all are in the report. */
const shownRows = 20;

/** @throws Failure where it cannot begin or the server is lost; what was confirmed has been noted. */
export async function runImport(
  context: Context,
  client: Client,
  job: ImportJob,
  options: RunOptions,
): Promise<Exit> {
  const { words, err } = context;
  const path = await reportPath(options.input, options.report);
  const record = await beginImport(context, client, job, options.restart === true);
  if (record.status === "complete") {
    context.out.write(`${words.importing.alreadyComplete(job.name, record)}\n`);
    const fate = fateOf(record);
    await tellFate(context, client, fate);
    const bad = record.rejected > 0 || fate.held > 0 || (await Report.isAt(path, words));
    return bad ? exits.rejected : exits.done;
  }
  if (record.position > 0) err.write(`${words.importing.resumed(job.name, record.position)}\n`);
  const run = new Run(context, client, job, record, path);
  return await run.toEnd(options.wait);
}

/**
 * The server's record of an import, made where there is none, and begun anew with `restart`.
 * @throws Failure where its name is another file's.
 */
export async function beginImport(
  { words, err, stop }: Context,
  client: Client,
  job: Pick<ImportJob, "name" | "fingerprint">,
  restart = false,
): Promise<ImportRecord> {
  const ask = async (more: { restart?: true }): Promise<ImportRecord> => {
    const json = { name: job.name, fingerprint: job.fingerprint, ...more };
    const answer = await client.send({ method: "POST", path: "/v1/imports", json, signal: stop });
    const record = importRecord.safeParse(answer);
    if (!record.success) throw new Failure(words.server.notUnderstood, exits.server);
    return record.data;
  };
  const found = await ask({});
  const { fingerprint } = found;
  if (fingerprint !== null && fingerprint !== job.fingerprint) {
    if (!restart) throw new Failure(words.importing.otherFile(job.name));
    err.write(`${words.importing.otherFileRestarted(job.name)}\n`);
  }
  return restart ? await ask({ restart: true }) : found;
}

class Run {
  readonly #context: Context;
  readonly #client: Client;
  readonly #job: ImportJob;
  readonly #record: ImportRecord;
  readonly #reportPath: string;
  readonly #progress: Progress;
  readonly #sending: Sending;
  readonly #shown: RejectedRow[] = [];
  readonly #started = Date.now();
  #report: Report | undefined;
  #read = 0;

  constructor(
    context: Context,
    client: Client,
    job: ImportJob,
    record: ImportRecord,
    path: string,
  ) {
    this.#context = context;
    this.#client = client;
    this.#job = job;
    this.#record = record;
    this.#reportPath = path;
    this.#progress = new Progress(context.err, context.words, job.unit);
    this.#progress.skip(record.position);
    this.#sending = new Sending({
      client,
      record,
      thing: job.thing ?? "signals",
      stop: context.stop,
      abort: context.abort,
      onTold: (rejected) => this.#told(rejected),
    });
  }

  async toEnd(wait: number | undefined): Promise<Exit> {
    const { stop, abort } = this.#context;
    try {
      await this.#sending.send(this.#unsent());
      if (stop.aborted) return await this.#interrupted();
    } catch (error) {
      if (abort.aborted) return await this.#interrupted();
      await this.#sending.lastNote();
      // Only where the server was at fault will the same command do better.
      const lost = error instanceof Failure && error.exit === exits.server;
      const { failed } = this.#context.words.importing;
      this.#close(lost ? failed(this.#sending.position) : undefined);
      throw error;
    } finally {
      await this.#report?.close();
    }
    // Customers and accounts are in when they are answered; signals are drained.
    const isDrained = wait !== undefined && (this.#job.thing ?? "signals") === "signals";
    const fate = isDrained
      ? await awaitDrain(this.#client, this.#record.id, stop, wait)
      : undefined;
    this.#close(undefined, fate);
    if (fate !== undefined) await tellFate(this.#context, this.#client, fate);
    const isResumed = this.#record.position > 0;
    const before = isResumed && (await Report.isAt(this.#reportPath, this.#context.words));
    const bad = this.#sending.counts.rejected > 0 || (fate?.held ?? 0) > 0 || before;
    return bad ? exits.rejected : exits.done;
  }

  /** The rows behind those that are dealt with already. */
  #unsent(): AsyncIterable<Prepared> {
    const { words, stop } = this.#context;
    const { position } = this.#record;
    const onBytes = (done: number): void => {
      this.#read = done;
      this.#show();
    };
    return behind(this.#job.rows({ onBytes, signal: stop }), position, async (lastSkipped) => {
      this.#report =
        position > 0
          ? await Report.continued(this.#reportPath, lastSkipped, words)
          : await Report.at(this.#reportPath, words);
    });
  }

  async #told(rejected: readonly RejectedRow[]): Promise<void> {
    await this.#report?.add(rejected);
    this.#shown.push(...rejected.slice(0, shownRows - this.#shown.length));
    this.#show();
  }

  #show(): void {
    const rows = this.#sending.position;
    this.#progress.show({ done: this.#read, total: this.#job.total, rows });
  }

  async #interrupted(): Promise<Exit> {
    await this.#sending.lastNote();
    this.#close(this.#context.words.importing.interrupted(this.#sending.position));
    return exits.interrupted;
  }

  /** Says what became of the rows of this run, and with `last` why it ends here. */
  #close(last?: string, fate?: Fate): void {
    const { words, out, err } = this.#context;
    const { name } = this.#job;
    const { counts } = this.#sending;
    this.#progress.end();
    const rows = this.#report?.rows ?? 0;
    if (this.#shown.length > 0) {
      err.write(`${words.importing.rejected(counts.rejected, this.#shown.length)}\n`);
      for (const { line, path, message } of this.#shown) {
        err.write(`${words.importing.rejectedRow(line, path, message)}\n`);
      }
      err.write(`${words.importing.report(this.#reportPath, rows)}\n`);
      if (last === undefined) err.write(`${words.importing.corrected(name)}\n`);
    }
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    // Held ones are of the whole import: those of an interrupted run are its own too.
    const held = fate && (fate.waiting === 0 ? fate.held : "unknown");
    out.write(`${words.importing.summary(name, { ...counts, held }, seconds)}\n`);
    if (last !== undefined) err.write(`${last}\n`);
  }
}

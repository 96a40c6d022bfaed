/**
 * Runs an import to its end, or to where it can go on. The server keeps a record of it by name:
 * `position` counts the rows that are dealt with, so that the same command run again skips them.
 * With it goes how many of those rows were rejected here, as the server sees only what is sent.
 * Rows sent after the last note of the position are sent twice and count as duplicates.
 */
import { type ImportRecord, importRecord } from "#contract/listen.ts";
import type { Client } from "../client.ts";
import type { Context } from "../command.ts";
import { type Exit, exits, Failure } from "../failure.ts";
import { awaitDrain, type Fate, fateOf, tellFate } from "./fate.ts";
import { Progress } from "./progress.ts";
import { type RejectedRow, Report, reportPath } from "./report.ts";
import type { Thing } from "./target.ts";
import { type Counts, noCounts, type Prepared, sendAll } from "./send.ts";

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
const positionEveryMs = 2_000;
/** Seconds that the notes before and after the rows may take. */
const notePatience = 30;
/** What a run that ends early gives to its last note, in ms. */
const lastNoteMs = 3_000;

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
  const skip = record.position;
  if (skip > 0) err.write(`${words.importing.resumed(job.name, skip)}\n`);
  const run = new Run(context, client, job, record, skip, path);
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

/** How far a run is, and how many rows it has rejected by itself. */
type Note = { readonly position: number; readonly unseen: number };

class Run {
  readonly #context: Context;
  readonly #client: Client;
  readonly #job: ImportJob;
  readonly #record: ImportRecord;
  readonly #skip: number;
  readonly #reportPath: string;
  readonly #progress: Progress;
  readonly #counts: Counts = noCounts();
  readonly #shown: RejectedRow[] = [];
  readonly #started = Date.now();
  #report: Report | undefined;
  #position: number;
  /** Rejected rows that the server knows of by notes alone. */
  #unseen = 0;
  #noted: Note;
  /** A note of which it isn't known whether it arrived. */
  #unsure: Note | undefined;
  #notedAt = Date.now();
  #noting: Promise<void> | undefined;
  #read = 0;

  constructor(
    context: Context,
    client: Client,
    job: ImportJob,
    record: ImportRecord,
    skip: number,
    path: string,
  ) {
    this.#context = context;
    this.#client = client;
    this.#job = job;
    this.#record = record;
    this.#skip = skip;
    this.#reportPath = path;
    this.#position = skip;
    this.#noted = { position: skip, unseen: 0 };
    this.#progress = new Progress(context.err, context.words, job.unit);
    this.#progress.skip(skip);
  }

  async toEnd(wait: number | undefined): Promise<Exit> {
    const { stop, abort } = this.#context;
    try {
      await sendAll(this.#unsent(), {
        client: this.#client,
        importId: this.#record.id,
        thing: this.#job.thing ?? "signals",
        stop,
        abort,
        onChunk: (counts, rejected, unseen) => this.#told(counts, rejected, unseen),
      });
      if (stop.aborted) return await this.#interrupted();
      await this.#noting;
      await this.#note("complete");
    } catch (error) {
      if (abort.aborted) return await this.#interrupted();
      await this.#lastNote();
      // Only where the server was at fault will the same command do better.
      const lost = error instanceof Failure && error.exit === exits.server;
      this.#close(lost ? this.#context.words.importing.failed(this.#position) : undefined);
      throw error;
    } finally {
      await this.#report?.close();
    }
    // Customers and accounts are in when they are answered; signals are drained.
    const isDrained = wait !== undefined && (this.#job.thing ?? "signals") === "signals";
    const fate = isDrained
      ? await awaitDrain(this.#context, this.#client, this.#record.id, wait)
      : undefined;
    this.#close(undefined, fate);
    if (fate !== undefined) await tellFate(this.#context, this.#client, fate);
    const before = this.#skip > 0 && (await Report.isAt(this.#reportPath, this.#context.words));
    const bad = this.#counts.rejected > 0 || (fate?.held ?? 0) > 0 || before;
    return bad ? exits.rejected : exits.done;
  }

  /** The rows behind those that are dealt with already. */
  async *#unsent(): AsyncGenerator<Prepared> {
    const { words, stop } = this.#context;
    let index = 0;
    let lastSkipped = 0;
    const onBytes = (done: number): void => {
      this.#read = done;
      this.#show();
    };
    for await (const row of this.#job.rows({ onBytes, signal: stop })) {
      index += 1;
      if (index <= this.#skip) {
        lastSkipped = row.line;
        continue;
      }
      this.#report ??=
        this.#skip > 0
          ? await Report.continued(this.#reportPath, lastSkipped, words)
          : await Report.at(this.#reportPath, words);
      yield row;
    }
  }

  async #told(counts: Counts, rejected: readonly RejectedRow[], unseen: number): Promise<void> {
    for (const name of ["read", "accepted", "duplicate", "rejected", "leftOut"] as const) {
      this.#counts[name] += counts[name];
    }
    await this.#report?.add(rejected);
    this.#shown.push(...rejected.slice(0, shownRows - this.#shown.length));
    this.#position += counts.read;
    this.#unseen += unseen;
    if (Date.now() - this.#notedAt > positionEveryMs && this.#noting === undefined) {
      this.#notedAt = Date.now();
      // A note that fails is made up for by the next one; the rows themselves are safe.
      this.#noting = this.#note()
        .catch(() => undefined)
        .finally(() => (this.#noting = undefined));
    }
    this.#show();
  }

  #show(): void {
    this.#progress.show({ done: this.#read, total: this.#job.total, rows: this.#position });
  }

  /** Tells the server how far it is, and what was rejected here on the way. */
  async #note(status?: "complete", signal = this.#context.abort): Promise<void> {
    // One that may have arrived goes again as it was: it counts once either way.
    if (this.#unsure !== undefined) await this.#send(this.#unsure, {}, signal);
    const note = { position: this.#position, unseen: this.#unseen };
    if (status === undefined && note.position === this.#noted.position) return;
    await this.#send(note, status === undefined ? {} : { status }, signal);
  }

  async #send(note: Note, more: { status?: "complete" }, signal: AbortSignal): Promise<void> {
    this.#unsure = note;
    const since = this.#noted;
    await this.#client.send({
      method: "PATCH",
      path: `/v1/imports/${encodeURIComponent(this.#record.id)}`,
      json: {
        position: note.position,
        rejected: { since: since.position, rows: note.unseen - since.unseen },
        ...more,
      },
      patience: notePatience,
      signal,
    });
    this.#noted = note;
    this.#unsure = undefined;
  }

  /** Without it a few chunks are sent again, so it is not insisted on. */
  async #lastNote(): Promise<void> {
    await this.#noting;
    const soon = AbortSignal.timeout(lastNoteMs);
    await this.#note(undefined, AbortSignal.any([soon, this.#context.abort])).catch(
      () => undefined,
    );
  }

  async #interrupted(): Promise<Exit> {
    await this.#lastNote();
    this.#close(this.#context.words.importing.interrupted(this.#position));
    return exits.interrupted;
  }

  /** Says what became of the rows of this run, and with `last` why it ends here. */
  #close(last?: string, fate?: Fate): void {
    const { words, out, err } = this.#context;
    const { name } = this.#job;
    this.#progress.end();
    const rows = this.#report?.rows ?? 0;
    if (this.#shown.length > 0) {
      err.write(`${words.importing.rejected(this.#counts.rejected, this.#shown.length)}\n`);
      for (const { line, path, message } of this.#shown) {
        err.write(`${words.importing.rejectedRow(line, path, message)}\n`);
      }
      err.write(`${words.importing.report(this.#reportPath, rows)}\n`);
      if (last === undefined) err.write(`${words.importing.corrected(name)}\n`);
    }
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    // Held ones are of the whole import: those of an interrupted run are its own too.
    const held = fate && (fate.waiting === 0 ? fate.held : "unknown");
    out.write(`${words.importing.summary(name, { ...this.#counts, held }, seconds)}\n`);
    if (last !== undefined) err.write(`${last}\n`);
  }
}

/**
 * PGlite behind a watchdog. One connection, one transaction at a time; a statement past its
 * deadline ends the worker, answers `store_unavailable`, and the store is opened again (its
 * write-ahead log loses nothing that was committed).
 */
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { CorridorError } from "#contract/error.ts";
import { clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { apart } from "./work.ts";

export type PgliteOptions = {
  dataDir: string;
  log: Log;
  /** Milliseconds that one statement may take before the worker is ended. */
  deadline?: number;
  /** Milliseconds that a caller waits for the one connection before it gets 503. */
  patience?: number;
  /** Milliseconds that opening may take; after a crash the write-ahead log is read again. */
  opening?: number;
};

type Answer = {
  id: number;
  rows?: unknown[];
  affected?: number;
  error?: { message: string; code?: string };
  /** The instance behind this answer is beyond use. */
  broken?: boolean;
};
type Ask = { sql?: string; parameters?: readonly unknown[]; script?: string; close?: boolean };
type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };
type Limits = {
  /** Milliseconds, where not the standard. */
  deadline?: number | undefined;
  /** The opening that this statement belongs to: half a transaction must not go on in the next. */
  opening?: number | undefined;
};

/** VACUUM reads whole tables: longer than any other statement, and no sign of a hang. */
const maintenance = /^\s*vacuum\b/i;
const maintenanceDeadline = 120_000;
/** Between two tries to open a store that could not be opened, as on a full disk. */
const reopenPause = 1_000;

const unavailable = (message: string) =>
  new CorridorError("store_unavailable", message, { retryAfter: 2 });

const startWorker = (workerData: { dataDir: string; make: boolean }) =>
  new Worker(new URL("./pglite-worker.ts", import.meta.url), { workerData });

/** A queue for the one connection; whoever waits past `patience` is told to try again. */
class Turnstile {
  #busy = false;
  #queue: { enter: () => void; timer: NodeJS.Timeout }[] = [];

  enter(patience: number): Promise<void> {
    if (!this.#busy) {
      this.#busy = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const entry = {
        enter: resolve,
        timer: setTimeout(() => {
          this.#queue.splice(this.#queue.indexOf(entry), 1);
          reject(unavailable("The database is busy. Try again in a moment."));
        }, patience),
      };
      this.#queue.push(entry);
    });
  }

  leave(): void {
    const next = this.#queue.shift();
    if (!next) this.#busy = false;
    else {
      clearTimeout(next.timer);
      next.enter();
    }
  }
}

export class Pglite {
  readonly #options: Required<PgliteOptions>;
  #worker: Worker | undefined;
  #opened: Promise<void> | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #openNotBefore = 0;
  #losses = 0;
  #waiting = new Map<number, Waiting>();
  #turnstile = new Turnstile();
  #next = 1;
  #closed = false;
  /** How often the worker had to be ended or ended by itself; told by /readyz's store state and the tests. */
  restarts = 0;

  constructor(options: PgliteOptions) {
    this.#options = { deadline: 15_000, patience: 10_000, opening: 60_000, ...options };
  }

  /** Which opening of the store is in use: it changes as soon as the worker is lost. */
  get opening(): number {
    return this.#losses;
  }

  open(): Promise<void> {
    if (this.#closed) return Promise.reject(unavailable("The store is closed."));
    if (!this.#opened) {
      // Whoever comes first opens it for all.
      const opened = apart(() => this.#start());
      this.#opened = opened;
      opened.catch(() => {
        if (this.#opened === opened) this.#opened = undefined;
      });
    }
    return this.#opened;
  }

  async #start(): Promise<void> {
    // Two workers on one directory would ruin it: the one before must be gone, however long that takes.
    await this.#ended;
    if (clock.now() < this.#openNotBefore)
      throw unavailable("The database is being opened again. Try again in a moment.");
    const { dataDir } = this.#options;
    if (!existsSync(join(dataDir, "PG_VERSION"))) await this.#make(dataDir);
    const worker = startWorker({ dataDir, make: false });
    this.#worker = worker;
    const opened = new Promise<Answer>((resolve, reject) =>
      this.#waiting.set(0, { resolve, reject }),
    );
    worker.on("message", (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      waiting?.resolve(answer);
      if (answer.broken) this.#lost(worker, new Error(answer.error?.message));
    });
    worker.on("error", (error: Error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker, new Error("the worker ended")));
    const { opening } = this.#options;
    const watchdog = setTimeout(
      () => this.#lost(worker, new Error(`opening took longer than ${opening} ms`)),
      opening,
    );
    try {
      await opened;
    } catch (error) {
      this.#openNotBefore = clock.now() + reopenPause;
      throw error;
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** Makes the store beside its place, and puts it there whole: one that died in the middle begins anew. */
  async #make(dataDir: string): Promise<void> {
    const making = `${dataDir}.making`;
    await rm(making, { recursive: true, force: true });
    const worker = startWorker({ dataDir: making, make: true });
    const watchdog = setTimeout(() => void worker.terminate(), 5 * this.#options.opening);
    let made = false;
    let reason: Error | undefined;
    worker.once("message", () => (made = true));
    worker.once("error", (error: Error) => (reason = error));
    this.#ended = new Promise((resolve) => worker.once("exit", resolve));
    try {
      await this.#ended;
      if (!made) {
        this.#options.log.error({ reason: reason?.message }, "the embedded Postgres was not made");
        throw unavailable("The database could not be made. Try again in a moment.");
      }
      await rename(making, dataDir);
    } catch (error) {
      this.#openNotBefore = clock.now() + reopenPause;
      throw error;
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** The worker is of no more use: everything under way fails, and the next call opens the store again. */
  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#opened = undefined;
    this.#losses++;
    this.#ended = worker.terminate().catch(() => undefined);
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    if (!this.#closed) {
      this.restarts++;
      this.#options.log.error(
        { reason: error.message },
        "the embedded Postgres stopped; opening it again",
      );
    }
    // What was under way may or may not have been committed: whoever sends it again needs an id.
    for (const each of failed)
      each.reject(
        new CorridorError("store_unavailable", "The database did not answer. Try again.", {
          cause: error,
          retryAfter: 2,
        }),
      );
  }

  /** One statement, or a script of several. Rejects with the database's own error, its SQLSTATE as `code`. */
  async ask(message: Ask, limits: Limits = {}): Promise<{ rows: unknown[]; affected: number }> {
    await this.open();
    const worker = this.#worker;
    if (!worker) throw unavailable("The database is being opened again. Try again in a moment.");
    if (limits.opening !== undefined && limits.opening !== this.#losses)
      throw unavailable("The database was opened again meanwhile. Nothing was changed; try again.");
    const id = this.#next++;
    const answered = new Promise<Answer>((resolve, reject) =>
      this.#waiting.set(id, { resolve, reject }),
    );
    const deadline =
      limits.deadline ??
      (maintenance.test(message.sql ?? "") ? maintenanceDeadline : this.#options.deadline);
    const watchdog = setTimeout(
      () => this.#lost(worker, new Error(`a statement took longer than ${deadline} ms`)),
      deadline,
    );
    try {
      worker.postMessage({ id, ...message });
      const answer = await answered;
      if (answer.error)
        throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
      return { rows: answer.rows ?? [], affected: answer.affected ?? 0 };
    } finally {
      clearTimeout(watchdog);
      this.#waiting.delete(id);
    }
  }

  /** Closes after the transaction under way, or in its middle where that takes longer than three seconds. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const entered = await this.#turnstile.enter(3_000).then(
      () => true,
      () => false,
    );
    if (this.#worker) await this.ask({ close: true }, { deadline: 4_000 }).catch(() => undefined);
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
    await this.#ended;
    if (entered) this.leave();
  }

  /** Takes the one connection; `leave` gives it back. */
  enter(): Promise<void> {
    return this.#turnstile.enter(this.#options.patience);
  }

  leave(): void {
    this.#turnstile.leave();
  }

  /** Several statements at once, or one with parameters, with the connection to themselves. */
  async alone(message: Ask, deadline?: number): Promise<{ rows: unknown[] }> {
    await this.enter();
    try {
      await this.open();
      const { opening } = this;
      try {
        return await this.ask(message, { deadline, opening });
      } catch (error) {
        // A script that failed inside its own transaction would leave the connection in it.
        if (message.script !== undefined)
          await this.ask({ sql: "rollback" }, { opening }).catch(() => undefined);
        throw error;
      }
    } finally {
      this.leave();
    }
  }
}

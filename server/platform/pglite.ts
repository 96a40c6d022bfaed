/**
 * PGlite as a Kysely driver. One connection, one transaction at a time; a statement past its
 * deadline ends the worker, answers `store_unavailable`, and the store is opened again (its
 * write-ahead log loses nothing that was committed).
 */
import { Worker } from "node:worker_threads";
import {
  type CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from "kysely";
import { CorridorError } from "#contract/error.ts";
import type { Log } from "./log.ts";

export type PgliteOptions = {
  dataDir: string;
  log: Log;
  /** Milliseconds that one statement may take before the worker is ended. */
  deadline?: number;
  /** Milliseconds that a caller waits for the one connection before it gets 503. */
  patience?: number;
};

type Answer = {
  id: number;
  rows?: unknown[];
  affected?: number;
  error?: { message: string; code?: string };
};
type Ask = { sql?: string; parameters?: readonly unknown[]; script?: string; close?: boolean };
type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

const unavailable = (message: string) =>
  new CorridorError("store_unavailable", message, { retryAfter: 2 });

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
  #opening: Promise<void> | undefined;
  #waiting = new Map<number, Waiting>();
  #turnstile = new Turnstile();
  #next = 1;
  #closed = false;
  /** How often the watchdog had to end the worker; told by /readyz's store state and the tests. */
  restarts = 0;

  constructor(options: PgliteOptions) {
    this.#options = { deadline: 15_000, patience: 10_000, ...options };
  }

  open(): Promise<void> {
    if (this.#closed) return Promise.reject(unavailable("The store is closed."));
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #start(): Promise<void> {
    const worker = new Worker(new URL("./pglite-worker.ts", import.meta.url), {
      workerData: { dataDir: this.#options.dataDir },
    });
    this.#worker = worker;
    const opened = new Promise<void>((resolve, reject) => {
      this.#waiting.set(0, { resolve: () => resolve(), reject });
    });
    worker.on("message", (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      waiting?.resolve(answer);
    });
    worker.on("error", (error: Error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker, new Error("the worker ended")));
    await opened;
  }

  /** The worker is gone: everything under way fails, and the next call opens the store again. */
  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#opening = undefined;
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    if (!this.#closed)
      this.#options.log.error(
        { reason: error.message },
        "the embedded Postgres stopped; opening it again",
      );
    for (const each of failed)
      each.reject(unavailable("The database did not answer. Nothing was changed; try again."));
  }

  /** One statement, or a script of several. Rejects with the database's own error, its SQLSTATE as `code`. */
  async ask(
    message: Ask,
    deadline = this.#options.deadline,
  ): Promise<{ rows: unknown[]; affected: number }> {
    await this.open();
    const worker = this.#worker;
    if (!worker) throw unavailable("The database is being opened again. Try again in a moment.");
    const id = this.#next++;
    const answered = new Promise<Answer>((resolve, reject) =>
      this.#waiting.set(id, { resolve, reject }),
    );
    const watchdog = setTimeout(() => {
      this.restarts++;
      void worker.terminate();
      this.#lost(worker, new Error(`a statement took longer than ${deadline} ms`));
    }, deadline);
    try {
      worker.postMessage({ id, ...message });
      const answer = await answered;
      if (answer.error)
        throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
      return { rows: answer.rows ?? [], affected: answer.affected ?? 0 };
    } finally {
      clearTimeout(watchdog);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const worker = this.#worker;
    if (worker) await this.ask({ close: true }, 8_000).catch(() => undefined);
    this.#closed = true;
    await worker?.terminate();
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
      return await this.ask(message, deadline);
    } catch (error) {
      // A script that failed inside its own transaction would leave the connection in it.
      if (message.script !== undefined) await this.ask({ sql: "rollback" }).catch(() => undefined);
      throw error;
    } finally {
      this.leave();
    }
  }
}

export class PgliteDialect implements Dialect {
  readonly #store: Pglite;
  constructor(store: Pglite) {
    this.#store = store;
  }
  createDriver(): Driver {
    const store = this.#store;
    const connection: DatabaseConnection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const answer = await store.ask({ sql: query.sql, parameters: query.parameters });
        return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.affected) };
      },
      // eslint-disable-next-line require-yield
      async *streamQuery() {
        throw new Error("Rows are paged by keyset, not streamed.");
      },
    };
    return {
      init: () => store.open(),
      async acquireConnection() {
        await store.enter();
        return connection;
      },
      beginTransaction: async () => void (await store.ask({ sql: "begin" })),
      commitTransaction: async () => void (await store.ask({ sql: "commit" })),
      rollbackTransaction: async () =>
        void (await store.ask({ sql: "rollback" }).catch(() => undefined)),
      releaseConnection: async () => store.leave(),
      destroy: () => store.close(),
    };
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler();
  }
  createAdapter() {
    return new PostgresAdapter();
  }
  // Kysely's own parameter type for this is Kysely<any>.
  createIntrospector(db: Kysely<never>) {
    return new PostgresIntrospector(db);
  }
}

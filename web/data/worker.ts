/**
 * Work beside the page, which so stays quick. A worker's module knows its own address: the page loads
 * it to learn that, and starts it once more, where it finds no document and listens.
 */

type Question = { id: number; asked: unknown };
type Reply = { id: number; said?: unknown; failed?: string };
type Waiting = { done: (said: unknown) => void; fail: (error: Error) => void };

/** What the worker said that it could not do, in words for people. */
export class Unable extends Error {}

export class Helper<Asked> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(address: string) {
    this.#worker = new Worker(address, { type: "module" });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failed === undefined) waiting?.done(data.said);
      else waiting?.fail(new Unable(data.failed));
    });
    this.#worker.addEventListener("error", ({ message }) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(message));
      this.#waiting.clear();
    });
  }

  /** Throws `Unable`. */
  ask<Said>(asked: Asked): Promise<Said> {
    const id = (this.#last += 1);
    return new Promise<Said>((done, fail) => {
      this.#waiting.set(id, { done: done as Waiting["done"], fail });
      this.#worker.postMessage({ id, asked } satisfies Question);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

/** In a worker: answers one question after another, in the order in which they are asked. */
export function answering<Asked>(answer: (asked: Asked) => unknown): void {
  if (typeof document !== "undefined") return;
  let before: Promise<unknown> = Promise.resolve();
  addEventListener("message", ({ data }: MessageEvent<Question>) => {
    const { id } = data;
    before = before
      .then(() => answer(data.asked as Asked))
      .then(
        (said) => postMessage({ id, said } satisfies Reply),
        (error: unknown) =>
          postMessage({ id, failed: error instanceof Error ? error.message : String(error) }),
      );
  });
}

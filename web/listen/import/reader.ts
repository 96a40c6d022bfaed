/** A file that is being read in a worker, as the page sees it. What it can't read it throws as `Unable`. */
import type { Prepared } from "#importing/send.ts";
import { Helper } from "../../data/worker.ts";
import type { Asked, Batch, OpenAsked, OpenSaid, RowsAsked, Tried, TryAsked } from "./worker.ts";

export class Reader {
  readonly #helper: Helper<Asked>;

  private constructor(helper: Helper<Asked>) {
    this.#helper = helper;
  }

  static async start(): Promise<Reader> {
    const { address } = await import("./worker.ts");
    return new Reader(new Helper<Asked>(address));
  }

  open(asked: Omit<OpenAsked, "do">): Promise<OpenSaid> {
    return this.#helper.ask({ do: "open", ...asked });
  }

  try(asked: Omit<TryAsked, "do">): Promise<Tried> {
    return this.#helper.ask({ do: "try", ...asked });
  }

  /** All rows from the first, read as they are taken. */
  async *rows(
    asked: Omit<RowsAsked, "do">,
    onBytes: (done: number) => void,
  ): AsyncGenerator<Prepared> {
    await this.#helper.ask({ do: "rows", ...asked });
    for (;;) {
      const { rows, bytes, done } = await this.#helper.ask<Batch>({ do: "next" });
      yield* rows;
      onBytes(bytes);
      if (done) return;
    }
  }

  close(): void {
    this.#helper.close();
  }
}

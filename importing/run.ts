/**
 * Sends the rows of an import to its end, or to where it can go on. The server keeps a record of it:
 * `position` counts the rows that are dealt with, so that the same rows sent again skip them. With it
 * goes how many of those were rejected here, as the server sees only what is sent. Rows sent after
 * the last note of the position are sent twice and count as duplicates.
 */
import type { ImportRecord } from "#contract/listen.ts";
import { importPath } from "./fate.ts";
import { type Counts, noCounts, type Prepared, sendAll } from "./send.ts";
import type { Sender } from "./sender.ts";
import type { RejectedRow } from "./source.ts";
import type { Thing } from "./target.ts";

const positionEveryMs = 2_000;
/** Seconds that a note may take. */
const notePatience = 30;
/** What a run that ends early gives to its last note, in ms. */
const lastNoteMs = 3_000;

export type RunInput = {
  readonly client: Sender;
  readonly record: Pick<ImportRecord, "id" | "position">;
  readonly thing: Thing;
  /** Begin nothing new. */
  readonly stop: AbortSignal;
  /** Give up what is in flight. */
  readonly abort: AbortSignal;
  /** Told in the file's order what became of rows; the run's own counts have them already. */
  readonly onTold: (rejected: readonly RejectedRow[]) => Promise<void> | void;
};

/** How far a run is, and how many rows it has rejected by itself. */
type Note = { readonly position: number; readonly unseen: number };

export class Run {
  readonly #given: RunInput;
  /** Of this run's rows, without those before it began. */
  readonly counts: Counts = noCounts();
  #position: number;
  /** Rejected rows that the server knows of by notes alone. */
  #unseen = 0;
  #noted: Note;
  /** A note of which it isn't known whether it arrived. */
  #unsure: Note | undefined;
  #notedAt = Date.now();
  #noting: Promise<void> | undefined;

  constructor(given: RunInput) {
    this.#given = given;
    this.#position = given.record.position;
    this.#noted = { position: given.record.position, unseen: 0 };
  }

  /** Rows that are dealt with, those of earlier runs included. */
  get position(): number {
    return this.#position;
  }

  /**
   * Sends rows, the first of which is the one behind the position; where it was not stopped on the
   * way, the import is complete then. Throws what the client or the reading throws.
   */
  async send(rows: AsyncIterable<Prepared>): Promise<void> {
    const { client, record, thing, stop, abort } = this.#given;
    await sendAll(rows, {
      client,
      importId: record.id,
      thing,
      stop,
      abort,
      onChunk: (counts, rejected, unseen) => this.#told(counts, rejected, unseen),
    });
    if (stop.aborted) return;
    await this.#noting;
    await this.#note("complete");
  }

  /** For a run that ends early. Without it a few chunks are sent again, so it is not insisted on. */
  async lastNote(): Promise<void> {
    await this.#noting;
    const soon = AbortSignal.timeout(lastNoteMs);
    const signal = AbortSignal.any([soon, this.#given.abort]);
    await this.#note(undefined, signal).catch(() => undefined);
  }

  async #told(counts: Counts, rejected: readonly RejectedRow[], unseen: number): Promise<void> {
    for (const name of ["read", "accepted", "duplicate", "rejected", "leftOut"] as const) {
      this.counts[name] += counts[name];
    }
    await this.#given.onTold(rejected);
    this.#position += counts.read;
    this.#unseen += unseen;
    if (Date.now() - this.#notedAt > positionEveryMs && this.#noting === undefined) {
      this.#notedAt = Date.now();
      // A note that fails is made up for by the next one; the rows themselves are safe.
      this.#noting = this.#note()
        .catch(() => undefined)
        .finally(() => (this.#noting = undefined));
    }
  }

  /** Tells the server how far it is, and what was rejected here on the way. */
  async #note(status?: "complete", signal = this.#given.abort): Promise<void> {
    // One that may have arrived goes again as it was: it counts once either way.
    if (this.#unsure !== undefined) await this.#send(this.#unsure, {}, signal);
    const note = { position: this.#position, unseen: this.#unseen };
    if (status === undefined && note.position === this.#noted.position) return;
    await this.#send(note, status === undefined ? {} : { status }, signal);
  }

  async #send(note: Note, more: { status?: "complete" }, signal: AbortSignal): Promise<void> {
    this.#unsure = note;
    const since = this.#noted;
    await this.#given.client.send({
      method: "PATCH",
      path: importPath(this.#given.record.id),
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
}

/** The rows behind the first `skip`; `onSkipped` hears the line of the last of those before the first other one. */
export async function* behind(
  rows: AsyncIterable<Prepared>,
  skip: number,
  onSkipped: (line: number) => Promise<void> | void = () => {},
): AsyncGenerator<Prepared> {
  let index = 0;
  let last = 0;
  for await (const row of rows) {
    index += 1;
    if (index <= skip) {
      last = row.line;
      continue;
    }
    if (index === skip + 1) await onSkipped(last);
    yield row;
  }
}

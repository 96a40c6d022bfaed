/** How far a long job is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
import type { Words } from "../words/index.ts";

/** What `process.stderr` is used for here. */
export type Screen = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

const redrawMs = 100;
const lineMs = 5_000;
const barWidth = 24;

export type Step = {
  /** Amount done, in the unit of `total`. */
  readonly done: number;
  /** Undefined where nobody knows it beforehand. */
  readonly total?: number | undefined;
  readonly rows: number;
};

export class Progress {
  readonly #screen: Screen;
  readonly #words: Words;
  readonly #unit: (amount: number) => string;
  readonly #now: () => number;
  readonly #started: number;
  #last: number;
  #drawn = false;
  /** Rows before this run began, which its rate leaves out. */
  #skipped = 0;

  /** `unit` writes an amount (`1.2 MB`). `now` in ms, replaced in tests. */
  constructor(
    screen: Screen,
    words: Words,
    unit: (amount: number) => string,
    now: () => number = Date.now,
  ) {
    this.#screen = screen;
    this.#words = words;
    this.#unit = unit;
    this.#now = now;
    this.#started = now();
    this.#last = screen.isTTY === true ? 0 : this.#started;
  }

  skip(rows: number): void {
    this.#skipped = rows;
  }

  show(step: Step): void {
    const now = this.#now();
    const terminal = this.#screen.isTTY === true;
    if (now - this.#last < (terminal ? redrawMs : lineMs)) return;
    this.#last = now;
    const text = this.#text(step, terminal, (now - this.#started) / 1000);
    if (!terminal) {
      this.#screen.write(`${text}\n`);
      return;
    }
    const width = (this.#screen.columns ?? 80) - 1;
    this.#screen.write(`\r\u001b[2K${text.slice(0, width)}`);
    this.#drawn = true;
  }

  /** Takes the bar away, so that what follows begins on a line of its own. */
  end(): void {
    if (this.#drawn) this.#screen.write("\r\u001b[2K");
    this.#drawn = false;
  }

  #text(step: Step, terminal: boolean, seconds: number): string {
    const rate = seconds > 0 ? (step.rows - this.#skipped) / seconds : 0;
    const rows = this.#words.progress.rows(step.rows, Math.max(0, Math.round(rate)));
    if (step.total === undefined || step.total <= 0) return `${this.#unit(step.done)} · ${rows}`;
    const share = Math.min(1, step.done / step.total);
    const percent = `${Math.floor(share * 100)}`.padStart(3);
    const full = Math.round(share * barWidth);
    const bar = terminal ? `${"█".repeat(full)}${"░".repeat(barWidth - full)} ` : "";
    const of = this.#words.progress.of(this.#unit(step.done), this.#unit(step.total));
    return `${bar}${percent} % · ${of} · ${rows}`;
  }
}

/** Bytes in a unit that a person reads: `940 B`, `1.2 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let amount = bytes;
  let unit = 0;
  for (; amount >= 1000 && unit < units.length - 1; unit += 1) amount /= 1000;
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}

/** A first mapping, written from a file's own columns for a person to correct. */
import type { Source } from "../source.ts";
import type { Words } from "../words/index.ts";
import { type Guess, guessColumn, keyOf } from "./guess.ts";
import { hints } from "./hints.ts";
import { profileColumns } from "./profile.ts";

export type Field = string | { from: string; format: string; timezone?: string };

/** The mapping file, ready for JSON. `notes` say what was seen and why each guess was made. */
export type Proposal = {
  readonly file?: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, Field>>;
  readonly notes: readonly string[];
};

/** Column names without a letter: the first line most likely is a row, and there is no header. */
export function seemsHeadless(source: Source): boolean {
  const { columns } = source;
  return (
    columns !== undefined &&
    source.reading.headless !== true &&
    columns.every((name) => !/\p{L}/u.test(name))
  );
}

/** What is guessed of a file whose rows are signals, part by part. */
export type Draft = {
  /** Rows that were looked at. */
  readonly rows: number;
  readonly kind: "response" | "transaction";
  readonly occurredAt: Field;
  /** The column that `occurredAt` is read from; undefined where none holds dates. */
  readonly date: Guess | undefined;
  /** Of every column, in the file's order. */
  readonly guesses: readonly Guess[];
};

/**
 * @param modified when the file was changed last: the time of signals whose file names none.
 * @param timezone in which dates were written that say no offset.
 */
export async function draft(
  source: Source,
  modified: Date,
  words: Words,
  timezone: string,
): Promise<Draft> {
  const { profiles, rows } = await profileColumns(source);
  const taken = new Set<string>();
  const guesses: Guess[] = [];
  for (const profile of profiles) {
    const guess = guessColumn(profile, taken, words);
    if (guess.target !== undefined) taken.add(guess.target);
    guesses.push(guess);
  }
  const date = bestDate(guesses);
  const occurredAt =
    date === undefined
      ? `'${modified.toISOString().slice(0, 10)}T00:00:00Z'`
      : dateField(date, source, timezone);
  return { rows, kind: kindOf(guesses), occurredAt, date, guesses };
}

/** @param modified as for `draft`. */
export async function propose(source: Source, modified: Date, words: Words): Promise<Proposal> {
  const say = words.proposal;
  const { rows, kind, occurredAt, date, guesses } = await draft(source, modified, words, "UTC");
  const fields: Record<string, Field> = { kind: `'${kind}'`, occurredAt };
  const notes = [
    say.rows(rows),
    ...(source.reading.headless === true ? [say.headless] : []),
    say.kind(kind),
  ];
  if (date?.date === undefined) {
    notes.push(say.noDate(modified.toISOString().slice(0, 10)));
  } else {
    notes.push(say.date(date.column, date.date.pattern));
    if (source.reading.format === "xlsx" || !date.date.absolute) notes.push(say.zone);
    if (date.date.ambiguous) notes.push(say.ambiguousDate);
  }
  for (const guess of guesses) {
    if (guess === date) continue;
    if (guess.target !== undefined) fields[guess.target] = guess.expression;
    notes.push(`${guess.column}: ${guess.seen} ${guess.reason}`);
  }
  const file = fileOptions(source);
  return { ...(Object.keys(file).length === 0 ? {} : { file }), fields, notes };
}

function kindOf(guesses: readonly Guess[]): "response" | "transaction" {
  const has = (sort: Guess["sort"]): boolean =>
    guesses.some((guess) => guess.sort === sort && guess.target !== undefined);
  return has("money") && !has("rating") && !has("text") ? "transaction" : "response";
}

/** The date that the signals happened on: one whose name says so before the others. */
function bestDate(guesses: readonly Guess[]): Guess | undefined {
  const dates = guesses.filter((guess) => guess.date !== undefined);
  return dates.find((guess) => hints(guess.column, "date")) ?? dates[0];
}

function dateField(guess: Guess, source: Source, timezone: string): Field {
  const pattern = guess.date?.pattern ?? "rfc3339";
  // A workbook's dates have no zone; they come as if they were UTC.
  if (source.reading.format === "xlsx" && pattern === "rfc3339") {
    return { from: guess.expression, format: "yyyy-MM-dd'T'HH:mm:ss'Z'", timezone };
  }
  if (pattern === "rfc3339") return guess.expression;
  if (guess.date?.absolute === true) return { from: guess.expression, format: pattern };
  return { from: guess.expression, format: pattern, timezone };
}

/** What the next run must be told about the file, as it cannot find it out by itself. */
function fileOptions(source: Source): Record<string, unknown> {
  const { reading } = source;
  return {
    ...(reading.delimiter === "space" ? { delimiter: "space" } : {}),
    ...(reading.sheet === undefined || reading.sheet === 1 ? {} : { sheet: reading.sheet }),
    ...(reading.header === undefined ? {} : { header: reading.header, rows: reading.rows }),
    ...(reading.headless === true ? { columns: (source.columns ?? []).map(keyOf) } : {}),
  };
}

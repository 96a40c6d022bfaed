/**
 * Reads a file beside the page, which so stays quick: opens it, proposes its mapping, tries one on its
 * first rows, and gives all of them as they are asked for. The page loads this module to learn its
 * address, and starts it again as a worker.
 */
import type { Bytes } from "#importing/bytes.ts";
import { asTheyAre, type MappingProblem, prepareMapping } from "#importing/mapping.ts";
import { mappingFrom } from "#importing/mapping-file.ts";
import { type FileOptions, openBytes, type Opened } from "#importing/open.ts";
import { fingerprintOf, firstIssue, isReady, madeName, prepared } from "#importing/prepare.ts";
import { draftProfiles } from "#importing/propose/profiles.ts";
import { draft, seemsHeadless } from "#importing/propose/propose.ts";
import type { Prepared } from "#importing/send.ts";
import type { RejectedRow, Source } from "#importing/source.ts";
import { shapes, type Thing } from "#importing/target.ts";
import { wordsIn, type Words } from "#importing/words/index.ts";
import { answering } from "../../data/worker.ts";
import { type Line, linesOf, type Mapped } from "./lines.ts";

export const address = import.meta.url;

export type OpenAsked = {
  do: "open";
  file: File;
  options: FileOptions;
  thing: Thing;
  timezone: string;
  language: "en" | "id";
};
export type OpenSaid = {
  lines: Line[];
  rows: number;
  /** Whether dates may be read with day and month the other way round. */
  ambiguous: boolean;
  /** Its rows are what they are to become already, and need no mapping. */
  ready: boolean;
  reading: Source["reading"];
  renamed: Source["renamed"];
  /** Names of a workbook's sheets. */
  sheets: string[];
};
export type TryAsked = { do: "try"; mapping: Mapped; thing: Thing };
export type Tried = {
  problems: readonly MappingProblem[];
  fingerprint: string;
  name: string;
  /** The first that it would make. */
  made: { line: number; signal: Record<string, unknown>; issue?: string }[];
  /** Of the first rows. */
  read: number;
  rejected: RejectedRow[];
  rejectedCount: number;
};
export type RowsAsked = { do: "rows"; mapping: Mapped; thing: Thing; name: string };
export type NextAsked = { do: "next" };
export type Batch = {
  rows: Prepared[];
  bytes: number;
  done: boolean;
};
export type Asked = OpenAsked | TryAsked | RowsAsked | NextAsked;

/** Bytes that are read at once: what is told of the progress lies so far behind at most. */
const chunkBytes = 64 * 1024;
const triedRows = 1_000;
const shown = 5;
const batchRows = 500;

const bytesOf = (file: File): Bytes => ({
  name: file.name,
  size: file.size,
  slice: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  async *chunks() {
    for (let at = 0; at < file.size; at += chunkBytes)
      yield new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer());
  },
});

/** Loaded where somebody has a workbook. */
async function readSheet(content: Uint8Array, sheet: string | number) {
  const library = await import("read-excel-file/universal");
  return library.readSheet(new Blob([content as Uint8Array<ArrayBuffer>]), sheet, { trim: false });
}

/** Names of a workbook's sheets: the library lists them where one is asked for that can't be there. */
async function sheetsOf(file: File): Promise<string[]> {
  try {
    await readSheet(new Uint8Array(await file.arrayBuffer()), "/");
  } catch (error) {
    if (error instanceof Error && "sheets" in error && Array.isArray(error.sheets))
      return error.sheets.map(String);
  }
  return [];
}

let words: Words = wordsIn("en");
let opened: Opened | undefined;
let file: File | undefined;
let rows: AsyncGenerator<Prepared> | undefined;
let bytes = 0;

async function open({
  options,
  thing,
  timezone,
  language,
  ...asked
}: OpenAsked): Promise<OpenSaid> {
  words = wordsIn(language);
  file = asked.file;
  opened = await openBytes(bytesOf(file), options, readSheet, words);
  if (options.columns === undefined && seemsHeadless(opened.source))
    opened = await openBytes(bytesOf(file), { ...options, columns: true }, readSheet, words);
  const { source } = opened;
  const { reading, renamed } = source;
  const sheets = reading.format === "xlsx" ? await sheetsOf(file) : [];
  const common = { reading, renamed, sheets, ready: await isReady(source, thing) };
  if (thing !== "signals") {
    const drafted = await draftProfiles(source, thing, words);
    const lines = linesOf(drafted);
    return { lines, rows: drafted.rows, ambiguous: false, ...common };
  }
  const drafted = await draft(source, new Date(file.lastModified), words, timezone);
  return {
    lines: linesOf(drafted),
    rows: drafted.rows,
    ambiguous: drafted.date?.date?.ambiguous === true,
    ...common,
  };
}

function ready(mapping: Mapped, thing: Thing) {
  if (opened === undefined || file === undefined) throw new Error("no file is open");
  if (mapping === null) {
    const made = { ok: true as const, mapping: asTheyAre(words, shapes[thing]) };
    const fingerprint = fingerprintOf(opened, undefined, thing);
    return { made, problems: [], source: opened.source, fingerprint, file };
  }
  const shape: string[] = [];
  const read = mappingFrom(mapping, words, shape);
  const { source } = opened;
  const row = { columns: source.columns, text: source.reading.format === "csv" };
  const made = prepareMapping(read, row, words, shapes[thing]);
  const problems = [
    ...shape.map((message): MappingProblem => ({ field: undefined, message })),
    ...(made.ok ? [] : made.problems),
  ];
  return { made, problems, source, fingerprint: fingerprintOf(opened, read, thing), file };
}

async function attempt({ mapping, thing }: TryAsked): Promise<Tried> {
  const { made, problems, source, fingerprint, file } = ready(mapping, thing);
  const tried: Tried = {
    problems,
    fingerprint,
    name: madeName(file.name, fingerprint),
    made: [],
    read: 0,
    rejected: [],
    rejectedCount: 0,
  };
  if (problems.length > 0 || !made.ok) return tried;
  const reject = (row: RejectedRow): void => {
    tried.rejectedCount += 1;
    if (tried.rejected.length < shown) tried.rejected.push(row);
  };
  const name = thing === "signals" ? tried.name : undefined;
  for await (const { line, signal, problem } of prepared(source.rows(), made.mapping, name)) {
    tried.read += 1;
    if (problem !== undefined) reject({ line, ...problem });
    if (signal !== undefined) {
      const issue = firstIssue(thing, signal);
      if (issue !== undefined) reject({ line, code: "invalid_value", ...issue });
      if (tried.made.length < shown)
        tried.made.push({ line, signal, ...(issue === undefined ? {} : { issue: issue.message }) });
    }
    if (tried.read >= triedRows) break;
  }
  return tried;
}

function begin({ mapping, thing, name }: RowsAsked): Record<string, never> {
  const { made, source } = ready(mapping, thing);
  if (!made.ok) throw new Error("the mapping has problems");
  bytes = 0;
  const all = source.rows({ onBytes: (done) => (bytes = done) });
  rows = prepared(all, made.mapping, thing === "signals" ? name : undefined);
  return {};
}

async function next(): Promise<Batch> {
  const batch: Prepared[] = [];
  while (rows !== undefined && batch.length < batchRows) {
    const { value, done } = await rows.next();
    if (done === true) rows = undefined;
    else batch.push(value);
  }
  return { rows: batch, bytes, done: rows === undefined };
}

const answer = (asked: Asked): unknown => {
  if (asked.do === "open") return open(asked);
  if (asked.do === "try") return attempt(asked);
  return asked.do === "rows" ? begin(asked) : next();
};

answering(answer);

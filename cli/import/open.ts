/** Opens a file of rows: which format, encoding and delimiter, and what makes it this file. */
import { createHash } from "node:crypto";
import { extname } from "node:path";
import { codeOf, Failure, messageOf } from "../failure.ts";
import type { Words } from "../words/index.ts";
import { openCsv } from "./csv-source.ts";
import { openNdjson } from "./ndjson-source.ts";
import type { Format, Source } from "./source.ts";
import { detectEncoding, firstLineNotUtf8, isEncoding, readEnds } from "./text.ts";
import { openXlsx } from "./xlsx-source.ts";

/** What the person says about the file, on the command line or in the mapping. */
export type FileOptions = {
  readonly encoding?: string | undefined;
  /** One character, or a name: comma, semicolon, tab, pipe, space (runs of blanks). */
  readonly delimiter?: string | undefined;
  readonly sheet?: string | number | undefined;
  /** The file has no header: these are its columns, `true` makes names. */
  readonly columns?: readonly string[] | true | undefined;
};

export type Opened = {
  readonly source: Source;
  /** Hash (hex) of size, first and last megabyte. */
  readonly content: string;
};

const byExtension: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".tab": "csv",
  ".txt": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".xlsx": "xlsx",
};

const delimiters: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  "\\t": "\t",
  pipe: "|",
  space: "space",
};

/** @throws Failure for a file that cannot be read, or options that do not make sense. */
export async function openFile(path: string, options: FileOptions, words: Words): Promise<Opened> {
  const extension = extname(path).toLowerCase();
  const format = byExtension[extension];
  if (format === undefined) {
    throw new Failure(words.reading.unknownFormat(extension, Object.keys(byExtension)));
  }
  const { size, first, last } = await ends(path, words);
  if (size === 0) throw new Failure(words.reading.noHeader(path));
  const content = createHash("sha256").update(`${size}\n`).update(first).update(last).digest("hex");
  const delimiter = delimiterOf(options.delimiter, words);
  if (format === "xlsx") {
    const source = await openXlsx(
      { path, size, sheet: options.sheet, columns: options.columns },
      words,
    );
    return { source, content };
  }
  const encoding = await encodingOf(path, first, options.encoding, words);
  if (format === "ndjson") return { source: openNdjson({ path, size, encoding }, words), content };
  const whole = first.length === size;
  const sample = new TextDecoder(encoding).decode(first, { stream: !whole });
  const given = delimiter ?? (extension === ".tsv" || extension === ".tab" ? "\t" : undefined);
  const source = openCsv(
    { path, size, encoding, sample, whole, delimiter: given, columns: options.columns },
    words,
  );
  return { source, content };
}

async function ends(path: string, words: Words): ReturnType<typeof readEnds> {
  try {
    return await readEnds(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Failure(words.reading.noFile(path));
    throw new Failure(words.reading.unreadable(path, messageOf(error)));
  }
}

function delimiterOf(given: string | undefined, words: Words): string | undefined {
  if (given === undefined) return undefined;
  const name = given.toLowerCase();
  const named = Object.hasOwn(delimiters, name) ? delimiters[name] : undefined;
  const delimiter = named ?? (given === " " ? "space" : given);
  if (delimiter !== "space" && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) {
    throw new Failure(words.reading.badDelimiter(given, Object.keys(delimiters)));
  }
  return delimiter;
}

async function encodingOf(
  path: string,
  head: Buffer,
  given: string | undefined,
  words: Words,
): Promise<string> {
  if (given === undefined) return (await detectEncoding(path, head)).encoding;
  if (!isEncoding(given)) throw new Failure(words.reading.unknownEncoding(given));
  const encoding = new TextDecoder(given).encoding;
  const line = encoding === "utf-8" ? await firstLineNotUtf8(path) : undefined;
  if (line !== undefined) throw new Failure(words.reading.notUtf8(line));
  return encoding;
}

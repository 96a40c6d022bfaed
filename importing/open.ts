/** Opens a file of rows: which format, encoding and delimiter, and what makes it this file. */
import { readEnds, type Bytes } from "./bytes.ts";
import { openCsv } from "./csv-source.ts";
import { Fault } from "./fault.ts";
import { openNdjson } from "./ndjson-source.ts";
import { sha256 } from "./sha256.ts";
import type { HeadOptions } from "./head.ts";
import { openXlsx, type ReadSheet } from "./sheet-source.ts";
import type { Format, Source } from "./source.ts";
import { detectEncoding, firstLineNotUtf8, isEncoding } from "./text.ts";
import type { Words } from "./words/index.ts";

/** What the person says about the file, on the command line or in the mapping. */
export type FileOptions = HeadOptions & {
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

/** How files are called that are read, and as what. */
export const byExtension: Readonly<Record<string, Format>> = {
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

/** @throws Fault for a file that cannot be read, or options that do not make sense. */
export async function openBytes(
  bytes: Bytes,
  options: FileOptions,
  readSheet: ReadSheet,
  words: Words,
): Promise<Opened> {
  const { name, size } = bytes;
  const extension = /\.[^./\\]*$/.exec(name)?.[0].toLowerCase() ?? "";
  const format = byExtension[extension];
  if (format === undefined) {
    throw new Fault(words.reading.unknownFormat(extension, Object.keys(byExtension)));
  }
  if (size === 0) throw new Fault(words.reading.noHeader(name));
  const { first, last } = await readEnds(bytes);
  const content = sha256(`${size}\n`, first, last);
  const delimiter = delimiterOf(options.delimiter, words);
  const { header, rows, columns } = options;
  if (format === "xlsx") {
    const source = await openXlsx(
      { bytes, readSheet, sheet: options.sheet, columns, header, rows },
      words,
    );
    return { source, content };
  }
  const encoding = await encodingOf(bytes, first, options.encoding, words);
  if (format === "ndjson") return { source: openNdjson({ bytes, encoding }, words), content };
  const whole = first.length === size;
  const sample = new TextDecoder(encoding).decode(first, { stream: !whole });
  const given = delimiter ?? (extension === ".tsv" || extension === ".tab" ? "\t" : undefined);
  const source = openCsv(
    { bytes, encoding, sample, whole, delimiter: given, columns, header, rows },
    words,
  );
  return { source, content };
}

function delimiterOf(given: string | undefined, words: Words): string | undefined {
  if (given === undefined) return undefined;
  const name = given.toLowerCase();
  const named = Object.hasOwn(delimiters, name) ? delimiters[name] : undefined;
  const delimiter = named ?? (given === " " ? "space" : given);
  if (delimiter !== "space" && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) {
    throw new Fault(words.reading.badDelimiter(given, Object.keys(delimiters)));
  }
  return delimiter;
}

async function encodingOf(
  bytes: Bytes,
  head: Uint8Array,
  given: string | undefined,
  words: Words,
): Promise<string> {
  if (given === undefined) return (await detectEncoding(bytes, head)).encoding;
  if (!isEncoding(given)) throw new Fault(words.reading.unknownEncoding(given));
  const encoding = new TextDecoder(given).encoding;
  const line = encoding === "utf-8" ? await firstLineNotUtf8(bytes) : undefined;
  if (line !== undefined) throw new Fault(words.reading.notUtf8(line));
  return encoding;
}

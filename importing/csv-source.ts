/** Rows of CSV and TSV, and of text in columns parted by runs of blanks. */
import type { Bytes } from "./bytes.ts";
import { CsvCutter, UnclosedQuote, type CsvRecord } from "./csv.ts";
import { detectDelimiter, namedDelimiter, sampleRecords } from "./delimiter.ts";
import { Fault } from "./fault.ts";
import { headOf, type HeadOptions } from "./head.ts";
import { columnNames, madeColumns, rowOf, type Source, type SourceRow } from "./source.ts";
import { readLines, readText } from "./text.ts";
import type { Words } from "./words/index.ts";

/** Greatest length of a line where runs of blanks are the delimiter. */
const mostLine = 1024 * 1024;

export type CsvInput = HeadOptions & {
  readonly bytes: Bytes;
  readonly encoding: string;
  /** The beginning of the text, and whether that is all of it. */
  readonly sample: string;
  readonly whole: boolean;
  readonly delimiter?: string | undefined;
  /** Names for a file without a header; `true` makes some. */
  readonly columns?: readonly string[] | true | undefined;
};

const isEmpty = (record: CsvRecord): boolean => record.cells.length === 1 && record.cells[0] === "";

/**
 * @throws Fault where the file holds no header, or the names given do not fit its first row.
 */
export function openCsv(input: CsvInput, words: Words): Source {
  const first = /^[^\r\n]*/.exec(input.sample)?.[0] ?? "";
  const named = namedDelimiter(first);
  const start = named === undefined ? "" : first;
  const sample = input.sample.slice(start.length);
  const delimiter = input.delimiter ?? named ?? detectDelimiter(sample, input.whole);
  const records =
    delimiter === "space"
      ? sample.split(/\r\n|\n|\r/).map((text, index) => blankRecord(index + 1, text))
      : sampleRecords(sample, delimiter, input.whole);
  const lines = records.filter((record) => !isEmpty(record));
  const headless = input.columns !== undefined;
  const head = headOf(lines, input);
  const header = headless ? lines[0] : head.names;
  if (header === undefined) throw new Fault(words.reading.noHeader(input.bytes.name));
  const from = headless ? header.line : head.rows;
  const { columns, renamed } = columnNames(
    input.columns === undefined
      ? header.cells
      : input.columns === true
        ? madeColumns(header.cells.length)
        : input.columns,
  );
  if (columns.length !== header.cells.length) {
    throw new Fault(words.reading.columnsDoNotFit(columns.length, header.cells.length));
  }
  return {
    reading: {
      format: "csv",
      encoding: input.encoding,
      delimiter,
      headless,
      ...(head.unusual && !headless ? { header: header.line, rows: from } : {}),
    },
    columns,
    renamed,
    size: input.bytes.size,
    async *rows({ onBytes = () => {}, signal } = {}) {
      const text = readText(input.bytes, input.encoding, onBytes, signal);
      for await (const record of cutAll(text, delimiter, words)) {
        if (record.line < from || isEmpty(record)) continue;
        yield toRow(record, columns, words);
      }
    },
  };
}

async function* cutAll(
  text: AsyncIterable<string>,
  delimiter: string,
  words: Words,
): AsyncGenerator<CsvRecord> {
  if (delimiter === "space") {
    for await (const line of readLines(text, mostLine)) yield blankRecord(line.line, line.text);
    return;
  }
  const cutter = new CsvCutter(delimiter);
  try {
    for await (const chunk of text) yield* cutter.push(chunk);
    yield* cutter.push("", true);
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    throw new Fault(words.reading.unclosedQuote(error.line));
  }
}

function blankRecord(line: number, text: string): CsvRecord {
  return { line, cells: text.trim().split(/[ \t]+/), badQuote: false };
}

function toRow(record: CsvRecord, columns: readonly string[], words: Words): SourceRow {
  const { line, cells } = record;
  // Cells beyond the header are harmless where all of them are empty: many exports end lines so.
  while (cells.length > columns.length && cells.at(-1) === "") cells.pop();
  if (record.badQuote) {
    return { line, problem: { code: "bad_quote", path: "", message: words.reading.badQuote } };
  }
  if (cells.length !== columns.length) {
    const message = words.reading.ragged(cells.length, columns.length);
    return { line, problem: { code: "ragged_row", path: "", message } };
  }
  return { line, row: rowOf(columns, cells) };
}

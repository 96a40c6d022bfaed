/** Rows of an Excel workbook. It is read whole, so its size is limited. */
import type { Bytes } from "./bytes.ts";
import { Fault, messageOf } from "./fault.ts";
import { headOf, type HeadOptions } from "./head.ts";
import { columnNames, madeColumns, rowOf, type Source } from "./source.ts";
import type { Words } from "./words/index.ts";
import { unpackedSize } from "./zip.ts";

/** Greatest size of a workbook in bytes, as it is and unpacked: 100 MB unpacked take 0.6 GB of memory. */
export const xlsxLimits = { bytes: 100 * 1024 * 1024, unpacked: 512 * 1024 * 1024 } as const;

type Cells = readonly unknown[];

/** Reads one sheet whole, by name or number; the library has an entry for each kind of machine. */
export type ReadSheet = (content: Uint8Array, sheet: string | number) => Promise<Cells[]>;

export type XlsxInput = HeadOptions & {
  readonly bytes: Bytes;
  readonly readSheet: ReadSheet;
  /** Name, or number from 1; the first sheet that is not empty where absent. */
  readonly sheet?: string | number | undefined;
  readonly columns?: readonly string[] | true | undefined;
};

/** @throws Fault where the workbook is too large, not readable, or lacks the sheet or a header. */
export async function openXlsx(input: XlsxInput, words: Words): Promise<Source> {
  const tooLarge = words.reading.workbookTooLarge(xlsxLimits.bytes / 1024 / 1024);
  if (input.bytes.size > xlsxLimits.bytes) throw new Fault(tooLarge);
  const unpacked = await unpackedSize(input.bytes);
  if (unpacked === undefined) throw new Fault(words.reading.notWorkbook(input.bytes.name));
  if (unpacked > xlsxLimits.unpacked) throw new Fault(tooLarge);
  const { sheet, rows } =
    input.sheet === undefined
      ? await firstWithRows(input, words)
      : { sheet: input.sheet, rows: await read(input, input.sheet, words) };
  const lines = firstLines(rows, input.header ?? 1);
  const headless = input.columns !== undefined;
  const head = headOf(lines, input);
  const names = headless ? lines[0] : head.names;
  if (names === undefined) throw new Fault(words.reading.noHeader(input.bytes.name));
  const header = names.cells;
  const from = headless ? names.line : head.rows;
  const { columns, renamed } = columnNames(
    input.columns === undefined
      ? header
      : input.columns === true
        ? madeColumns(header.length)
        : input.columns,
  );
  if (columns.length !== header.length) {
    throw new Fault(words.reading.columnsDoNotFit(columns.length, header.length));
  }
  return {
    reading: {
      format: "xlsx",
      encoding: "utf-8",
      sheet,
      headless,
      ...(head.unusual && !headless ? { header: names.line, rows: from } : {}),
    },
    columns,
    renamed,
    size: input.bytes.size,
    async *rows({ onBytes = () => {}, signal } = {}) {
      for (let index = from - 1; index < rows.length; index += 1) {
        if (signal?.aborted) return;
        const cells = rows[index] ?? [];
        if (isEmpty(cells)) continue;
        yield { line: index + 1, row: rowOf(columns, cells.map(cellValue)) };
        onBytes(Math.round((input.bytes.size * (index + 1)) / rows.length));
      }
    },
  };
}

/** Rows that are looked at for the names of the columns. */
const mostHead = 50;

/** The first rows that are not empty, as text; at least those from which the names are to be found. */
function firstLines(rows: readonly Cells[], header: number) {
  const lines: { line: number; cells: string[] }[] = [];
  for (const [index, cells] of rows.entries()) {
    if (isEmpty(cells)) continue;
    lines.push({ line: index + 1, cells: cells.map((cell) => String(cellValue(cell))) });
    if (lines.length >= mostHead && index + 1 >= header) break;
  }
  return lines;
}

/** Sheets at a workbook's beginning that may be empty. */
const mostCovers = 5;

/** A cover may hold nothing but a picture; where all are empty, it is the first. */
async function firstWithRows(input: XlsxInput, words: Words) {
  const first = await read(input, 1, words);
  let rows = first;
  for (let sheet = 1; sheet <= mostCovers; sheet += 1) {
    if (!rows.every(isEmpty)) return { sheet, rows };
    // Past the last sheet there is none to be read.
    rows = await read(input, sheet + 1, words).catch(() => []);
  }
  return { sheet: 1, rows: first };
}

async function read(
  { bytes, readSheet }: XlsxInput,
  sheet: string | number,
  words: Words,
): Promise<Cells[]> {
  const content = await bytes.slice(0, bytes.size);
  const attempt = async (name: string | number): Promise<Cells[]> => readSheet(content, name);
  try {
    try {
      return await attempt(sheet);
    } catch (error) {
      // A number on the command line may be the sheet's name ("2017") or its place.
      if (typeof sheet !== "string" || !/^[1-9]\d{0,3}$/.test(sheet)) throw error;
      return await attempt(Number(sheet));
    }
  } catch (error) {
    if (error instanceof Error && "sheets" in error && Array.isArray(error.sheets)) {
      throw new Fault(words.reading.noSheet(String(sheet), error.sheets.map(String)));
    }
    throw new Fault(`${words.reading.notWorkbook(bytes.name)} (${messageOf(error)})`);
  }
}

const isEmpty = (cells: Cells): boolean => cells.every((cell) => cell === null || cell === "");

/**
 * A cell as `row` has it: "" for an empty one, a date as RFC 3339 text. A workbook's dates carry no
 * zone and come as if they were UTC, some milliseconds off, as they are stored in days.
 */
function cellValue(cell: unknown): unknown {
  if (cell === null || cell === undefined) return "";
  if (!(cell instanceof Date)) return cell;
  const at = new Date(Math.round(cell.getTime() / 1000) * 1000);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString().replace(".000Z", "Z");
}

/** Finds the delimiter of a CSV from its beginning. */
import { CsvCutter, UnclosedQuote, type CsvRecord } from "./csv.ts";

const candidates = [",", ";", "\t", "|"] as const;

/** Excel's own way to name the delimiter, on a line before the header. */
const named = /^\uFEFF?sep=(.)\r?\n?$/;

export function namedDelimiter(firstLine: string): string | undefined {
  return named.exec(firstLine)?.[1];
}

/** The records of a sample; an incomplete one at its end is left out. */
export function sampleRecords(sample: string, delimiter: string, whole: boolean): CsvRecord[] {
  const cutter = new CsvCutter(delimiter);
  try {
    return cutter.push(sample, whole);
  } catch (error) {
    if (error instanceof UnclosedQuote) return new CsvCutter(delimiter).push(sample);
    throw error;
  }
}

/** Lines and columns from which runs of blanks are taken for delimiters without being told. */
const leastBlank = { lines: 5, columns: 3 } as const;

/** Lines and columns of a table below titles, and the share of its lines that have all columns. */
const leastTitled = { lines: 3, columns: 3, share: 0.8 } as const;

/** Every line has the same number of words, three or more: prose does not. */
function isParted(sample: string, whole: boolean): boolean {
  const lines = sample.split(/\r\n|\n|\r/);
  if (!whole) lines.pop();
  const counts = lines.flatMap((line) =>
    line.trim() === "" ? [] : [line.trim().split(/[ \t]+/).length],
  );
  const [width = 0] = counts;
  const enough = counts.length >= leastBlank.lines && width >= leastBlank.columns;
  return enough && counts.every((count) => count === width);
}

type Candidate = { delimiter: string; fit: number; width: number };

/** The records under each delimiter. */
function parted(sample: string, whole: boolean): { delimiter: string; records: CsvRecord[] }[] {
  return candidates.map((delimiter) => ({
    delimiter,
    records: sampleRecords(sample, delimiter, whole).filter(
      (record) => record.cells.length > 1 || record.cells[0] !== "",
    ),
  }));
}

/** How well a delimiter fits: the share of records that have as many cells as the first. */
function fitOf(delimiter: string, records: readonly CsvRecord[]): Candidate {
  const width = records[0]?.cells.length ?? 0;
  const alike = records.filter((record) => record.cells.length === width).length;
  return { delimiter, fit: alike / records.length, width };
}

function best(all: readonly Candidate[]): Candidate | undefined {
  return all
    .filter(({ width }) => width >= 2)
    .reduce<Candidate | undefined>((before, each) => {
      if (before === undefined || each.fit > before.fit + 0.05) return each;
      return each.fit > before.fit - 0.05 && each.width > before.width ? each : before;
    }, undefined);
}

/** The number of cells that most records have which are parted at all. */
function usualWidth(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records)
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}

/** Under titles, which have a cell or two, stands a table of some size; prose holds a comma here and there. */
function belowTitles(delimiter: string, records: readonly CsvRecord[]): Candidate {
  const width = usualWidth(records);
  const first = records.findIndex(({ cells }) => cells.length === width);
  const table = records.slice(first);
  const candidate = fitOf(delimiter, table);
  const isTable =
    first > 0 &&
    table.length >= leastTitled.lines &&
    candidate.width >= leastTitled.columns &&
    candidate.fit >= leastTitled.share;
  return isTable ? candidate : { ...candidate, width: 0 };
}

/** Share of the records that have as many cells as the first, below which the first may be a title. */
const leastFit = 0.5;

/**
 * The delimiter under which most records have as many cells as the first; among equals the one
 * that gives more cells. Where that is less than half of them, one that parts a table below titles;
 * "space" (runs of blanks) if all lines have equally many words; else a comma.
 * @param whole the sample is the whole text, not its beginning.
 */
export function detectDelimiter(sample: string, whole: boolean): string {
  const tried = parted(sample, whole);
  const plain = best(tried.map(({ delimiter, records }) => fitOf(delimiter, records)));
  if (plain !== undefined && plain.fit >= leastFit) return plain.delimiter;
  const titled = best(tried.map(({ delimiter, records }) => belowTitles(delimiter, records)));
  const found = titled ?? plain;
  return found?.delimiter ?? (isParted(sample, whole) ? "space" : ",");
}

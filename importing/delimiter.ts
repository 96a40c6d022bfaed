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

/**
 * The delimiter under which most records have as many cells as the first; among equals the one
 * that gives more cells. Where nothing gives two cells, "space" (runs of blanks) if all lines have
 * equally many words, else a comma.
 * @param whole the sample is the whole text, not its beginning.
 */
export function detectDelimiter(sample: string, whole: boolean): string {
  let best = { delimiter: ",", fit: 0, width: 1 };
  for (const delimiter of candidates) {
    const records = sampleRecords(sample, delimiter, whole).filter(
      (record) => record.cells.length > 1 || record.cells[0] !== "",
    );
    const width = records[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const alike = records.filter((record) => record.cells.length === width).length;
    const fit = alike / records.length;
    const better = fit > best.fit + 0.05 || (fit > best.fit - 0.05 && width > best.width);
    if (better) best = { delimiter, fit, width };
  }
  return best.fit === 0 && isParted(sample, whole) ? "space" : best.delimiter;
}

/** CSV that leaves (RFC 4180), in which nothing runs where a spreadsheet opens it. Pure. */

/** What a spreadsheet takes for a formula; behind a ' it takes it for a text. */
const runs = /^'*\s*[=+\-@\t\r]/;

/** A text as a cell that is shown and never run. `withoutGuard` gives it back. */
export const guarded = (text: string): string => (runs.test(text) ? `'${text}` : text);
/** The text that `guarded` made a cell of. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && runs.test(cell) ? cell.slice(1) : cell;

const quoted = (cell: string): string =>
  /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One line with its end. Numbers stand as they are; a text that only looks like one stands behind its guard. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells
    .map((cell) => (typeof cell === "string" ? quoted(guarded(cell)) : String(cell ?? "")))
    .join(",")}\r\n`;

/** Spreadsheets read UTF-8 only behind this. */
export const csvMark = "\uFEFF";

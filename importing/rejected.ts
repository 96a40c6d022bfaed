/** Rejected rows as a CSV that a person opens in a spreadsheet. */
import type { RejectedRow } from "./source.ts";

export const rejectedHeader = "line,code,path,message";

/**
 * One cell: quoted where it must be, and led by an apostrophe where a spreadsheet would take it for
 * a formula (also behind blanks, which spreadsheets skip).
 */
export function csvCell(text: string): string {
  const safe = /^[\s\0]*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A row with its line end. */
export function rejectedLine(row: RejectedRow): string {
  return `${[String(row.line), row.code, row.path, row.message].map(csvCell).join(",")}\n`;
}

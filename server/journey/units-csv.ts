/** Rows of units out of CSV (RFC 4180; LF, CRLF or CR; comma, semicolon or tab). Pure. */
import { unitRow, type UnitRow } from "#contract/units.ts";

export type Line = { line: number; cells: string[] };
/** What is wrong, and where. */
export type LineProblem = { line: number; message: string };
export type Placed = { line: number; row: UnitRow };

/** Cuts text into records with the line that each begins on. A quote that is never closed takes the rest. */
export function cut(text: string, delimiter: string): Line[] {
  const records: Line[] = [];
  let [line, at] = [1, 0];
  while (at < text.length) {
    const record: Line = { line, cells: [] };
    for (let ended = false; !ended;) {
      let cell = "";
      if (text[at] === '"') {
        for (at++; at < text.length; at++) {
          if (text[at] === '"' && text[++at] !== '"') break;
          cell += text[at];
        }
      }
      while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r")
        cell += text[at++];
      line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      record.cells.push(cell.trim());
      ended = text[at] !== delimiter;
      if (text[at] === "\r" && text[at + 1] === "\n") at++;
      at++;
    }
    line++;
    if (record.cells.some((cell) => cell !== "")) records.push(record);
  }
  return records;
}

/** The delimiter that the header holds most often. */
export function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)![0];
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0]!;
}

const labelColumn = /^label_([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)$/;

function headerProblems({ line, cells }: Line): LineProblem[] {
  const problems = cells
    .filter((name) => name !== "key" && name !== "parent" && !labelColumn.test(name))
    .map((name) => `There is no column "${name.slice(0, 60)}": key, parent, label_en, label_id …`);
  if (!cells.includes("key")) problems.push("The column key is missing.");
  if (new Set(cells).size < cells.length) problems.push("A column is there twice.");
  return problems.map((message) => ({ line, message }));
}

function rowOf(header: readonly string[], cells: readonly string[]): unknown {
  const row: { key?: string; parent?: string | null; labels?: Record<string, string> } = {};
  for (const [n, name] of header.entries()) {
    const cell = cells[n] ?? "";
    const language = labelColumn.exec(name)?.[1];
    if (name === "key") row.key = cell;
    else if (name === "parent") row.parent = cell === "" ? null : cell;
    else if (language !== undefined && cell !== "")
      row.labels = { ...row.labels, [language]: cell };
  }
  return row;
}

/** Checks rows against the contract, each by itself. */
export function placed(rows: readonly { line: number; row: unknown }[]): {
  rows: Placed[];
  problems: LineProblem[];
} {
  const found: { rows: Placed[]; problems: LineProblem[] } = { rows: [], problems: [] };
  for (const { line, row } of rows) {
    const checked = unitRow.safeParse(row);
    if (checked.success) found.rows.push({ line, row: checked.data });
    else {
      const issue = checked.error.issues[0]!;
      const where = issue.path.join(".");
      const message = `${where === "" ? "" : `${where}: `}${issue.message}`;
      found.problems.push({ line, message });
    }
  }
  return found;
}

/** The rows of a file with a header. */
export function rowsOfCsv(text: string): { rows: Placed[]; problems: LineProblem[] } {
  const plain = text.replace(/^\uFEFF/, "");
  const [header, ...records] = cut(plain, delimiterOf(plain));
  if (!header) return { rows: [], problems: [{ line: 1, message: "The file is empty." }] };
  const problems = headerProblems(header);
  if (problems.length > 0) return { rows: [], problems };
  const wide = records
    .filter(({ cells }) => cells.length > header.cells.length)
    .map(({ line }) => ({ line, message: "There are more cells than columns." }));
  if (wide.length > 0) return { rows: [], problems: wide };
  return placed(records.map(({ line, cells }) => ({ line, row: rowOf(header.cells, cells) })));
}

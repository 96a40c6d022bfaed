/**
 * Which line of a file holds the names of its columns, and on which its rows begin. Reports put titles
 * before the names; survey tools explain each column on lines below them.
 */

/** Lines that a person has counted, from 1; what is not said is found out. */
export type HeadOptions = {
  readonly header?: number | undefined;
  readonly rows?: number | undefined;
};

/** A line of a file, or a row of a sheet, that is not empty. */
export type HeadLine = { readonly line: number; readonly cells: readonly string[] };

export type Head = {
  /** The line with the names; undefined where the file ends before it. */
  readonly names: HeadLine | undefined;
  /** The first line that can be a row. */
  readonly rows: number;
  /** Somebody said it, or not the first line and the next one: that it was read so must be kept. */
  readonly unusual: boolean;
};

/** Lines before the names that are looked at, and lines after them that may explain the columns. */
const mostBefore = 20;
const mostAfter = 3;
/** Lines of which a column of figures is known. */
const mostBelow = 5;

const filled = ({ cells }: HeadLine): string[] => cells.filter((cell) => cell.trim() !== "");

/** A column that begins with a figure (or holds nothing) on every line, one of which it fills. */
function isFigures(lines: readonly HeadLine[], column: number): boolean {
  const cells = lines.map((each) => each.cells[column]?.trim() ?? "").filter((cell) => cell !== "");
  return cells.length > 0 && cells.every((cell) => /^[-+]?\d/.test(cell));
}

/**
 * Names are at least two, all different, each with a letter; and one of them stands over figures,
 * which tells a title above a table from a table whose other columns have no names.
 */
function namesAfterTitles(lines: readonly HeadLine[]): number {
  if (lines[0] === undefined || filled(lines[0]).length > 1) return 0;
  const at = lines.slice(0, mostBefore + 1).findIndex((each) => filled(each).length > 1);
  const names = lines[at];
  if (names === undefined) return 0;
  const all = filled(names);
  const areNames = new Set(all).size === all.length && all.every((name) => /\p{L}/u.test(name));
  const below = lines.slice(at + 1, at + 1 + mostBelow);
  const over = names.cells.some((name, at) => /^\s*\p{L}/u.test(name) && isFigures(below, at));
  return areNames && over ? at : 0;
}

/** The last of the lines that explain columns, as Qualtrics writes them: the name, the question, an id. */
function explained(lines: readonly HeadLine[], names: number): number | undefined {
  for (let at = names + mostAfter; at > names; at -= 1)
    if (lines[at]?.cells.some((cell) => /^\{\s*"ImportId"\s*:/.test(cell))) return at;
  return undefined;
}

/** @param lines the first of the file, without those that are empty. */
export function headOf(lines: readonly HeadLine[], options: HeadOptions = {}): Head {
  const { header, rows } = options;
  const given = header === undefined ? -1 : lines.findIndex(({ line }) => line >= header);
  const found = header === undefined ? namesAfterTitles(lines) : given;
  const ids = rows === undefined ? explained(lines, found) : undefined;
  // The question is what a reader knows the column by; its short name is the tool's own.
  const at = header === undefined && ids !== undefined && ids > found + 1 ? ids - 1 : found;
  const names = lines[at];
  const after = (ids === undefined ? names?.line : lines[ids]?.line) ?? 0;
  const from = Math.max(rows ?? 0, after + 1);
  const isSaid = header !== undefined || rows !== undefined;
  return { names, rows: from, unusual: isSaid || at > 0 || ids !== undefined };
}

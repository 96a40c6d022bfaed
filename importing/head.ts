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

/** Filled cells of a title that says what it is of, as in "Period: January". */
const mostTitled = 2;
/** Columns of a table under such titles, and lines of it that must be there: two columns can be titles, too. */
const leastTable = { columns: 4, lines: 3 } as const;

/**
 * Names are at least two, all different, each with a letter; and one of them stands over figures,
 * which tells a title above a table from a table whose other columns have no names.
 */
function areNames(lines: readonly HeadLine[], at: number): boolean {
  const names = lines[at];
  if (names === undefined) return false;
  const all = filled(names);
  const below = lines.slice(at + 1, at + 1 + mostBelow);
  return (
    new Set(all).size === all.length &&
    all.every((name) => /\p{L}/u.test(name)) &&
    names.cells.some((name, column) => /^\s*\p{L}/u.test(name) && isFigures(below, column))
  );
}

/**
 * Under titles of two cells only a table that can be nothing else is taken for one: every line above has
 * two at most, the names stand side by side from its first column on, twice as many at least, and no
 * line below goes beyond them or has as little as a title.
 */
function isUnderPairs(lines: readonly HeadLine[], at: number): boolean {
  const names = lines[at]!;
  const width = filled(names).length;
  const below = lines.slice(at + 1, at + 1 + mostBelow);
  return (
    width >= leastTable.columns &&
    names.cells.slice(0, width).every((name) => name.trim() !== "") &&
    below.length >= leastTable.lines &&
    below.every(
      (each) =>
        filled(each).length > mostTitled &&
        each.cells.slice(width).every((cell) => cell.trim() === ""),
    )
  );
}

/** The line of the names below titles; the first where none is found for sure. */
function namesAfterTitles(lines: readonly HeadLine[]): number {
  const looked = lines.slice(0, mostBefore + 1);
  const after = (most: number) => looked.findIndex((each) => filled(each).length > most);
  const single = after(1);
  if (single > 0 && areNames(lines, single)) return single;
  const pairs = after(mostTitled);
  return pairs > 0 && areNames(lines, pairs) && isUnderPairs(lines, pairs) ? pairs : 0;
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

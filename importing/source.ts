/** What every reader gives: rows with the physical line they begin on, or why one cannot be read. */

export type Row = Readonly<Record<string, unknown>>;

/** Why a row is not taken. `path` is the target or column it is about, "" for the whole row. */
export type RowProblem = { readonly code: string; readonly path: string; readonly message: string };

/** A row that was not taken, by its line in the file. */
export type RejectedRow = RowProblem & { readonly line: number };

export type SourceRow =
  | { readonly line: number; readonly row: Row; readonly problem?: never }
  | { readonly line: number; readonly row?: never; readonly problem: RowProblem };

export const formats = ["csv", "ndjson", "xlsx"] as const;
export type Format = (typeof formats)[number];

/** How a file is read, as given or found out. It is part of an import's fingerprint. */
export type Reading = {
  readonly format: Format;
  readonly encoding: string;
  /** One character, or "space" for runs of blanks. Of CSV only. */
  readonly delimiter?: string;
  /** Name, or number from 1. Of XLSX only. */
  readonly sheet?: string | number;
  /** The first line already is a row: the names are given, or made. */
  readonly headless?: boolean;
  /** The lines of the names and of the first row, where somebody said them, or they are not the first two. */
  readonly header?: number;
  readonly rows?: number;
};

export type Source = {
  readonly reading: Reading;
  /** In the file's order; undefined where rows are objects of their own (NDJSON). */
  readonly columns: readonly string[] | undefined;
  /** Names that were changed because they stood twice or were empty: as in the file, as in `row`. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Size in bytes, against which `onBytes` counts. */
  readonly size: number;
  /** May be called more than once; reads from the beginning each time. */
  rows(options?: {
    onBytes?: (bytes: number) => void;
    signal?: AbortSignal;
  }): AsyncIterable<SourceRow>;
};

/**
 * Column names as `row` has them: trimmed, an empty one becomes `column3`, the second `X` is `X_2`.
 */
export function columnNames(header: readonly string[]): Pick<Source, "renamed"> & {
  columns: string[];
} {
  const given = new Set(header.map((name) => name.trim()));
  const taken = new Set<string>();
  const renamed: { from: string; to: string }[] = [];
  const columns = header.map((from, index) => {
    const wanted = from.trim() === "" ? `column${index + 1}` : from.trim();
    let to = wanted;
    for (let count = 2; taken.has(to) || (to !== from.trim() && given.has(to)); count += 1) {
      to = `${wanted}_${count}`;
    }
    taken.add(to);
    if (to !== from.trim()) renamed.push({ from, to });
    return to;
  });
  return { columns, renamed };
}

/** `column1` … for a file without a header. */
export function madeColumns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `column${index + 1}`);
}

/** A row object without a prototype: a column may be called anything. */
export function rowOf(columns: readonly string[], cells: readonly unknown[]): Row {
  const row: Record<string, unknown> = Object.create(null);
  for (let index = 0; index < columns.length; index += 1) {
    const name = columns[index];
    if (name !== undefined) row[name] = cells[index] ?? "";
  }
  return row;
}

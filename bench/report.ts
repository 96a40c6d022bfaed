/** Lines of the one table that the bench prints, and whether a bound is broken. Pure. */

export type Bound = { least: number } | { most: number };

export type Line = {
  /** What is compared or measured. */
  figure: string;
  /** Corridor's own side, and what it is held against, as they are to be read. */
  corridor: string;
  against?: string;
  /** What the bound is on; a ratio unless `unit` says otherwise. */
  measured?: number;
  unit?: string;
  bound?: Bound;
  note?: string;
};

/** True where a bound does not hold; a figure that could not be had (NaN) holds no bound. */
export function isBroken({ measured = Number.NaN, bound }: Line): boolean {
  if (!bound) return false;
  return "least" in bound ? !(measured >= bound.least) : !(measured <= bound.most);
}

/** A number for reading: 12,345; 345; 34.5; 3.45. */
export function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function cellsOf(line: Line): string[] {
  const { measured, unit, bound } = line;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const limit =
    bound && ("least" in bound ? `≥ ${readable(bound.least)}` : `≤ ${readable(bound.most)}`);
  return [
    line.figure,
    line.corridor,
    line.against ?? "",
    measured === undefined ? "" : readable(measured) + suffix,
    limit === undefined ? "" : limit + suffix,
    bound ? (isBroken(line) ? "BROKEN" : "ok") : "",
    line.note ?? "",
  ];
}

/** The table as text: first column to the left, figures to the right. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [
    ["", "Corridor", "against", "ratio", "bound", "", ""],
    ...lines.map((line) => cellsOf(line)),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column > 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${text[0]}\n${"─".repeat(Math.max(...text.map((line) => line.length)))}\n${text.slice(1).join("\n")}\n`;
}

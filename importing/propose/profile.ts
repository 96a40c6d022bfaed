/** What the first rows of a file show of one column. */
import type { Row, Source } from "../source.ts";

/** Rows that are looked at. */
export const profiledRows = 1_000;

export type Profile = {
  /** Keys from `row` down; one for a column of a table, more for objects in objects (NDJSON). */
  readonly path: readonly string[];
  readonly rows: number;
  readonly blank: number;
  /** Distinct values as text, with how often each occurs, blanks left out. */
  readonly values: ReadonlyMap<string, number>;
  /** Every value came as text, so that numbers must be converted. */
  readonly text: boolean;
  /** Some value is a list or lies too deep to be looked into. */
  readonly nested: boolean;
};

/** Words that stand for "no answer" in surveys and exports, compared in lower case. */
const missingWords = new Set(
  "blank,null,none,na,n/a,#n/a,nan,-,--,.,?,missing,unknown,refused,no answer,no response,not applicable,prefer not to say,tidak ada,tidak tahu,tidak menjawab,kosong,tidak berlaku".split(
    ",",
  ),
);
export const isMissingWord = (text: string): boolean => missingWords.has(text.trim().toLowerCase());

const deepest = 3;

class Column {
  readonly path: readonly string[];
  readonly values = new Map<string, number>();
  seen = 0;
  text = true;
  nested = false;
  constructor(path: readonly string[]) {
    this.path = path;
  }
  add(value: unknown): void {
    if (value === null || value === undefined) return;
    if (typeof value === "object") {
      this.nested = true;
      this.seen += 1;
      return;
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (text.trim() === "") return;
    this.seen += 1;
    if (typeof value !== "string") this.text = false;
    this.values.set(text, (this.values.get(text) ?? 0) + 1);
  }
}

/** Profiles of all columns, in the file's order, from its first rows; and how many those were. */
export async function profileColumns(
  source: Source,
): Promise<{ profiles: Profile[]; rows: number }> {
  const columns = new Map<string, Column>();
  for (const name of source.columns ?? []) columns.set(JSON.stringify([name]), new Column([name]));
  let rows = 0;
  for await (const { row } of source.rows()) {
    if (row === undefined) continue;
    rows += 1;
    addRow(columns, row, []);
    if (rows >= profiledRows) break;
  }
  const profiles = [...columns.values()].map((column) => ({
    path: column.path,
    rows,
    blank: rows - column.seen,
    values: column.values,
    text: column.text,
    nested: column.nested,
  }));
  return { profiles, rows };
}

function addRow(columns: Map<string, Column>, row: Row, above: readonly string[]): void {
  for (const [name, value] of Object.entries(row)) {
    const path = [...above, name];
    if (isObject(value) && path.length < deepest) {
      addRow(columns, value, path);
      continue;
    }
    const key = JSON.stringify(path);
    let column = columns.get(key);
    if (column === undefined) columns.set(key, (column = new Column(path)));
    column.add(value);
  }
}

function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

export type Numbers = {
  /** Distinct numbers, ascending, with how often each occurs. */
  readonly counts: ReadonlyMap<number, number>;
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
  /** Words among the numbers that stand for "no answer", as written. */
  readonly words: readonly string[];
};

/** The column as numbers; undefined where something else is in it but words for "no answer". */
export function numbersOf(profile: Profile): Numbers | undefined {
  const counts = new Map<number, number>();
  const words: string[] = [];
  for (const [text, count] of profile.values) {
    if (number.test(text.trim())) {
      const value = Number(text);
      counts.set(value, (counts.get(value) ?? 0) + count);
    } else if (isMissingWord(text)) {
      words.push(text);
    } else {
      return undefined;
    }
  }
  if (counts.size === 0 || profile.nested) return undefined;
  const sorted = new Map([...counts].toSorted(([a], [b]) => a - b));
  const values = [...sorted.keys()];
  return {
    counts: sorted,
    whole: [...profile.values.keys()].every(
      (text) => /^[+-]?\d+$/.test(text.trim()) || isMissingWord(text),
    ),
    min: values[0] ?? 0,
    max: values.at(-1) ?? 0,
    words,
  };
}

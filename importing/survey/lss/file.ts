/** A LimeSurvey file's parts while it is read: rows that belong together, whichever layout they came in. */
import type { Draft, Said } from "../draft.ts";
import { tagOf } from "../draft.ts";
import { addTo } from "../keys.ts";
import type { Thing } from "../report.ts";
import { byNumber, grouped, type Row, type Tables } from "./tables.ts";

/** One thing of the file with its texts by language of ours. */
export type Spoken = {
  /** The row that holds what is the same in all languages. */
  readonly row: Row;
  said(column: string): Said;
};

export type LssQuestion = Spoken & {
  readonly id: string;
  readonly code: string;
  readonly thing: Thing;
  readonly key: string;
  readonly subquestions: readonly Spoken[];
  readonly answers: readonly Spoken[];
  readonly attributes: Attributes;
  /** Rows of subquestions whose relevance became a condition. */
  readonly handled: Set<Row>;
};

export class Attributes {
  readonly #rows: ReadonlyMap<string, Row[]>;
  readonly #draft: Draft;
  readonly #read = new Set<string>();
  constructor(rows: readonly Row[], draft: Draft) {
    this.#rows = grouped(rows, "attribute");
    this.#draft = draft;
  }
  /** The value that is the same in all languages; "" where there is none. */
  text(name: string): string {
    this.#read.add(name);
    const values = (this.#rows.get(name) ?? []).map((row) => row.text("value"));
    return values.find((value) => value !== "") ?? "";
  }
  number(name: string): number | undefined {
    const text = this.text(name).trim();
    const value = Number(text);
    // What is no number is reported with those that nobody read.
    if (!Number.isFinite(value)) this.#read.delete(name);
    return text !== "" && Number.isFinite(value) ? value : undefined;
  }
  flag(name: string): boolean {
    const value = this.text(name);
    // A value that is neither on nor off is reported with those that nobody read.
    if (!["", "0", "N", "off", "false", "1", "Y", "on", "true"].includes(value))
      this.#read.delete(name);
    return ["1", "Y", "on", "true"].includes(value);
  }
  /** Whether it has one of these values; another than those known is reported. */
  is(name: string, values: readonly string[], others: readonly string[]): boolean {
    const value = this.text(name);
    if (![...values, ...others].includes(value)) this.#read.delete(name);
    return values.includes(value);
  }
  said(name: string): Said {
    this.#read.add(name);
    const said: Record<string, string> = {};
    for (const row of this.#rows.get(name) ?? []) {
      const tag = tagOf(row.text("language")) ?? this.#draft.source;
      said[tag] = row.text("value");
    }
    return said;
  }
  /** Whether somebody asked for it. */
  wasRead(name: string): boolean {
    return this.#read.has(name);
  }
  /** All of them, with their values; their rows are dealt with then. */
  rest(): [string, string][] {
    return [...this.#rows].flatMap(([name, rows]) =>
      rows.map((row): [string, string] => {
        row.tracker.whole(row.raw);
        return [name, row.text("value")];
      }),
    );
  }
}

function saidOf(draft: Draft, rows: readonly Row[]) {
  const byTag = new Map(
    rows.map((row) => [tagOf(row.text("language")) ?? draft.source, row] as const),
  );
  return (column: string): Said =>
    Object.fromEntries([...byTag].map(([tag, row]) => [tag, row.text(column)] as const));
}

/** Rows of one table as things, with their texts from either layout. `id` names them. */
export function spokenOf(
  draft: Draft,
  tables: Tables,
  table: string,
  id: string,
  l10ns: string,
): (Spoken & { readonly id: string })[] {
  const texts = grouped(tables.rows(l10ns), id);
  return [...grouped(tables.rows(table), id)].map(([value, rows]) => {
    const own = texts.get(value) ?? [];
    return { id: value, row: rows[0]!, said: saidOf(draft, own.length > 0 ? own : rows) };
  });
}

/** Answers of the old layout have no id: question, scale and code name them. */
export function answersOf(draft: Draft, tables: Tables): Map<string, Spoken[]> {
  const texts = grouped(tables.rows("answer_l10ns"), "aid");
  const found = new Map<string, Map<string, Row[]>>();
  for (const row of tables.rows("answers")) {
    const of = found.get(row.text("qid")) ?? new Map<string, Row[]>();
    found.set(row.text("qid"), of);
    const name = `${row.text("scale_id")} ${row.text("code")}`;
    addTo(of, name, row);
  }
  return new Map(
    [...found].map(([qid, rows]) => [
      qid,
      [...rows.values()]
        .map((same): Spoken => {
          const own = texts.get(same[0]!.text("aid")) ?? [];
          return { row: same[0]!, said: saidOf(draft, own.length > 0 ? own : same) };
        })
        .sort((a, b) => byNumber("sortorder")(a.row, b.row)),
    ]),
  );
}

/** Of a table of texts only: one entry of all languages. */
export const languageSaid = (draft: Draft, rows: readonly Row[], language: string) => {
  const byTag = new Map(
    rows.map((row) => [tagOf(row.text(language)) ?? draft.source, row] as const),
  );
  return (column: string): Said =>
    Object.fromEntries([...byTag].map(([tag, row]) => [tag, row.text(column)] as const));
};

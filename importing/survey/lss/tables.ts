/**
 * A LimeSurvey file's tables. Two layouts: up to version 3 each row holds its texts, one row a
 * language; from version 4 on texts stand in tables of their own, `*_l10ns`.
 */
import { SurveyFault } from "../fault.ts";
import { Part, type Bag, type Json, type Tracker } from "../track.ts";
import type { Element } from "../xml.ts";

export type Row = Part;
export type Tables = {
  /** As it is swept at the end. */
  readonly root: Bag;
  rows(table: string): readonly Row[];
};

/** An element without rows, as JSON. */
function jsonOf(element: Element): Json {
  if (element.children.length === 0) return element.text.trim();
  const bag: Bag = {};
  for (const [n, child] of element.children.entries()) bag[`${child.name}[${n}]`] = jsonOf(child);
  return bag;
}

function rowOf(element: Element): Bag {
  const bag: Bag = {};
  for (const child of element.children)
    if (child.name !== "__proto__")
      bag[child.name] = child.children.length > 0 ? jsonOf(child) : child.text;
  return bag;
}

/** @throws SurveyFault where this is no survey of LimeSurvey. */
export function tablesOf(document: Element, tracker: Tracker): Tables {
  const type = document.children.find((each) => each.name === "LimeSurveyDocType")?.text.trim();
  if (document.name !== "document" || type !== "Survey")
    throw new SurveyFault("foreign", {
      expected: "LimeSurvey (.lss)",
      missing: type
        ? `LimeSurveyDocType ${type.slice(0, 60).replace(/[{}]/g, " ")}`
        : `<${document.name.slice(0, 60)}>`,
    });
  const root: Bag = {};
  const tables = new Map<string, Row[]>();
  for (const table of document.children) {
    const rows = table.children.find((each) => each.name === "rows");
    if (table.name === "__proto__") continue;
    if (!rows) {
      root[table.name] = jsonOf(table);
      continue;
    }
    const bags = rows.children.map(rowOf);
    root[table.name] = [...((root[table.name] as Json[] | undefined) ?? []), ...bags];
    tables.set(table.name, [
      ...(tables.get(table.name) ?? []),
      ...bags.map((bag) => new Part(bag, tracker)),
    ]);
  }
  return { root, rows: (table) => tables.get(table) ?? [] };
}

/** Rows by the value of a column, in order. */
export function grouped(rows: readonly Row[], column: string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const value = row.text(column);
    const there = found.get(value);
    if (there) there.push(row);
    else found.set(value, [row]);
  }
  return found;
}

export const byNumber =
  (column: string) =>
  (a: Row, b: Row): number =>
    (a.number(column) ?? 0) - (b.number(column) ?? 0);

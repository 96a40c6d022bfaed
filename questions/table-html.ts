/** A table of radio buttons or checkboxes: rows to judge by the columns. On a phone CSS stacks it. */
import { chosenOf, escape, tick } from "./html.ts";
import type { Said } from "./types.ts";

export type TableRow = {
  /** What the row's fields are called. */
  readonly name: string;
  readonly label: Said;
  readonly given: unknown;
};
export type TableColumn = {
  readonly value: string;
  readonly label: Said;
  readonly shown?: Said;
};

/**
 * `id` is the first field's, and what the ids of headings begin with. Each field is named by its row
 * and column. Roles are said, as a table whose display CSS changes is none to some browsers.
 */
export function table(
  id: string,
  caption: Said | undefined,
  rows: readonly TableRow[],
  columns: readonly TableColumn[],
  type: "radio" | "checkbox" = "radio",
): string {
  const head = columns
    .map(
      ({ label, shown }, c) =>
        `<th role="columnheader" scope="col" id="${id}-c${c}">${escape(shown ?? label)}${shown === undefined ? "" : `<span class="vh"> ${escape(label)}</span>`}</th>`,
    )
    .join("");
  const body = rows.map(({ name, label, given }, r) => {
    const chosen = chosenOf(given);
    const cells = columns.map(({ value, label: column }, c) => {
      const own = {
        name,
        value,
        id: r === 0 && c === 0 ? id : undefined,
        checked: chosen.has(value),
        "aria-labelledby": `${id}-r${r} ${id}-c${c}`,
      };
      return `<td role="cell">${tick(type, own, `<span class="cell" aria-hidden="true">${escape(column)}</span>`)}</td>`;
    });
    return `<tr role="row"><th role="rowheader" scope="row" id="${id}-r${r}">${escape(label)}</th>${cells.join("")}</tr>`;
  });
  return `<table class="matrix" role="table" data-n="${columns.length}">${caption ? `<caption>${escape(caption)}</caption>` : ""}<thead role="rowgroup"><tr role="row"><td role="cell"></td>${head}</tr></thead><tbody role="rowgroup">${body.join("")}</tbody></table>`;
}

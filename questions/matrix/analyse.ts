import { valuesOf } from "../facets.ts";
import type { Analyse, Facet } from "../types.ts";

/** A facet for each row: `asat.speed`. */
export const analyse: Analyse<"matrix"> = ({ key, rows, columns, measure, multiple }) =>
  rows.map(({ value: row, text }): Facet => {
    const name = `${measure ?? key}.${row}`;
    const scale = columns.map(({ value, text }) => ({
      value: measure ? Number(value) : value,
      text,
    }));
    return {
      key: `${key}.${row}`,
      label: text,
      of: { in: measure ? "measures" : "answers", name },
      picture: measure ? "distribution" : "share",
      values: valuesOf(scale),
      ...(multiple && { many: true }),
    };
  });

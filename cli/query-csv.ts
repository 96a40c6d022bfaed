/** An answer as CSV: one line a row of the answer, then its totals. */
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { csvCell } from "#importing/rejected.ts";
import { dimensionsOf } from "./query-table.ts";

const figures = ["n", "effectiveN", "estimate", "low", "high"] as const;

/** Names are safe to open in a spreadsheet; numbers are written plainly, negative ones too. */
export function csvText(answer: QueryAnswer, question: QueryInput): string {
  const dimensions = dimensionsOf(answer, question);
  const hasTime = question.interval !== undefined;
  const hasComparison = answer.rows.some((row) => row.compare !== undefined);
  const heading = [
    "row",
    ...(hasTime ? ["at"] : []),
    ...dimensions,
    ...figures,
    "method",
    "figure",
    "lowBase",
    ...(hasComparison ? ["delta", "deltaLow", "deltaHigh", "p"] : []),
  ];
  const line = (kind: string, row: QueryRow): string =>
    [
      kind,
      ...(hasTime ? [csvCell(row.at ?? "")] : []),
      ...dimensions.map((name) => csvCell(row.by[name] ?? "")),
      ...figures.map((name) => row[name] ?? ""),
      csvCell(row.method),
      csvCell(row.figure),
      row.lowBase === true,
      ...(hasComparison
        ? [row.compare?.delta, row.compare?.low, row.compare?.high, row.compare?.p].map(
            (each) => each ?? "",
          )
        : []),
    ].join(",");
  const totals = answer.total === null ? (answer.totals ?? []) : [answer.total];
  return [
    heading.map(csvCell).join(","),
    ...answer.rows.map((row) => line("row", row)),
    ...totals.map((row) => line("total", row)),
    "",
  ].join("\n");
}

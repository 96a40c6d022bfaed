/** The figures behind a chart as a table: for whoever reads numbers, or does not see the picture. */
import parts from "../parts/parts.module.css";
import { words } from "./words.ts";

export type FiguresProps = {
  /** What the chart is of: two of one page have different names. */
  of: string;
  /** The first names the row. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns from this one on are figures. */
  from?: number;
};

export function Figures({ of, head, rows, from = 1 }: FiguresProps) {
  const right = (n: number) => (n >= from ? parts.right : undefined);
  return (
    <div className={parts.scroll} tabIndex={0} role="region" aria-label={words.trend.tableOf(of)}>
      <table>
        <thead>
          <tr>
            {head.map((name, n) => (
              <th key={name} scope="col" className={right(n)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.slice(0, from).join(" · ")}>
              {cells.map((cell, n) =>
                n === 0 ? (
                  <th key={head[n]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={head[n]} className={right(n)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

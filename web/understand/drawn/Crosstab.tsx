/** Two dimensions as rows and columns: each cell a figure with its interval and n, and which columns it is higher than. */
import { Link } from "wouter";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { Scroll } from "../../parts/Scroll.tsx";
import { listOf, whole } from "../../words/format.ts";
import { useNames, useValues } from "../dimensions.ts";
import { formOf, saidOf, type Form } from "../figure.ts";
import style from "../overview.module.css";
import { nameOfPattern, nameWith } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import { words as base } from "./base-words.ts";
import { crossOf } from "./cross.ts";
import own from "./drawn.module.css";
import type { PictureProps } from "./picture.ts";
import { Above, type RowActions } from "./Ranking.tsx";
import { words as drawn } from "./words.ts";

const say = drawn.cross;

/** The same by rows alone and by columns alone: what stands at the edges. */
export type Edges = { rows?: QueryAnswer | undefined; columns?: QueryAnswer | undefined };

type CellProps = { row: QueryRow | undefined; form: Form; signals?: RowActions["signals"] };

function Cell({ row, form, signals, edge = false }: CellProps & { edge?: boolean }) {
  if (!row || row.n === 0) return <td className={own.cell}>{say.nobody}</td>;
  const { estimate, low, high, above = [], lowBase } = row;
  // Of its interval a cell has room for fewer digits than of its figure.
  const { write, brief = write } = form;
  const written =
    low === null || high === null ? undefined : words.score.interval(brief(low), brief(high));
  const href = signals?.(row);
  const higher = above.length > 0 ? base.above(listOf(above)) : undefined;
  const said = [saidOf(row, form), higher].filter(Boolean).join("; ");
  const figure = estimate === null ? "–" : write(estimate);
  const classes = [own.cell, ...(lowBase ? [own.low] : []), ...(edge ? [own.edge] : [])];
  return (
    <td className={classes.join(" ")}>
      <span className={own.figure}>
        <Above row={row} />
        {href === undefined ? (
          <span aria-label={said} role="img">
            {figure}
          </span>
        ) : (
          <Link href={href} aria-label={words.by.signals(whole(row.n), said)}>
            {figure}
          </Link>
        )}
      </span>
      <small>
        {written === undefined ? say.bare(whole(row.n)) : say.cell(written, whole(row.n))}
      </small>
    </td>
  );
}

type TableProps = {
  query: QueryInput;
  rows: readonly QueryRow[];
  total: QueryRow | null | undefined;
  edges: { rows: readonly QueryRow[]; columns: readonly QueryRow[] } | undefined;
  pattern: string | null | undefined;
  about: About;
  form: Form;
} & Pick<RowActions, "signals">;

function Table({ query, rows, total, edges, pattern, about, form, signals }: TableProps) {
  const [by, across] = query.by as [string, string];
  const nameOfRow = useValues(by);
  const nameOfColumn = useValues(across);
  const nameOf = useNames();
  const table = crossOf(rows, [by, across]);
  if (table.rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  const edge = (all: readonly QueryRow[], dimension: string, value: string | null) =>
    all.find((row) => (row.by[dimension] ?? null) === value);
  const name = nameWith(about.label, pattern);
  return (
    <>
      <Scroll label={say.label(name, nameOf(by), nameOf(across))}>
        <table className={own.cross}>
          <thead>
            <tr>
              <th scope="col">{nameOf(by)}</th>
              {table.columns.map(({ value, letter }) => (
                <th key={String(value)} scope="col" className={own.head}>
                  {nameOfColumn(value)}
                  {letter !== undefined && <span className={own.letter}>{letter}</span>}
                </th>
              ))}
              {edges && (
                <th scope="col" className={`${own.head} ${own.edge}`}>
                  {drawn.all}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((value) => (
              <tr key={String(value)}>
                <th scope="row">{nameOfRow(value)}</th>
                {table.columns.map((column) => (
                  <Cell
                    key={String(column.value)}
                    row={table.cell(value, column.value)}
                    form={form}
                    signals={signals}
                  />
                ))}
                {edges && <Cell row={edge(edges.rows, by, value)} form={form} edge />}
              </tr>
            ))}
            {edges && (
              <tr className={own.foot}>
                <th scope="row">{drawn.all}</th>
                {table.columns.map(({ value }) => (
                  <Cell
                    key={String(value)}
                    row={edge(edges.columns, across, value)}
                    form={form}
                    edge
                  />
                ))}
                <Cell row={total ?? undefined} form={form} edge />
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
      {rows.some(({ lowBase }) => lowBase) && <p className={style.note}>{say.low}</p>}
      {table.rows.length < table.allRows && (
        <p className={style.note}>{say.rest(table.rows.length, table.allRows)}</p>
      )}
      {table.columns.length < table.allColumns && (
        <p className={style.note}>{say.columns(table.columns.length, table.allColumns)}</p>
      )}
    </>
  );
}

export function CrosstabPicture({
  query,
  answer,
  edges,
  signals,
}: PictureProps & Pick<RowActions, "signals"> & { edges?: Edges | undefined }) {
  const about = useAbout()(query.measure);
  const patterns = answer.byPattern
    ? [...new Set(answer.rows.map((row) => row.by.pattern ?? null))]
    : [undefined];
  if (answer.rows.every(({ n }) => n === 0)) return <p className={style.note}>{words.by.empty}</p>;
  const ofPattern = (rows: readonly QueryRow[], pattern: string | null | undefined) =>
    rows.filter((row) => pattern === undefined || (row.by.pattern ?? null) === pattern);
  return (
    <>
      {patterns.map((pattern) => {
        const rows = ofPattern(answer.rows, pattern);
        const name = nameOfPattern(pattern);
        const form = formOf(answer.measure, rows[0]?.figure ?? "", about.unit);
        const total =
          pattern === undefined
            ? answer.total
            : answer.totals?.find((row) => (row.by.pattern ?? null) === pattern);
        return (
          <section key={String(pattern)} className={style.heat}>
            {name !== undefined && <h3>{name}</h3>}
            <Table
              query={query}
              rows={rows}
              total={total}
              edges={
                edges?.rows && edges.columns
                  ? {
                      rows: ofPattern(edges.rows.rows, pattern),
                      columns: ofPattern(edges.columns.rows, pattern),
                    }
                  : undefined
              }
              pattern={pattern}
              about={about}
              form={form}
              signals={signals}
            />
          </section>
        );
      })}
    </>
  );
}

/** All rows of an answer with all that they say, as a table. */
import { useMemo, type ReactNode } from "react";
import { Link } from "wouter";
import type { QueryRow } from "#contract/query.ts";
import { useWorkspace } from "../../data/session.ts";
import { Scroll } from "../../parts/Scroll.tsx";
import parts from "../../parts/parts.module.css";
import { whole } from "../../words/format.ts";
import { useNames, useValues } from "../dimensions.ts";
import { formOf } from "../figure.ts";
import { nameOfInterval } from "../interval.ts";
import style from "../overview.module.css";
import { inOrder, isThere } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout } from "./about.ts";
import own from "./drawn.module.css";
import { Moved } from "./Moved.tsx";
import { writtenInterval, zoneOf, type PictureProps } from "./picture.ts";
import { placeSaid, placesOf, type Place } from "./places.ts";
import { mostInTile } from "./ranking.ts";
import type { RowActions } from "./Ranking.tsx";
import { words as drawn } from "./words.ts";

const say = drawn.plain;
/** Rows that are written at once; of more a file is the better place. */
const mostRows = 200;

type Column = {
  key: string;
  head: string;
  right?: boolean;
  cell: (row: QueryRow) => ReactNode;
};

/** The columns that an answer has something for. */
function useColumns({
  query,
  answer,
  signals,
}: PictureProps & Pick<RowActions, "signals">): Column[] {
  const about = useAbout()(query.measure);
  const timezone = zoneOf(query, useWorkspace().timezone);
  const nameOf = useNames();
  const pattern = answer.byPattern && !query.by?.includes("pattern") ? ["pattern"] : [];
  const by = [...pattern, ...(query.by ?? [])];
  const values = [
    useValues(by[0] ?? ""),
    useValues(by[1] ?? ""),
    useValues(by[2] ?? ""),
    useValues(by[3] ?? ""),
  ];
  const has = (what: (row: QueryRow) => unknown) =>
    answer.rows.some((row) => what(row) !== undefined);
  const formOfRow = (row: QueryRow) => formOf(answer.measure, row.figure, about.unit);
  const right = true;
  const { interval } = query;
  const { better } = answer.measure;
  const placeOf = placesByRow(answer.rows, better ?? "higher");
  return [
    ...by.map((dimension, n) => ({
      key: dimension,
      head: dimension === "pattern" && pattern.length > 0 ? "" : nameOf(dimension),
      cell: (row: QueryRow) => values[n]!(row.by[dimension] ?? null),
    })),
    ...(interval === undefined
      ? []
      : [
          {
            key: "at",
            head: say.at,
            cell: (row: QueryRow) =>
              row.at === undefined ? "–" : nameOfInterval(row.at, interval, timezone),
          },
        ]),
    ...(has(({ shrunk }) => shrunk) && better !== null
      ? [
          {
            key: "place",
            head: drawn.league.place,
            right,
            cell: (row: QueryRow) => {
              const place = placeOf.get(row);
              return place ? placeSaid(place) : "–";
            },
          },
        ]
      : []),
    {
      key: "estimate",
      head: about.label,
      right,
      cell: (row) => (
        <>
          {row.letter !== undefined && <span className={own.letter}>{row.letter}</span>}
          <strong>{row.estimate === null ? "–" : formOfRow(row).write(row.estimate)}</strong>
        </>
      ),
    },
    {
      key: "interval",
      head: words.by.interval,
      right,
      cell: (row) => writtenInterval(row, formOfRow(row).write, words.score.interval),
    },
    ...(has(({ above }) => above)
      ? [
          {
            key: "above",
            head: say.above,
            cell: ({ above = [] }: QueryRow) => above.join(" ") || "–",
          },
        ]
      : []),
    ...(has(({ shrunk }) => shrunk)
      ? [
          {
            key: "shrunk",
            head: say.shrunk,
            right,
            cell: (row: QueryRow) =>
              row.shrunk?.estimate == null ? "–" : formOfRow(row).write(row.shrunk.estimate),
          },
        ]
      : []),
    ...(query.compare === undefined
      ? []
      : [
          {
            key: "change",
            head: words.by.change,
            right,
            cell: (row: QueryRow) => (
              <Moved row={row} form={formOfRow(row)} better={answer.measure.better} />
            ),
          },
        ]),
    {
      key: "n",
      head: words.by.n,
      right,
      cell: (row) => {
        const href = signals?.(row);
        return href === undefined ? whole(row.n) : <Link href={href}>{whole(row.n)}</Link>;
      },
    },
  ];
}

/** Places are those of the groups of one pattern. */
function placesByRow(all: readonly QueryRow[], better: "higher" | "lower") {
  const found = new Map<QueryRow, Place | undefined>();
  for (const rows of Map.groupBy(all, (row) => row.by.pattern).values())
    for (const [n, place] of placesOf(rows, better).entries()) found.set(rows[n]!, place);
  return found;
}

export function PlainTable(props: PictureProps & Pick<RowActions, "signals">) {
  const { query, answer, small = false } = props;
  const about = useAbout()(query.measure);
  const columns = useColumns(props);
  const rows = useMemo(
    () => (query.interval === undefined ? inOrder(answer.rows) : answer.rows.filter(isThere)),
    [answer, query.interval],
  );
  if (rows.length === 0) return <p className={style.note}>{drawn.empty}</p>;
  const shown = rows.slice(0, small ? mostInTile * 2 : mostRows);
  return (
    <>
      <Scroll label={say.label(about.label)}>
        <table className={own.plain}>
          <thead>
            <tr>
              {columns.map(({ key, head, right }) => (
                <th key={key} scope="col" className={right ? parts.right : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr
                key={JSON.stringify([row.by, row.at])}
                className={row.lowBase ? own.lowRow : undefined}
              >
                {columns.map(({ key, cell, right }, n) =>
                  n === 0 && !right ? (
                    <th key={key} scope="row">
                      {cell(row)}
                      {row.lowBase && (
                        <span className={style.tag}>
                          {row.n < 10 ? words.by.few : words.by.low}
                        </span>
                      )}
                    </th>
                  ) : (
                    <td key={key} className={right ? parts.right : undefined}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {shown.length < rows.length && (
        <p className={style.note}>{say.more(whole(shown.length), whole(rows.length))}</p>
      )}
    </>
  );
}

/** A division over time: which group, and when; its figures in a table beneath where they are asked for. */
import { useCallback } from "react";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import {
  gridOf,
  heatOption,
  heatRowHeight,
  heatWidth,
  type Grid as Cells,
} from "../../charts/heat.ts";
import type { Palette } from "../../charts/palette.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { useValues } from "./dimensions.ts";
import { Figures } from "./Figures.tsx";
import { formOf, saidOf, type Form } from "./figure.ts";
import { nameOfInterval } from "./interval.ts";
import style from "./overview.module.css";
import { intervalOf } from "./period.ts";
import { questionOf } from "./question.ts";
import { nameOfPattern, nameWith } from "./rows.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

function Grid({
  grid,
  form,
  better,
  name,
  label,
  table,
}: {
  grid: Cells<QueryRow>;
  form: Form;
  better: "higher" | "lower" | null;
  name: string;
  label: string;
  table: boolean;
}) {
  const shown = JSON.stringify([grid.columns, grid.names, grid.cells]);
  const option = useCallback(
    (palette: Palette) =>
      heatOption({ columns: grid.columns, rows: grid.names, cells: grid.cells, better, palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the grid
    [shown, better],
  );
  return (
    <>
      <Chart
        label={label}
        name={name}
        height={grid.names.length * heatRowHeight + 44}
        least={heatWidth(grid.columns.length)}
        option={option}
      />
      {table && (
        <Figures
          of={label}
          head={[words.by.group, ...grid.columns]}
          rows={grid.rows.map((line, row) => [
            grid.names[row]!,
            ...line.map((cell) => (cell?.estimate == null ? "–" : saidOf(cell, form))),
          ])}
        />
      )}
    </>
  );
}

function Parts({ view, answer, table }: { view: View; answer: QueryAnswer; table: boolean }) {
  const nameOf = useValues(view.by);
  const interval = intervalOf(view.days, view.end);
  const patterns = answer.byPattern
    ? [...new Set(answer.rows.map((row) => row.by.pattern ?? null))]
    : [undefined];
  if (answer.rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  return patterns.map((pattern) => {
    const rows = answer.rows.filter(
      (row) => row.n > 0 && (pattern === undefined || (row.by.pattern ?? null) === pattern),
    );
    const form = formOf(answer.measure, rows[0]?.figure ?? "", view.choice.unit);
    const grid = gridOf(rows, view.by, {
      nameOf,
      timeOf: (at) => nameOfInterval(at, interval, view.asked.timezone, true),
      write: form.write,
      saidOf: (row) => saidOf(row, form),
    });
    const name = nameOfPattern(pattern);
    return (
      <section key={String(pattern)} className={style.heat}>
        {name !== undefined && <h3>{name}</h3>}
        <Grid
          grid={grid}
          form={form}
          better={answer.measure.better}
          name={`${view.choice.key}-${view.by}-${interval}`}
          table={table}
          label={words.by.heatLabel(
            nameWith(view.choice.label, pattern),
            grid.names.length,
            grid.columns.length,
          )}
        />
      </section>
    );
  });
}

export default function Heat({ view, table }: { view: View; table: boolean }) {
  const interval = intervalOf(view.days, view.end);
  const query = useAnswer(questionOf(view.asked, { by: [view.by], interval }));
  return (
    <Loaded query={query} waiting={<Waiting rows={8} height={24} />}>
      {(answer) =>
        answer && (
          <>
            <p className={style.caption}>{words.trend.intervals[interval]}</p>
            <Parts view={view} answer={answer} table={table} />
          </>
        )
      }
    </Loaded>
  );
}

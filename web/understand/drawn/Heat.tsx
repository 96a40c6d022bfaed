/** A division over time: which group, and when; its figures in a table beneath where they are asked for. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import {
  gridOf,
  heatHeight,
  heatOption,
  heatWidth,
  type Grid as Cells,
} from "../../../charts/heat.ts";
import type { Palette } from "../../../charts/palette.ts";
import { useWorkspace } from "../../data/session.ts";
import { Chart } from "../../parts/Chart.tsx";
import { base } from "../../words/format.ts";
import { useValues } from "../dimensions.ts";
import { Figures } from "../Figures.tsx";
import { formOf, saidOf, type Form } from "../figure.ts";
import { nameOfInterval } from "../interval.ts";
import style from "../overview.module.css";
import { dividedBy, nameOfPattern, nameWith } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout } from "./about.ts";
import { words as say } from "./base-words.ts";
import { fileOf, zoneOf, type PictureProps } from "./picture.ts";
import { useTitled, type Titled } from "./titled.ts";

function Grid({
  grid,
  form,
  better,
  name,
  titled,
  label,
  table,
}: {
  grid: Cells<QueryRow>;
  form: Form;
  better: "higher" | "lower" | null;
  name: string;
  titled: Titled;
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
        {...titled}
        height={heatHeight(grid.names.length)}
        least={heatWidth(grid.columns.length)}
        option={option}
      />
      {grid.names.length < grid.all.rows && (
        <p className={style.soft}>{say.more(grid.all.rows - grid.names.length)}</p>
      )}
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

export function HeatPicture({ query, answer, table = false }: PictureProps) {
  const by = dividedBy(answer, query.by![0]!);
  const nameOf = useValues(by);
  const about = useAbout()(query.measure);
  const timezone = zoneOf(query, useWorkspace().timezone);
  const interval = query.interval!;
  const titled = useTitled(query);
  const patterns = answer.byPattern
    ? [...new Set(answer.rows.map((row) => row.by.pattern ?? null))]
    : [undefined];
  if (answer.rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  return patterns.map((pattern) => {
    const rows = answer.rows.filter(
      (row) => row.n > 0 && (pattern === undefined || (row.by.pattern ?? null) === pattern),
    );
    const form = formOf(answer.measure, rows[0]?.figure ?? "", about.unit);
    const grid = gridOf(rows, by, {
      nameOf,
      timeOf: (at) => nameOfInterval(at, interval, timezone, true),
      write: form.write,
      brief: form.brief ?? form.write,
      baseOf: base,
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
          name={fileOf(about.key, { by: [by], interval }, pattern)}
          titled={titled(nameWith(about.label, pattern), [by])}
          table={table}
          label={words.by.heatLabel(
            nameWith(about.label, pattern),
            grid.names.length,
            grid.columns.length,
          )}
        />
      </section>
    );
  });
}

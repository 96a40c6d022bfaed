/** A score over time, with its interval as a band and its target as a line; its figures stand in a table beneath. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import { trendOption, type TrendPoint } from "../../charts/trend.ts";
import type { Palette } from "../../charts/palette.ts";
import { useEntries } from "../data/registry.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import parts from "../parts/parts.module.css";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { formOf, saidOf, type Form } from "./figure.ts";
import style from "./overview.module.css";
import { nameOfInterval } from "./interval.ts";
import { intervalOf } from "./period.ts";
import { questionOf } from "./question.ts";
import { targetOf } from "./targets.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const height = 190;
const dayLong = 86_400_000;
const steps = { day: dayLong, week: 7 * dayLong, month: 28 * dayLong, quarter: 90 * dayLong };

function pointsOf(
  rows: readonly QueryRow[],
  form: Form,
  name: (at: string) => string,
): TrendPoint[] {
  return rows.map((row) => {
    const label = name(row.at!);
    return {
      at: Date.parse(row.at!),
      estimate: row.estimate,
      low: row.low,
      high: row.high,
      lowBase: row.lowBase === true,
      said: `${label}\n${saidOf(row, form)}`,
    };
  });
}

function Picture({
  rows,
  form,
  view,
  name,
  pattern,
  interval,
}: {
  rows: QueryRow[];
  form: Form;
  view: View;
  name: string;
  pattern: string | null | undefined;
  interval: ReturnType<typeof intervalOf>;
}) {
  const targets = useEntries("target").data;
  const target = targets && targetOf(targets, view, pattern ?? undefined);
  const { timezone } = view.asked;
  const points = pointsOf(rows, form, (at) => nameOfInterval(at, interval, timezone));
  // The chart is drawn anew when what it shows has changed, and not whenever the page is.
  const shown = JSON.stringify([points, target?.definition.level]);
  const option = useCallback(
    (palette: Palette) =>
      trendOption({
        points,
        axis: form.axis,
        nameOf: (at) => nameOfInterval(new Date(at).toISOString(), interval, timezone),
        step: steps[interval],
        write: form.write,
        palette,
        target: target && {
          level: target.definition.level,
          label: words.target.label(form.write(target.definition.level)),
        },
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for all of them
    [shown],
  );
  const said = (row: QueryRow | undefined) =>
    row ? `${nameOfInterval(row.at!, interval, timezone)}, ${saidOf(row, form)}` : "";
  return (
    <div className={style.trend}>
      <Chart
        label={words.trend.label(name, said(rows[0]), said(rows.at(-1)))}
        name={`${view.choice.key}-${interval}`}
        height={height}
        option={option}
      />
      <details>
        <summary>{words.trend.table}</summary>
        <div className={parts.scroll} tabIndex={0} role="region" aria-label={words.trend.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.trend.at}</th>
                <th scope="col" className={parts.right}>
                  {words.by.figure}
                </th>
                <th scope="col" className={parts.right}>
                  {words.by.interval}
                </th>
                <th scope="col" className={parts.right}>
                  {words.by.n}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.at}>
                  <td>{nameOfInterval(row.at!, interval, timezone)}</td>
                  <td className={parts.right}>
                    {row.estimate === null ? "–" : form.write(row.estimate)}
                  </td>
                  <td className={parts.right}>
                    {row.low === null || row.high === null
                      ? "–"
                      : words.score.interval(form.write(row.low), form.write(row.high))}
                  </td>
                  <td className={parts.right}>{whole(row.n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

export function Trend({
  view,
  pattern,
  name,
}: {
  view: View;
  pattern: string | null | undefined;
  name: string;
  better: "higher" | "lower" | null;
}) {
  const interval = intervalOf(view.days, view.end);
  const query = useAnswer(questionOf(view.asked, { interval }));
  return (
    <Loaded
      query={query}
      waiting={
        <div style={{ height }}>
          <Waiting rows={1} height={height} />
        </div>
      }
    >
      {(answer) => {
        if (!answer) return undefined;
        const rows = answer.rows.filter(
          (row) => pattern === undefined || row.by.pattern === pattern,
        );
        const [first] = rows;
        if (!first) return <p className={style.soft}>{words.trend.empty}</p>;
        const form = formOf(answer.measure, first.figure, view.choice.unit);
        return (
          <Picture
            rows={rows}
            form={form}
            view={view}
            name={name}
            pattern={pattern}
            interval={interval}
          />
        );
      }}
    </Loaded>
  );
}

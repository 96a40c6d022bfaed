/** A score over time, with its interval as a band and its target as a line; its figures are a press away. */
import { useCallback, useState } from "react";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import type { TrendPoint } from "../../charts/trend.ts";
import type { Palette } from "../../charts/palette.ts";
import { useEntries } from "../data/registry.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { bandsBehind } from "./definition.ts";
import { Figures } from "./Figures.tsx";
import { formOf, saidOf, type Form } from "./figure.ts";
import style from "./overview.module.css";
import { nameOfInterval } from "./interval.ts";
import { intervalOf } from "./period.ts";
import { questionOf } from "./question.ts";
import { Take } from "./Take.tsx";
import { targetOf } from "./targets.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const height = 190;

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
  span,
  question,
  measure,
  form,
  view,
  name,
  pattern,
  interval,
}: {
  rows: QueryRow[];
  /** Of all trends beside it: the same time stands at the same place in each. */
  span: { from: number; to: number };
  question: QueryInput;
  measure: QueryAnswer["measure"];
  form: Form;
  view: View;
  name: string;
  pattern: string | null | undefined;
  interval: ReturnType<typeof intervalOf>;
}) {
  const [table, setTable] = useState(false);
  const targets = useEntries("target").data;
  const target = targets && targetOf(targets, view, pattern ?? undefined);
  const { timezone } = view.asked;
  const points = pointsOf(rows, form, (at) => nameOfInterval(at, interval, timezone));
  const bands = rows[0] ? bandsBehind(view.choice.definition, rows[0]) : [];
  // The chart is drawn anew when what it shows has changed, and not whenever the page is.
  const shown = JSON.stringify([points, span, target?.definition.level, bands]);
  const option = useCallback(
    async (palette: Palette) => {
      const { trendOption } = await import("../parts/echarts.ts");
      return trendOption({
        points,
        axis: form.axis,
        nameOf: (at) => nameOfInterval(new Date(at).toISOString(), interval, timezone),
        interval,
        span,
        write: form.write,
        palette,
        bands,
        target: target && {
          level: target.definition.level,
          label: words.target.label(form.write(target.definition.level)),
        },
      });
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for all of them
    [shown],
  );
  // Two patterns of one measure are two files.
  const file = [view.choice.key, pattern, interval].filter(Boolean).join("-");
  const said = (row: QueryRow | undefined) =>
    row ? `${nameOfInterval(row.at!, interval, timezone)}, ${saidOf(row, form)}` : "";
  return (
    <div className={style.trend}>
      <Chart
        label={words.trend.label(name, said(rows[0]), said(rows.at(-1)))}
        name={file}
        height={height}
        option={option}
      />
      <Take
        questions={[question]}
        answers={[{ rows, measure }]}
        name={file}
        of={words.trend.of(name)}
        table={table}
        onTable={() => setTable(!table)}
      />
      {table && (
        <Figures
          of={words.trend.of(name)}
          head={[words.trend.at, words.by.figure, words.by.interval, words.by.n]}
          rows={rows.map((row) => [
            nameOfInterval(row.at!, interval, timezone),
            row.estimate === null ? "–" : form.write(row.estimate),
            row.low === null || row.high === null
              ? "–"
              : words.score.interval(form.write(row.low), form.write(row.high)),
            whole(row.n),
          ])}
        />
      )}
    </div>
  );
}

function spanOf(rows: readonly QueryRow[]) {
  const times = rows.map(({ at }) => Date.parse(at!));
  return { from: Math.min(...times), to: Math.max(...times) };
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
  const question = questionOf(view.asked, { interval });
  const query = useAnswer(question);
  return (
    <Loaded
      query={query}
      waiting={
        // In the place of what comes, which is another where a score stands alone.
        <div className={style.trend} style={{ height }}>
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
            span={spanOf(answer.rows)}
            question={question}
            measure={answer.measure}
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

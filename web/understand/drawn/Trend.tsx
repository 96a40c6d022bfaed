/** A score over time, with its interval as a band and its target as a line; its figures in a table where they are asked for. */
import { useCallback, type ReactNode } from "react";
import type { QueryRow } from "#contract/query.ts";
import type { Palette } from "../../../charts/palette.ts";
import type { TrendPoint } from "../../../charts/trend.ts";
import { useEntries } from "../../data/registry.ts";
import { useWorkspace } from "../../data/session.ts";
import { Chart } from "../../parts/Chart.tsx";
import { whole } from "../../words/format.ts";
import { bandsBehind } from "../definition.ts";
import { Figures } from "../Figures.tsx";
import { formOf, saidOf, type Form } from "../figure.ts";
import { nameOfInterval } from "../interval.ts";
import style from "../overview.module.css";
import { nameOfPattern, nameWith } from "../rows.ts";
import { targetOf } from "../targets.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import { fileOf, writtenInterval, zoneOf, type PictureProps } from "./picture.ts";
import { useTitled } from "./titled.ts";

const usualHeight = 190;
const pageHeight = 280;

function pointsOf(
  rows: readonly QueryRow[],
  form: Form,
  name: (at: string) => string,
): TrendPoint[] {
  return rows.map((row) => ({
    at: Date.parse(row.at!),
    estimate: row.estimate,
    low: row.low,
    high: row.high,
    lowBase: row.lowBase === true,
    said: `${name(row.at!)}\n${saidOf(row, form)}`,
  }));
}

/** From the first to the last interval of all rows: trends beside each other have the same time at the same place. */
function spanOf(rows: readonly QueryRow[]) {
  const times = rows.map(({ at }) => Date.parse(at!));
  return { from: Math.min(...times), to: Math.max(...times) };
}

type LineProps = PictureProps & {
  about: About;
  rows: readonly QueryRow[];
  pattern: string | null | undefined;
  height: number;
  beneath: ReactNode;
};

function Line({ query, answer, about, rows, pattern, table = false, height, beneath }: LineProps) {
  const targets = useEntries("target").data;
  const timezone = zoneOf(query, useWorkspace().timezone);
  const interval = query.interval!;
  const form = formOf(answer.measure, rows[0]?.figure ?? "", about.unit);
  const nameOf = (at: string) => nameOfInterval(at, interval, timezone);
  const target =
    about.usual && targets ? targetOf(targets, query, pattern ?? undefined) : undefined;
  const points = pointsOf(rows, form, nameOf);
  const span = spanOf(answer.rows);
  const bands = rows[0] ? bandsBehind(about.definition, rows[0]) : [];
  // The chart is drawn anew when what it shows has changed, and not whenever the page is.
  const shown = JSON.stringify([points, span, target?.definition.level, bands]);
  const option = useCallback(
    async (palette: Palette) => {
      const { trendOption } = await import("../../parts/echarts.ts");
      return trendOption({
        points,
        axis: form.axis,
        nameOf: (at) => nameOf(new Date(at).toISOString()),
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
  const name = nameWith(about.label, pattern);
  const titled = useTitled(query);
  const said = (row: QueryRow | undefined) =>
    row ? `${nameOf(row.at!)}, ${saidOf(row, form)}` : "";
  return (
    <>
      <Chart
        label={words.trend.label(name, said(rows[0]), said(rows.at(-1)))}
        name={fileOf(about.key, query, pattern)}
        {...titled(name)}
        height={height}
        option={option}
      />
      {beneath}
      {table && (
        <Figures
          of={words.trend.of(name)}
          head={[words.trend.at, words.by.figure, words.by.interval, words.by.n]}
          rows={rows.map((row) => [
            nameOf(row.at!),
            row.estimate === null ? "–" : form.write(row.estimate),
            writtenInterval(row, form.write, words.score.interval),
            whole(row.n),
          ])}
        />
      )}
    </>
  );
}

export function TrendPicture({
  only,
  height,
  beneath,
  ...props
}: PictureProps & {
  /** One pattern alone, whose name stands above already. */
  only?: { pattern: string | null | undefined };
  height?: number;
  /** What stands between it and its table. */
  beneath?: ReactNode;
}) {
  const { query, answer, small = false } = props;
  const about = useAbout()(query.measure);
  const patterns = only
    ? [only.pattern]
    : answer.byPattern
      ? [...new Set(answer.rows.map((row) => row.by.pattern ?? null))]
      : [undefined];
  const all = patterns.map((pattern) => ({
    pattern,
    rows: answer.rows.filter(
      (row) => pattern === undefined || (row.by.pattern ?? null) === pattern,
    ),
  }));
  if (all.every(({ rows }) => rows.length === 0))
    return <p className={style.soft}>{words.trend.empty}</p>;
  return all.map(({ pattern, rows }) => {
    const name = only ? undefined : nameOfPattern(pattern);
    return (
      <section key={String(pattern)} className={only ? undefined : style.heat}>
        {name !== undefined && <h3>{name}</h3>}
        <Line
          {...props}
          about={about}
          rows={rows}
          pattern={pattern}
          beneath={beneath}
          height={height ?? (small ? usualHeight : pageHeight)}
        />
      </section>
    );
  });
}

/** Scores over time, each measure on its own scale and all on one axis of time; the same as a table. */
import { Anchor } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { Link } from "wouter";
import { useLabels } from "../data/registry.ts";
import { Mark, Shape } from "../parts/Mark.tsx";
import parts from "../parts/parts.module.css";
import { words as common } from "../parts/words.ts";
import { day, moment, whole } from "../words/format.ts";
import { plain, useZone } from "./attributes.ts";
import { signalPath } from "./path.ts";
import type { Series } from "./score.ts";
import { words } from "./signal-words.ts";
import style from "./signal.module.css";

const height = 44;
const inset = 9;
/** Measures that are drawn; a survey may ask a dozen at once. */
const mostDrawn = 6;

type Span = { from: number; to: number };

/** Days at even distances, so many as have room. */
function ticks({ from, to }: Span, width: number): number[] {
  const most = Math.max(1, Math.min(5, Math.floor(width / 130)));
  if (to - from < 86_400_000) return [from];
  return Array.from({ length: most + 1 }, (_, n) => from + ((to - from) * n) / most);
}

/** It has its height before it is known how wide it is, so that nothing beneath it jumps. */
function Row({ series, span, width }: { series: Series; span: Span; width: number }) {
  const zone = useZone();
  const { min, max, label, points } = series;
  const x = (at: string) =>
    inset + ((Date.parse(at) - span.from) / (span.to - span.from)) * (width - 2 * inset);
  const y = (value: number) =>
    height - inset - ((value - min) / (max - min)) * (height - 2 * inset);
  const newest = points[0]!;
  return (
    <div className={style.row}>
      <div className={style.measure}>
        <span>{label}</span>
        <span className={style.last}>
          {words.lastOf(plain(newest.value), plain(min), plain(max))}
        </span>
      </div>
      {/* The table beneath says the same to whoever does not see or point. */}
      <svg width={width} height={height} aria-hidden="true" className={style.plot}>
        <line x1={0} x2={width} y1={y(max)} y2={y(max)} />
        <line x1={0} x2={width} y1={y(min)} y2={y(min)} />
        {width > 0 &&
          points.toReversed().map(({ signal, value, standing }) => (
            <Link key={signal.id} href={signalPath(signal.id)} tabIndex={-1}>
              <title>
                {words.point(label, plain(value), plain(max), moment(signal.occurredAt, zone))}
              </title>
              <circle cx={x(signal.occurredAt)} cy={y(value)} r={11} fill="transparent" />
              <Shape standing={standing ?? "fair"} x={x(signal.occurredAt)} y={y(value)} />
            </Link>
          ))}
      </svg>
    </div>
  );
}

function Table({ list }: { list: readonly Series[] }) {
  const zone = useZone();
  const [kindOf, touchpointOf] = [useLabels("kind"), useLabels("touchpoint")];
  const rows = list
    .flatMap(({ label, max, measure, points }) =>
      points.map((point) => ({ ...point, label, max, measure })),
    )
    .toSorted((a, b) => (a.signal.occurredAt < b.signal.occurredAt ? 1 : -1));
  return (
    <details className={style.details}>
      <summary>{words.asTable}</summary>
      <div className={parts.scroll} tabIndex={0} role="region" aria-label={words.asTable}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.score}</th>
              <th scope="col">{words.measure}</th>
              <th scope="col">{words.where}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ signal, value, label, max, measure, standing }) => (
              <tr key={`${signal.id} ${measure}`}>
                <td>
                  <Anchor component={Link} href={signalPath(signal.id)} size="sm">
                    {moment(signal.occurredAt, zone)}
                  </Anchor>
                </td>
                <td>
                  {[
                    `${plain(value)} ${common.of(plain(max))}`,
                    ...(standing ? [common.standings[standing]] : []),
                  ].join(", ")}
                </td>
                <td>{label}</td>
                <td>{signal.touchpoint ? touchpointOf(signal.touchpoint) : kindOf(signal.kind)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Axis({ span, width }: { span: Span; width: number }) {
  const zone = useZone();
  const places = ticks(span, width);
  return (
    <div className={`${style.row} ${style.axis}`} aria-hidden="true">
      <span />
      <div>
        {places.map((at) => (
          <span key={at}>{day(new Date(at).toISOString(), zone)}</span>
        ))}
      </div>
    </div>
  );
}

/** `times` are those of all signals that are shown, so that strip and list speak of the same time. */
export function Strip({
  list,
  times,
  isWhole,
}: {
  list: readonly Series[];
  times: readonly string[];
  isWhole: boolean;
}) {
  const { ref, width } = useElementSize();
  if (list.length === 0) return undefined;
  const all = times.map((at) => Date.parse(at));
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const span = { from, to: to > from ? to : from + 1 };
  const drawn = list.slice(0, mostDrawn);
  return (
    <section className={style.strip} aria-label={words.scores}>
      <header>
        <h3>{isWhole ? words.scores : words.scoresOfShown}</h3>
        <ul className={style.legend}>
          {(["good", "fair", "poor"] as const).map((standing) => (
            <li key={standing}>
              <Mark standing={standing} />
              {common.standings[standing]}
            </li>
          ))}
        </ul>
      </header>
      <div className={style.rows}>
        <div className={`${style.row} ${style.measureWidth}`} aria-hidden="true">
          <span />
          <div ref={ref} />
        </div>
        {drawn.map((series) => (
          <Row key={series.measure} series={series} span={span} width={width} />
        ))}
        <Axis span={span} width={width} />
      </div>
      {list.length > drawn.length && (
        <p className={style.last}>{words.moreMeasures(whole(list.length - drawn.length))}</p>
      )}
      <Table list={list} />
    </section>
  );
}

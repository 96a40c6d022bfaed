/** Figures one below the other, each drawn on its interval and on one axis: for options, parts and groups. */
import { VisuallyHidden } from "@mantine/core";
import type { Comparison } from "#contract/query.ts";
import { Moved } from "../../understand/drawn/Moved.tsx";
import type { Form } from "../../understand/figure.ts";
import { axisOf, Interval, type Axis } from "../../understand/Interval.tsx";
import over from "../../understand/overview.module.css";
import { whole } from "../../words/format.ts";
import { intervalOf } from "./figure.ts";
import style from "./results.module.css";
import { words } from "./words.ts";

export type RowOf = {
  key: string;
  name: string;
  estimate: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** Whether its base is low, or it is of very few. */
  base?: "low" | "few" | undefined;
  hidden?: boolean;
  compare?: Comparison | undefined;
};

export const baseOf = (n: number, lowBase: boolean | undefined): "low" | "few" | undefined =>
  !lowBase ? undefined : n < 10 ? "few" : "low";

/** A share as a bar from nought, with its interval over its end. */
function Bar({ row, most }: { row: RowOf; most: number }) {
  const x = (value: number) => (value / most) * 200;
  const { estimate, low, high } = row;
  return (
    <svg className={style.bar} viewBox="0 0 200 22" preserveAspectRatio="none" aria-hidden="true">
      {estimate !== null && (
        <rect className={style.fill} x="0" y="4" height="14" width={x(estimate)} rx="1" />
      )}
      {low !== null && high !== null && (
        <line
          className={style.whisker}
          x1={x(low)}
          x2={x(high)}
          y1="11"
          y2="11"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

export type RowsProps = {
  label: string;
  /** What a row is, and what its figure is. */
  head: string;
  figure: string;
  rows: readonly RowOf[];
  form: Form;
  better?: "higher" | null;
  /** Bars from nought, for shares; else dots on an axis. */
  bars?: boolean;
  axis?: Axis | undefined;
  /** A line at nought, for differences. */
  zero?: boolean;
};

const zeroMark = [{ at: 0, kind: "zero" as const }];

function Row({ row, props, axis }: { row: RowOf; props: RowsProps; axis: Axis }) {
  const { form, bars = false, better = null, zero = false } = props;
  const { name, estimate, low, high, n, base, hidden, compare } = row;
  const moves = props.rows.some((each) => each.compare);
  const muted = base !== undefined || estimate === null;
  return (
    <tr className={muted ? over.muted : undefined}>
      <th scope="row">
        {name}
        {base && <span className={over.tag}>{words[base]}</span>}
        {hidden && <span className={over.tag}>{words.notShown}</span>}
      </th>
      <td className={over.plot}>
        {bars ? (
          <Bar row={row} most={axis.max} />
        ) : (
          <Interval
            estimate={estimate}
            low={low}
            high={high}
            axis={axis}
            muted={muted}
            {...(zero ? { marks: zeroMark } : {})}
          />
        )}
      </td>
      <td className={`${over.right} ${over.figureCell}`}>
        {estimate === null ? "–" : form.write(estimate)}
      </td>
      <td className={`${over.right} ${over.intervalCell}`}>
        {intervalOf({ estimate, low, high }, form.write)}
      </td>
      {moves && (
        <td
          className={`${over.right} ${over.changeCell}`}
          data-known={compare != null && compare.delta !== null && !compare.lowBase}
        >
          <Moved row={{ compare }} form={form} better={better} />
        </td>
      )}
      <td className={`${over.right} ${over.nCell}`}>{whole(n)}</td>
    </tr>
  );
}

export function Rows(props: RowsProps) {
  const { label, head, figure, rows, form, bars, zero } = props;
  const values = rows.flatMap(({ estimate, low, high }) => [estimate, low, high]);
  const most = Math.max(0.01, ...values.map((value) => value ?? 0));
  const axis =
    props.axis ??
    (bars
      ? { min: 0, max: Math.min(1, most * 1.05) }
      : axisOf(zero ? [...values, 0] : values, form.axis));
  const moves = rows.some(({ compare }) => compare);
  return (
    <div className={over.measured}>
      <table className={`${over.rows} ${style.rows}`} aria-label={label}>
        <colgroup>
          <col className={over.wide} />
          <col />
          <col className={over.narrow} />
          <col className={over.mid} />
          {moves && <col className={over.narrow} />}
          <col className={style.count} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className={over.plot}>
              <VisuallyHidden>{words.table.chart}</VisuallyHidden>
              {!bars && (
                <span className={over.ends} aria-hidden="true">
                  <span>{form.write(axis.min)}</span>
                  <span>{form.write(axis.max)}</span>
                </span>
              )}
            </th>
            <th scope="col" className={over.right}>
              {figure}
            </th>
            <th scope="col" className={over.right}>
              {words.interval}
            </th>
            {moves && (
              <th scope="col" className={over.right}>
                {words.table.change}
              </th>
            )}
            <th scope="col" className={over.right}>
              {words.table.n}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} props={props} axis={axis} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

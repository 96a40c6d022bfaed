/** A figure as a dot on its interval: drawn the same way in every list, on one axis for all of its rows. */
import { bandsOn, type Band } from "../../charts/bands.ts";
import style from "./overview.module.css";

export type Axis = { min: number; max: number };

/** An axis that holds all of some values, with air; within what the figure can be. */
export function axisOf(values: readonly (number | null | undefined)[], bounds?: Axis): Axis {
  const there = values.filter((value) => value !== null && value !== undefined);
  if (there.length === 0) return bounds ?? { min: 0, max: 1 };
  const [least, most] = [Math.min(...there), Math.max(...there)];
  const air = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1;
  const axis = { min: least - air, max: most + air };
  return bounds
    ? { min: Math.max(bounds.min, axis.min), max: Math.min(bounds.max, axis.max) }
    : axis;
}

const width = 200;
const height = 22;
type Mark = { at: number; kind: "zero" | "target" | "total" | "own" };
const none: readonly Mark[] = [];
const unshaded: readonly Band[] = [];

export function Interval({
  estimate,
  low,
  high,
  axis,
  muted = false,
  marks = none,
  bands = unshaded,
}: {
  estimate: number | null;
  low: number | null;
  high: number | null;
  axis: Axis;
  muted?: boolean;
  /** Lines across: nought, a target, the total; the own figure of what is drawn towards that. */
  marks?: readonly Mark[];
  /** Those of the measure's scale, shaded behind. */
  bands?: readonly Band[];
}) {
  const x = (value: number) =>
    axis.max === axis.min ? width / 2 : ((value - axis.min) / (axis.max - axis.min)) * width;
  const inside = (value: number) => value >= axis.min && value <= axis.max;
  const half = height / 2;
  const seen = bandsOn(bands, axis);
  return (
    // What it shows stands in words and numbers beside it.
    <svg
      className={style.interval}
      viewBox={`-6 0 ${width + 12} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {seen.map(({ from, to, label, shaded }) =>
        shaded && seen.length > 1 ? (
          <rect
            key={label}
            className={style.band}
            x={x(from)}
            width={x(to) - x(from)}
            y={0}
            height={height}
          />
        ) : undefined,
      )}
      {marks
        .filter(({ at }) => inside(at))
        .map(({ at, kind }) => (
          <line
            key={kind}
            className={style[kind]}
            x1={x(at)}
            x2={x(at)}
            y1={0}
            y2={height}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      {low !== null && high !== null && low < axis.max && high > axis.min && (
        <line
          className={muted ? style.mutedLine : style.line}
          x1={x(Math.max(low, axis.min))}
          x2={x(Math.min(high, axis.max))}
          y1={half}
          y2={half}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {/* A line without length and with round ends is a dot, which stays round however wide the row is. */}
      {estimate !== null && inside(estimate) && (
        <line
          className={muted ? style.mutedDot : style.dot}
          x1={x(estimate)}
          x2={x(estimate)}
          y1={half}
          y2={half}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {/* What lies beyond the axis is pointed at. */}
      {estimate !== null && !inside(estimate) && (
        <path
          className={style.beyond}
          d={
            estimate < axis.min
              ? `M3 ${half - 4}L-3 ${half}L3 ${half + 4}`
              : `M${width - 3} ${half - 4}L${width + 3} ${half}L${width - 3} ${half + 4}`
          }
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

/** Two figures on one axis, each with its interval: staff's a square above, customers' a dot beneath. */
import type { BelievedRow } from "#contract/believed.ts";
import type { Axis } from "../Interval.tsx";
import style from "./believed.module.css";

const width = 240;
const height = 34;
const lanes = { staff: 10, customers: 24 } as const;

export function Pair({ row, axis }: { row: BelievedRow; axis: Axis }) {
  const x = (value: number) =>
    Math.min(1, Math.max(0, (value - axis.min) / (axis.max - axis.min || 1))) * width;
  const { staff, customers } = row;
  return (
    // What it shows stands in words and numbers beside it.
    <svg
      className={style.pair}
      viewBox={`-8 0 ${width + 16} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line
        className={style.axis}
        x1={0}
        x2={width}
        y1={height / 2}
        y2={height / 2}
        vectorEffect="non-scaling-stroke"
      />
      {staff.estimate !== null && customers.estimate !== null && (
        <line
          className={style.between}
          x1={x(staff.estimate)}
          x2={x(customers.estimate)}
          y1={lanes.staff}
          y2={lanes.customers}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {(["staff", "customers"] as const).map((side) => {
        const { estimate, low, high, lowBase } = row[side];
        if (estimate === null) return undefined;
        const y = lanes[side];
        return (
          <g key={side} className={lowBase ? style.few : style[side]}>
            {low !== null && high !== null && (
              <line
                className={style.whisker}
                x1={x(low)}
                x2={x(high)}
                y1={y}
                y2={y}
                vectorEffect="non-scaling-stroke"
              />
            )}
            {/* A line without length is a dot or a square by its ends, however wide the row is. */}
            <line
              className={side === "staff" ? style.square : style.dot}
              x1={x(estimate)}
              x2={x(estimate)}
              y1={y}
              y2={y}
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
    </svg>
  );
}

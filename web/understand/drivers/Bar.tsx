/** A share of R² as a bar with its interval across; drawn hollow where it can't be told from nothing. */
import style from "./drivers.module.css";

const width = 240;
const height = 24;

export function Bar({
  share,
  low,
  high,
  most,
  hollow,
}: {
  share: number;
  low: number | null;
  high: number | null;
  /** The end of the axis, the same for all. */
  most: number;
  hollow: boolean;
}) {
  const x = (value: number) => Math.min(1, Math.max(0, value / most)) * width;
  const half = height / 2;
  return (
    // What it shows stands in words and numbers beside it.
    <svg
      className={`${style.bar} ${hollow ? style.hollow : ""}`}
      viewBox={`-1 0 ${width + 3} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line
        className={style.axis}
        x1={0}
        x2={0}
        y1={1}
        y2={height - 1}
        vectorEffect="non-scaling-stroke"
      />
      <rect
        className={style.body}
        x={0}
        width={Math.max(x(share), 0.5)}
        y={half - 6}
        height={12}
        vectorEffect="non-scaling-stroke"
      />
      {low !== null && high !== null && (
        <>
          <line
            className={style.whisker}
            x1={x(low)}
            x2={x(high)}
            y1={half}
            y2={half}
            vectorEffect="non-scaling-stroke"
          />
          {[low, high].map((end, at) => (
            <line
              key={at === 0 ? "low" : "high"}
              className={style.whisker}
              x1={x(end)}
              x2={x(end)}
              y1={half - 4}
              y2={half + 4}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </>
      )}
    </svg>
  );
}

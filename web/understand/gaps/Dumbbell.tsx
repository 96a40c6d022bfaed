/** From what was expected to what came, with the interval of the gap about it. What it shows stands in words beside it. */
import { axisOf, type Axis } from "../Interval.tsx";
import style from "./gaps.module.css";

const width = 240;
const height = 26;

export type Ends = {
  /** null: nought, from which points are counted. */
  expectation: number | null;
  experience: number;
  low: number | null;
  high: number | null;
  desired?: number | null | undefined;
  muted: boolean;
  tone: "bad" | "good" | "plain";
};

/** The two ends of a gap; `turn` is −1 where less is better. */
export function endsOf(
  row: {
    gap: number | null;
    low: number | null;
    high: number | null;
    lowBase?: boolean | undefined;
    state: string;
  },
  expectation: number | null,
  turn: 1 | -1,
  desired?: number | null,
): Ends | undefined {
  if (row.gap === null) return undefined;
  const from = expectation ?? 0;
  const at = (value: number | null) => (value === null ? null : from + value * turn);
  const [low, high] = turn === 1 ? [row.low, row.high] : [row.high, row.low];
  return {
    expectation,
    experience: from + row.gap * turn,
    low: at(low),
    high: at(high),
    desired,
    muted: row.lowBase === true || row.state === "cannot be told",
    tone: row.state === "shortfall" ? "bad" : row.state === "exceeded" ? "good" : "plain",
  };
}

export const axisFor = (all: readonly Ends[], bounds?: Axis): Axis =>
  axisOf(
    all.flatMap(({ expectation, experience, low, high, desired, muted }) => [
      expectation ?? 0,
      experience,
      desired ?? null,
      // What is told of few would make the others small.
      ...(muted ? [] : [low, high]),
    ]),
    bounds,
  );

export function Dumbbell({ ends, axis }: { ends: Ends; axis: Axis }) {
  const x = (value: number) => {
    const share = axis.max === axis.min ? 0.5 : (value - axis.min) / (axis.max - axis.min);
    return Math.min(1, Math.max(0, share)) * width;
  };
  const { expectation, experience, low, high, desired, muted, tone } = ends;
  const from = expectation ?? 0;
  const half = height / 2;
  const kind = muted ? style.muted : style[tone];
  return (
    <svg
      className={`${style.dumbbell} ${kind}`}
      viewBox={`-7 0 ${width + 14} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {desired != null && (
        <rect
          className={style.zone}
          x={Math.min(x(from), x(desired))}
          width={Math.abs(x(desired) - x(from))}
          y={3}
          height={height - 6}
        />
      )}
      <line
        className={style.bar}
        x1={x(from)}
        x2={x(experience)}
        y1={half}
        y2={half}
        vectorEffect="non-scaling-stroke"
      />
      {low !== null && high !== null && (
        <line
          className={style.whisker}
          x1={x(low)}
          x2={x(high)}
          y1={half}
          y2={half}
          vectorEffect="non-scaling-stroke"
        />
      )}
      <line
        className={style.expected}
        x1={x(from)}
        x2={x(from)}
        y1={half - 8}
        y2={half + 8}
        vectorEffect="non-scaling-stroke"
      />
      {/* A line without length and with round ends is a dot, which stays round however wide the row is. */}
      <line
        className={style.experienced}
        x1={x(experience)}
        x2={x(experience)}
        y1={half}
        y2={half}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** How the gap went, period by period, about nought; those of few are left out. */
export function Spark({
  points,
}: {
  points: readonly { gap: number | null; lowBase?: boolean | undefined }[];
}) {
  const told = points.flatMap(({ gap, lowBase }, at) =>
    gap === null || lowBase ? [] : [{ at, gap }],
  );
  if (told.length < 2) return undefined;
  const { min, max } = axisOf([0, ...told.map(({ gap }) => gap)]);
  const y = (value: number) => 22 - ((value - min) / (max - min)) * 20;
  const x = (at: number) => (at / Math.max(1, points.length - 1)) * 76 + 2;
  return (
    <svg className={style.spark} viewBox="0 0 80 24" aria-hidden="true">
      <line className={style.zero} x1="0" x2="80" y1={y(0)} y2={y(0)} />
      <polyline
        className={style.path}
        points={told.map(({ at, gap }) => `${x(at)},${y(gap)}`).join(" ")}
      />
    </svg>
  );
}

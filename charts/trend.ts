/**
 * A figure over time with its interval as a band. Pure: points in, an ECharts option out, for a page and
 * for a picture that the server draws. Nothing is joined across a time of which nothing is known.
 */
import type { EChartsCoreOption } from "echarts/core";
import { bandArea, type Band } from "./bands.ts";
import { fontSize, type Palette } from "./palette.ts";

export type TrendPoint = {
  /** When it begins, in milliseconds: what stands far apart in time is drawn far apart. */
  at: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** All of it in words, shown where the pointer is. */
  said: string;
  /** Too few to say anything of. */
  lowBase: boolean;
};
const hour = 3_600_000;
const day = 24 * hour;
/**
 * Milliseconds of the shortest of each, as where a clock is put forward, and of a usual one; and how many
 * are named at most, by the length of their names.
 */
const lengths = {
  hour: { least: hour, usual: hour, named: 5 },
  day: { least: 23 * hour, usual: day, named: 10 },
  week: { least: 7 * day - hour, usual: 7 * day, named: 5 },
  month: { least: 28 * day, usual: 30.44 * day, named: 13 },
  quarter: { least: 90 * day, usual: 91.3 * day, named: 8 },
  year: { least: 365 * day, usual: 365.25 * day, named: 13 },
};

export type TrendInput = {
  points: readonly TrendPoint[];
  axis?: { min: number; max: number } | undefined;
  write: (value: number) => string;
  /** How the axis names an interval by its beginning. */
  nameOf: (at: number) => string;
  /** What each point is the figure of. */
  interval: keyof typeof lengths;
  /** The beginnings of the first and last interval that are shown, where another trend stands beside it. */
  span?: { from: number; to: number } | undefined;
  bands?: readonly Band[] | undefined;
  target?: { level: number; label: string } | undefined;
  palette: Palette;
};

/** The ends of the axis: all that is drawn lies between, with air, and nought only where it is near. */
function ends({ points, axis, target }: TrendInput): { min: number; max: number } {
  const values = points
    .flatMap(({ estimate, low, high }) => [estimate, low, high])
    .concat(target?.level ?? null)
    .filter((value) => value !== null);
  if (values.length === 0) return axis ?? { min: 0, max: 1 };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const air = (most - least) * 0.12 || Math.abs(most) * 0.1 || 1;
  const bounded = { min: least - air, max: most + air };
  return axis
    ? { min: Math.max(axis.min, bounded.min), max: Math.min(axis.max, bounded.max) }
    : bounded;
}

/** Months and quarters differ by less; what is further apart has a time without answers between. */
const furthest = 1.5;

/** The points with one that says nothing wherever a time is missing, so that no line goes over it. */
function withGaps({ points, interval }: TrendInput): TrendPoint[] {
  return points.flatMap((point, n) => {
    const before = points[n - 1];
    if (!before || point.at - before.at <= lengths[interval].least * furthest) return [point];
    const nothing = { estimate: null, low: null, high: null, said: "", lowBase: false };
    return [{ ...nothing, at: (before.at + point.at) / 2 }, point];
  });
}

/**
 * Where the axis names an interval: at its beginning, where its point stands. Ticks of the library's own
 * are those of another zone, and of days that begin no week. What has no point lies between its neighbours.
 */
function axisOf({ points, span, interval, nameOf }: TrendInput) {
  const { usual, named } = lengths[interval];
  const ends = span ? [span.from, span.to] : [];
  const known = new Set([...points.map(({ at }) => at), ...ends]);
  const times = [...known].toSorted((a, b) => a - b);
  const ticks = times.flatMap((at, n) => {
    const before = times[n - 1] ?? at;
    const steps = Math.round((at - before) / usual);
    const between = Array.from({ length: Math.max(0, steps - 1) }, (_, k) => k + 1);
    return [...between.map((k) => before + ((at - before) * k) / steps), at];
  });
  // Months are of different lengths: what lies between may be reckoned some days too early.
  const late = interval === "hour" ? 0 : usual / 10;
  return {
    // A point alone stands in the middle.
    ...(times.length > 1 && { min: times[0], max: times.at(-1) }),
    // Every so many of them: what is left out by width alone is left out here and there.
    ticks: ticks.filter((_, n) => n % Math.ceil(ticks.length / named) === 0),
    formatter: (at: number) => nameOf(known.has(at) ? at : at + late),
  };
}

const hasInterval = (point: TrendPoint | undefined) =>
  point !== undefined && point.low !== null && point.high !== null;

/** Those beside which no band can be drawn: their interval is a line with ends. */
const alone = (points: readonly TrendPoint[]): TrendPoint[] =>
  points.filter(
    (point, n) => hasInterval(point) && !hasInterval(points[n - 1]) && !hasInterval(points[n + 1]),
  );

type Shape = { coord(point: [number, number]): [number, number]; value(at: number): number };
/** Pixels to either side that the end of an interval is drawn wide. */
const cap = 4;

function whiskers(points: readonly TrendPoint[], { accent }: Palette) {
  return {
    type: "custom",
    silent: true,
    tooltip: { show: false },
    // The last one stands on the edge, and is drawn whole.
    clip: false,
    data: alone(points).map(({ at, low, high }) => [at, low!, high!]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_params: unknown, { coord, value }: Shape) => {
      const [x, low] = coord([value(0), value(1)]);
      const [, high] = coord([value(0), value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line",
        shape: { x1, y1, x2, y2 },
        style: { stroke: accent, lineWidth: 1.5, opacity: 0.7 },
      });
      return {
        type: "group",
        children: [
          line(x, low, x, high),
          line(x - cap, low, x + cap, low),
          line(x - cap, high, x + cap, high),
        ],
      };
    },
  };
}

export function trendOption(input: TrendInput): EChartsCoreOption {
  const { write, target, palette, bands = [] } = input;
  const points = withGaps(input);
  const { ticks, formatter, ...extent } = axisOf(input);
  const { min, max } = ends(input);
  const at = (value: number | null) => value ?? "-";
  const band = {
    type: "line",
    stack: "band",
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
    tooltip: { show: false },
  };
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: {
      left: 8,
      right: 16,
      top: 14,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: (all: unknown) => {
        const first = (all as { dataIndex: number }[])[0];
        return first ? (points[first.dataIndex]?.said ?? "") : "";
      },
    },
    xAxis: {
      type: "time",
      ...extent,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: palette.soft,
        customValues: ticks,
        hideOverlap: true,
        fontSize,
        formatter,
      },
    },
    yAxis: {
      type: "value",
      min,
      max,
      splitNumber: 4,
      splitLine: { lineStyle: { color: palette.line }, showMinLine: false, showMaxLine: false },
      // The ends stand where the data put them, and are no round numbers.
      axisLabel: {
        color: palette.soft,
        fontSize,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: write,
      },
    },
    series: [
      ...bandArea(bands, { min, max }, palette),
      whiskers(points, palette),
      // A band is stacked: what lies below it, unseen, and its height. The axis may lie below nought.
      { ...band, data: points.map(({ at: time, low }) => [time, at(low)]), stackStrategy: "all" },
      {
        ...band,
        data: points.map(({ at: time, low, high }) => [
          time,
          at(low === null || high === null ? null : high - low),
        ]),
        stackStrategy: "all",
        areaStyle: { color: palette.accent, opacity: 0.16 },
      },
      {
        type: "line",
        data: points.map(({ at: time, estimate, lowBase }) => ({
          value: [time, at(estimate)],
          symbol: lowBase ? "emptyCircle" : "circle",
        })),
        symbolSize: 6,
        lineStyle: { color: palette.accent, width: 2 },
        itemStyle: { color: palette.accent },
        connectNulls: false,
        ...(target === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: "none",
                data: [{ yAxis: target.level }],
                lineStyle: { color: palette.soft, type: "dashed", width: 1 },
                label: {
                  formatter: target.label,
                  color: palette.soft,
                  position: "insideEndTop",
                  fontSize,
                },
              },
            }),
      },
    ],
  };
}

/** How answers are spread over a scale: a column for each value, its share with its interval. Pure: columns in, an ECharts option out. */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize, type Palette } from "./palette.ts";
import { valueIn, type Row } from "./row.ts";
import { hasPoints, type Scale } from "./scale.ts";

export type Tone = "good" | "middle" | "bad" | "plain";
export type Column = {
  /** The value as the axis names it. */
  name: string;
  /** Null where it may not be shown. */
  share: number | null;
  low: number | null;
  high: number | null;
  /** The share as it is written above its column. */
  written: string;
  /** All of it in words, shown where the pointer is. */
  said: string;
  tone: Tone;
};
export type DistributionInput = {
  /** In the order of the scale. */
  columns: readonly Column[];
  percent: (share: number) => string;
  palette: Palette;
};

type Range = { from: number; to: number };

/**
 * A column for every point of the scale, and for each value between that somebody gave. Where values
 * are hidden (`hides`), it is not known whether a missing one is one of them or nobody's.
 */
export function columnsOf(
  rows: readonly Row[],
  about: {
    scale?: Scale | undefined;
    top?: Range | undefined;
    bottom?: Range | undefined;
    hides: boolean;
    write: (share: number) => string;
    nameOf: (value: number) => string;
    saidOf: (name: string, row: Row | undefined) => string;
  },
): (Column & { row: Row | undefined })[] {
  const { scale, top, bottom, hides, write, nameOf, saidOf } = about;
  const found = new Map(rows.map((row) => [Number(valueIn(row, "value")), row]));
  const points = hasPoints(scale)
    ? Array.from({ length: Math.floor(scale.max - scale.min) + 1 }, (_, n) => scale.min + n)
    : [];
  const within = (value: number, range: Range | undefined) =>
    range !== undefined && value >= range.from && value <= range.to;
  return [...new Set([...points, ...found.keys()])]
    .toSorted((a, b) => a - b)
    .map((value) => {
      const row = found.get(value);
      const name = nameOf(value);
      const share = row ? row.estimate : hides ? null : 0;
      return {
        row,
        name,
        share,
        low: row?.low ?? null,
        high: row?.high ?? null,
        written: share === null ? "" : write(share),
        said: saidOf(name, row),
        tone: within(value, top)
          ? "good"
          : within(value, bottom)
            ? "bad"
            : top || bottom
              ? "middle"
              : "plain",
      };
    });
}

type Shape = { coord(point: [number, number]): [number, number]; value(at: number): number };
/** Pixels to either side that the end of an interval is drawn wide. */
const cap = 3;

export function distributionOption(input: DistributionInput): EChartsCoreOption {
  const { columns, percent, palette } = input;
  const colours: Record<Tone, string> = {
    good: palette.accent,
    middle: palette.soft,
    bad: palette.bad,
    plain: palette.accent,
  };
  const known = columns.flatMap(({ share, low, high }, n) =>
    share === null || low === null || high === null ? [] : [[n, low, high]],
  );
  const highest = Math.max(0, ...columns.map(({ share, high }) => high ?? share ?? 0));
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: {
      left: 8,
      right: 8,
      top: 24,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "none" },
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: (all: unknown) =>
        columns[(all as { dataIndex: number }[])[0]?.dataIndex ?? -1]?.said ?? "",
    },
    xAxis: {
      type: "category",
      data: columns.map(({ name }) => name),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { color: palette.soft, fontSize, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: highest === 0 ? 1 : Math.min(1, highest * 1.08),
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line }, showMaxLine: false },
      axisLabel: { color: palette.soft, fontSize, showMaxLabel: false, formatter: percent },
    },
    series: [
      {
        type: "bar",
        barWidth: "68%",
        data: columns.map(({ share, tone, high, written }) => ({
          value: share ?? "-",
          itemStyle: { color: colours[tone], opacity: 0.75, borderRadius: [2, 2, 0, 0] },
          label: {
            // One with an interval has its share above the end of that.
            show: share !== null && high === null,
            position: "top",
            formatter: written,
            color: palette.soft,
            fontSize: fontSize - 1,
          },
        })),
      },
      {
        type: "custom",
        silent: true,
        tooltip: { show: false },
        data: known,
        encode: { x: 0, y: [1, 2] },
        renderItem: ({ dataIndex }: { dataIndex: number }, { coord, value }: Shape) => {
          const [x, low] = coord([value(0), value(1)]);
          const [, high] = coord([value(0), value(2)]);
          const line = (x1: number, y1: number, x2: number, y2: number) => ({
            type: "line",
            shape: { x1, y1, x2, y2 },
            style: { stroke: palette.ink, lineWidth: 1.25 },
          });
          return {
            type: "group",
            children: [
              line(x, low, x, high),
              line(x - cap, low, x + cap, low),
              line(x - cap, high, x + cap, high),
              {
                type: "text",
                style: {
                  text: columns[known[dataIndex]![0]!]!.written,
                  x,
                  y: high - 4,
                  align: "center",
                  verticalAlign: "bottom",
                  fill: palette.ink,
                  fontSize: fontSize - 1,
                },
              },
            ],
          };
        },
      },
    ],
  };
}

/**
 * Groups in an order, each a dot on its interval. Pure: rows in, an ECharts option out, for a picture
 * that the server draws; a page has the same as a table of rows.
 */
import type { EChartsCoreOption } from "echarts/core";
import { groupAxes, type GroupRow } from "./groups.ts";
import { fontSize, type Palette } from "./palette.ts";

export type RankedRow = GroupRow & {
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** Too few to say anything of. */
  lowBase: boolean;
  /** The figure as it is written at the end of the row. */
  written: string;
};
export type RankingInput = {
  /** The first stands at the top. */
  rows: readonly RankedRow[];
  axis?: { min: number; max: number } | undefined;
  write: (value: number) => string;
  palette: Palette;
  /** It has no width for a column of bases: they stand beneath the names. */
  narrow?: boolean | undefined;
};

const axisHeight = 48;
const rowHeight = (narrow: boolean): number => (narrow ? 34 : 24);
/** What a picture of so many rows must be high, in pixels. */
export const rankingHeight = (rows: number, narrow = false): number =>
  rows * rowHeight(narrow) + axisHeight;
/** How many rows a picture of a height has room for. */
export const rowsWithin = (height: number, narrow = false): number =>
  Math.floor((height - axisHeight) / rowHeight(narrow));
/** Pixels behind the plot for the figures, which stand at the ends of their intervals. */
const figureWidth = { narrow: 48, wide: 56 };

type Shape = { coord(point: [number, number]): [number, number]; value(at: number): number };

export function rankingOption({
  rows,
  axis,
  write,
  palette,
  narrow = false,
}: RankingInput): EChartsCoreOption {
  const values = rows.flatMap(({ estimate, low, high, lowBase }) =>
    lowBase ? [] : [estimate, low, high].filter((value) => value !== null),
  );
  const [least, most] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const air = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1;
  const bounds = {
    min: axis ? Math.max(axis.min, least - air) : least - air,
    max: axis ? Math.min(axis.max, most + air) : most + air,
  };
  const drawn = rows.flatMap(({ low, high, lowBase }, n) =>
    low === null || high === null ? [] : [{ value: [low, high, n], lowBase }],
  );
  return {
    animation: false,
    textStyle: { fontFamily: "sans-serif", fontSize, color: palette.ink },
    grid: {
      left: 8,
      right: narrow ? figureWidth.narrow : 8,
      top: 8,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "value",
      ...bounds,
      splitNumber: narrow ? 2 : 4,
      splitLine: { lineStyle: { color: palette.line }, showMinLine: false, showMaxLine: false },
      axisLabel: {
        color: palette.soft,
        showMinLabel: false,
        showMaxLabel: false,
        hideOverlap: true,
        formatter: write,
      },
    },
    yAxis: groupAxes(rows, { palette, narrow, room: figureWidth.wide }),
    series: [
      {
        type: "custom",
        clip: true,
        data: drawn,
        renderItem: ({ dataIndex }: { dataIndex: number }, { coord, value }: Shape) => {
          const [x1, y] = coord([value(0), value(2)]);
          const [x2] = coord([value(1), value(2)]);
          const { lowBase } = drawn[dataIndex]!;
          return {
            type: "line",
            shape: { x1, y1: y, x2, y2: y },
            style: {
              stroke: lowBase ? palette.soft : palette.accent,
              lineWidth: 2,
              ...(lowBase ? { lineDash: [4, 3] } : {}),
            },
          };
        },
      },
      {
        type: "scatter",
        clip: true,
        symbolSize: 9,
        data: rows.map(({ estimate, lowBase }, n) => ({
          value: [estimate ?? "-", n],
          itemStyle: { color: lowBase ? palette.soft : palette.accent },
        })),
      },
      {
        // The figure stands behind the end of its interval, on which it could not be read.
        type: "scatter",
        symbolSize: 0,
        silent: true,
        data: rows.map(({ estimate, high, lowBase, written }, n) => ({
          value: [estimate === null ? "-" : Math.min(high ?? estimate, bounds.max), n],
          label: {
            show: true,
            position: "right",
            distance: 8,
            formatter: written,
            color: lowBase ? palette.soft : palette.ink,
          },
        })),
      },
    ],
  };
}

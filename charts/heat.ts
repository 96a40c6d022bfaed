/**
 * Groups over time as a grid of coloured cells, each with its figure written in it: colour is never
 * alone. Pure: cells in, an ECharts option out.
 */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize, type Palette } from "./palette.ts";

export type HeatCell = {
  column: number;
  row: number;
  estimate: number;
  written: string;
  /** All of it in words, shown where the pointer is. */
  said: string;
  /** Too few to say anything of: written, and not coloured. */
  lowBase: boolean;
};
export type HeatInput = {
  columns: readonly string[];
  /** The first stands at the top. */
  rows: readonly string[];
  cells: readonly HeatCell[];
  /** Which end is the good one; null where nobody has said. */
  better: "higher" | "lower" | null;
  palette: Palette;
};

/** Pixels of a row. */
export const heatRowHeight = 26;

/** From 0 (worst, or lowest) to 1 within what is sure. */
function scaleOf({ cells, better }: HeatInput): (estimate: number) => number {
  const sure = cells.filter(({ lowBase }) => !lowBase).map(({ estimate }) => estimate);
  const [least, most] = sure.length === 0 ? [0, 1] : [Math.min(...sure), Math.max(...sure)];
  const span = most - least || 1;
  return (estimate) => {
    const share = Math.min(1, Math.max(0, (estimate - least) / span));
    return better === "lower" ? 1 - share : share;
  };
}

/** A colour as it lies on the ground, so that the figure on it stays as dark as it is. */
function mixed(colour: string, ground: string, share: number): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [over, under] = [parts(colour), parts(ground)];
  return `rgb(${over.map((part, n) => Math.round(part * share + under[n]! * (1 - share))).join(",")})`;
}

/** How strongly a cell is coloured: the ends most, the middle hardly. */
const strength = (share: number): number => 0.08 + 0.42 * Math.abs(share - 0.5) * 2;

export function heatOption(input: HeatInput): EChartsCoreOption {
  const { columns, rows, cells, better, palette } = input;
  const scale = scaleOf(input);
  const colour = (share: number) =>
    better === null ? palette.accent : share >= 0.5 ? palette.good : palette.bad;
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: {
      left: 8,
      right: 8,
      top: 28,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: ({ dataIndex }: { dataIndex: number }) => cells[dataIndex]?.said ?? "",
    },
    xAxis: {
      type: "category",
      position: "top",
      data: [...columns],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.soft, fontSize, hideOverlap: true },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: [...rows],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.ink, fontSize, width: 150, overflow: "truncate" },
    },
    series: [
      {
        type: "heatmap",
        data: cells.map(({ column, row, estimate, written, lowBase }) => {
          const share = scale(estimate);
          return {
            value: [column, row, estimate],
            itemStyle: {
              color: lowBase ? palette.paper : mixed(colour(share), palette.paper, strength(share)),
              borderColor: palette.paper,
              borderWidth: 2,
            },
            label: {
              show: true,
              formatter: written,
              color: lowBase ? palette.soft : palette.ink,
              fontSize: fontSize - 1,
            },
          };
        }),
        emphasis: { disabled: true },
      },
    ],
  };
}

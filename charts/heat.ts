/**
 * Groups over time as a grid of coloured cells, each with its figure written in it: colour is never
 * alone. Pure: cells in, an ECharts option out.
 */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize, type Palette } from "./palette.ts";
import { valueIn, type Row } from "./row.ts";

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
/** Pixels that a column needs for its figure to be read whole, and those beside them for the groups' names. */
const columnWidth = 46;
const namesWidth = 158;
/** The least width of a picture in which every figure can be read. */
export const heatWidth = (columns: number): number => namesWidth + columns * columnWidth;
/** Groups that one picture can hold; the largest. */
const mostGroups = 25;

export type Grid<R extends Row> = {
  columns: string[];
  names: string[];
  cells: HeatCell[];
  rows: (R | undefined)[][];
};

/** Rows by a dimension and time as a grid, the groups with the most answers first. */
export function gridOf<R extends Row>(
  rows: readonly R[],
  by: string,
  words: {
    nameOf: (value: string | null) => string;
    timeOf: (at: string) => string;
    write: (estimate: number) => string;
    saidOf: (row: R) => string;
  },
): Grid<R> {
  const times = [...new Set(rows.map(({ at }) => at!))].toSorted(
    (a, b) => Date.parse(a) - Date.parse(b),
  );
  const sizes = new Map<string | null, number>();
  for (const row of rows) sizes.set(valueIn(row, by), (sizes.get(valueIn(row, by)) ?? 0) + row.n);
  const groups = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostGroups)
    .map(([key]) => key);
  const found = new Map(rows.map((row) => [JSON.stringify([valueIn(row, by), row.at]), row]));
  const grid = groups.map((group) => times.map((at) => found.get(JSON.stringify([group, at]))));
  const names = groups.map(words.nameOf);
  const columns = times.map(words.timeOf);
  const cells = grid.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      cell?.estimate == null
        ? []
        : [
            {
              column,
              row,
              estimate: cell.estimate,
              written: words.write(cell.estimate),
              said: `${names[row]} · ${columns[column]}\n${words.saidOf(cell)}`,
              lowBase: cell.lowBase === true,
            },
          ],
    ),
  );
  return { columns, names, cells, rows: grid };
}

type Shape = {
  coord(point: [number, number]): [number, number];
  size(span: [number, number]): [number, number];
  value(at: number): number;
};
/** Pixels of ground between two cells, of each. */
const gap = 1;

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

/**
 * How strongly a cell is coloured. Where one end is good and the other bad, the ends most and the middle
 * hardly; where none is, the more the higher: a low count is nothing that stands out.
 */
const strength = (share: number, better: HeatInput["better"]): number =>
  0.08 + 0.42 * (better === null ? share : Math.abs(share - 0.5) * 2);

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
        // Drawn here: the library's own grid wants a legend that maps every number to a colour.
        type: "custom",
        data: cells.map(({ column, row, estimate }) => [column, row, estimate]),
        renderItem: ({ dataIndex }: { dataIndex: number }, { coord, size, value }: Shape) => {
          const [x, y] = coord([value(0), value(1)]);
          const [width, height] = size([1, 1]);
          const { estimate, written, lowBase } = cells[dataIndex]!;
          const share = scale(estimate);
          return {
            type: "rect",
            shape: {
              x: x - width / 2 + gap,
              y: y - height / 2 + gap,
              width: width - 2 * gap,
              height: height - 2 * gap,
            },
            style: {
              fill: lowBase
                ? palette.paper
                : mixed(colour(share), palette.paper, strength(share, better)),
            },
            textConfig: { position: "inside" },
            textContent: {
              style: {
                text: written,
                fill: lowBase ? palette.soft : palette.ink,
                fontSize: fontSize - 1,
                width: width - 2 * gap,
                overflow: "truncate",
              },
            },
          };
        },
      },
    ],
  };
}

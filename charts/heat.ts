/**
 * Groups over time as a grid of coloured cells, in each its figure, the interval of that and how many
 * answers it has: colour is never alone. Pure: cells in, an ECharts option out.
 */
import type { EChartsCoreOption } from "echarts/core";
import { narrowWidth } from "./groups.ts";
import { fontSize, type Palette } from "./palette.ts";
import { valueIn, type Row } from "./row.ts";

export type HeatCell = {
  column: number;
  row: number;
  estimate: number;
  written: string;
  /** From where to where its interval reaches, in as few signs as there is room for; none where it has none. */
  interval: string | undefined;
  /** How many answers it has: n 120. */
  base: string;
  /** All of it in words, shown where the pointer is. */
  said: string;
  /** Too few to say anything of: written in a broken frame, and not coloured. */
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
  /** Pixels of the picture, where it may be too narrow for names as long as they are. */
  width?: number | undefined;
};

/** Pixels of a row: of a figure and two small lines. */
const rowHeight = 40;
const headHeight = 44;
export const heatHeight = (rows: number): number => rows * rowHeight + headHeight;
/** Pixels that a column needs for its figure to be read whole, and those beside them for the groups' names. */
const columnWidth = 42;
const namesWide = 150;
const edges = 24;
/** A sign is about so wide, in parts of its height. */
const sign = 0.58;
/** The least width of a picture in which every figure can be read. */
export const heatWidth = (columns: number): number => namesWide + edges + columns * columnWidth;
const namesIn = (width: number): number => (width < narrowWidth ? 84 : namesWide);
/** How many groups and times can be read in a picture that is no larger, whose groups are called so. */
export function heatWithin(
  width: number,
  height: number,
  names: readonly string[],
): { rows: number; columns: number } {
  const longest = Math.max(0, ...names.map((name) => name.length)) * fontSize * sign;
  const room = width - Math.min(namesIn(width), longest) - edges;
  return {
    rows: Math.max(1, Math.floor((height - headHeight) / rowHeight)),
    columns: Math.max(1, Math.floor(room / columnWidth)),
  };
}
/** Groups that one picture can hold; the largest. */
const mostGroups = 25;

export type Grid<R extends Row> = {
  /** How many groups and times there are, of which the grid may have fewer. */
  all: { rows: number; columns: number };
  columns: string[];
  names: string[];
  cells: HeatCell[];
  rows: (R | undefined)[][];
};

/** Rows by a dimension and time as a grid, the groups with the most answers first; of the times the last, where not all have room. */
export function gridOf<R extends Row>(
  rows: readonly R[],
  by: string,
  words: {
    nameOf: (value: string | null) => string;
    timeOf: (at: string) => string;
    write: (estimate: number) => string;
    /** The same in as few signs as an end of an interval has room for. */
    brief: (value: number) => string;
    baseOf: (n: number) => string;
    saidOf: (row: R) => string;
  },
  most: { rows: number; columns: number } = { rows: mostGroups, columns: Infinity },
): Grid<R> {
  const allTimes = [...new Set(rows.map(({ at }) => at!))].toSorted(
    (a, b) => Date.parse(a) - Date.parse(b),
  );
  const times = allTimes.slice(-Math.min(most.columns, allTimes.length));
  const sizes = new Map<string | null, number>();
  for (const row of rows) sizes.set(valueIn(row, by), (sizes.get(valueIn(row, by)) ?? 0) + row.n);
  const groups = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, Math.min(mostGroups, most.rows))
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
              interval:
                cell.low === null || cell.high === null
                  ? undefined
                  : between(words.brief(cell.low), words.brief(cell.high)),
              base: words.baseOf(cell.n),
              said: `${names[row]} · ${columns[column]}\n${words.saidOf(cell)}`,
              lowBase: cell.lowBase === true,
            },
          ],
    ),
  );
  const all = { rows: sizes.size, columns: allTimes.length };
  return { all, columns, names, cells, rows: grid };
}

/** From one end to the other; a sign of percent that ends both is written once. */
const between = (low: string, high: string): string =>
  `${high.endsWith("%") ? low.replace(/\s?%$/, "") : low}…${high}`;

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

/** A cell about its middle: its ground, and as many of its lines as it has room for. */
function drawnCell(
  { estimate, written, interval, base, lowBase }: HeatCell,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  { better, palette }: HeatInput,
  scale: (estimate: number) => number,
) {
  const share = scale(estimate);
  const colour = better === null ? palette.accent : share >= 0.5 ? palette.good : palette.bad;
  const small = fontSize - 3;
  const fits = (text: string | undefined): text is string =>
    text !== undefined && height >= 30 && text.length * small * sign <= width;
  const lines = [
    { text: written, size: fontSize - 1 },
    ...[interval, base].filter(fits).map((text) => ({ text, size: small })),
  ];
  const all = lines.reduce((sum, { size }) => sum + size + 1, 0);
  let top = y - all / 2;
  return {
    type: "group",
    children: [
      {
        type: "rect",
        shape: { x: x - width / 2, y: y - height / 2, width, height },
        style: lowBase
          ? { fill: palette.paper, stroke: palette.soft, lineWidth: 0.75, lineDash: [3, 3] }
          : { fill: mixed(colour, palette.paper, strength(share, better)) },
      },
      ...lines.map(({ text, size }) => {
        const middle = top + (size + 1) / 2;
        top += size + 1;
        return {
          type: "text",
          style: {
            text,
            x,
            y: middle,
            align: "center",
            verticalAlign: "middle",
            fill: lowBase ? palette.soft : palette.ink,
            fontSize: size,
            width,
            overflow: "truncate",
          },
        };
      }),
    ],
  };
}

export function heatOption(input: HeatInput): EChartsCoreOption {
  const { columns, rows, cells, palette } = input;
  const scale = scaleOf(input);
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
      axisLabel: {
        color: palette.ink,
        fontSize,
        width: namesIn(input.width ?? Infinity),
        overflow: "truncate",
        interval: 0,
      },
    },
    series: [
      {
        // Drawn here: the library's own grid wants a legend that maps every number to a colour.
        type: "custom",
        data: cells.map(({ column, row, estimate }) => [column, row, estimate]),
        renderItem: ({ dataIndex }: { dataIndex: number }, { coord, size, value }: Shape) => {
          const [x, y] = coord([value(0), value(1)]);
          const [wide, high] = size([1, 1]);
          const [width, height] = [wide - 2 * gap, high - 2 * gap];
          return drawnCell(cells[dataIndex]!, { x, y, width, height }, input, scale);
        },
      },
    ],
  };
}

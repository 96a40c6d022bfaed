/** How many go from one division to another: channels to stages, say. Pure: counts in, an ECharts option out. */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize, type Palette } from "./palette.ts";
import { valueIn, type Row } from "./row.ts";

export type FlowEnd = {
  name: string;
  /** The name with its number, as it stands beside the node. */
  written: string;
};
export type FlowLink = { from: number; to: number; n: number; said: string };
export type FlowInput = {
  from: readonly FlowEnd[];
  to: readonly FlowEnd[];
  /** By place in the two lists. */
  links: readonly FlowLink[];
  palette: Palette;
};

/** Values of one side that a picture can hold; the smaller ones go together. */
const mostEnds = 12;

type Made = {
  /** The largest values of a side, and the number of those that stand together behind them. */
  values: (string | null)[];
  rest: number;
  /** The place of a value in them. */
  placeOf: (value: string | null) => number;
};

function sideOf(rows: readonly Row[], dimension: string): Made {
  const sizes = new Map<string | null, number>();
  for (const row of rows) {
    const value = valueIn(row, dimension);
    sizes.set(value, (sizes.get(value) ?? 0) + row.n);
  }
  const all = [...sizes].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
  const values = all.length > mostEnds ? all.slice(0, mostEnds - 1) : all;
  const places = new Map(values.map((value, n) => [value, n]));
  return {
    values,
    rest: all.length - values.length,
    placeOf: (value) => places.get(value) ?? values.length,
  };
}

/** Counts by two dimensions as what goes from the first to the second, the largest first. */
export function flowOf(
  rows: readonly Row[],
  [first, second]: readonly [string, string],
  words: {
    nameOf: (dimension: string, value: string | null) => string;
    /** Of several that stand together. */
    others: (count: number) => string;
    written: (name: string, n: number) => string;
    saidOf: (from: string, to: string, n: number) => string;
  },
): Pick<FlowInput, "from" | "to" | "links"> {
  const some = rows.filter(({ n }) => n > 0);
  const [left, right] = [sideOf(some, first), sideOf(some, second)];
  const cells = new Map<string, { from: number; to: number; n: number }>();
  for (const row of some) {
    const from = left.placeOf(valueIn(row, first));
    const to = right.placeOf(valueIn(row, second));
    const cell = cells.get(`${from}-${to}`) ?? { from, to, n: 0 };
    cells.set(`${from}-${to}`, { ...cell, n: cell.n + row.n });
  }
  const all = [...cells.values()].toSorted((a, b) => a.from - b.from || a.to - b.to);
  const endsOf = (dimension: string, { values, rest }: Made, side: "from" | "to"): FlowEnd[] =>
    [
      ...values.map((value) => words.nameOf(dimension, value)),
      ...(rest > 0 ? [words.others(rest)] : []),
    ].map((name, place) => ({
      name,
      written: words.written(
        name,
        all.filter((cell) => cell[side] === place).reduce((sum, { n }) => sum + n, 0),
      ),
    }));
  const [from, to] = [endsOf(first, left, "from"), endsOf(second, right, "to")];
  return {
    from,
    to,
    links: all.map((cell) => ({
      ...cell,
      said: words.saidOf(from[cell.from]!.name, to[cell.to]!.name, cell.n),
    })),
  };
}

/** Pixels of a node and its gap, of the longer side; and at least. */
const nodeHeight = 34;
const leastHeight = 220;
export const flowHeight = ({ from, to }: Pick<FlowInput, "from" | "to">): number =>
  Math.max(leastHeight, Math.max(from.length, to.length) * nodeHeight + 36);

export function flowOption({ from, to, links, palette }: FlowInput): EChartsCoreOption {
  // A value may stand on both sides, where it is two nodes.
  const node = (side: "from" | "to", { written }: FlowEnd, n: number) => ({
    name: `${side}-${n}`,
    depth: side === "from" ? 0 : 1,
    itemStyle: { color: side === "from" ? palette.accent : palette.soft, borderWidth: 0 },
    label: { position: side === "from" ? "right" : "left", formatter: written },
  });
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: ({ dataType, dataIndex }: { dataType?: string; dataIndex: number }) =>
        dataType === "edge"
          ? (links[dataIndex]?.said ?? "")
          : ([...from, ...to][dataIndex]?.written ?? ""),
    },
    series: [
      {
        type: "sankey",
        left: 8,
        right: 8,
        // Beside its upper edge stands what takes it along.
        top: 28,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 12,
        draggable: false,
        // Both sides stand in the order that they were given.
        layoutIterations: 0,
        data: [
          ...from.map((end, n) => node("from", end, n)),
          ...to.map((end, n) => node("to", end, n)),
        ],
        links: links.map((link) => ({
          source: `from-${link.from}`,
          target: `to-${link.to}`,
          value: link.n,
        })),
        lineStyle: { color: palette.accent, opacity: 0.18, curveness: 0.5 },
        emphasis: { focus: "adjacency", lineStyle: { opacity: 0.45 } },
        label: {
          color: palette.ink,
          fontSize,
          width: 165,
          overflow: "truncate",
          textBorderColor: palette.paper,
          textBorderWidth: 3,
        },
      },
    ],
  };
}

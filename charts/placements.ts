/**
 * Accounts by revenue and satisfaction, in four boxes about two lines, with the way of those who moved.
 * Pure: points in, an ECharts option out.
 */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize, type Palette } from "./palette.ts";

export type PlacedPoint = {
  name: string;
  revenue: number;
  /** 0 to 100. */
  score: number;
  /** Its score before, of those who crossed the line of satisfaction. */
  before?: number | undefined;
  /** Whether its name stands beside it: of those that are to be looked at. */
  named: boolean;
  mark: "plain" | "silent" | "divided";
  /** All of it in words, shown where the pointer is. */
  said: string;
};
export type PlacementsInput = {
  points: readonly PlacedPoint[];
  lines: { satisfied: number; high: number | null };
  /** Names of the boxes: satisfied and high, satisfied, high, neither. */
  boxes: { model: string; growth: string; atRisk: string; dangling: string };
  axes: { revenue: string; score: string };
  write: (revenue: number) => string;
  palette: Palette;
};

export const placementsHeight = 460;

/** Revenue is counted in orders of magnitude: the largest has a hundred times that of the least. */
function endsOf(points: readonly PlacedPoint[], high: number | null) {
  const all = points
    .map(({ revenue }) => revenue)
    .concat(high ?? [])
    .filter((value) => value > 0);
  if (all.length === 0) return { min: 1, max: 10 };
  return { min: Math.min(...all) / 1.6, max: Math.max(...all) * 1.8 };
}

const symbols = { plain: "circle", silent: "diamond", divided: "triangle" } as const;

export function placementsOption(input: PlacementsInput): EChartsCoreOption {
  const { lines, boxes, axes, write, palette } = input;
  const points = input.points.filter(({ revenue }) => revenue > 0);
  const { min, max } = endsOf(points, lines.high);
  const colourOf = ({ score }: PlacedPoint) =>
    score >= lines.satisfied ? palette.accent : palette.bad;
  const corner = (text: string, at: [number, number], position: string) => ({
    value: at,
    name: text,
    label: { position, formatter: text },
  });
  const axis = {
    axisTick: { show: false },
    axisLine: { show: false },
    nameLocation: "middle",
    nameTextStyle: { color: palette.soft, fontSize },
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: { left: 58, right: 24, top: 16, bottom: 52 },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) =>
        seriesIndex === 1 ? (points[dataIndex]?.said ?? "") : "",
    },
    xAxis: {
      ...axis,
      type: "log",
      min,
      max,
      name: axes.revenue,
      nameGap: 30,
      axisLabel: {
        color: palette.soft,
        fontSize,
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: write,
      },
    },
    yAxis: {
      ...axis,
      type: "value",
      min: 0,
      max: 100,
      name: axes.score,
      nameGap: 36,
      axisLabel: { color: palette.soft, fontSize },
    },
    series: [
      {
        // The names of the boxes, in their corners.
        type: "scatter",
        silent: true,
        symbolSize: 0,
        data: [
          corner(boxes.model, [max, 100], "insideTopRight"),
          corner(boxes.growth, [min, 100], "insideTopLeft"),
          corner(boxes.atRisk, [max, 0], "insideBottomRight"),
          corner(boxes.dangling, [min, 0], "insideBottomLeft"),
        ],
        label: { show: true, color: palette.soft, fontSize, fontWeight: 600, distance: 4 },
      },
      {
        type: "scatter",
        data: points.map((point) => ({
          name: point.name,
          value: [point.revenue, point.score],
          symbol: symbols[point.mark],
          symbolSize: point.mark === "plain" ? 9 : 13,
          itemStyle: { color: colourOf(point), opacity: 0.82 },
          label: { show: point.named },
        })),
        label: {
          position: "right",
          distance: 5,
          formatter: "{b}",
          color: palette.ink,
          fontSize: fontSize - 1,
          textBorderColor: palette.paper,
          textBorderWidth: 3,
          width: 140,
          overflow: "truncate",
        },
        labelLayout: { hideOverlap: true },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: palette.soft, type: "dashed", width: 1 },
          label: { show: false },
          data: [
            { yAxis: lines.satisfied },
            ...(lines.high === null ? [] : [{ xAxis: lines.high }]),
            ...points.flatMap(({ revenue, score, before }) =>
              before === undefined
                ? []
                : [
                    [
                      {
                        coord: [revenue, before],
                        symbol: "none",
                        lineStyle: {
                          type: "solid",
                          width: 1.5,
                          color: score > before ? palette.good : palette.bad,
                        },
                      },
                      { coord: [revenue, score], symbol: "arrow", symbolSize: 8 },
                    ],
                  ],
            ),
          ],
        },
      },
    ],
  };
}

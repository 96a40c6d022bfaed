/** A figure over time with its control limits as a band and where it changed as a line: a trend, and what chance alone does. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import { fontSize } from "./palette.ts";
import { trendOption, type TrendInput } from "./trend.ts";

export type ControlInput = TrendInput & {
  /** What chance alone does at the level before, where that is known. */
  limits?: { low: number; high: number; centre: number; label: string } | undefined;
  /** When it changed, in milliseconds. */
  changes: readonly { at: number; label: string }[];
};

type Ends = { min: number; max: number };

export function controlOption(input: ControlInput): EChartsCoreOption {
  const { limits, changes, palette, axis } = input;
  const option = trendOption(input) as EChartsCoreOption & { yAxis: Ends; series: object[] };
  const { min, max } = option.yAxis;
  // Limits are in sight whole: how far a point lies outside of them is what the picture says.
  const air = (max - min) * 0.06;
  const least = limits ? Math.min(min, limits.low - air) : min;
  const most = limits ? Math.max(max, limits.high + air) : max;
  const yAxis = {
    ...option.yAxis,
    min: axis ? Math.max(axis.min, least) : least,
    max: axis ? Math.min(axis.max, most) : most,
  };
  const line = (value: number, type: "dashed" | "dotted") => ({
    yAxis: value,
    lineStyle: { color: palette.soft, type, width: 1 },
    label: { show: false },
  });
  const behind = {
    type: "line",
    data: [],
    silent: true,
    tooltip: { show: false },
    ...(limits && {
      markArea: {
        silent: true,
        itemStyle: { color: palette.soft, opacity: 0.09 },
        label: {
          color: palette.soft,
          fontSize,
          position: "insideTopLeft",
          formatter: limits.label,
        },
        data: [[{ yAxis: limits.high }, { yAxis: limits.low }]],
      },
    }),
    markLine: {
      silent: true,
      symbol: "none",
      data: [
        ...(limits
          ? [line(limits.centre, "dashed"), line(limits.low, "dotted"), line(limits.high, "dotted")]
          : []),
        ...changes.map(({ at, label }) => ({
          xAxis: at,
          lineStyle: { color: palette.ink, type: "solid", width: 1, opacity: 0.55 },
          label: { formatter: label, color: palette.ink, fontSize, position: "insideEndTop" },
        })),
      ],
    },
  };
  return { ...option, yAxis, series: [behind, ...option.series] };
}

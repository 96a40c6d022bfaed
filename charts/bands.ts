/** The bands of a measure behind what lies on its scale: each from where the one before it ends. Pure. */
import { fontSize, type Palette } from "./palette.ts";

/** Values from `from` to `to`, both included, as the registry holds them. */
export type Band = { from: number; to: number; label: string };
/** The same on an axis: without gaps between, as a figure may lie between 2 and 3. */
export type AxisBand = Band & {
  /** The second is shaded, and every other from there: that tells them apart, and says nothing of good and bad. */
  shaded: boolean;
};

type Axis = { min: number; max: number };

/** Bands as far as an axis shows them; two that don't touch meet half-way. */
export function bandsOn(bands: readonly Band[], { min, max }: Axis): AxisBand[] {
  return bands
    .map(({ from, to, label }, n) => {
      const [before, after] = [bands[n - 1], bands[n + 1]];
      return {
        label,
        shaded: n % 2 === 1,
        from: Math.max(min, before ? (before.to + from) / 2 : from),
        to: Math.min(max, after ? (to + after.from) / 2 : to),
      };
    })
    .filter(({ from, to }) => from < to);
}

/** A band that takes less of the axis has no room for its name. */
const leastNamed = 0.12;

/** A series that draws nothing but the bands and their names, behind all others. */
export function bandArea(bands: readonly Band[], axis: Axis, palette: Palette): object[] {
  const seen = bandsOn(bands, axis);
  // One that takes all of the axis divides nothing: words say it better.
  if (seen.length < 2) return [];
  return [
    {
      type: "line",
      data: [],
      silent: true,
      tooltip: { show: false },
      markArea: {
        silent: true,
        data: seen.map(({ from, to, label, shaded }) => [
          {
            name: to - from < leastNamed * (axis.max - axis.min) ? "" : label,
            yAxis: from,
            itemStyle: { color: palette.line, opacity: shaded ? 0.45 : 0 },
          },
          { yAxis: to },
        ]),
        label: { position: "insideTopLeft", color: palette.soft, fontSize: fontSize - 1 },
      },
    },
  ];
}

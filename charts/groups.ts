/** The axis that groups stand on: their names, and how many answers each has. Pure. */
import { fontSize, type Palette } from "./palette.ts";

export type GroupRow = {
  name: string;
  /** How many answers it has, as it is written: n 120. */
  base: string;
};

/** Pixels below which a picture has no room for a column of bases, and a base stands beneath its name. */
export const narrowWidth = 420;
const namesWide = { narrow: 96, wide: 200 };
/** Where a base stands beneath its name, each is a line of two, of which the other is left empty. */
const lineHeight = 15;
const empty = "\u00A0";
/** A sign is about so wide, in parts of its height. */
const sign = 0.58;

const bare = {
  type: "category",
  inverse: true,
  axisTick: { show: false },
  axisLine: { show: false },
} as const;

/**
 * Two axes of the same groups: their names before the plot; the bases behind it, `room` pixels away
 * from its end, or beneath the names where there is no width for that.
 */
export function groupAxes(
  rows: readonly GroupRow[],
  { palette, narrow, room }: { palette: Palette; narrow: boolean; room: number },
) {
  const baseSize = fontSize - 1;
  const widest = Math.max(0, ...rows.map(({ base }) => base.length)) * baseSize * sign;
  // Every group has its name, also where one is above the other closely.
  const label = { interval: 0, overflow: "truncate", fontSize };
  return [
    {
      ...bare,
      position: "left",
      data: rows.map(({ name }) => name),
      axisLabel: {
        ...label,
        color: palette.ink,
        width: narrow ? namesWide.narrow : namesWide.wide,
        ...(narrow ? { lineHeight, formatter: (name: string) => `${name}\n${empty}` } : {}),
      },
    },
    {
      ...bare,
      position: narrow ? "left" : "right",
      data: rows.map(({ base }) => base),
      axisLabel: {
        ...label,
        color: palette.soft,
        fontSize: baseSize,
        ...(narrow
          ? { lineHeight, formatter: (base: string) => `${empty}\n${base}` }
          : { align: "right", margin: room + Math.ceil(widest) }),
      },
    },
  ];
}

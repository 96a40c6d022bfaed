/**
 * Two figures of the same groups, one against the other, in four quarters about a crosshair. Each is
 * drawn with both of its intervals. Pure: points in, an ECharts option out.
 */
import type { EChartsCoreOption } from "echarts/core";
import { placeOf, type Box } from "./labels.ts";
import { fontSize, type Palette } from "./palette.ts";
import { valueIn, type Row } from "./row.ts";

export type Value = { estimate: number; low: number | null; high: number | null };
export type ScatterPoint = {
  name: string;
  x: Value;
  y: Value;
  /** How many answers the smaller of the two has: the size of the dot, and whose name is written first. */
  n: number;
  /** All of it in words, shown where the pointer is. */
  said: string;
  /** Too few to say anything of: drawn hollow, without intervals. */
  lowBase: boolean;
};
export type ScatterAxis = {
  name: string;
  write: (value: number) => string;
  bounds?: { min: number; max: number } | undefined;
  /** Where the quarters meet; none where nothing is known of all. */
  cross: number | undefined;
};
/** What the four fields about the crosshair are called. */
export type ScatterFields = Readonly<
  Record<"topLeft" | "topRight" | "bottomLeft" | "bottomRight", string>
>;
export type ScatterInput = {
  points: readonly ScatterPoint[];
  x: ScatterAxis;
  y: ScatterAxis;
  fields?: ScatterFields | undefined;
  palette: Palette;
};

export const scatterHeight = 420;

/** The groups that have both figures, each with its two rows. */
export function pairsOf(
  across: readonly Row[],
  up: readonly Row[],
  by: string,
  nameOf: (value: string | null) => string,
  saidOf: (name: string, x: Row, y: Row) => string,
): (ScatterPoint & { rows: readonly [Row, Row] })[] {
  const other = new Map(up.map((row) => [valueIn(row, by), row]));
  return across.flatMap((x) => {
    const y = other.get(valueIn(x, by));
    if (!y || x.estimate === null || y.estimate === null) return [];
    const name = nameOf(valueIn(x, by));
    return [
      {
        name,
        x: { estimate: x.estimate, low: x.low, high: x.high },
        y: { estimate: y.estimate, low: y.low, high: y.high },
        n: Math.min(x.n, y.n),
        said: saidOf(name, x, y),
        lowBase: x.lowBase === true || y.lowBase === true,
        rows: [x, y] as const,
      },
    ];
  });
}

/** The ends of an axis: every figure that has a base lies between, with its interval and air. */
export function endsOf(
  values: readonly Value[],
  { bounds, cross }: Pick<ScatterAxis, "bounds" | "cross">,
): { min: number; max: number } {
  const all = values
    .flatMap(({ estimate, low, high }) => [estimate, low, high])
    .concat(cross ?? null)
    .filter((value) => value !== null);
  if (all.length === 0) return bounds ?? { min: 0, max: 1 };
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const air = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1;
  return {
    min: Math.max(bounds?.min ?? -Infinity, least - air),
    max: Math.min(bounds?.max ?? Infinity, most + air),
  };
}

type Shape = { coord(point: [number, number]): [number, number] };
type Drawing = { dataIndex: number; coordSys: Box };

const sizeOf = ({ n }: ScatterPoint, most: number): number => 6 + 8 * Math.sqrt(n / most);

/** Where the dots came to lie, in pixels, and the names that have found a place beside them. */
class Names {
  readonly #dots: Box[] = [];
  #kept: readonly Box[] = [];
  #taken: Box[] = [];
  #room: Box = { x: 0, y: 0, width: 0, height: 0 };

  /** A dot is drawn: before any name is, in order of the points. */
  dot(n: number, [x, y]: readonly [number, number], size: number, room: Box): void {
    this.#dots[n] = { x: x - size / 2, y: y - size / 2, width: size, height: size };
    this.#room = room;
  }

  /** Where no name may stand: other words do. */
  keep(places: readonly Box[]): void {
    this.#kept = places;
  }

  /** Called for each name, the larger groups' first: they find room before the others. */
  layout = ({ dataIndex, labelRect }: { dataIndex: number; labelRect: Box }) => {
    if (dataIndex === 0) this.#taken = [...this.#kept];
    const dot = this.#dots[dataIndex];
    const room = { dots: this.#dots, names: this.#taken, room: this.#room };
    const place = dot && placeOf(dot, labelRect, room);
    // What finds none is named where the pointer is, and in the table; here it stands outside of all.
    if (!place) return { x: -10_000, y: -10_000 };
    this.#taken.push(place);
    return { x: place.x, y: place.y + place.height / 2, align: "left", verticalAlign: "middle" };
  };
}

/** A letter is about so wide, in parts of its height. */
const letter = 0.58;

/** Where the names of the fields stand, each in its corner. */
function cornersOf(fields: ScatterFields, room: Box): (Box & { text: string; isLeft: boolean })[] {
  const inset = 6;
  const corner = (text: string, isLeft: boolean, isTop: boolean) => {
    const [width, height] = [text.length * fontSize * letter, fontSize + 2];
    return {
      text,
      isLeft,
      width,
      height,
      x: isLeft ? room.x + inset : room.x + room.width - inset - width,
      y: isTop ? room.y + inset : room.y + room.height - inset - height,
    };
  };
  return [
    corner(fields.topLeft, true, true),
    corner(fields.topRight, false, true),
    corner(fields.bottomLeft, true, false),
    corner(fields.bottomRight, false, false),
  ];
}

const written = (corners: ReturnType<typeof cornersOf>, palette: Palette) =>
  corners.map(({ text, isLeft, x, y, width }) => ({
    type: "text",
    style: {
      text,
      x: isLeft ? x : x + width,
      y,
      fill: palette.soft,
      fontWeight: 600,
      fontSize,
      textAlign: isLeft ? "left" : "right",
      textVerticalAlign: "top",
    },
  }));

/** Both intervals of each point, as a cross behind it; with the first the names of the fields. */
function intervals(
  points: readonly ScatterPoint[],
  names: Names,
  most: number,
  { palette, fields }: ScatterInput,
) {
  return {
    type: "custom",
    silent: true,
    clip: true,
    data: points.map(({ x, y }) => [x.estimate, y.estimate]),
    renderItem: ({ dataIndex, coordSys }: Drawing, { coord }: Shape) => {
      const point = points[dataIndex]!;
      const { x, y, lowBase } = point;
      names.dot(dataIndex, coord([x.estimate, y.estimate]), sizeOf(point, most), coordSys);
      const corners = fields && dataIndex === 0 ? cornersOf(fields, coordSys) : [];
      if (dataIndex === 0) names.keep(corners);
      const line = (from: [number, number], to: [number, number]) => {
        const [[x1, y1], [x2, y2]] = [coord(from), coord(to)];
        return {
          type: "line",
          shape: { x1, y1, x2, y2 },
          style: { stroke: palette.accent, lineWidth: 1, opacity: 0.45 },
        };
      };
      const has = ({ low, high }: Value) => !lowBase && low !== null && high !== null;
      return {
        type: "group",
        children: [
          ...(dataIndex === 0 ? written(corners, palette) : []),
          ...(has(x) ? [line([x.low!, y.estimate], [x.high!, y.estimate])] : []),
          ...(has(y) ? [line([x.estimate, y.low!], [x.estimate, y.high!])] : []),
        ],
      };
    },
  };
}

function axisOf(
  { name, write }: ScatterAxis,
  ends: { min: number; max: number },
  palette: Palette,
  nameGap: number,
) {
  return {
    type: "value",
    ...ends,
    name,
    nameLocation: "middle",
    nameGap,
    axisTick: { show: false },
    nameTextStyle: { color: palette.soft, fontSize },
    splitNumber: 4,
    axisLine: { show: false },
    splitLine: { lineStyle: { color: palette.line }, showMinLine: false, showMaxLine: false },
    axisLabel: {
      color: palette.soft,
      fontSize,
      showMinLabel: false,
      showMaxLabel: false,
      hideOverlap: true,
      formatter: write,
    },
  };
}

export function scatterOption(input: ScatterInput): EChartsCoreOption {
  const { x, y, palette } = input;
  const points = input.points.toSorted((a, b) => b.n - a.n);
  const names = new Names();
  const sure = points.filter(({ lowBase }) => !lowBase);
  const drawn = sure.length > 0 ? sure : points;
  const most = Math.max(1, ...points.map(({ n }) => n));
  const cross = [
    ...(x.cross === undefined ? [] : [{ xAxis: x.cross }]),
    ...(y.cross === undefined ? [] : [{ yAxis: y.cross }]),
  ];
  const ends = (axis: ScatterAxis, of: "x" | "y") =>
    endsOf(
      drawn.map((point) => point[of]),
      axis,
    );
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: {
      left: 12,
      right: 20,
      top: 14,
      bottom: 12,
      outerBoundsMode: "same",
      outerBoundsContain: "all",
    },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: ({ dataIndex }: { dataIndex: number }) => points[dataIndex]?.said ?? "",
    },
    xAxis: axisOf(x, ends(x, "x"), palette, 28),
    yAxis: axisOf(y, ends(y, "y"), palette, 44),
    series: [
      intervals(points, names, most, input),
      {
        type: "scatter",
        clip: true,
        labelLayout: names.layout,
        data: points.map((point) => ({
          name: point.name,
          value: [point.x.estimate, point.y.estimate],
          symbol: point.lowBase ? "emptyCircle" : "circle",
          symbolSize: sizeOf(point, most),
          itemStyle: { color: point.lowBase ? palette.soft : palette.accent },
        })),
        label: {
          show: true,
          position: "right",
          distance: 5,
          formatter: "{b}",
          color: palette.ink,
          fontSize: fontSize - 1,
          textBorderColor: palette.paper,
          textBorderWidth: 3,
        },
        markLine: {
          silent: true,
          symbol: "none",
          data: cross,
          lineStyle: { color: palette.soft, type: "dashed", width: 1 },
          label: { show: false },
        },
      },
    ],
  };
}

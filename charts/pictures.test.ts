/** What pictures are made of: which figure stands where, and what is left open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bandsOn } from "./bands.ts";
import { columnsOf, distributionOption } from "./distribution.ts";
import { flowOf, flowOption } from "./flow.ts";
import { gridOf, heatOption, heatWithin } from "./heat.ts";
import { placeOf, type Box } from "./labels.ts";
import { lightPalette as palette } from "./palette.ts";
import type { Row } from "./row.ts";
import { endsOf, pairsOf, scatterOption } from "./scatter.ts";
import { trendOption, type TrendPoint } from "./trend.ts";

const row = (by: Row["by"], estimate: number | null, more: Partial<Row> = {}): Row => ({
  by,
  n: 100,
  estimate,
  low: estimate === null ? null : estimate - 1,
  high: estimate === null ? null : estimate + 1,
  counts: {},
  ...more,
});
type Series = { type: string; data: { value: unknown[] }[] & unknown[][]; markArea?: unknown };
const seriesOf = (option: object) => (option as { series: Series[] }).series;

const pointAt = (at: number, estimate: number | null): TrendPoint => ({
  at: Date.UTC(2026, at, 1),
  estimate,
  low: estimate === null ? null : estimate - 1,
  high: estimate === null ? null : estimate + 1,
  said: `month ${at}`,
  lowBase: false,
});
const trend = (points: TrendPoint[], more: object = {}) =>
  trendOption({ points, write: String, nameOf: String, interval: "month", palette, ...more });

test("a trend joins neighbours, and nothing across a time without answers: neither its line nor its band", () => {
  const option = trend([pointAt(0, 1), pointAt(1, 2), pointAt(4, 3), pointAt(6, 4), pointAt(7, 5)]);
  const lines = seriesOf(option).filter(({ type }) => type === "line");
  assert.equal(lines.length, 3);
  for (const { data } of lines) {
    const values = data.map((each) => (Array.isArray(each) ? each[1] : each.value[1]));
    assert.deepEqual(
      values.map((value) => value === "-"),
      [false, false, true, false, true, false, false],
    );
  }
  // A point alone has no neighbour to draw a band to: its interval is a line.
  const whiskers = seriesOf(option).find(({ type }) => type === "custom");
  assert.deepEqual(whiskers!.data, [[Date.UTC(2026, 4, 1), 2, 4]]);
  // What is said of a point stays with it, though places were put between.
  const { formatter } = (option as { tooltip: { formatter: (all: unknown) => string } }).tooltip;
  assert.equal(formatter([{ dataIndex: 5 }]), "month 6");
});

test("a point between two that have no figure has its interval; the longest months are neighbours", () => {
  const holes = trend([pointAt(0, null), pointAt(1, 2), pointAt(2, null)]);
  assert.equal(seriesOf(holes).find(({ type }) => type === "custom")!.data.length, 1);
  const year = trend(Array.from({ length: 12 }, (_, n) => pointAt(n, n)));
  assert.equal(seriesOf(year).at(-1)!.data.length, 12);
  assert.equal(seriesOf(year).find(({ type }) => type === "custom")!.data.length, 0);
});

test("the axis of a trend names beginnings of its own intervals, evenly, also of those that nobody answered in", () => {
  type Axis = {
    min?: number;
    max?: number;
    axisLabel: { customValues: number[]; formatter: (at: number) => string };
  };
  const axisOf = (points: TrendPoint[], more: object) =>
    (trend(points, more) as unknown as { xAxis: Axis }).xAxis;
  const at = (text: string) => Date.parse(text);
  const on = (text: string) => ({ ...pointAt(0, 1), at: at(text) });
  // Weeks begin on Mondays, of the zone in which they were counted: midnight in Jakarta.
  const mondays = Array.from({ length: 9 }, (_, n) => at("2026-08-30T17:00Z") + n * 7 * 86_400_000);
  const weeks = axisOf(
    [0, 1, 2, 5, 6, 8].map((n) => ({ ...pointAt(0, 1), at: mondays[n]! })),
    { interval: "week" },
  );
  assert.deepEqual(
    weeks.axisLabel.customValues,
    mondays.filter((_, n) => n % 2 === 0),
  );
  // A month of another zone than that of whoever looks, or draws, is called what it is there.
  const nameOf = (ms: number) =>
    new Intl.DateTimeFormat("en", { timeZone: "America/New_York", month: "short" }).format(ms);
  const { axisLabel } = axisOf([on("2026-01-01T05:00Z"), on("2026-05-01T04:00Z")], { nameOf });
  assert.deepEqual(axisLabel.customValues.map(axisLabel.formatter), [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
  ]);
  // Of two that stand beside each other the same time stands at the same place.
  const span = { from: at("2026-01-01T00:00Z"), to: at("2026-06-01T00:00Z") };
  const beside = axisOf([pointAt(1, 1), pointAt(2, 1)], { span });
  assert.deepEqual([beside.min, beside.max], [span.from, span.to]);
  assert.equal(beside.axisLabel.customValues.length, 6);
});

test("bands meet half-way, and end where the axis does", () => {
  const bands = [
    { from: 1, to: 2, label: "low" },
    { from: 3, to: 3, label: "middle" },
    { from: 4, to: 5, label: "high" },
  ];
  assert.deepEqual(bandsOn(bands, { min: 2.7, max: 4.5 }), [
    { label: "middle", from: 2.7, to: 3.5, shaded: true },
    { label: "high", from: 3.5, to: 4.5, shaded: false },
  ]);
  const drawn = (at: number) =>
    seriesOf(trend([pointAt(0, at)], { bands, axis: { min: 1, max: 5 } })).some(
      (each) => each.markArea,
    );
  assert.ok(drawn(2));
  // What lies in one band alone is divided by none.
  const inside = { ...pointAt(0, 3), low: 2.9, high: 3.1 };
  assert.ok(!seriesOf(trend([inside], { bands })).some(({ markArea }) => markArea));
  assert.ok(!seriesOf(trend([pointAt(0, 2)])).some(({ markArea }) => markArea));
});

const about = {
  scale: { min: 1, max: 5 },
  top: { from: 4, to: 5 },
  bottom: { from: 1, to: 2 },
  hides: false,
  write: String,
  nameOf: String,
  saidOf: (name: string) => name,
};

test("a distribution has every point of its scale in order; what nobody gave is nought, unless some are hidden", () => {
  const rows = ["5", "2", "4.5"].map((value) => row({ value }, 0.3));
  const columns = columnsOf(rows, about);
  assert.deepEqual(
    columns.map(({ name, share, tone }) => [name, share, tone]),
    [
      ["1", 0, "bad"],
      ["2", 0.3, "bad"],
      ["3", 0, "middle"],
      ["4", 0, "good"],
      ["4.5", 0.3, "good"],
      ["5", 0.3, "good"],
    ],
  );
  const hidden = columnsOf(rows, { ...about, hides: true });
  assert.equal(hidden[0]!.share, null);
  const [bars, intervals] = seriesOf(distributionOption({ columns, percent: String, palette }));
  assert.equal(bars!.data.length, 6);
  assert.equal(intervals!.data.length, 3);
});

test("a measure without few points has columns of its values alone", () => {
  const rows = [row({ value: "48" }, 0.5), row({ value: "2.5" }, 0.5)];
  for (const scale of [undefined, { min: 0 }, { min: 0, max: 100 }]) {
    const { scale: _scale, ...rest } = about;
    const columns = columnsOf(rows, { ...rest, scale });
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["2.5", "48"],
    );
  }
});

test("a scatter pairs what has both figures, and its axes hold the crosshair and every interval with a base", () => {
  const across = [
    row({ by: "a" }, 5),
    row({ by: "b" }, 6),
    row({ by: "c" }, null),
    row({ by: null }, 7),
  ];
  const up = [row({ by: null }, 70), row({ by: "a" }, 50, { n: 12, lowBase: true })];
  const points = pairsOf(
    across,
    up,
    "by",
    String,
    (name, x, y) => `${name} ${x.estimate} ${y.estimate}`,
  );
  assert.deepEqual(
    points.map(({ said, n, lowBase }) => [said, n, lowBase]),
    [
      ["a 5 50", 12, true],
      ["null 7 70", 100, false],
    ],
  );
  const axis = { name: "", write: String, cross: 0 };
  const option = scatterOption({ points, x: axis, y: { ...axis, cross: undefined }, palette });
  const { min, max } = (option as { xAxis: { min: number; max: number } }).xAxis;
  assert.ok(min < 0 && max > 8, `${min} to ${max}`);
  assert.deepEqual(endsOf([], { bounds: { min: 0, max: 1 }, cross: undefined }), {
    min: 0,
    max: 1,
  });
});

test("a name stands on a side that is free, and on none where all are taken", () => {
  const dot: Box = { x: 100, y: 100, width: 10, height: 10 };
  const size = { width: 40, height: 12 };
  const room = { x: 0, y: 0, width: 300, height: 300 };
  const place = (dots: Box[], names: Box[], within = room) =>
    placeOf(dot, size, { dots: [dot, ...dots], names, room: within });
  assert.equal(place([], [])!.x, 114);
  assert.equal(place([{ ...dot, x: 120 }], [])!.x, 56, "a dot on the right");
  assert.equal(place([], [], { ...room, width: 130 })!.x, 56, "no room on the right");
  assert.equal(place([], [{ x: 0, y: 90, width: 300, height: 30 }]), undefined);
});

test("a flow adds up on both sides; the small ones go together, and a value may stand on both", () => {
  const rows = Array.from({ length: 15 }, (_, n) =>
    row({ from: `f${n}`, to: n % 2 === 0 ? "f0" : null }, null, { n: 100 - n }),
  );
  const flow = flowOf([...rows, row({ from: "none", to: "f0" }, null, { n: 0 })], ["from", "to"], {
    nameOf: (_dimension, value) => value ?? "Not said",
    others: (count) => `${count} others`,
    written: (name, n) => `${name} ${n}`,
    saidOf: (from, to, n) => `${from} to ${to}: ${n}`,
  });
  assert.equal(flow.from.length, 12);
  assert.equal(flow.from.at(-1)!.name, "4 others");
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  assert.equal(
    flow.links.reduce((sum, { n }) => sum + n, 0),
    total,
  );
  assert.deepEqual(
    flow.to.map(({ written }) => written),
    ["f0 744", "Not said 651"],
  );
  const [{ data }] = seriesOf(flowOption({ ...flow, palette })) as unknown as [
    { data: { name: string }[] },
  ];
  assert.equal(new Set(data.map(({ name }) => name)).size, 14);
});

test("where no end of a figure is good, the higher is the stronger; where one is, both ends stand out", () => {
  const fills = (better: "higher" | null): number[] => {
    const cells = [0, 50, 100].map((estimate, column) => ({
      column,
      row: 0,
      estimate,
      written: String(estimate),
      interval: "1…9",
      base: "n 40",
      said: "",
      lowBase: false,
    }));
    const option = heatOption({
      columns: ["a", "b", "c"],
      rows: ["x"],
      cells,
      better,
      palette,
    });
    const [{ renderItem }] = option["series"] as [
      {
        renderItem: (
          at: { dataIndex: number },
          api: { coord: () => number[]; size: () => number[]; value: () => number },
        ) => { children: { style: { fill: string } }[] };
      },
    ];
    const api = { coord: () => [0, 0], size: () => [9, 9], value: () => 0 };
    // The darker a cell, the smaller the sum of its colour's parts.
    return cells.map((_, dataIndex) =>
      renderItem({ dataIndex }, api)
        .children[0]!.style.fill.match(/\d+/g)!
        .reduce((sum, part) => sum + Number(part), 0),
    );
  };
  const [low, middle, high] = fills(null) as [number, number, number];
  assert.ok(low > middle && middle > high, `${low} ${middle} ${high}`);
  const [bad, between, good] = fills("higher") as [number, number, number];
  assert.ok(between > bad && between > good, `${bad} ${between} ${good}`);
});

test("a cell of a heat map has its interval and its base where there is room, and is framed where few answered", () => {
  const cell = {
    column: 0,
    row: 0,
    estimate: 40,
    written: "+40.0",
    interval: "+31…+48",
    base: "n 120",
    said: "",
    lowBase: false,
  };
  type Child = { type: string; style: { text?: string; lineDash?: number[] } };
  const drawn = (size: [number, number], few = false) => {
    const option = heatOption({
      columns: ["a"],
      rows: ["x"],
      cells: [{ ...cell, lowBase: few }],
      better: "higher",
      palette,
    });
    const [{ renderItem }] = option["series"] as [
      { renderItem: (at: object, api: object) => { children: Child[] } },
    ];
    const api = { coord: () => [0, 0], size: () => size, value: () => 0 };
    return renderItem({ dataIndex: 0 }, api).children;
  };
  const texts = (children: Child[]) => children.flatMap(({ style }) => style.text ?? []);
  assert.deepEqual(texts(drawn([50, 40])), ["+40.0", "+31…+48", "n 120"]);
  assert.deepEqual(texts(drawn([32, 40])), ["+40.0", "n 120"]);
  assert.deepEqual(texts(drawn([50, 24])), ["+40.0"]);
  assert.ok(drawn([50, 40], true)[0]!.style.lineDash, "few are told by more than a colour");
});

test("a grid that has no room for all has the largest groups and the last times, and counts the others", () => {
  const rows = ["a", "b", "c"].flatMap((by, size) =>
    ["2026-01-01", "2026-02-01", "2026-03-01"].map((at) => row({ by }, 1, { at, n: 10 + size })),
  );
  const words = {
    nameOf: String,
    timeOf: (at: string) => at,
    write: String,
    brief: (value: number) => `${value} %`,
    baseOf: (n: number) => `n ${n}`,
    saidOf: () => "",
  };
  const grid = gridOf(rows, "by", words, { rows: 2, columns: 2 });
  assert.deepEqual(grid.names, ["c", "b"]);
  assert.deepEqual(grid.columns, ["2026-02-01", "2026-03-01"]);
  assert.deepEqual(grid.all, { rows: 3, columns: 3 });
  assert.deepEqual(
    grid.cells.map(({ interval, base }) => [interval, base]),
    [0, 0, 1, 1].map((place) => ["0…2 %", `n ${12 - place}`]),
  );
  // A page as wide as a quarter of paper has room for some, and never for none.
  const small = heatWithin(222, 540, ["Mobile app"]);
  assert.ok(small.columns >= 2 && small.rows >= 10);
  assert.ok(heatWithin(222, 540, ["Bill"]).columns > small.columns);
  assert.deepEqual(heatWithin(10, 10, ["Bill"]), { rows: 1, columns: 1 });
});

/** A source's gaps as rows for a spreadsheet: each gap, its parts and its periods, under the names that the API has. Pure. */
import type { GapPart, GapPoint, GapRow, GapsOfSource } from "#contract/gaps.ts";

type Cell = string | number | null | undefined;

const head = [
  "source",
  "touchpoint",
  "aspect",
  "promise",
  "benchmark",
  "pattern",
  "part",
  "at",
  "n",
  "expectation",
  "experience",
  "gap",
  "low",
  "high",
  "t",
  "p",
  "state",
  "adjusted",
  "kept",
  "keptLow",
  "keptHigh",
  "promised",
  "differs",
  "delta",
  "customers",
  "shortCustomers",
  "revenue",
  "shortRevenue",
  "function",
  "owner",
];

type Any = Partial<GapRow> & Partial<GapPart> & Partial<GapPoint>;

function line(source: string, row: GapRow, own: Any, part: string | null | undefined): Cell[] {
  const { kept, behind } = own;
  return [
    source,
    row.touchpoint,
    row.aspect,
    row.promise,
    row.benchmark,
    row.pattern,
    part,
    own.at,
    own.n,
    own.expectation,
    own.experience,
    own.gap,
    own.low,
    own.high,
    own.t,
    own.p,
    own.state,
    own.adjusted,
    kept?.share,
    kept?.low,
    kept?.high,
    kept?.promised,
    own.differs === undefined || own.differs === null ? "" : String(own.differs),
    own.delta,
    behind?.customers,
    behind?.short.customers,
    behind?.revenue,
    behind?.short.revenue,
    row.function,
    row.owner,
  ];
}

export const tableOf = ({ source, rows }: GapsOfSource): Cell[][] => [
  head,
  ...rows.flatMap((row) => [
    line(source, row, row, undefined),
    ...(row.parts ?? []).map((part) => line(source, row, part, part.value ?? "")),
    ...(row.trend ?? []).map((point) => line(source, row, point, undefined)),
  ]),
];

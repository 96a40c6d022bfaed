/** Both figures of each question as rows for a spreadsheet, under the names that the API has. Pure. */
import type { BelievedRow } from "#contract/believed.ts";

type Cell = string | number | null | undefined;
const side = ["n", "estimate", "low", "high", "figure", "method"] as const;

export const tableOf = (rows: readonly BelievedRow[]): Cell[][] => [
  [
    "measure",
    "kind",
    "believed",
    ...side.map((name) => `staff.${name}`),
    ...side.map((name) => `customers.${name}`),
    "gap",
    "gap.low",
    "gap.high",
    "state",
    "pattern",
  ],
  ...rows.map((row) => [
    row.measure,
    row.kind,
    row.believed,
    ...side.map((name) => row.staff[name]),
    ...side.map((name) => row.customers[name]),
    row.gap?.delta,
    row.gap?.low,
    row.gap?.high,
    row.state,
    row.pattern,
  ]),
];

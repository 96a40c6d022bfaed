/** The weights as rows for a spreadsheet, under the names that the API has. Pure. */
import type { DriversAnswer } from "#contract/drivers.ts";

type Cell = string | number | null | undefined;

const columns = [
  "n",
  "mean",
  "weight",
  "low",
  "high",
  "share",
  "slope",
  "slopeLow",
  "slopeHigh",
  "p",
  "vif",
  "lacking",
  "quadrant",
] as const;

export const tableOf = ({ predictors, outcome, r2, reason }: DriversAnswer): Cell[][] => [
  ["outcome", "r2", "reason", "predictor", ...columns, "found"],
  ...predictors.map((each) => [
    outcome.name,
    r2,
    reason,
    each.name,
    ...columns.map((name) => each[name]),
    each.found === null ? "" : String(each.found),
  ]),
];

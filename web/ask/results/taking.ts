/** The figures of one question as a table to take along. Pure but for the blob. */
import type { SurveyFacet, SurveyFigures } from "#contract/survey-results.ts";
import { csvOf } from "../../parts/save.ts";

type Line = (string | number | null | undefined)[];

function linesOf(group: string, figures: SurveyFigures): Line[] {
  const { figure, second, third, shares = [], ranks = [], bins = [], months = [] } = figures;
  return [
    ...[figure, second, third].flatMap((each) =>
      each
        ? [[group, each.figure, "", each.n, each.estimate, each.low, each.high, each.method]]
        : [],
    ),
    ...shares.map((each) => [
      group,
      "share",
      String(each.value),
      each.n,
      each.estimate,
      each.low,
      each.high,
      each.method,
    ]),
    ...ranks.map((each) => [
      group,
      "mean place",
      String(each.value),
      each.n,
      each.estimate,
      each.low,
      each.high,
      each.method,
    ]),
    ...bins.map(({ from, to, n }) => [group, "count", `${from}–${to}`, n]),
    ...months.map((each) => [
      group,
      "share",
      each.month,
      each.n,
      each.estimate,
      each.low,
      each.high,
      each.method,
    ]),
  ];
}

/** Under the names that the API has for them; each part apart where they are. */
export const csvOfFacet = ({ all, groups = [] }: SurveyFacet): Blob =>
  csvOf([
    ["group", "figure", "value", "n", "estimate", "low", "high", "method"],
    ...linesOf("", all),
    ...groups.flatMap(({ group, ...figures }) => linesOf(group, figures)),
  ]);

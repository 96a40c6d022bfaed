/** The figures of a survey's results as lines of CSV. Pure. */
import type { SurveyFacet, SurveyFigures } from "#contract/survey-results.ts";
import { csvLine, csvMark } from "#platform/csv.ts";

type Texts = Record<string, string> | undefined;
type Line = (string | number | null)[];

const head = [
  "question",
  "text",
  "group",
  "figure",
  "value",
  "label",
  "n",
  "estimate",
  "low",
  "high",
  "method",
  "note",
];

const textIn = (texts: Texts, language: string | undefined): string =>
  texts === undefined ? "" : (texts[language ?? ""] ?? Object.values(texts)[0] ?? "");

type Estimated = {
  n: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  method: string;
};
const numbers = ({ n, estimate, low, high, method }: Estimated): Line => [
  n,
  estimate,
  low,
  high,
  method,
];
const counted = (n: number): Line => [n, null, null, null, "count"];

function linesOf(figures: SurveyFigures, language: string | undefined): Line[] {
  const { figure, second, third, shares = [], ranks = [], bins = [], months = [] } = figures;
  const heads = [figure, second, third].flatMap((each) => each ?? []);
  return [
    ["answers", "", "", ...counted(figures.n)],
    ...heads.map((each): Line => [each.figure, "", "", ...numbers(each)]),
    ...shares.map((each): Line => [
      "share",
      String(each.value),
      textIn(each.label, language),
      ...numbers(each),
    ]),
    ...(figures.others ? [["others", "", "", ...counted(figures.others)]] : []),
    ...ranks.map((each): Line => [
      "mean place",
      String(each.value),
      textIn(each.label, language),
      ...numbers(each),
    ]),
    ...bins.map(({ from, to, n }): Line => ["count", `${from}–${to}`, "", ...counted(n)]),
    ...months.map((each): Line => ["share", each.month, "", ...numbers(each)]),
  ];
}

/** What a reader of the file must know of a line: that some are not counted in it, or that they are few. */
const noteOf = ({ suppressed, lowBase }: SurveyFigures): string =>
  [suppressed ? "suppressed" : "", lowBase ? "low base" : ""].filter(Boolean).join(", ");

/**
 * All figures that the results hold, a line each, under the names that the API has for them; each group
 * behind all of them together. A text that a spreadsheet would run stands as text.
 */
export function* figuresCsv(
  facets: readonly SurveyFacet[],
  language: string | undefined,
): Generator<string> {
  yield csvMark + csvLine(head);
  for (const { key, text, label, question, all, groups = [] } of facets) {
    const own = textIn(text, language);
    const part = key === question ? "" : textIn(label, language);
    const said = own !== "" && part !== "" && part !== own ? `${own} · ${part}` : own || part;
    for (const { group, ...figures } of [{ group: "", ...all }, ...groups])
      for (const [figure = "", ...rest] of linesOf(figures, language))
        yield csvLine([key, said, group, figure, ...rest, noteOf(figures)]);
  }
}

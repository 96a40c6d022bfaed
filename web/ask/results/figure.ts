/** How the figures of a survey are written, and what of a facet is drawn. Pure. */
import type { SurveyFacet, SurveyFigure, SurveyFigures } from "#contract/survey-results.ts";
import type { Column } from "../../../charts/distribution.ts";
import type { Form } from "../../understand/figure.ts";
import { formOf as overview } from "../../understand/figure.ts";
import { inLanguage } from "../../words/catalogue.ts";
import { decimal, percent, whole } from "../../words/format.ts";
import { words } from "./words.ts";

export type Share = NonNullable<SurveyFigures["shares"]>[number];
type Estimated = { estimate: number | null; low: number | null; high: number | null };

/** As the Overview writes it. */
export function formOf(figure: string): Form {
  return overview({ kind: figure === "nps" ? "nps" : "mean" }, figure);
}

/** Which end of it is the good one; null where nobody has said. */
export function betterOf(figure: string): "higher" | null {
  return ["nps", "top-box share", "gap", "adequacy", "superiority"].includes(figure)
    ? "higher"
    : null;
}

export const figureName = (figure: string): string =>
  (words.figures as Readonly<Record<string, string>>)[figure] ?? figure;

export const intervalOf = ({ low, high }: Estimated, write: (value: number) => string): string =>
  low === null || high === null ? "–" : words.between(write(low), write(high));

/** A figure with its interval and base in words. */
export function saidOf(figure: SurveyFigure): string {
  const { estimate, low, high, n } = figure;
  const name = figureName(figure.figure);
  const { write } = formOf(figure.figure);
  if (estimate === null) return words.said.none(name, whole(n));
  return low === null || high === null
    ? words.said.exact(name, write(estimate), whole(n))
    : words.said.interval(name, write(estimate), write(low), write(high), whole(n));
}

/** What a value is called: by its label, else by itself. */
export function nameOfValue({
  value,
  label,
}: {
  value: Share["value"];
  label: Share["label"];
}): string {
  const said = inLanguage(label);
  if (typeof value === "number")
    return said === undefined ? whole(value) : words.point(whole(value), said);
  return said ?? (words.values as Readonly<Record<string, string>>)[String(value)] ?? String(value);
}

export const labelOf = ({ label, key }: Pick<SurveyFacet, "label" | "key">): string =>
  inLanguage(label) ?? key;

type Range = readonly number[] | undefined;
const isIn = (value: unknown, range: Range): boolean =>
  typeof value === "number" && range !== undefined && value >= range[0]! && value <= range[1]!;

const toneOf = (value: unknown, { top, bottom }: Pick<SurveyFacet, "top" | "bottom">) =>
  isIn(value, top) ? "good" : isIn(value, bottom) ? "bad" : top || bottom ? "middle" : "plain";

const saidShare = (name: string, { estimate, low, high, n }: Estimated & { n: number }): string =>
  estimate === null
    ? words.said.count(name, whole(n))
    : low === null || high === null
      ? words.said.share(name, percent(estimate), whole(n))
      : words.said.shareIn(name, percent(estimate), percent(low), percent(high), whole(n));

export type Drawn = Column & { n: number; name: string };

/** Columns of what lies on a scale: a value each, a span of values, or a month. */
export function columnsOf(facet: SurveyFacet, figures: SurveyFigures): Drawn[] {
  const plain = (name: string, one: Estimated & { n: number }): Drawn => ({
    name,
    n: one.n,
    share: one.estimate,
    low: one.low,
    high: one.high,
    written: one.estimate === null ? "" : percent(one.estimate, 0),
    said: saidShare(name, one),
    tone: "plain",
  });
  // Of numbers the mean has the interval.
  const counted = (n: number) => {
    const estimate = figures.n === 0 ? null : n / figures.n;
    return { n, estimate, low: null, high: null };
  };
  if (figures.bins)
    return figures.bins.map(({ from, to, n }) => plain(spanName(from, to), counted(n)));
  if (figures.months) return figures.months.map((each) => plain(monthName(each.month), each));
  return (figures.shares ?? []).map((share) => ({
    name: typeof share.value === "number" ? whole(share.value) : nameOfValue(share),
    n: share.n,
    share: share.estimate,
    low: share.low,
    high: share.high,
    written: share.estimate === null ? "" : percent(share.estimate, 0),
    said: saidShare(nameOfValue(share), share),
    tone: toneOf(share.value, facet),
  }));
}

const short = (value: number): string =>
  Number.isInteger(value) ? whole(value) : decimal(value, 2);
const spanName = (from: number, to: number): string =>
  to - from === 1 && Number.isInteger(from) ? whole(from) : `${short(from)}–${short(to)}`;
const monthName = (month: string): string => words.month(month);

/** What an NPS or a share of boxes is made of. */
export function partsOf(facet: SurveyFacet, figures: SurveyFigures) {
  const { top, bottom, picture } = facet;
  const count = (range: Range) =>
    (figures.shares ?? []).reduce((sum, { value, n }) => sum + (isIn(value, range) ? n : 0), 0);
  const [good, bad] = [count(top), count(bottom)];
  const names = picture === "nps" ? words.parts.nps : words.parts.boxes;
  return [
    { tone: "good", name: names.good, n: good },
    { tone: "middle", name: names.middle, n: figures.n - good - bad },
    { tone: "bad", name: names.bad, n: bad },
  ] as const;
}

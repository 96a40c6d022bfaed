/** From an answer to a picture of it, in the reader's language. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { lightPalette } from "#charts/palette.ts";
import { rankingOption, rowHeight } from "#charts/ranking.ts";
import { trendOption } from "#charts/trend.ts";
import type { Language } from "#platform/language.ts";

/** Rows of a picture: more can't be read in one. */
export const mostRows = 60;
const locales: Readonly<Record<Language, string>> = { en: "en-GB", id: "id-ID" };

type Form = { write: (value: number) => string; axis?: { min: number; max: number } };

/** How a figure is written: points with their sign, shares in percent, else a number. */
function formOf({ kind }: QueryAnswer["measure"], figure: string, locale: string): Form {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value).replace(/^-/, "−");
  };
  if (kind === "nps")
    return {
      write: number({
        maximumFractionDigits: 1,
        minimumFractionDigits: 1,
        signDisplay: "exceptZero",
      }),
      axis: { min: -100, max: 100 },
    };
  if (kind === "share" || figure.includes("share"))
    return {
      write: number({ style: "percent", maximumFractionDigits: 1, minimumFractionDigits: 1 }),
      axis: { min: 0, max: 1 },
    };
  return { write: number({ maximumFractionDigits: kind === "count" ? 0 : 2 }) };
}

const day = 86_400_000;

/** A figure with its interval and base, for whoever does not see the picture. */
function saidOf({ estimate, low, high, n }: QueryRow, { write }: Form): string {
  const figure = estimate === null ? "–" : write(estimate);
  const interval = low === null || high === null ? "" : ` [${write(low)} … ${write(high)}]`;
  return `${figure}${interval} (n ${n})`;
}

export type Picture = { option: EChartsCoreOption; label: string; height: number };
export type PictureInput = {
  answer: QueryAnswer;
  language: Language;
  timezone: string;
  /** The words for a key of a dimension. */
  labelOf: (dimension: string, key: string | null) => string;
  height: number | undefined;
};

function trendOf({ answer, language, timezone, height }: PictureInput): Picture {
  const rows = answer.rows.filter((row) => row.at !== undefined);
  const locale = locales[language];
  const form = formOf(answer.measure, rows[0]?.figure ?? "", locale);
  const gap =
    rows.length < 2
      ? day
      : Math.min(...rows.slice(1).map((row, n) => Date.parse(row.at!) - Date.parse(rows[n]!.at!)));
  const name = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    month: "short",
    ...(gap < 27 * day ? { day: "numeric" } : { year: "2-digit" }),
  });
  const said = (row: QueryRow) => `${name.format(new Date(row.at!))} ${saidOf(row, form)}`;
  return {
    label: rows.map(said).join("; "),
    height: height ?? 240,
    option: trendOption({
      points: rows.map((row) => ({
        at: Date.parse(row.at!),
        estimate: row.estimate,
        low: row.low,
        high: row.high,
        lowBase: row.lowBase === true,
        said: said(row),
      })),
      axis: form.axis,
      write: form.write,
      nameOf: (at) => name.format(new Date(at)),
      step: gap,
      palette: lightPalette,
    }),
  };
}

function rankingOf({ answer, language, labelOf, height }: PictureInput): Picture {
  const low = (row: QueryRow) => Number(row.lowBase === true || row.estimate === null);
  const rows = answer.rows
    .filter(({ n }) => n > 0)
    .toSorted(
      (a, b) => low(a) - low(b) || (a.rank ?? 0) - (b.rank ?? 0) || b.estimate! - a.estimate!,
    )
    .slice(0, mostRows)
    .map((row) => {
      const form = formOf(answer.measure, row.figure, locales[language]);
      return {
        name: Object.entries(row.by)
          .map(([dimension, key]) => labelOf(dimension, key))
          .join(" · "),
        estimate: row.estimate,
        low: row.low,
        high: row.high,
        lowBase: row.lowBase === true,
        written: row.estimate === null ? "–" : form.write(row.estimate),
        said: saidOf(row, form),
      };
    });
  const form = formOf(answer.measure, answer.rows[0]?.figure ?? "", locales[language]);
  return {
    label: rows.map(({ name, said }) => `${name} ${said}`).join("; "),
    height: height ?? rows.length * rowHeight + 48,
    option: rankingOption({ rows, axis: form.axis, write: form.write, palette: lightPalette }),
  };
}

/** By time a trend, else groups in their order. Where patterns are kept apart, a trend takes one question for each. */
export const pictureOf = (input: PictureInput): Picture =>
  input.answer.rows.some((row) => row.at !== undefined) ? trendOf(input) : rankingOf(input);

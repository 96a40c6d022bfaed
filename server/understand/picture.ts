/** From an answer to a picture of it, in the reader's language. Pure. */
import type { PictureForm } from "#contract/drawn.ts";
import type { QueryRow } from "#contract/query.ts";
import { narrowWidth } from "#charts/groups.ts";
import { lightPalette } from "#charts/palette.ts";
import { rankingHeight, rankingOption, rowsWithin } from "#charts/ranking.ts";
import { trendOption } from "#charts/trend.ts";
import { labelsOf } from "./labels.ts";
import {
  distributionPicture,
  flowPicture,
  heatPicture,
  scatterPicture,
  sharesPicture,
} from "./picture-forms.ts";
import {
  baseOf,
  bandsOf,
  formOf,
  saidOf,
  timeOf,
  type Picture,
  type PictureInput,
} from "./picture-parts.ts";

/** Rows of a picture: more can't be read in one. */
const mostRows = 60;

function trendPicture(input: PictureInput): Picture {
  const { answer, language, height } = input;
  const interval = input.interval!;
  const rows = answer.rows.filter((row) => row.at !== undefined);
  const figure = rows[0]?.figure ?? "";
  const form = formOf(answer.measure, figure, language);
  const name = timeOf(input, interval);
  const said = (row: QueryRow) => `${name(Date.parse(row.at!))} ${saidOf(row, form)}`;
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
      nameOf: name,
      interval,
      bands: bandsOf(answer, figure, input),
      palette: lightPalette,
    }),
  };
}

function rankingPicture(input: PictureInput): Picture {
  const { answer, language, registry, height, width, mostHigh = Infinity } = input;
  const narrow = width < narrowWidth;
  const base = baseOf(language);
  const labelOf = labelsOf(registry, language);
  const low = (row: QueryRow) => Number(row.lowBase === true || row.estimate === null);
  const patterns = [...new Set(answer.byPattern ? answer.rows.map(({ by }) => by["pattern"]) : [])];
  const apart = ({ by }: QueryRow) => patterns.indexOf(by["pattern"]);
  const all = answer.rows.filter(({ n }) => n > 0);
  const rows = all
    .toSorted(
      (a, b) =>
        apart(a) - apart(b) ||
        low(a) - low(b) ||
        (a.rank ?? 0) - (b.rank ?? 0) ||
        b.estimate! - a.estimate!,
    )
    .slice(0, Math.min(mostRows, rowsWithin(mostHigh, narrow)))
    .map((row) => {
      const form = formOf(answer.measure, row.figure, language);
      return {
        name: Object.entries(row.by)
          .map(([dimension, key]) => labelOf(dimension, key))
          .join(" · "),
        base: base(row.n),
        estimate: row.estimate,
        low: row.low,
        high: row.high,
        lowBase: row.lowBase === true,
        written: row.estimate === null ? "–" : form.write(row.estimate),
        said: saidOf(row, form),
      };
    });
  const form = formOf(answer.measure, answer.rows[0]?.figure ?? "", language);
  return {
    ...(rows.length < all.length ? { cut: { groups: [rows.length, all.length] } } : {}),
    label: rows.map(({ name, said }) => `${name} ${said}`).join("; "),
    height: height ?? rankingHeight(rows.length, narrow),
    option: rankingOption({
      rows,
      axis: form.axis,
      write: form.write,
      palette: lightPalette,
      narrow,
    }),
  };
}

const made: Readonly<Record<PictureForm, (input: PictureInput) => Picture>> = {
  trend: trendPicture,
  ranking: rankingPicture,
  distribution: distributionPicture,
  shares: sharesPicture,
  scatter: scatterPicture,
  flow: flowPicture,
  heat: heatPicture,
};

/** An answer in the form that was asked for, which its question fits (`contract/drawn.ts`). */
export const pictureOf = (input: PictureInput): Picture => made[input.form](input);

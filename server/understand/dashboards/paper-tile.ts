/** One tile on paper: its title, what it shows, and what has to be known of that. */
import type { TileAnswer } from "#contract/dashboard-answers.ts";
import type { Tile } from "#contract/dashboard.ts";
import { pictureForms, type PictureForm } from "#contract/drawn.ts";
import type { Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import { lightPalette as palette } from "#charts/palette.ts";
import { draw } from "#platform/draw.ts";
import type { Measure } from "#platform/paper.ts";
import { definitionOf, formOf, wholeOf } from "#understand/picture-parts.ts";
import { pictureWords } from "#understand/picture-words.ts";
import { pictureOf } from "#understand/picture.ts";
import { crosstab, table } from "./paper-table.ts";
import { daysSaid, figureSaid, said, titleOf, voicesSaid, type Saying } from "./say.ts";
import { box, line, moved, wrapped } from "./svg.ts";
import { paperWords } from "./words.ts";

/** Pixels between a tile's edge and what is in it. */
const pad = 14;
const titleSize = 13;
const small = 10.5;
/** The most that a picture is high, so that a tile stands on one page. */
const mostHigh = 540;

export type DrawnTile = { height: number; width: number; svg: (height: number) => string };
export type Drawing = Saying & { measure: Measure };
/** What stands in a tile, from its own left upper corner down. */
export type Block = { height: number; svg: string; notes?: string[] };

const isPicture = (as: Tile["as"]): as is PictureForm => pictureForms.some((each) => each === as);

function figureBlock(tile: Tile, answer: QueryAnswer, width: number, drawing: Drawing): Block {
  const { language, measure } = drawing;
  const words = paperWords[language];
  const rows: QueryRow[] = answer.total ? [answer.total] : (answer.totals ?? []);
  if (rows.length === 0)
    return { height: 24, svg: line(0, 16, words.empty, { size: 12, fill: palette.soft }) };
  const than = tile.compare ?? "other";
  let y = 0;
  const parts = rows.flatMap((row) => {
    const { figure, interval, n, change, lowBase } = figureSaid(answer, row, language, than);
    // That there is no figure is said in words, which are wider than one.
    const size = row.estimate === null ? 14 : rows.length > 1 ? 24 : 34;
    const lines = (rows.length > 1 ? [words.patterns[row.by["pattern"] ?? ""] ?? ""] : []).map(
      (text) => line(0, (y += 16), text, { size: 11, fill: palette.soft }),
    );
    y += size + 2;
    lines.push(
      line(0, y, figure, { size, bold: true, fill: lowBase ? palette.soft : palette.ink }),
    );
    const under = [interval, n].filter((each) => each !== undefined).join(" · ");
    y += 4;
    for (const text of [
      ...wrapped(under, width, measure, { size: 11, most: 2 }),
      ...(change ? wrapped(change, width, measure, { size: 11, most: 2 }) : []),
    ])
      lines.push(line(0, (y += 15), text, { size: 11, fill: palette.soft }));
    y += 6;
    return lines;
  });
  return { height: y, svg: parts.join("") };
}

async function pictureBlock(
  tile: Tile,
  told: { query: Query; answer: QueryAnswer; other?: QueryAnswer | undefined },
  width: number,
  { language, registry, timezone }: Drawing,
): Promise<Block> {
  const { query, answer, other } = told;
  const words = paperWords[language];
  const form = tile.as as PictureForm;
  if (form !== "ranking" && form !== "shares" && (answer.byPattern || other?.byPattern))
    return { height: 0, svg: "", notes: [words.pooled] };
  const rows = answer.rows.filter(({ n }) => n > 0);
  if (rows.length === 0)
    return { height: 24, svg: line(0, 16, words.empty, { size: 12, fill: palette.soft }) };
  const picture = pictureOf({
    form,
    answer,
    other,
    by: query.by,
    language,
    height: form === "trend" ? 190 : undefined,
    timezone: query.timezone ?? timezone,
    interval: query.interval,
    registry,
    width,
    mostHigh,
  });
  const height = Math.min(picture.height, mostHigh);
  const svg = await draw(picture.option, {
    width: Math.round(width),
    height: Math.round(height),
    label: "",
    ground: "#ffffff",
  });
  const whole = wholeOf(language);
  const { groups, times } = picture.cut ?? {};
  const { promoters, passives, detractors, top, rest } = pictureWords[language];
  const parts = answer.measure.kind === "nps" ? [promoters, passives, detractors] : [top, rest];
  return {
    height,
    svg,
    notes: [
      ...(form === "shares" ? [words.parts(parts.join(", ").toLowerCase())] : []),
      ...(groups ? [words.cut(whole(groups[0]), whole(groups[1]))] : []),
      ...(times ? [words.cutTimes(whole(times[0]), whole(times[1]))] : []),
    ],
  };
}

/** Which values of a spread are good and bad: their colours alone would not say it. */
function boxesOf(answer: QueryAnswer, drawing: Drawing): string[] {
  const { good, bad } = paperWords[drawing.language];
  const { top, bottom } = definitionOf(answer, drawing)?.boxes ?? {};
  const range = ({ from, to }: { from: number; to: number }) =>
    from === to ? String(from) : `${from}–${to}`;
  return [
    [...(bottom ? [bad(range(bottom))] : []), ...(top ? [good(range(top))] : [])].join(", "),
  ].filter((text) => text !== "");
}

function rakedOf({ raked, measure, total }: QueryAnswer, { language }: Drawing): string[] {
  const plain = raked?.unweighted?.estimate;
  if (!raked || raked.effectiveN === null || plain == null) return [];
  const { write } = formOf(measure, total?.figure ?? "", language);
  return [paperWords[language].raked(wholeOf(language)(raked.effectiveN), write(plain))];
}

/** What has to be known of an answer: how many, which are few, what isn't shown, who speaks. */
function notesOf(tile: Tile, query: Query, answer: QueryAnswer, drawing: Drawing): string[] {
  const { language } = drawing;
  const words = paperWords[language];
  const whole = wholeOf(language);
  const { suppressed, leftOut, total } = answer;
  const left = leftOut.suspicious + leftOut.partial;
  const low = tile.as !== "figure" && answer.rows.some(({ lowBase }) => lowBase);
  return [
    ...(total && tile.as !== "figure" ? [words.n(whole(total.n))] : []),
    ...(tile.as === "distribution" ? boxesOf(answer, drawing) : []),
    ...(low || (total?.lowBase && total.n > 0) ? [words.lowBase] : []),
    ...(answer.letters && tile.as === "crosstab" ? [words.letters] : []),
    ...rakedOf(answer, drawing),
    ...(query.voices === undefined ? [] : [voicesSaid(query.voices, drawing)]),
    ...(query.pattern === undefined ? [] : [words.patterns[query.pattern]!]),
    ...(suppressed.groups > 0 ? [words.suppressed(whole(suppressed.groups))] : []),
    ...(left > 0 ? [words.leftOut(whole(left))] : []),
  ];
}

async function contentOf(
  tile: Tile,
  told: TileAnswer,
  width: number,
  drawing: Drawing,
): Promise<Block> {
  const { answer, query, problem, other } = told;
  const words = paperWords[drawing.language];
  if (problem || !answer || !query) {
    const { minimum } = (problem?.details ?? {}) as { minimum?: unknown };
    const why = words.problems[problem?.code ?? ""] ?? problem?.message ?? "";
    const lines = [
      words.problem,
      ...wrapped(typeof minimum === "number" ? words.few(minimum) : why, width, drawing.measure, {
        size: 11,
        most: 4,
      }),
    ];
    return {
      height: 20 + lines.length * 16,
      svg: lines
        .map((text, n) =>
          line(
            0,
            20 + n * 16,
            text,
            n === 0
              ? { size: 12, bold: true, fill: palette.bad }
              : { size: 11, fill: palette.soft },
          ),
        )
        .join(""),
    };
  }
  const own = notesOf(tile, query, answer, drawing);
  const block =
    tile.as === "figure"
      ? figureBlock(tile, answer, width, drawing)
      : tile.as === "table"
        ? table(query, answer, width, drawing)
        : tile.as === "crosstab"
          ? crosstab(query, answer, width, drawing)
          : isPicture(tile.as)
            ? await pictureBlock(tile, { query, answer, other }, width, drawing)
            : { height: 0, svg: "" };
  return { ...block, notes: [...(block.notes ?? []), ...own] };
}

/** A tile, `width` pixels wide; as high as it needs, or as the row that it stands in. */
export async function tileOnPaper(
  tile: Tile,
  told: TileAnswer,
  width: number,
  drawing: Drawing,
): Promise<DrawnTile> {
  const { language, measure } = drawing;
  const words = paperWords[language];
  const inner = width - 2 * pad;
  const title = wrapped(titleOf(tile, told.answer, drawing), inner, measure, {
    size: titleSize,
    bold: true,
    most: 2,
  });
  const notes = [
    ...(told.own && told.query ? [words.period.own(daysSaid(told.query, drawing))] : []),
    ...(tile.note === undefined ? [] : [said(tile.note, language)]),
  ].flatMap((text) => wrapped(text, inner, measure, { size: small, most: 4 }));
  const block = await contentOf(tile, told, inner, drawing);
  // A figure comes first, so that those of a row stand beside each other.
  const last = tile.as === "figure";
  const foot = [
    ...(last ? notes : []),
    ...wrapped((block.notes ?? []).join(" · "), inner, measure, { size: small, most: 3 }),
  ].filter((text) => text !== "");
  let y = pad + titleSize - 2;
  const parts = title.map((text, n) => {
    if (n > 0) y += titleSize + 4;
    return line(pad, y, text, { size: titleSize, bold: true, fill: palette.ink });
  });
  for (const text of last ? [] : notes)
    parts.push(line(pad, (y += small + 4), text, { size: small, fill: palette.soft }));
  y += 8;
  parts.push(moved(pad, y, block.svg));
  y += block.height + (foot.length > 0 ? 4 : 0);
  const footHeight = foot.length * (small + 4);
  const height = y + footHeight + pad - 2;
  return {
    height,
    width,
    svg: (all) =>
      [
        box(0.5, 0.5, width - 1, all - 1, { fill: "#ffffff", stroke: palette.line, rx: 6 }),
        ...parts,
        ...foot.map((text, n) =>
          line(pad, all - pad + 2 - (foot.length - 1 - n) * (small + 4), text, {
            size: small,
            fill: palette.soft,
          }),
        ),
      ].join(""),
  };
}

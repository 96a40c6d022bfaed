/** Tiles on pages: a head that says what is looked at, rows of a grid of four, and a foot with date and number. */
import type { DashboardAnswers } from "#contract/dashboard-answers.ts";
import { gridWidth, type Tile, type Words } from "#contract/dashboard.ts";
import { lightPalette as palette } from "#charts/palette.ts";
import { measuring, paper, type Page } from "#platform/paper.ts";
import { tileOnPaper, type DrawnTile, type Drawing } from "./paper-tile.ts";
import { daysSaid, momentSaid, said, voicesSaid, type Saying } from "./say.ts";
import { box, line, moved, wrapped } from "./svg.ts";
import { paperWords } from "./words.ts";

const edge = 40;
const gap = 14;
const footHigh = 34;
const inner = paper.width - 2 * edge;
const column = (inner - (gridWidth - 1) * gap) / gridWidth;
const widthOf = (columns: number): number => columns * column + (columns - 1) * gap;

export type OnPaper = {
  name: Words;
  description: Words | null;
  tiles: readonly Tile[];
  answers: DashboardAnswers;
};

/** What is looked at, in words: the period, and every filter. */
export function filtersSaid({ period, filters }: DashboardAnswers, saying: Saying): string {
  const words = paperWords[saying.language];
  const { where, pattern, voices, include = [] } = filters;
  return [
    daysSaid(period, saying),
    ...(pattern === undefined ? [] : [words.patterns[pattern] ?? pattern]),
    ...(voices === undefined ? [] : [voicesSaid(voices, saying)]),
    ...include.map((each) => words.include[each] ?? each),
    ...(where?.trim() ? [words.where(where)] : []),
  ].join(" · ");
}

type Row = { tiles: { x: number; tile: DrawnTile }[]; height: number };

/** As a page lays them out: a tile that doesn't fit beside the one before begins the next row. */
function rowsOf(tiles: readonly { columns: number; tile: DrawnTile }[]): Row[] {
  const rows: Row[] = [];
  let taken = gridWidth;
  for (const { columns, tile } of tiles) {
    if (taken + columns > gridWidth) {
      rows.push({ tiles: [], height: 0 });
      taken = 0;
    }
    const row = rows.at(-1)!;
    row.tiles.push({ x: taken * (column + gap), tile });
    row.height = Math.max(row.height, tile.height);
    taken += columns;
  }
  return rows;
}

function headOf(of: OnPaper, drawing: Drawing): { svg: string; height: number } {
  const { language, measure } = drawing;
  const { name, description, answers } = of;
  let y = edge + 16;
  const parts: string[] = [];
  for (const [n, text] of wrapped(said(name, language), inner, measure, {
    size: 22,
    bold: true,
    most: 2,
  }).entries()) {
    if (n > 0) y += 28;
    parts.push(line(edge, y, text, { size: 22, bold: true, fill: palette.ink }));
  }
  const under = [
    ...(description === null
      ? []
      : wrapped(said(description, language), inner, measure, { size: 12, most: 3 })),
    ...wrapped(filtersSaid(answers, drawing), inner, measure, { size: 12, most: 4 }),
  ];
  y += 6;
  for (const text of under)
    parts.push(line(edge, (y += 17), text, { size: 12, fill: palette.soft }));
  return { svg: parts.join(""), height: y + 18 };
}

const whole = (width: number, height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${box(0, 0, width, height, { fill: "#ffffff" })}${inside}</svg>`;

const placed = (row: Row, y: number): string =>
  row.tiles.map(({ x, tile }) => moved(edge + x, y, tile.svg(row.height))).join("");

/** The pages of a dashboard: as many as it takes, or one as high as all of it. */
export async function pagesOf(
  of: OnPaper,
  saying: Saying,
  { alone }: { alone: boolean },
): Promise<Page[]> {
  const drawing: Drawing = { ...saying, measure: await measuring() };
  const words = paperWords[saying.language];
  const drawn: { columns: number; tile: DrawnTile }[] = [];
  for (const [n, told] of of.answers.tiles.entries()) {
    const tile = of.tiles.find(({ id }) => id === told.id) ?? of.tiles[n]!;
    drawn.push({
      columns: tile.width,
      tile: await tileOnPaper(tile, told, widthOf(tile.width), drawing),
    });
    // Each takes the processor for some milliseconds: others are served between two.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const head = headOf(of, drawing);
  const pages: { svg: string; y: number }[] = [{ svg: head.svg, y: head.height }];
  const bottom = alone ? Number.POSITIVE_INFINITY : paper.height - footHigh;
  for (const row of rowsOf(drawn)) {
    let page = pages.at(-1)!;
    // What is too high for any page begins one of its own, and is higher than it.
    if (page.y + row.height > bottom && (pages.length > 1 || page.y > head.height)) {
      page = { svg: "", y: edge };
      pages.push(page);
    }
    page.svg += placed(row, page.y);
    page.y += row.height + gap;
  }
  if (drawn.length === 0)
    pages[0]!.svg += line(edge, head.height + 20, words.noTiles, { size: 13, fill: palette.ink });
  const made = momentSaid(of.answers.at, saying);
  return pages.map(({ svg, y }, n) => {
    const height = alone
      ? Math.ceil(Math.max(y, head.height + 60) + footHigh)
      : Math.max(paper.height, Math.ceil(y + footHigh));
    const foot = [
      line(edge, height - 18, `${said(of.name, saying.language).slice(0, 120)} · ${made}`, {
        size: 10,
        fill: palette.soft,
      }),
      ...(alone
        ? []
        : [
            line(paper.width - edge, height - 18, words.page(String(n + 1), String(pages.length)), {
              size: 10,
              fill: palette.soft,
              anchor: "end",
            }),
          ]),
    ];
    return { svg: whole(paper.width, height, svg + foot.join("")), width: paper.width, height };
  });
}

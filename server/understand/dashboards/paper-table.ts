/** Figures of a tile as a table on paper: a line for each group, or two dimensions as rows and columns. Pure. */
import type { Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import { lightPalette as palette } from "#charts/palette.ts";
import { labelsOf } from "#understand/labels.ts";
import { formOf, timeOf, wholeOf } from "#understand/picture-parts.ts";
import type { Block, Drawing } from "./paper-tile.ts";
import { dimensionName } from "./say.ts";
import { cut, line, rule } from "./svg.ts";
import { paperWords } from "./words.ts";

const size = 11;
const rowHigh = 20;
const headHigh = 20;
/** Of a row that has a second line, as there is no width for columns of n and interval. */
const pairHigh = 34;
/** Lines that a table has on paper: it stands on one page. */
const mostLines = 24;
const mostPairs = 15;
/** Pixels of the columns of figures. */
const columnWide = { n: 56, figure: 72, interval: 112 } as const;
const leastName = 90;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Column = { head: string; width: number; end: boolean };

function linesOf(
  columns: readonly Column[],
  rows: readonly { cells: string[]; under?: readonly string[]; soft: boolean }[],
  { measure }: Drawing,
): Block {
  const high = rows.some(({ under }) => under) ? pairHigh : rowHigh;
  const starts = columns.map((_, n) =>
    columns.slice(0, n).reduce((sum, { width }) => sum + width, 0),
  );
  const cell = (text: string, n: number, y: number, fill: string, bold = false) => {
    const { width, end } = columns[n]!;
    const x = starts[n]! + (end ? width : 0);
    return line(x, y, cut(text, width - 8, measure, size, bold), {
      size,
      fill,
      bold,
      anchor: end ? "end" : "start",
    });
  };
  const all = starts.at(-1)! + columns.at(-1)!.width;
  const parts = columns.map(({ head }, n) => cell(head, n, 13, palette.soft));
  parts.push(rule(0, headHigh - 0.5, all, palette.line));
  for (const [r, { cells, under = [], soft }] of rows.entries()) {
    const y = headHigh + r * high + 14;
    parts.push(...cells.map((text, n) => cell(text, n, y, soft ? palette.soft : palette.ink)));
    parts.push(...under.map((text, n) => cell(text, n, y + 13, palette.soft)));
  }
  return { height: headHigh + rows.length * high + 4, svg: parts.join("") };
}

const few = (row: QueryRow): number => Number(row.lowBase === true || row.estimate === null);

export function table(query: Query, answer: QueryAnswer, width: number, drawing: Drawing): Block {
  const { language, registry, timezone } = drawing;
  const words = paperWords[language];
  const labelOf = labelsOf(registry, language);
  const whole = wholeOf(language);
  const timed = query.interval !== undefined;
  const all = answer.rows.length > 0 || !answer.total ? answer.rows : [answer.total];
  const patterns = [...new Set(answer.byPattern ? all.map(({ by }) => by["pattern"]) : [])];
  const apart = ({ by }: QueryRow) => patterns.indexOf(by["pattern"]);
  const rows = all
    .filter(({ n }) => n > 0)
    .toSorted((a, b) =>
      timed
        ? Date.parse(a.at ?? "") - Date.parse(b.at ?? "")
        : apart(a) - apart(b) ||
          few(a) - few(b) ||
          (a.rank ?? 0) - (b.rank ?? 0) ||
          (b.estimate ?? 0) - (a.estimate ?? 0),
    );
  if (rows.length === 0)
    return { height: 24, svg: line(0, 16, words.empty, { size: 12, fill: palette.soft }) };
  const names = Object.keys(rows[0]!.by);
  const named = [
    ...(timed ? [words.table.at] : []),
    ...names.map((name) => capital(dimensionName(name, drawing))),
  ];
  // All of it together has no name, and its place.
  const heads = named.length > 0 ? named : [""];
  const figures = columnWide.n + columnWide.figure + columnWide.interval;
  // In a narrow tile n stands under the name, and the interval under the figure.
  const isNarrow = width - figures < leastName * heads.length;
  const rest = width - (isNarrow ? columnWide.interval : figures);
  const columns: Column[] = [
    ...heads.map((head) => ({ head, width: rest / heads.length, end: false })),
    ...(isNarrow ? [] : [{ head: words.table.n, width: columnWide.n, end: true }]),
    {
      head: words.table.figure,
      width: isNarrow ? columnWide.interval : columnWide.figure,
      end: true,
    },
    ...(isNarrow ? [] : [{ head: words.table.interval, width: columnWide.interval, end: true }]),
  ];
  const time = timed
    ? timeOf({ language, timezone: query.timezone ?? timezone }, query.interval!, true)
    : undefined;
  const most = isNarrow ? mostPairs : mostLines;
  const lines = rows.slice(0, most).map((row) => {
    const { write } = formOf(answer.measure, row.figure, language);
    const { estimate, low, high } = row;
    const own = [
      ...(time ? [time(Date.parse(row.at!))] : []),
      ...names.map((name) => labelOf(name, row.by[name] ?? null)),
    ];
    const group = own.length > 0 ? own : [""];
    const value = estimate === null ? "–" : write(estimate);
    const between = low === null || high === null ? "–" : `${write(low)} – ${write(high)}`;
    const soft = few(row) === 1;
    if (!isNarrow) return { soft, cells: [...group, whole(row.n), value, between] };
    const under = group.map((_, n) => (n === 0 ? words.n(whole(row.n)) : ""));
    return { soft, cells: [...group, value], under: [...under, between] };
  });
  const notes = rows.length > most ? [words.cut(whole(most), whole(rows.length))] : [];
  return { ...linesOf(columns, lines, drawing), notes };
}

/** Values of a dimension, those with the most answers first. */
function valuesOf(rows: readonly QueryRow[], dimension: string): (string | null)[] {
  const sizes = new Map<string | null, number>();
  for (const { by, n } of rows) {
    const value = by[dimension] ?? null;
    sizes.set(value, (sizes.get(value) ?? 0) + n);
  }
  return [...sizes].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}

const cellHigh = 45;
const cellWide = 84;
const mostDown = 14;

export function crosstab(
  query: Query,
  answer: QueryAnswer,
  width: number,
  drawing: Drawing,
): Block {
  const { language, registry, measure } = drawing;
  const words = paperWords[language];
  const labelOf = labelsOf(registry, language);
  const whole = wholeOf(language);
  if (answer.byPattern) return { height: 0, svg: "", notes: [words.pooled] };
  const [down, across] = query.by as [string, string];
  const rows = answer.rows.filter(({ n }) => n > 0);
  if (rows.length === 0)
    return { height: 24, svg: line(0, 16, words.empty, { size: 12, fill: palette.soft }) };
  const [names, heads] = [valuesOf(rows, down), valuesOf(rows, across)];
  const namesWide = Math.min(180, Math.max(90, width * 0.28));
  const columns = heads.slice(0, Math.max(1, Math.floor((width - namesWide) / cellWide)));
  const wide = (width - namesWide) / columns.length;
  const found = new Map(
    rows.map((row) => [JSON.stringify([row.by[down] ?? null, row.by[across] ?? null]), row]),
  );
  const end = (n: number) => namesWide + (n + 1) * wide;
  // Letters in the cells are those of the columns.
  const letterOf = new Map(rows.map(({ by, letter }) => [by[across] ?? null, letter]));
  const parts = columns.map((value, n) => {
    const letter = letterOf.get(value);
    const mark = letter === undefined ? "" : ` ${letter}`;
    const head = cut(labelOf(across, value), wide - 8 - measure(mark, size), measure, size);
    return line(end(n), 13, `${head}${mark}`, { size, fill: palette.soft, anchor: "end" });
  });
  parts.push(rule(0, headHigh - 0.5, width, palette.line));
  for (const [r, name] of names.slice(0, mostDown).entries()) {
    const y = headHigh + r * cellHigh;
    parts.push(
      line(0, y + 16, cut(labelOf(down, name), namesWide - 8, measure, size), {
        size,
        fill: palette.ink,
      }),
    );
    for (const [n, value] of columns.entries()) {
      const row = found.get(JSON.stringify([name, value]));
      if (!row) continue;
      const { write } = formOf(answer.measure, row.figure, language);
      const soft = few(row) === 1;
      const above = row.above && row.above.length > 0 ? ` ${row.above.join("")}` : "";
      const { low, high } = row;
      parts.push(
        line(end(n), y + 15, `${row.estimate === null ? "–" : write(row.estimate)}${above}`, {
          size,
          fill: soft ? palette.soft : palette.ink,
          bold: !soft,
          anchor: "end",
        }),
        ...[
          ...(low === null || high === null ? [] : [`${write(low)} – ${write(high)}`]),
          words.n(whole(row.n)),
        ].map((text, at) =>
          line(end(n), y + 27 + at * 11, text, { size: 9, fill: palette.soft, anchor: "end" }),
        ),
      );
    }
    parts.push(rule(0, y + cellHigh - 0.5, width, palette.line));
  }
  const shown = Math.min(names.length, mostDown) * columns.length;
  const notes =
    shown < names.length * heads.length
      ? [words.cut(whole(shown), whole(names.length * heads.length))]
      : [];
  return {
    height: headHigh + Math.min(names.length, mostDown) * cellHigh,
    svg: parts.join(""),
    notes,
  };
}

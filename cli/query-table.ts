/** An answer as a table for reading. */
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { type Heading, tableText } from "./table.ts";
import type { Words } from "./words/index.ts";

/** How a figure is written: NPS in signed points, shares in per cent, the rest as numbers. */
function writer(figure: string, words: Words): (value: number) => string {
  if (figure === "nps") return (value) => signed(value, 1, words);
  if (figure.includes("share")) return (value) => `${words.decimal(value * 100, 1)} %`;
  if (figure === "count") return words.number;
  return (value) => words.decimal(value, 2);
}

function signed(value: number, digits: number, words: Words): string {
  const text = words.decimal(Math.abs(value), digits);
  // What rounds to zero has no sign.
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

type Column = Heading & { readonly cell: (row: QueryRow) => string };

/** The dimensions of an answer: those asked for, and the pattern where it was divided by that too. */
export function dimensionsOf(answer: QueryAnswer, question: QueryInput): string[] {
  const names = [...(question.by ?? [])];
  const more = answer.rows.flatMap((row: QueryRow) => Object.keys(row.by));
  return [...new Set([...names, ...more])];
}

/** The table, the totals under a rule, and what must be said beside the figures. */
export function answerText(answer: QueryAnswer, question: QueryInput, words: Words): string {
  const dimensions = dimensionsOf(answer, question);
  const divided = dimensions.length > 0 || question.interval !== undefined;
  const totals = answer.total === null ? (answer.totals ?? []) : [answer.total];
  const rows = answer.rows.length === 0 ? [] : answer.rows;
  const all = [...rows, ...totals];
  if (all.every((row) => row.n === 0)) return `${words.query.empty}\n${footer(answer, words)}`;
  const labels = labelColumns(dimensions, question, words);
  const figures = figureColumns(all, words);
  const body = rows.map((row) => [...labels, ...figures].map(({ cell }) => cell(row)));
  const foot = divided
    ? totals.map((row) => [
        ...labels.map((_, index) => (index === 0 ? totalLabel(row, words) : "")),
        ...figures.map(({ cell }) => cell(row)),
      ])
    : [];
  const rules = foot.length > 0 && body.length > 0 ? [body.length] : [];
  const table = tableText([...labels, ...figures], [...body, ...foot], rules);
  return table + footer(answer, words);
}

function totalLabel(row: QueryRow, words: Words): string {
  const { pattern } = row.by;
  return pattern === undefined
    ? words.query.total
    : `${words.query.total} (${pattern ?? words.query.none})`;
}

function labelColumns(dimensions: readonly string[], question: QueryInput, words: Words): Column[] {
  const columns: Column[] = dimensions.map((name) => ({
    text: name,
    align: "left",
    cell: (row) => row.by[name] ?? words.query.none,
  }));
  const { interval } = question;
  if (interval !== undefined) {
    columns.unshift({
      text: interval,
      align: "left",
      cell: (row) => periodText(row.at ?? "", interval),
    });
  }
  return columns;
}

function figureColumns(rows: readonly QueryRow[], words: Words): Column[] {
  const first = rows[0];
  const figure = first?.figure ?? "";
  const write = writer(figure, words);
  const or = (value: number | null | undefined, text: (value: number) => string): string =>
    value === null || value === undefined ? "–" : text(value);
  const columns: Column[] = [
    { text: words.query.n, align: "right", cell: (row) => words.number(row.n) },
  ];
  if (rows.some((row) => row.effectiveN !== undefined)) {
    const cell = (row: QueryRow): string => or(row.effectiveN, (value) => words.decimal(value, 1));
    columns.push({ text: words.query.effective, align: "right", cell });
  }
  columns.push({ text: figure, align: "right", cell: (row) => or(row.estimate, write) });
  if (rows.some((row) => row.low !== null)) {
    const cell = ({ low, high }: QueryRow): string =>
      low === null || high === null ? "–" : words.query.between(write(low), write(high));
    columns.push({ text: words.query.interval, align: "left", cell });
  }
  const second = rows.find((row) => row.second !== undefined)?.second;
  if (second !== undefined) {
    const writeSecond = writer(second.figure, words);
    const cell = (row: QueryRow): string => or(row.second?.estimate, writeSecond);
    columns.push({ text: second.figure, align: "right", cell });
  }
  if (rows.some((row) => row.compare !== undefined))
    columns.push(...comparisonColumns(figure, words));
  if (rows.some((row) => row.lowBase === true || row.reason !== undefined)) {
    const cell = (row: QueryRow): string =>
      [row.lowBase === true ? words.query.lowBase : "", row.reason ?? ""]
        .filter(Boolean)
        .join("; ");
    columns.push({ text: words.query.flags, align: "left", cell });
  }
  return columns;
}

function comparisonColumns(figure: string, words: Words): Column[] {
  const share = figure.includes("share");
  const points = (value: number): string =>
    signed(share ? value * 100 : value, figure === "nps" || share ? 1 : 2, words);
  const delta = ({ compare }: QueryRow): string => {
    if (compare?.delta === null || compare?.delta === undefined) return "–";
    if (compare.low === null || compare.high === null) return points(compare.delta);
    return `${points(compare.delta)} (${words.query.between(points(compare.low), points(compare.high))})`;
  };
  const p = ({ compare }: QueryRow): string =>
    compare?.p === null || compare?.p === undefined ? "–" : pText(compare.p, words);
  return [
    { text: words.query.delta, align: "right", cell: delta },
    { text: "p", align: "right", cell: p },
  ];
}

const pText = (p: number, words: Words): string =>
  p < 0.001 ? `< ${words.decimal(0.001, 3)}` : words.decimal(p, 3);

/** The start of an interval, as long as it needs to be. */
export function periodText(at: string, interval: string): string {
  if (interval === "year") return at.slice(0, 4);
  if (interval === "month") return at.slice(0, 7);
  if (interval === "quarter") return `${at.slice(0, 4)} Q${Math.ceil(Number(at.slice(5, 7)) / 3)}`;
  return interval === "hour" ? at.slice(0, 16).replace("T", " ") : at.slice(0, 10);
}

function footer(answer: QueryAnswer, words: Words): string {
  const { suppressed, leftOut } = answer;
  const notes: string[] = [];
  if (answer.byPattern === true) notes.push(words.query.byPattern);
  if (answer.compareWithheld === true) notes.push(words.query.compareWithheld);
  if (answer.compareOverlaps === true) notes.push(words.query.compareOverlaps);
  if (suppressed.groups > 0) notes.push(words.query.suppressed(suppressed.groups));
  if (answer.truncated === true) notes.push(words.query.truncated);
  if (leftOut.suspicious + leftOut.partial + leftOut.otherVoices > 0) {
    notes.push(words.query.leftOut(leftOut));
  }
  return notes.map((note) => `${note}\n`).join("");
}

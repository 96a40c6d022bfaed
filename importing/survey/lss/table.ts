/** LimeSurvey's arrays: a matrix, two of them, or one question for each cell. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { Texts } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import { columnsOf, plainOptions, rowSubject, series, type Choice, type Item } from "../series.ts";
import { fixedChoices } from "./choice.ts";
import {
  answers,
  baseOf,
  isRandom,
  partLogic,
  subquestions,
  type Base,
  type Lss,
  type Maker,
} from "./common.ts";
import type { LssQuestion } from "./file.ts";

const mostCells = 40;

type Grid = {
  base: Base;
  rows: Choice[];
  columns: Choice[];
  multiple?: true;
  name: (row: string) => string;
};

function grid(file: Lss, question: LssQuestion, page: DraftPage, made: Grid): DraftQuestion[] {
  const { draft } = file;
  const { thing } = question;
  const { base, multiple } = made;
  const { rows: mostRows, columns: mostColumns } = surveyLimits;
  if (made.rows.length === 0 || made.columns.length < 2 || made.columns.length > mostColumns) {
    thing.left("matrix_size", { n: made.columns.length, most: mostColumns });
    return [];
  }
  if (made.rows.length > mostRows)
    thing.left("too_many_of", { n: made.rows.length - mostRows, most: mostRows }, "rows");
  const rows = plainOptions(
    draft,
    thing,
    made.rows.slice(0, mostRows).map((row) => bipolar(thing, row)),
    "",
  );
  const columns = plainOptions(draft, thing, made.columns, "");
  const asked = draft.add(page, thing, {
    ...base,
    type: "matrix",
    rows: rows.options,
    columns: columnsOf(columns),
    ...(multiple ? { multiple } : {}),
    ...(isRandom(question) ? { order: "random" } : {}),
  });
  for (const [row, value] of rows.values)
    rowSubject(draft, made.name(row), asked, value, multiple === true, columns.values);
  partLogic(file, question, asked, rows.values);
  return [asked];
}

/** `cold|warm` is written at both ends of a row there. */
function bipolar(thing: LssQuestion["thing"], row: Choice): Choice {
  if (!Object.values(row.said).some((text) => text.includes("|"))) return row;
  thing.changed("bipolar", {}, row.id);
  const said = Object.fromEntries(
    Object.entries(row.said).map(([tag, text]) => [
      tag,
      text.replace(/^\s*\|\s*|\s*\|\s*$/g, "").replace(/\s*\|\s*/, " – "),
    ]),
  );
  return { ...row, said };
}

const points = (file: Lss, most: number): Choice[] =>
  Array.from({ length: most }, (_, at) => ({
    id: String(at + 1),
    said: Object.fromEntries(file.draft.languages.map((tag) => [tag, String(at + 1)])),
  }));

const array =
  (columns: (file: Lss, question: LssQuestion) => Choice[]): Maker =>
  (file, question, page) =>
    grid(file, question, page, {
      base: baseOf(file, question),
      rows: subquestions(question),
      columns: columns(file, question),
      name: (row) => `${question.code}_${row}`,
    });

export const flexible = array((_, question) => answers(question));
export const fivePoints = array((file) => points(file, 5));
export const tenPoints = array((file) => points(file, 10));
export const yesUncertainNo = array((file) => fixedChoices(file.draft, "C"));
export const increase = array((file) => fixedChoices(file.draft, "E"));
/** The same answers, drawn the other way round there. */
export const byColumn: Maker = (file, question, page) => {
  question.thing.changed("drawn_otherwise", { name: "H" });
  return flexible(file, question, page);
};

export const dualScale: Maker = (file, question, page) => {
  const { draft } = file;
  const { thing, code } = question;
  const base = baseOf(file, question);
  thing.changed("dual_scale");
  return (["0", "1"] as const).flatMap((scale) => {
    const header = draft.say(
      thing,
      question.attributes.said(scale === "0" ? "dualscale_headerA" : "dualscale_headerB"),
      300,
    );
    const text = header ? joined(base.text, header) : base.text;
    const key = scale === "0" ? base.key : draft.keys.key(`${base.key}_2`);
    return grid(file, question, page, {
      base: { ...base, key, text },
      rows: subquestions(question),
      columns: answers(question, scale),
      name: (row) => `${code}_${row}_${scale}`,
    });
  });
};

const joined = (text: Texts, more: Texts): Texts =>
  Object.fromEntries(
    Object.entries(text).map(([tag, each]) => [
      tag,
      `${each} ${more[tag] ?? Object.values(more)[0] ?? ""}`.slice(0, 2_000),
    ]),
  );

/** One question for each cell of a table; ticks in cells are a matrix. */
const cells =
  (own: (question: LssQuestion) => Item["own"]): Maker =>
  (file, question, page) => {
    const { draft } = file;
    const { thing, code, attributes } = question;
    const base = baseOf(file, question);
    const [rows, columns] = [subquestions(question), subquestions(question, "1")];
    if (attributes.flag("multiflexible_checkbox"))
      return grid(file, question, page, {
        base,
        rows,
        columns,
        multiple: true,
        name: (row) => `${code}_${row}`,
      });
    if (rows.length * columns.length === 0 || rows.length * columns.length > mostCells) {
      thing.left("table_size", { n: rows.length * columns.length, most: mostCells });
      return [];
    }
    const made = own(question);
    const items = rows.flatMap((row) =>
      columns.map((column): Item => ({
        suffix: `${row.id}_${column.id}`,
        said: Object.fromEntries(
          Object.entries(row.said).map(([tag, text]) => [
            tag,
            `${text}: ${column.said[tag] ?? ""}`,
          ]),
        ),
        own: made,
        name: `${code}_${row.id}_${column.id}`,
        holds: made.type === "short-text" ? "text" : "number",
      })),
    );
    return series(draft, page, thing, base, items);
  };

export const textCells = cells(() => ({ type: "short-text" }));
export const numberCells = cells(({ attributes, thing }) => {
  const min = attributes.number("multiflexible_min") ?? 1;
  const max = attributes.number("multiflexible_max") ?? 10;
  const step = attributes.number("multiflexible_step") ?? 1;
  const whole = Number.isInteger(step) && Number.isInteger(min);
  if (step !== 1) thing.left("step_left", { n: step }, "multiflexible_step");
  return { type: "number", min, max: Math.max(max, min + 1), decimals: whole ? 0 : 2 };
});

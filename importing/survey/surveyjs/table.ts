/** SurveyJS matrices: one, or one for each column. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import { columnsOf, plainOptions, rowSubject, type Choice } from "../series.ts";
import { Part } from "../track.ts";
import { baseOf, type Asked, type Base, type Maker } from "./common.ts";
import { choiceLogic, choicesOf, type Form } from "./file.ts";

type Rows = ReturnType<typeof choicesOf>;
type Grid = {
  base: Base;
  rows: Rows;
  columns: Choice[];
  multiple?: true;
  name: (row: string) => string;
};

function grid(form: Form, asked: Asked, page: DraftPage, made: Grid): DraftQuestion[] {
  const { draft } = form;
  const { part, thing } = asked;
  const { rows: mostRows, columns: mostColumns } = surveyLimits;
  const rows = made.rows.choices;
  if (rows.length === 0 || made.columns.length < 2 || made.columns.length > mostColumns) {
    thing.left("matrix_size", { n: made.columns.length, most: mostColumns });
    return [];
  }
  if (rows.length > mostRows)
    thing.left("too_many_of", { n: rows.length - mostRows, most: mostRows }, "rows");
  const chosen = plainOptions(draft, thing, rows.slice(0, mostRows), "");
  const columns = plainOptions(draft, thing, made.columns, "");
  const question = draft.add(page, thing, {
    ...made.base,
    type: "matrix",
    rows: chosen.options,
    columns: columnsOf(columns),
    ...(made.multiple ? { multiple: true } : {}),
    ...(["random"].includes(part.text("rowsOrder") || part.text("rowOrder"))
      ? { order: "random" }
      : {}),
  });
  for (const [row, value] of chosen.values)
    rowSubject(draft, made.name(row), question, value, made.multiple === true, columns.values);
  choiceLogic(form, question, made.rows.items, chosen.values, thing, part, {
    key: "rowsVisibleIf",
    use: true,
  });
  return [question];
}

export const matrix: Maker = (form, asked, page) => {
  const { part, thing } = asked;
  const base = baseOf(form, asked);
  // Ours wants an answer in every row where it wants one.
  const all = part.flag("isAllRowRequired") || part.flag("eachRowRequired");
  if (base.required && !all) thing.changed("rows_required", {}, "isRequired");
  const multiple = part.text("cellType") === "checkbox";
  if (part.text("columnsVisibleIf") !== "") thing.left("column_logic", {}, "columnsVisibleIf");
  return grid(form, asked, page, {
    base: { ...base, ...(all ? { required: true } : {}) },
    rows: choicesOf(form, part, "rows", thing),
    columns: choicesOf(form, part, "columns", thing).choices,
    ...(multiple ? { multiple: true } : {}),
    name: (row) => `${asked.name}.${row}`,
  });
};

/** Each column that is a choice is a matrix of its own. */
export const dropDownMatrix: Maker = (form, asked, page) => {
  const { draft } = form;
  const { part, thing } = asked;
  const base = baseOf(form, asked);
  const rows = choicesOf(form, part, "rows", thing);
  const shared = choicesOf(form, part, "choices", thing).choices;
  const type = part.text("cellType") || "dropdown";
  thing.changed("matrix_columns");
  return part.parts("columns").flatMap(([n, column]) => {
    const own = column.text("cellType");
    const cell = own === "" || own === "default" ? type : own;
    const name = column.text("name") || n;
    const what = `columns ${name}`;
    column.pass("cellType", "name", "width", "minWidth");
    if (!["dropdown", "radiogroup", "checkbox", "tagbox", "boolean"].includes(cell)) {
      thing.left("type_left", { name: cell }, what);
      column.tracker.whole(column.raw);
      return [];
    }
    const choices = choicesOf(form, column, "choices", thing).choices;
    const title = saidOf(form, column, name);
    const text = draft.say(thing, joined(base.text, title), 2_000, what) ?? base.text;
    return grid(form, asked, page, {
      base: { ...base, key: draft.keys.key(`${base.key}_${name}`), text },
      rows,
      columns: cell === "boolean" ? yesNo(form) : choices.length > 0 ? choices : shared,
      ...(cell === "checkbox" || cell === "tagbox" ? { multiple: true } : {}),
      name: (row) => `${asked.name}.${row}.${name}`,
    });
  });
};

const yesNo = ({ draft }: Form): Choice[] => [
  { id: "true", said: draft.shipped("yes") },
  { id: "false", said: draft.shipped("no") },
];

function saidOf(form: Form, column: Part, name: string): Record<string, string> {
  const [one] = choicesOf(
    form,
    new Part({ list: [column.raw] }, column.tracker),
    "list",
    form.survey,
  ).choices;
  return { ...(one?.said ?? { [form.draft.source]: name }) };
}

const joined = (
  text: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(text).map(([tag, each]) => [
      tag,
      `${each} – ${more[tag] ?? Object.values(more)[0] ?? ""}`.replace(/[<&]/g, (sign) =>
        sign === "<" ? "&lt;" : "&amp;",
      ),
    ]),
  );

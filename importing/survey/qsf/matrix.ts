/** Qualtrics' tables: matrix in its kinds, side by side, constant sum. */
import { surveyLimits } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import {
  columnsOf,
  optionsOf,
  plainOptions,
  rowSubject,
  series,
  type Choice,
  type Item,
} from "../series.ts";
import {
  baseOf,
  choiceLogic,
  choicesOf,
  drawn,
  randomOf,
  type Base,
  type Maker,
} from "./common.ts";
import type { Qsf, QsfQuestion } from "./file.ts";

/** A table of texts or numbers is several questions: of so many at most. */
const mostCells = 40;

type Table = { base: Base; rows: Choice[]; columns: Choice[]; multiple: boolean };

/** A grid in which one or several columns are chosen in each row. */
function grid(file: Qsf, question: QsfQuestion, page: DraftPage, table: Table): DraftQuestion[] {
  const { draft } = file;
  const { thing, id } = question;
  const { base, multiple } = table;
  if (table.columns.length === 1) return ticks(file, question, page, table);
  const over = [table.rows.length - surveyLimits.rows, table.columns.length - surveyLimits.columns];
  if (table.rows.length === 0 || table.columns.length < 2 || over[1]! > 0) {
    thing.left("matrix_size", { n: table.columns.length, most: surveyLimits.columns });
    return [];
  }
  if (over[0]! > 0) thing.left("too_many_of", { n: over[0]!, most: surveyLimits.rows }, "Choices");
  const rows = plainOptions(draft, thing, table.rows.slice(0, surveyLimits.rows), "Choices");
  const columns = plainOptions(draft, thing, table.columns, "Answers");
  const asked = draft.add(page, thing, {
    ...base,
    type: "matrix",
    rows: rows.options,
    columns: columnsOf(columns),
    ...(multiple ? { multiple: true } : {}),
  });
  randomOf(question, asked, rows.values);
  choiceLogic(file, question, asked, "Choices", rows.values);
  choiceLogic(file, question, asked, "Answers", columns.values);
  for (const [row, value] of rows.values)
    rowSubject(draft, `${id}/${row}`, asked, value, multiple, columns.values);
  return [asked];
}

/** A table of one column: each row is ticked or not. */
function ticks(
  file: Qsf,
  question: QsfQuestion,
  page: DraftPage,
  { base, rows, columns }: Table,
): DraftQuestion[] {
  const { draft } = file;
  const { thing } = question;
  const { options, values } = optionsOf(
    draft,
    thing,
    rows.slice(0, surveyLimits.chosen),
    "Choices",
  );
  if (options.length === 0) {
    thing.left("no_choices");
    return [];
  }
  const help = draft.say(thing, columns[0]!.said, 500, "Answers");
  thing.changed("one_column");
  const asked = draft.add(page, thing, { ...base, help, type: "multiple-choice", options });
  randomOf(question, asked, values);
  choiceLogic(file, question, asked, "Choices", values);
  const [column] = columns;
  for (const [row, value] of values)
    draft.subjects.set(`${question.id}/${row}`, {
      cel: `answers.${asked.key}`,
      holds: "many",
      question: asked.key,
      values: new Map([[column!.id, value]]),
    });
  return [asked];
}

/** One short text or number for each cell. */
function cells(
  file: Qsf,
  question: QsfQuestion,
  page: DraftPage,
  table: Omit<Table, "multiple">,
  own: Item["own"],
): DraftQuestion[] {
  const { draft } = file;
  const { thing, id } = question;
  const columns: (Choice | undefined)[] = table.columns.length > 0 ? table.columns : [undefined];
  if (table.rows.length === 0 || table.rows.length * columns.length > mostCells) {
    thing.left("table_size", { n: table.rows.length * columns.length, most: mostCells });
    return [];
  }
  const items = table.rows.flatMap((row) =>
    columns.map((column): Item => ({
      suffix: column ? `${row.code ?? row.id}_${column.code ?? column.id}` : (row.code ?? row.id),
      said: Object.fromEntries(
        Object.entries(row.said).map(([tag, text]) => {
          const of = column?.said[tag] ?? "";
          return [tag, of.trim() === "" ? text : `${text}: ${of}`];
        }),
      ),
      own,
      name: column ? `${id}/${row.id}/${column.id}` : `${id}/${row.id}`,
      holds: own.type === "number" ? "number" : "text",
    })),
  );
  return series(draft, page, thing, table.base, items);
}

/** Two ends in one text, as `cold:warm`, are said as a pair. */
const paired = (choice: Choice): Choice => ({
  ...choice,
  said: Object.fromEntries(
    Object.entries(choice.said).map(([tag, text]) => [tag, text.replace(/\s*:\s*/, " – ")]),
  ),
});

const subSelectors = new Set([
  "",
  "SingleAnswer",
  "MultipleAnswer",
  "Short",
  "Medium",
  "Long",
  "Essay",
]);

export const matrix: Maker = (file, question, page) => {
  const { part, thing } = question;
  const selector = part.text("Selector");
  const sub = part.text("SubSelector");
  const base = baseOf(file, question);
  const rows = choicesOf(file, question, "Choices", false);
  const columns = choicesOf(file, question, "Answers", true);
  const tags = part.part("ChoiceDataExportTags") ?? question.rowTags;
  for (const row of rows) for (const each of [tags, question.rowTags]) each?.text(row.id);
  const tagged = rows.map((row) => exportTag(row, tags?.peek(row.id), base.key));
  if (!subSelectors.has(sub)) thing.changed("drawn_otherwise", { name: sub }, "SubSelector");
  switch (selector) {
    case "Likert":
      return grid(file, question, page, {
        base,
        rows: tagged,
        columns,
        multiple: sub === "MultipleAnswer",
      });
    case "Bipolar":
      thing.changed("bipolar");
      return grid(file, question, page, {
        base,
        rows: tagged.map(paired),
        columns,
        multiple: false,
      });
    case "TE":
      return cells(
        file,
        question,
        page,
        { base, rows: tagged, columns },
        {
          type: /ESTB|Essay|Long|ML/.test(sub) ? "long-text" : "short-text",
        },
      );
    case "CS":
      thing.left("total_left", {}, "Validation");
      return cells(file, question, page, { base, rows: tagged, columns }, { type: "number" });
    default:
      thing.left("type_left", { name: `Matrix ${selector}` });
      return [];
  }
};

/** Rows are called in the data as their export tags say: `Q1_1`, of which the question's part is known. */
function exportTag(row: Choice, tag: unknown, key: string): Choice {
  if (typeof tag !== "string" || tag === "") return row;
  const short = tag.startsWith(`${key}_`) ? tag.slice(key.length + 1) : tag;
  return short === "" ? row : { ...row, code: short };
}

/** Each of its columns is a table of its own. */
export const sideBySide: Maker = (file, question, page) => {
  const { part, thing } = question;
  const { draft } = file;
  const base = baseOf(file, question);
  drawn(question, ["SBSMatrix"]);
  // The rows of each column are its own.
  part.passWhole("ChoiceOrder", "RecodeValues");
  for (const each of [part, ...question.translations.map(([, translation]) => translation)])
    for (const [, row] of each.parts("Choices")) row.pass("Display");
  thing.changed("side_by_side");
  const intro = draft.add(page, thing, {
    key: draft.keys.key(`${base.key}_text`),
    type: "statement",
    text: base.text,
  });
  const rowTags = part.part("ChoiceDataExportTags");
  const columns = part.parts("AdditionalQuestions");
  // A list of places, from 0.
  const order = part.part("Configuration")?.list("ColumnOrder").map(Number) ?? [];
  const ordered = order.flatMap((at) => (columns[at] ? [columns[at]] : []));
  const placed = [...new Set([...ordered, ...columns])].flatMap(([n, each]) => {
    const translations = question.translations.flatMap(([tag, translation]) => {
      const inner = translation.part("AdditionalQuestions")?.part(n);
      return inner ? [[tag, inner] as const] : [];
    });
    const column: QsfQuestion = {
      id: `${question.id}#${n}`,
      part: each,
      thing,
      key: draft.keys.key(`${base.key}_${n}`),
      translations,
      used: true,
      rowTags,
    };
    each.pass("DynamicChoices");
    const make = each.text("QuestionType") === "Matrix" ? matrix : undefined;
    if (!make) {
      thing.left("type_left", { name: each.text("QuestionType") }, `AdditionalQuestions ${n}`);
      each.tracker.whole(each.raw);
      return [];
    }
    const made = make(file, column, page);
    if (base.required)
      for (const asked of made) if (asked.type !== "statement") asked.required = true;
    return made;
  });
  return [intro, ...placed];
};

/** Numbers that make a sum. */
export const constantSum: Maker = (file, question, page) => {
  const { part, thing } = question;
  drawn(question, ["VRTL", "HR", "HBAR", "HSLIDER", "TB"]);
  const base = baseOf(file, question);
  const rows = choicesOf(file, question, "Choices", false);
  const settings = part.part("Validation")?.part("Settings");
  const total = settings?.number("ChoiceTotal");
  settings?.pass("EnforceRange", "Type");
  const placed = cells(
    file,
    question,
    page,
    { base, rows, columns: [] },
    {
      type: "number",
      ...(total !== undefined && total > 0 ? { max: total } : {}),
    },
  );
  if (total === undefined) return placed;
  const numbers = placed.filter((each) => each.type === "number");
  const last = numbers.at(-1);
  if (!last) return placed;
  // Judged at the last one: what is left empty counts as nothing.
  const sum = numbers.map(({ key }) => `(has(answers.${key}) ? answers.${key} : 0)`).join(" + ");
  const rule = `${sum} == ${total}`;
  if (rule.length > 1_500) thing.left("total_left", {}, "ChoiceTotal");
  else {
    file.draft.rule(last, rule);
    thing.changed("total_last", { total }, "ChoiceTotal");
  }
  return placed;
};

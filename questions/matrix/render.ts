import { fieldName } from "../judge.ts";
import { shownOptions } from "../choice-html.ts";
import { group, notApplicableIn, partOf } from "../html.ts";
import { notApplicable } from "../judge.ts";
import { table } from "../table-html.ts";
import type { Render } from "../types.ts";

export const render: Render<"matrix"> = (question, drawing) => {
  const { key, multiple } = question;
  const { given, parts, say } = drawing;
  const rows = shownOptions(question.rows, parts).map(({ value, text }) => ({
    name: fieldName(key, value),
    label: say(text),
    given: partOf(given, value),
  }));
  const columns = question.columns.map(({ value, text }) => ({ value, label: say(text) }));
  const not = question.notApplicable;
  if (not) columns.push({ value: notApplicable, label: notApplicableIn(not, drawing) });
  const fields = table(`q-${key}`, undefined, rows, columns, multiple ? "checkbox" : "radio");
  return group(question, drawing, fields);
};

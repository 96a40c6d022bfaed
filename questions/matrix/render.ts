import { shownOptions } from "../choice-html.ts";
import { group, partOf } from "../html.ts";
import { notApplicable } from "../judge.ts";
import { table } from "../table-html.ts";
import type { Render } from "../types.ts";

export const render: Render<"matrix"> = (question, drawing) => {
  const { key, multiple } = question;
  const { given, parts, say, word } = drawing;
  const rows = shownOptions(question.rows, parts).map(({ value, text }) => ({
    name: `${key}[${value}]`,
    label: say(text),
    given: partOf(given, value),
  }));
  const columns = question.columns.map(({ value, text }) => ({ value, label: say(text) }));
  if (question.notApplicable) columns.push({ value: notApplicable, label: word("notApplicable") });
  const fields = table(`q-${key}`, "", rows, columns, multiple ? "checkbox" : "radio");
  return group(question, drawing, fields);
};

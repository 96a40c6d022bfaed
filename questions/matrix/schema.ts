import { z } from "zod";
import {
  column,
  distinct,
  measure,
  notApplicable,
  order,
  part,
  question,
  surveyLimits,
} from "#contract/survey-parts.ts";

export const schema = question("matrix", {
  rows: z.array(part).min(1).max(surveyLimits.rows).refine(distinct, "share a value"),
  columns: z.array(column).min(2).max(surveyLimits.columns).refine(distinct, "share a value"),
  order,
  multiple: z.literal(true).optional().describe("Several columns can be chosen in a row."),
  notApplicable: notApplicable.optional(),
  measure: measure
    .max(30)
    .optional()
    .describe("Each row counts as the measure `measure.row`: columns are whole numbers."),
}).superRefine(({ multiple, measure, columns }, context) => {
  const issue = (message: string) =>
    context.addIssue({ code: "custom", path: ["measure"], message });
  if (measure === undefined) return;
  if (multiple) issue("is for one answer in a row");
  if (!columns.every(({ value }) => /^(0|[1-9]\d{0,2})$/.test(value)))
    issue("needs columns whose values are whole numbers");
});

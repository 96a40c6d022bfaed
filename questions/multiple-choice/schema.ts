import { z } from "zod";
import { distinct, option, order, question, surveyLimits } from "#contract/survey-parts.ts";

export const schema = question("multiple-choice", {
  options: z.array(option).min(1).max(surveyLimits.chosen).refine(distinct, "share a value"),
  order,
  as: z.enum(["list", "drop-down"]).default("list"),
  least: z.int().min(1).max(surveyLimits.chosen).optional(),
  most: z.int().min(1).max(surveyLimits.chosen).optional(),
}).refine(
  ({ least = 1, most = surveyLimits.chosen, options }) => least <= most && least <= options.length,
  "`least` must not be greater than `most`, nor than there are options",
);

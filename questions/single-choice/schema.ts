import { z } from "zod";
import { distinct, option, order, question, surveyLimits } from "#contract/survey-parts.ts";

export const schema = question("single-choice", {
  options: z.array(option).min(1).max(surveyLimits.options).refine(distinct, "share a value"),
  order,
  as: z.enum(["list", "drop-down"]).default("list"),
});

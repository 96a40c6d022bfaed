import { z } from "zod";
import { distinct, order, part, question, surveyLimits } from "#contract/survey-parts.ts";

export const schema = question("ranking", {
  options: z.array(part).min(2).max(surveyLimits.ranked).refine(distinct, "share a value"),
  order,
  most: z
    .int()
    .min(1)
    .max(surveyLimits.ranked)
    .optional()
    .describe("So many are ranked, from the first on; all where absent."),
});

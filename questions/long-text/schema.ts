import { z } from "zod";
import { question, surveyLimits } from "#contract/survey-parts.ts";

export const schema = question("long-text", {
  length: z.int().min(1).max(surveyLimits.longText).default(5_000),
});

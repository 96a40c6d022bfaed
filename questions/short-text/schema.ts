import { z } from "zod";
import { question, surveyLimits } from "#contract/survey-parts.ts";

export const schema = question("short-text", {
  length: z.int().min(1).max(surveyLimits.shortText).default(200),
});

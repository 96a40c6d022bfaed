import { z } from "zod";
import { labels, measure, question } from "#contract/survey-parts.ts";

export const schema = question("slider", {
  min: z.int().min(-1_000_000).max(1_000_000).default(0),
  max: z.int().min(-1_000_000).max(1_000_000).default(100),
  step: z.int().min(1).max(1_000_000).default(1),
  labels: labels.optional().describe("Of the ends."),
  measure: measure.optional().describe("Counts as this measure; as an answer where absent."),
}).refine(
  (each) => each.min < each.max && each.step <= each.max - each.min,
  "`min` must be below `max`, and `step` no greater than what lies between",
);

import { z } from "zod";
import { labels, measure, notApplicable, question } from "#contract/survey-parts.ts";

/** Any scale of whole numbers of at most 11 points. */
export const schema = question("rating", {
  min: z.int().min(-1_000).max(1_000).default(1),
  max: z.int().min(-1_000).max(1_000).default(5),
  labels: labels.optional(),
  notApplicable: notApplicable.optional(),
  measure: measure.optional().describe("Counts as this measure; as an answer where absent."),
}).refine(
  (each) => each.min < each.max && each.max - each.min <= 10,
  "`max` must be 1 to 10 above `min`",
);

import { z } from "zod";
import { labels, measure, question } from "#contract/survey-parts.ts";

/** How satisfied somebody is: 1 to 2–10. */
export const schema = question("csat", {
  measure: measure.default("csat"),
  points: z.int().min(2).max(10).default(5),
  shape: z.enum(["numbers", "stars", "faces"]).default("numbers"),
  labels: labels.optional(),
});

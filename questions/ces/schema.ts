import { labels, measure, question } from "#contract/survey-parts.ts";

/** Customer effort, CES 2.0: agreement 1 to 7 that it was made easy. */
export const schema = question("ces", {
  measure: measure.default("ces"),
  labels: labels.optional(),
});

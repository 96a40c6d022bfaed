import { labels, measure, question } from "#contract/survey-parts.ts";

/** How likely somebody is to recommend: 0 to 10, the ends labelled. */
export const schema = question("nps", {
  measure: measure.default("nps"),
  labels: labels.optional(),
});

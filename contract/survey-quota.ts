/** How full a quota of a survey is, as its results say it. */
import { z } from "zod";

export const surveyQuota = z.object({
  key: z.string(),
  limit: z.int(),
  full: z.boolean(),
  taken: z
    .int()
    .nullable()
    .describe(
      "Responses that it counts, of all versions. Of a confidential or anonymous survey whole steps of `least` of them, so that nobody is told by what one more brings; null where they are fewer than one.",
    ),
});
export type SurveyQuota = z.infer<typeof surveyQuota>;

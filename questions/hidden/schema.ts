import { z } from "zod";
import { optionValue, unseen } from "#contract/survey-parts.ts";
import { key } from "#contract/signal.ts";

/** Comes with the link, not from the respondent: `hidden.key` in conditions, an attribute of the signal. */
export const schema = unseen("hidden", {
  attribute: key.optional().describe("The attribute's name; the key where absent."),
  values: z
    .array(optionValue)
    .min(1)
    .max(200)
    .optional()
    .describe("Only these are taken. An anonymous survey must name them."),
});

import { z } from "zod";
import { question } from "#contract/survey-parts.ts";

const day = z.iso
  .date()
  .refine((text) => text >= "1900-01-01" && text < "2200-01-01", "must lie in 1900 to 2199");

export const schema = question("date", {
  earliest: day.optional(),
  latest: day.optional(),
}).refine(
  ({ earliest, latest }) => !earliest || !latest || earliest <= latest,
  "`earliest` must not be after `latest`",
);

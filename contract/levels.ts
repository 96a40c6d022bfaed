/** Levels that a measure is held against: a target of one's own, and a benchmark that others set. */
import { z } from "zod";
import { common, number, person, text } from "./named.ts";
import { key, patterns } from "./signal.ts";

/** Metric, where, level and date. Met, not met, or not to be told yet: where the interval holds the level. */
export const target = z.strictObject({
  ...common,
  measure: key,
  pattern: z
    .enum(patterns)
    .optional()
    .describe("Of scores of this pattern only: relationship and transactional are kept apart."),
  where: z
    .string()
    .min(1)
    .max(10_000)
    .optional()
    .describe("Of signals that meet this CEL condition; of all where absent."),
  level: number.describe("As the figure is answered: points of an NPS, 0 to 1 of a share."),
  on: z.iso.date().optional().describe("The day by which it is to be reached."),
  owner: person.optional(),
});

/** What others get, or what was got before: typed in or imported, and held against the same figure here. */
export const benchmark = z.strictObject({
  ...common,
  measure: key.describe("Held against the figure that it is shown as."),
  level: number.describe("As the figure is answered: points of an NPS, 0 to 1 of a share."),
  touchpoint: key.optional().describe("Of signals of this touchpoint; of all where absent."),
  pattern: z
    .enum(patterns)
    .optional()
    .describe("Of scores of this pattern only: relationship and transactional are kept apart."),
  where: z
    .string()
    .min(1)
    .max(10_000)
    .optional()
    .describe("Of signals that meet this CEL condition; of all where absent."),
  source: text(500).describe("Whose it is and where it stands: a study, a page, a year."),
  on: z.iso.date().optional().describe("The day of which it is."),
});

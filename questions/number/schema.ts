import { z } from "zod";
import { measure, question, texts } from "#contract/survey-parts.ts";
import { number } from "#contract/signal.ts";

export const schema = question("number", {
  min: number.default(0),
  max: number.default(1_000_000_000),
  decimals: z.int().min(0).max(6).default(0),
  unit: texts(40).optional().describe("Stands behind the field: days, kg …"),
  measure: measure.optional().describe("Counts as this measure; as an answer where absent."),
}).refine((each) => each.min < each.max, "`min` must be below `max`");

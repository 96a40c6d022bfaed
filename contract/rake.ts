/** Raking: who answered, made up as the whole is made up. */
import { z } from "zod";
import { strict } from "./selection.ts";
import { limits } from "./signal.ts";

const name = z.string().min(1).max(120);
const bounded = z.number().min(-limits.number).max(limits.number);

/** Values that one margin may name. */
export const mostCategories = 200;
export const rake = z
  .array(
    strict({
      by: name.describe(
        "What answers are made up by: a dimension in which each signal stands once, as `customer.attributes.plan` or `unit`.",
      ),
      targets: z
        .record(z.string().min(1).max(limits.stringLength), bounded.min(0))
        .refine((targets) => {
          const { length } = Object.keys(targets);
          return length > 0 && length <= mostCategories;
        }, `must name 1 to ${mostCategories} values`)
        .refine(
          (targets) => Object.values(targets).some((each) => each > 0),
          "must hold a share above 0",
        )
        .optional()
        .describe(
          'Of each value its share of the whole, or a number of people: {"prepaid": 0.55, "postpaid": 0.45}. Answers with another value, or none, keep the weight 1. Where absent, of `customer.…` alone: as the customers are.',
        ),
    }),
  )
  .min(1)
  .max(3)
  .refine(
    (margins) => new Set(margins.map(({ by }) => by)).size === margins.length,
    "names a dimension twice",
  );

/** What raking did. */
export const rakedAnswer = z.object({
  n: z.int().describe("Answers that were weighted."),
  efficiency: z
    .number()
    .nullable()
    .describe("The effective n as a share of n, 1 at most: what is left after weighting (Kish)."),
  effectiveN: z.number().nullable(),
  unweighted: z
    .object({
      n: z.number(),
      estimate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    })
    .nullable()
    .describe("The total without weights; null where there is no total."),
  moves: z
    .number()
    .nullable()
    .describe("The total's estimate minus the one without weights, in the measure's units."),
  margins: z.array(
    z.object({
      by: z.string(),
      of: z
        .enum(["targets", "customers"])
        .describe("Whether `targets` were sent, or are how the customers are."),
      unlisted: z.int().describe("Answers with another value, or none: they keep the weight 1."),
      values: z.array(
        z.object({
          value: z.string(),
          n: z.int().describe("Answers."),
          share: z.number().nullable().describe("Of the answers with a listed value, 0 to 1."),
          target: z.number().describe("What its share is made, 0 to 1."),
          customers: z.int().optional().describe("How many customers have the value."),
        }),
      ),
    }),
  ),
});
export type RakedAnswer = z.infer<typeof rakedAnswer>;

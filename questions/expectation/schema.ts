import { z } from "zod";
import {
  distinct,
  labels,
  measure,
  notApplicable,
  part,
  question,
  surveyLimits,
  texts,
} from "#contract/survey-parts.ts";

/**
 * What was expected against what came: better or worse in one item; a pair on one scale by aspect;
 * or the zone between the lowest level accepted and the level wished for.
 */
export const schema = question("expectation", {
  ask: z.enum(["disconfirmation", "pair", "zone"]).default("disconfirmation"),
  when: z
    .enum(["before", "recalled", "after"])
    .optional()
    .describe(
      "Of a pair. before: only what is expected; recalled: what was expected and what came, asked together and marked so; after: only what came, its expectation asked before.",
    ),
  aspects: z
    .array(part)
    .min(1)
    .max(surveyLimits.aspects)
    .refine(distinct, "share a value")
    .optional(),
  prompts: z
    .strictObject({
      expectation: texts(500).optional(),
      experience: texts(500).optional(),
      minimum: texts(500).optional(),
      desired: texts(500).optional(),
    })
    .optional()
    .describe(
      "What is asked of each aspect, `{aspect}` standing for it; shipped words where absent.",
    ),
  labels: labels.optional(),
  notApplicable: notApplicable.optional(),
  measure: measure.optional().describe("Of the one item; `disconfirmation` where absent."),
}).superRefine(({ ask, when, aspects, measure }, context) => {
  const issue = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if ((ask === "pair") !== (when !== undefined))
    issue("when", "stands with a pair, and only there");
  if ((ask === "disconfirmation") !== (aspects === undefined))
    issue("aspects", "stand with a pair or a zone, and only there");
  if (ask !== "disconfirmation" && measure !== undefined)
    issue("measure", "stands with disconfirmation only: the others become judgements");
});

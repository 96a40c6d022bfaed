/** What an outcome can be asked to go with: the measures that came with it in the same signals. */
import { z } from "zod";
import { driversQuestion, variable } from "./drivers.ts";
import { problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { emptyPeriod, isEmptyPeriod, selection, strict } from "./selection.ts";

/** So many of the newest signals with the outcome are looked at. */
export const mostLookedAt = 5_000;
/** Whole numbers up to this are taken for a rating where nobody has defined the measure. */
export const highestRating = 10;

const { pattern, voices, include, minimum } = driversQuestion.shape;
export const candidatesQuestion = strict({
  outcome: variable,
  ...selection,
  pattern,
  voices,
  include,
  minimum,
}).refine((asked) => !isEmptyPeriod(asked), emptyPeriod);
export type CandidatesQuestion = z.output<typeof candidatesQuestion>;
export type CandidatesInput = z.input<typeof candidatesQuestion>;

export const candidatesAnswer = z.object({
  n: z
    .int()
    .describe(`The newest signals with the outcome that were looked at, ${mostLookedAt} at most.`),
  candidates: z
    .array(
      z.object({
        name: z.string().describe("A measure."),
        share: z.number().describe("Of the signals that were looked at, how many have it: 0 to 1."),
        rating: z
          .boolean()
          .describe(
            `Its scale has two ends; where nobody has defined it, its values are whole numbers from 0 to ${highestRating}.`,
          ),
      }),
    )
    .describe("Those that most signals have first."),
  took: z.number().describe("Milliseconds."),
});
export type CandidatesAnswer = z.infer<typeof candidatesAnswer>;

export const postDriverCandidates = defineRoute({
  name: "postDriverCandidates",
  method: "POST",
  path: "/v1/drivers/candidates",
  tag: "Query",
  summary: "Ask which measures came with an outcome",
  description:
    "Which measures stand in the same signals as an outcome, and in what share of the newest of them: what it can be asked to go with. Of confidential and anonymous signals those that are too few to be counted are not there.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: candidatesQuestion,
  responses: {
    200: { description: "The measures.", body: candidatesAnswer },
    400: problem,
    422: problem,
  },
});

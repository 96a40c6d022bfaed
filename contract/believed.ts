/** What staff believe beside what customers say, on the same question. */
import { z } from "zod";
import { measureQuery, problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { emptyPeriod, isEmptyPeriod, selection, strict } from "./selection.ts";
import { patterns } from "./signal.ts";

/** Questions that are held against each other at once. */
export const mostBelieved = 20;

export const believedQuestion = strict({
  questions: z
    .array(
      strict({
        measure: measureQuery.describe("What customers say, as in POST /v1/query."),
        believed: measureQuery
          .optional()
          .describe(
            "What staff believe, where that is another question than the customers': a mean of 0 to 100, as of how many in 100 would say so, stands beside a share. The same measure where absent.",
          ),
      }),
    )
    .min(1)
    .max(mostBelieved)
    .optional()
    .describe(
      `Where absent: every defined measure that staff have answered of no customer in particular, ${mostBelieved} at most, and \`estimate\` beside the share of \`superior\`.`,
    ),
  ...selection,
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
}).refine((asked) => !isEmptyPeriod(asked), emptyPeriod);
export type BelievedInput = z.input<typeof believedQuestion>;
export type BelievedQuestion = z.output<typeof believedQuestion>;

const side = z.object({
  n: z.number(),
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.string(),
  figure: z.string(),
  lowBase: z.boolean().optional().describe("Fewer than 30."),
  reason: z.string().optional(),
});
export const believedRow = z.object({
  measure: z.string().describe("What customers are asked."),
  kind: z.string(),
  pattern: z
    .enum(patterns)
    .nullable()
    .optional()
    .describe(
      "Where customers' answers hold relationship and transactional scores: of which of them these are. They are never pooled; of staff, answers of the same pattern stand beside them, or all that there are where staff answered in one pattern only.",
    ),
  believed: z.string().describe("What staff are asked."),
  staff: side.describe(
    "Nothing is shown of fewer than 10 whose names are kept: they are not counted.",
  ),
  customers: side,
  gap: z
    .object({ delta: z.number(), low: z.number().nullable(), high: z.number().nullable() })
    .nullable()
    .describe(
      "What staff believe minus what customers say, in the figure's units (a share as 0 to 1); the interval from the two intervals (Zou and Donner 2008).",
    ),
  state: z
    .enum(["staff-higher", "staff-lower", "alike", "cannot-be-told"])
    .describe(
      "`alike`: the interval holds 0. `cannot-be-told`: one of the two has fewer than 30, or none.",
    ),
});
export type BelievedRow = z.infer<typeof believedRow>;
export const believedAnswer = z.object({
  rows: z.array(believedRow).describe("The widest first, in its own units."),
  took: z.number().describe("Milliseconds."),
  sql: z
    .array(z.string())
    .optional()
    .describe(
      "The statement that sums all questions, and those of what can't be summed with others.",
    ),
  parameters: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type BelievedAnswer = z.infer<typeof believedAnswer>;

export const postBelieved = defineRoute({
  name: "postBelieved",
  method: "POST",
  path: "/v1/believed",
  tag: "Query",
  summary: "What staff believe beside what customers say",
  description:
    "Who may not see names is told of no side with fewer than 5 signals, and is refused where that is all. Of staff, answers about no customer in particular count: mirrors of a survey, and estimates. A note about a customer is an observation and no belief. Staff's answers stand in no figure of customers.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: believedQuestion,
  responses: {
    200: {
      description: "Both figures of each question, and how far they are apart.",
      body: believedAnswer,
    },
    400: problem,
    422: problem,
  },
});

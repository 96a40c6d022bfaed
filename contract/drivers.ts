/** What an outcome goes with: how much of its variance goes with each of several measures, answers and attributes. */
import { z } from "zod";
import { leastMinimum, problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import {
  emptyPeriod,
  includable,
  isEmptyPeriod,
  patternChoices,
  selection,
  strict,
  voicesError,
} from "./selection.ts";
import { limits, voices } from "./signal.ts";

/** Predictors that one question may have. */
export const mostPredictors = 30;
/** Answers by pairs times the square of the variables: a quarter of a million of sixteen, some seconds. */
export const mostPairs = 64_000_000;
/** Of fewer answers nothing is said: the low base of every figure. */
export const leastAnswers = 30;
/** R² that chance alone gives this often is said nothing of. */
export const chanceLevel = 0.05;
/** Of a smaller R² nothing is said, however sure it is. J. Cohen calls 0.02 small (1988, 413). */
export const leastR2 = 0.02;
/** How often, of predictors that go with nothing, any at all is `found`. */
export const falseDrivers = 0.05;
/** From this variance inflation on a predictor overlaps with others so far that its slope is hardly its own. */
export const overlapping = 5;

const of = z
  .string()
  .min(1)
  .max(240)
  .describe(
    "A measure's or an answer's name; `measures.x`, `answers.x`, `attributes.x` to be exact; `judgements.experience.ASPECT` (expectation, recalledExpectation, minimum, desired, importance); `customer.attributes.x`, `account.attributes.x`, `customer.revenue365`, `account.revenue365`, `account.potential`. true counts 1, false 0.",
  );
export const variable = z
  .union(
    [
      of,
      strict({
        of,
        equals: z.union([
          z.string().max(limits.stringLength),
          z.number().min(-limits.number).max(limits.number),
          z.boolean(),
        ]),
      }),
      strict({ of, as: z.literal("figure") }),
    ],
    {
      error:
        'must be a name, as "nps" or "answers.resolved", or {"of": name, "equals": a text, number, true or false}, which counts 1 where it is equal and 0 where it is not, or {"of": a score, "as": "figure"}',
    },
  )
  .describe(
    "A name for its number; with `as` what each answer adds to the score that people are told: of NPS 100, 0 or −100, of CSAT and CES 1 in the top boxes and else 0; with `equals` 1 where the value is that and 0 where it is another. With it `channel`, `touchpoint`, `unit`, `offering`, `programme`, `language`, `medium`, `stage`, `contact`, `kind` and `voice` can be named too.",
  );
export type DriverVariable = z.output<typeof variable>;

/** How a variable is called in an answer. */
export function variableName(asked: DriverVariable): string {
  if (typeof asked === "string") return asked;
  return "as" in asked ? `${asked.of} as figure` : `${asked.of} == ${JSON.stringify(asked.equals)}`;
}

export const driversQuestion = strict({
  outcome: variable,
  predictors: z.array(variable).min(1).max(mostPredictors),
  ...selection,
  method: z
    .enum(["johnson", "shapley"])
    .default("johnson")
    .describe("How R² is shared out: Johnson's relative weights, or Shapley's shares (LMG)."),
  missing: z
    .enum(["complete", "pairwise"])
    .default("complete")
    .describe(
      "`complete`: signals that have the outcome and every predictor. `pairwise`: of those with the outcome, each correlation over the signals that have both; up to 64 million divided by the square of all variables.",
    ),
  bootstrap: z
    .boolean()
    .default(true)
    .describe(
      "Intervals, by leaving out each of a hundred groups of signals in turn. false spares the time.",
    ),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  minimum: z
    .int()
    .min(leastMinimum)
    .max(1000)
    .default(leastMinimum)
    .describe("Fewer signals whose names are kept don't count; staff's never below 10."),
  pattern: z
    .enum(patternChoices)
    .optional()
    .describe("Needed where the selection holds relationship and transactional scores."),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)], { error: voicesError })
    .optional()
    .describe("Customers only, where absent."),
  include: z.array(z.enum(includable)).max(2).default([]).describe("What otherwise stays out."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
})
  .refine((asked) => !isEmptyPeriod(asked), emptyPeriod)
  .superRefine(({ outcome, predictors }, context) => {
    const names = predictors.map(variableName);
    for (const [at, name] of names.entries()) {
      const again = names.indexOf(name) < at;
      if (!again && name !== variableName(outcome)) continue;
      context.addIssue({
        code: "custom",
        path: ["predictors", at],
        message: again ? "stands here twice" : "is the outcome itself",
      });
    }
  });
export type DriversQuestion = z.output<typeof driversQuestion>;
export type DriversInput = z.input<typeof driversQuestion>;

/** Why there are no weights, or no intervals of them. */
export const driverReasons = [
  "no-answers",
  "one-answer",
  "too-few-answers",
  "low-base",
  "zero-variance",
  "lost-digits",
  "no-pairs",
  "collinear",
  "pairs-contradict",
  "chance",
  "small-r2",
  "unstable",
] as const;

/** Fields of importance against performance (J. Martilla and J. James, 1977). */
export const quadrants = [
  "concentrate-here",
  "keep-up-the-good-work",
  "low-priority",
  "possible-overkill",
] as const;
export type Quadrant = (typeof quadrants)[number];

const figure = z.number().nullable();

export const driver = z.object({
  name: z.string(),
  n: z.int().describe("Signals that counted."),
  mean: figure,
  weight: figure.describe("Its part of R²; those of all predictors add up to it."),
  low: figure.describe("Of the weight, as `high`."),
  high: figure,
  share: figure.describe("Its part of R² as a share of it, 0 to 1."),
  slope: figure.describe(
    "Units of the outcome that go with one more of the predictor, the others being equal.",
  ),
  slopeLow: figure,
  slopeHigh: figure,
  p: figure.describe("Two-sided, of the slope."),
  found: z
    .boolean()
    .nullable()
    .describe(
      "Whether its slope is told from 0 among all that were looked at (in 1 question of 20 that holds none, one is). A weight is never below 0, so this tells whether the outcome goes with it at all.",
    ),
  vif: figure.describe(
    "Variance inflation: 1 where it goes with no other predictor; from 5 on its slope is hardly told from theirs, from 10 on its weight isn't either.",
  ),
  quadrant: z
    .enum(quadrants)
    .nullable()
    .describe(
      "Its share against its mean, of those on one scale; null where it has none, is on another than most, or stands alone.",
    ),
  error: z
    .number()
    .optional()
    .describe(
      "Shapley's over more than 18 predictors: standard error of the weight from sampling.",
    ),
  lacking: z
    .int()
    .optional()
    .describe(
      "Signals with the outcome that lack this predictor; absent where confidential or anonymous ones are among those that lack any.",
    ),
});

export const driversAnswer = z.object({
  outcome: z.object({ name: z.string(), n: z.int(), mean: figure }),
  n: z.int().describe("Signals that counted; by pairs, those of the pair that has the fewest."),
  r2: figure.describe(
    "The share of the outcome's variance that goes with all predictors together.",
  ),
  r2Low: figure,
  r2High: figure,
  p: figure.describe("How often chance alone gives an R² this large (F test)."),
  method: z.enum(["johnson", "shapley"]),
  missing: z.enum(["complete", "pairwise"]),
  confidence: z.number(),
  predictors: z.array(driver).describe("In the order asked."),
  crosshair: z
    .object({ importance: figure, performance: figure })
    .describe("The means of share and mean at which the fields of `quadrant` meet."),
  condition: figure.describe(
    "√(largest ÷ smallest eigenvalue) of the predictors' correlations; from 30 on they overlap badly.",
  ),
  overlap: z.array(z.string()).describe("Predictors of a variance inflation of 5 or more."),
  reason: z
    .enum(driverReasons)
    .optional()
    .describe("Why nothing is said of the predictors; `unstable`: why there are no intervals."),
  because: z.array(z.string()).optional().describe("Which variables are the reason."),
  suppressed: z
    .object({ groups: z.int(), signals: z.int() })
    .describe(
      "Confidential or anonymous signals that are too few to count. Fewer than 5 (10 of staff) are not even counted here.",
    ),
  leftOut: z
    .object({
      suspicious: z.int(),
      partial: z.int(),
      otherVoices: z.int(),
      incomplete: z.int().describe("With the outcome, but without some predictor."),
    })
    .describe(
      "Signals that stayed out. Of confidential and anonymous ones fewer than 5 (10 of staff) are not counted.",
    ),
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type DriversAnswer = z.infer<typeof driversAnswer>;

export const postDrivers = defineRoute({
  name: "postDrivers",
  method: "POST",
  path: "/v1/drivers",
  tag: "Query",
  summary: "Ask what an outcome goes with",
  description:
    "How much of an outcome's variance goes with each predictor, with intervals. What goes with a score need not cause it. Where there are too few answers, or chance alone gives as much, the weights are null and `reason` says why. Signals are chosen as in a question to /v1/query.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: driversQuestion,
  responses: {
    200: {
      description: "The weights, with intervals, and how they were found.",
      body: driversAnswer,
    },
    400: problem,
    422: problem,
  },
});

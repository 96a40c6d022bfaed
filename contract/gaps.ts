/** Gaps: what customers got against what they expected, were promised, or get elsewhere. */
import { z } from "zod";
import { driversAnswer, mostPredictors, quadrants, variable } from "./drivers.ts";
import { intervals, leastMinimum, problem } from "./query.ts";
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
import { patterns, voices } from "./signal.ts";

/**
 * What an experience is held against. Each is a figure of its own, never mixed with another: an
 * expectation that was asked before is another thing than one that is recalled.
 */
export const gapSources = [
  "promise",
  "asked-before",
  "recalled",
  "disconfirmation",
  "zone",
  "benchmark",
] as const;
export type GapSource = (typeof gapSources)[number];

/** Of fewer nothing is said: the low base of every figure. */
export const gapBase = 30;
/** The share of false findings among all that are told of one source. */
export const falseGaps = 0.1;
/** A gap below so many standard deviations is none that matters. J. Cohen calls 0.2 small (1988, 25). */
export const smallGap = 0.2;
/** Signals of these kinds show what happened; others, what somebody said of it. */
export const operationalKinds = ["operational-event", "transaction", "usage-event"] as const;
/** Benchmarks in use that one question is held against. */
export const mostBenchmarks = 20;

export const gapStates = ["shortfall", "met", "exceeded", "cannot be told"] as const;
export type GapState = (typeof gapStates)[number];
export const gapOrders = ["customers", "revenue", "gap"] as const;

const [, , ...longer] = intervals;

export const gapsQuestion = strict({
  sources: z
    .array(z.enum(gapSources))
    .min(1)
    .refine((names) => new Set(names).size === names.length, "names a source twice")
    .default([...gapSources])
    .describe("What experience is held against; all where absent."),
  ...selection,
  by: z
    .string()
    .min(1)
    .max(240)
    .optional()
    .describe(
      "Divides each gap by one dimension, as `unit`, `attributes.region` or `customer.attributes.plan`; each part is held against the rest. One of which a signal has one value.",
    ),
  interval: z.enum(longer).optional().describe("Adds each gap's trend by this interval."),
  cases: z
    .enum(["operational", "answers"])
    .default("operational")
    .describe(
      `Which signals show whether a promise was kept: \`operational\` are those of the kinds ${operationalKinds.join(", ")}; \`answers\` all others, where what happened came with what was said. One delivery may stand in both, so they are never taken together.`,
    ),
  margin: z
    .number()
    .min(0)
    .max(2)
    .default(smallGap)
    .describe("A gap of fewer standard deviations is `met`."),
  order: z
    .enum(gapOrders)
    .default("customers")
    .describe(
      "Of the rows of each source: those in which most customers fell short first, those behind whom most revenue fell short, or the widest shortfall.",
    ),
  earlier: strict({
    expectation: z
      .string()
      .min(1)
      .max(240)
      .describe("What is expected: a measure's or an answer's name, as expectedDays."),
    where: z
      .string()
      .min(1)
      .max(10_000)
      .describe("The earlier experience: a CEL condition over the same customer's signals."),
    days: z.int().min(1).max(3660).default(183).describe("How long before."),
  })
    .optional()
    .describe("What customers expect after an experience of their own, and what the others do."),
  importance: strict({
    outcome: variable,
    predictors: z.array(variable).min(2).max(mostPredictors),
    method: z.enum(["johnson", "shapley"]).default("johnson"),
  })
    .optional()
    .describe(
      "Importance against performance, beside the gaps: what the outcome goes with, as /v1/drivers answers it, and the mean of each.",
    ),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  minimum: z
    .int()
    .min(leastMinimum)
    .max(1000)
    .default(leastMinimum)
    .describe(
      "Groups of signals whose names are kept below this are not shown; staff's never below 10.",
    ),
  pattern: z
    .enum(patternChoices)
    .optional()
    .describe(
      "`all` pools what relationship and transactional surveys say, which is otherwise kept apart.",
    ),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)], { error: voicesError })
    .optional()
    .describe("Customers only, where absent."),
  include: z.array(z.enum(includable)).max(2).default([]).describe("What otherwise stays out."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
}).refine((asked) => !isEmptyPeriod(asked), emptyPeriod);
export type GapsQuestion = z.output<typeof gapsQuestion>;
export type GapsInput = z.input<typeof gapsQuestion>;

const figure = z.number().nullable();
const interval = { low: figure, high: figure };

/** Why there is no gap, or no interval. */
export const gapReasons = ["no-answers", "one-answer", "zero-variance", "lost-digits"] as const;

const share = z.object({ estimate: figure, ...interval });
const kept = z
  .object({
    n: z.int().describe("Cases that kept it."),
    share: figure,
    ...interval,
    promised: z.number().nullable().describe("The share that was promised; null where none was."),
    p: figure.describe("Two-sided, of the share against the promised one."),
  })
  .describe("Of a promise: the share of cases in which it was kept.");

/** What is said of all, of a part and of a period alike. */
const gapFigures = {
  n: z.int(),
  gap: figure.describe(
    "Experience less what it is held against, in units of the measure and in its direction: below 0 always a shortfall. Of disconfirmation the points better less worse; of the zone, experience less the minimum.",
  ),
  ...interval,
  kept: kept.optional(),
  lowBase: z.boolean().optional().describe("Fewer than 30: nothing is said of it."),
  reason: z.enum(gapReasons).optional(),
};

const behind = z
  .object({
    customers: z.int(),
    revenue: figure.describe(
      "Of 365 days, of their accounts and of those who have none; null for who doesn't reach everything.",
    ),
    short: z
      .object({ customers: z.int(), revenue: figure })
      .describe(
        "Those whose own experience fell short; of a benchmark, whose own answer is that of a detractor, outside of the top boxes, or worse than its level.",
      ),
  })
  .describe("Known customers behind it, each once. Of identified signals only.");

const quotes = z
  .record(z.string(), z.string())
  .describe("The query string of GET /v1/signals that lists what was said where it fell short.");

const state = z
  .enum(gapStates)
  .describe(
    "`met`: the interval lies within what is too small to matter, or a promise was kept. `cannot be told`: too few, or the interval holds both.",
  );
const adjusted = figure.describe(
  "The least false discovery rate at which the state stands, over all that was looked at of this source.",
);

export const gapPart = z.object({
  ...gapFigures,
  value: z.string().nullable().describe("Of the dimension asked for."),
  t: figure,
  p: figure,
  state,
  adjusted,
  delta: figure.describe(
    "This part's gap less that of the others, without those that are told from them more surely.",
  ),
  deltaLow: figure,
  deltaHigh: figure,
  deltaP: figure,
  differs: z
    .boolean()
    .nullable()
    .describe(
      "Whether it differs from those others, with a chance of 5 % that any part of this gap is falsely said to (Holm), and at a false discovery rate of 10 % over all parts of this source; null where either is a low base.",
    ),
  behind: behind
    .optional()
    .describe(
      "Absent of a benchmark's parts, and of the smallest where there are more than a thousand; to who sees no names of parts, and where few, or all but few, fell short.",
    ),
  quotes,
});
export type GapPart = z.infer<typeof gapPart>;

export const gapPoint = z.object({ at: z.string(), ...gapFigures });
export type GapPoint = z.infer<typeof gapPoint>;

export const gapRow = z.object({
  ...gapFigures,
  touchpoint: z.string().nullable().describe("null: of none, as of the whole relationship."),
  aspect: z.string().nullable().optional(),
  promise: z.string().optional(),
  benchmark: z.string().optional(),
  measure: z
    .string()
    .optional()
    .describe("Whose units these are; absent: points of the scale asked."),
  unit: z.string().optional(),
  figure: z
    .string()
    .optional()
    .describe("Of a benchmark: which figure of the measure, as /v1/query names it."),
  pattern: z
    .enum(patterns)
    .nullable()
    .optional()
    .describe("Present where the source holds both relationship and transactional answers."),
  expectation: figure.describe(
    "The mean of what was expected; the level promised; the benchmark; of the zone, the mean minimum.",
  ),
  desired: figure.optional().describe("Of the zone."),
  experience: figure,
  method: z.string(),
  t: figure,
  p: figure.describe("Two-sided, of the gap."),
  state,
  adjusted,
  shares: z
    .object({
      below: share,
      within: share,
      above: share,
    })
    .optional()
    .describe(
      "Of disconfirmation, worse, as expected and better; of the zone, below the minimum, within, and above what is desired; of pairs, below, as and above what was expected.",
    ),
  superiority: z
    .object({ gap: figure, ...interval })
    .optional()
    .describe("Of the zone: experience less what is desired."),
  inconsistent: z
    .int()
    .optional()
    .describe("Of the zone: who desires less than they accept, and counts nowhere else."),
  function: z.string().nullable().describe("That answers for the touchpoint."),
  owner: z.string().nullable().describe("Of the promise, else of the function."),
  behind: behind
    .optional()
    .describe(
      "Absent of a benchmark's parts, and of the smallest where there are more than a thousand; to who sees no names of parts, and where few, or all but few, fell short.",
    ),
  parts: z
    .array(gapPart)
    .optional()
    .describe("By the dimension asked for, the widest shortfall first."),
  trend: z.array(gapPoint).optional(),
  quotes,
});
export type GapRow = z.infer<typeof gapRow>;

export const gapsOfSource = z.object({
  source: z.enum(gapSources),
  rows: z.array(gapRow).describe("In the order asked for; low bases last."),
  looked: z.int().describe("Gaps that a state was looked for in, over which `adjusted` is."),
  suppressed: z
    .object({ groups: z.int(), signals: z.int() })
    .describe("Groups of signals whose names are kept that are not shown, and their signals."),
  leftOut: z
    .object({ suspicious: z.int(), partial: z.int(), otherVoices: z.int() })
    .describe("Signals that stayed out."),
  more: z
    .int()
    .optional()
    .describe("Of benchmarks: how many more there are in use than one question takes."),
});
export type GapsOfSource = z.infer<typeof gapsOfSource>;

const group = z.object({ n: z.int(), mean: figure, ...interval });
export const earlierAnswer = z.object({
  expectation: z.string(),
  unit: z.string().optional(),
  days: z.int(),
  after: group.describe("Who had such an experience in the days before."),
  others: group,
  delta: figure.describe("after − others."),
  ...interval,
  p: figure,
  differs: z.boolean().nullable().describe("null where either is a low base."),
  unknown: z.int().describe("Signals of nobody who is known: whether they had one can't be told."),
});
export type EarlierAnswer = z.infer<typeof earlierAnswer>;

export const importanceAnswer = z.object({
  points: z.array(
    z.object({
      name: z.string(),
      n: z.int(),
      importance: figure.describe("Its share of R², 0 to 1."),
      low: figure,
      high: figure,
      performance: figure.describe("Its mean."),
      quadrant: z.enum(quadrants).nullable(),
    }),
  ),
  crosshair: driversAnswer.shape.crosshair,
  n: z.int(),
  r2: figure,
  reason: driversAnswer.shape.reason,
});
export type ImportanceAnswer = z.infer<typeof importanceAnswer>;

export const gapsAnswer = z.object({
  sources: z.array(gapsOfSource).describe("Each by itself, in the order asked for."),
  earlier: earlierAnswer.optional(),
  importance: importanceAnswer.optional(),
  took: z.number().describe("Milliseconds."),
  sql: z.array(z.string()).optional(),
  parameters: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type GapsAnswer = z.infer<typeof gapsAnswer>;

export const postGaps = defineRoute({
  name: "postGaps",
  method: "POST",
  path: "/v1/gaps",
  tag: "Query",
  summary: "Ask where experience falls short",
  description:
    "What customers got against what they expected, were promised, or get elsewhere, by touchpoint and aspect: each source a figure of its own, with interval, state, function, and who stands behind it. Signals are chosen as in a question to /v1/query.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: gapsQuestion,
  responses: {
    200: { description: "The gaps of each source.", body: gapsAnswer },
    400: problem,
    422: problem,
  },
});

/** Questions asked of many signals: a measure, a selection, how to divide it, and what to compare with. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import { limits, patterns, timestamp, voices } from "./signal.ts";

export const measureKinds = [
  "nps",
  "csat",
  "ces",
  "mean",
  "share",
  "count",
  "sum",
  "quantile",
] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Dimensions that need no name of their own. Beside them: `attributes.x` and `answers.x`. */
export const dimensions = [
  "touchpoint",
  "journey",
  "channel",
  "medium",
  "stage",
  "function",
  "contact",
  "kind",
  "voice",
  "pattern",
  "programme",
  "survey",
  "unit",
  "employee",
  "offering",
  "language",
  "source",
  "account",
  "aspect",
  "segment",
] as const;

export const intervals = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type Interval = (typeof intervals)[number];

const name = z.string().min(1).max(120);
const cel = z.string().max(10_000);
const bounded = z.number().min(-limits.number).max(limits.number);

export const measureQuery = z.strictObject({
  kind: z.enum(measureKinds),
  of: name
    .optional()
    .describe(
      "A measure's or an answer's name; `measures.x`, `answers.x`, `attributes.x` or `judgements.experience` (expectation, recalledExpectation, minimum, desired, importance) to be exact. nps, csat and ces need none.",
    ),
  scale: z
    .strictObject({ min: bounded, max: bounded })
    .refine((scale) => scale.min < scale.max, "`min` must be below `max`")
    .optional()
    .describe("csat: the scale, where the registry has none for this measure."),
  boxes: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe("csat: how many of the topmost points count as satisfied."),
  figure: z
    .enum(["share", "mean"])
    .optional()
    .describe(
      "ces: which figure is the estimate; the other stands in `second`. `mean` where absent.",
    ),
  equals: z
    .union([z.string().max(2000), bounded, z.boolean()])
    .optional()
    .describe("share: the value whose share is asked for."),
  quantile: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("quantile: which, from 0 to 1; 0.5 where absent."),
});

export const moment = z
  .union([timestamp, z.iso.date()], {
    error: "must be a date (2026-01-31) or RFC 3339 with an offset",
  })
  .describe("A date in the zone given, or RFC 3339.");

export const query = z.strictObject({
  measure: measureQuery,
  where: cel.optional().describe("A CEL condition over the signal."),
  from: moment.optional().describe("Occurred at or after."),
  to: moment.optional().describe("Occurred before."),
  interval: z
    .enum(intervals)
    .optional()
    .describe("Divides the answer by time; weeks begin on Monday."),
  timezone: z.string().max(64).optional().describe("An IANA zone; the workspace's where absent."),
  by: z
    .array(name)
    .max(3)
    .refine((names) => new Set(names).size === names.length, "names a dimension twice")
    .default([])
    .describe(`Up to 3 of ${dimensions.join(", ")}, attributes.x, answers.x.`),
  compare: z
    .strictObject({ where: cel.optional(), from: moment.optional(), to: moment.optional() })
    .refine((other) => Object.keys(other).length > 0, "needs `where`, `from` or `to`")
    .optional()
    .describe("Another period or filter; what is absent is as in the question itself."),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  weighted: z.boolean().default(false).describe("Counts each signal by its weight."),
  minimum: z
    .int()
    .min(5)
    .max(1000)
    .default(5)
    .describe(
      "Groups of confidential or anonymous signals below this are not shown; staff's never below 10.",
    ),
  pattern: z
    .enum(["all", ...patterns])
    .optional()
    .describe("`all` pools relationship and transactional scores, which is otherwise never done."),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)])
    .optional()
    .describe("Customers only, where absent."),
  include: z
    .array(z.enum(["suspicious", "partial"]))
    .max(2)
    .default([])
    .describe("What otherwise stays out."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
});
export type QueryInput = z.input<typeof query>;
export type Query = z.output<typeof query>;

const figure = z.object({
  figure: z.string(),
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.string(),
});
export type Figure = z.infer<typeof figure>;

export const comparison = z.object({
  n: z.number(),
  estimate: z.number().nullable(),
  delta: z.number().nullable().describe("This row's estimate minus the other's."),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: z.number().nullable().describe("Two-sided."),
  lowBase: z
    .boolean()
    .optional()
    .describe("One of the two has fewer than 30: say nothing of a change."),
});
export type Comparison = z.infer<typeof comparison>;

export const queryRow = z.object({
  by: z.record(z.string(), z.string().nullable()),
  at: z.string().optional().describe("The start of the interval, in the zone given."),
  n: z.number(),
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.string(),
  figure: z.string(),
  counts: z.record(z.string(), z.number()),
  effectiveN: z.number().optional(),
  second: figure.optional(),
  reason: z.string().optional().describe("Why there is no estimate or no interval."),
  lowBase: z.boolean().optional().describe("Fewer than 30: not ranked."),
  rank: z.int().nullable().optional(),
  compare: comparison.optional(),
});
export type QueryRow = z.infer<typeof queryRow>;

export const queryAnswer = z.object({
  rows: z.array(queryRow),
  total: queryRow
    .nullable()
    .describe(
      "Null where patterns are kept apart or the total would give away a suppressed group.",
    ),
  totals: z
    .array(queryRow)
    .optional()
    .describe("By pattern, where the selection holds relationship and transactional scores."),
  byPattern: z
    .boolean()
    .optional()
    .describe(
      "The answer was divided by pattern, which was not asked for: scores of the two are never pooled silently.",
    ),
  suppressed: z.object({ groups: z.int(), signals: z.int() }),
  leftOut: z
    .object({ suspicious: z.int(), partial: z.int(), otherVoices: z.int() })
    .describe("Signals with this measure that stayed out."),
  truncated: z
    .boolean()
    .optional()
    .describe("More groups than are answered; the largest stand here."),
  measure: z.looseObject({ kind: z.string(), of: z.string().nullable() }),
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type QueryAnswer = z.infer<typeof queryAnswer>;

const problem = { description: "What was wrong, and what to do.", body: errorBody };

export const postQuery = defineRoute({
  name: "postQuery",
  method: "POST",
  path: "/v1/query",
  tag: "Query",
  summary: "Ask for a measure",
  description:
    'Suspicious and partial signals, and voices other than the customer\'s, stay out unless asked for; a condition that names `suspicious`, `state` or `voice` asks for them. Where a selection holds relationship and transactional scores the answer is given by pattern, unless `pattern: "all"` is sent.',
  access: "read",
  limit: "requests",
  body: query,
  responses: {
    200: { description: "The figures, each with n, interval and method.", body: queryAnswer },
    400: problem,
    422: problem,
  },
});

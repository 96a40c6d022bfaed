/** Questions asked of many signals: a measure, a selection, how to divide it, and what to compare with. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { letters } from "./letters.ts";
import { rake, rakedAnswer } from "./rake.ts";
import { defineRoute } from "./route.ts";
import {
  emptyPeriod,
  includable,
  isEmptyPeriod,
  listed,
  patternChoices,
  selection,
  strict,
  voicesError,
  type Period,
} from "./selection.ts";
import { limits, voices } from "./signal.ts";

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

/** Dimensions that need no name of their own. Beside them: `attributes.x`, `answers.x` and those of customers and accounts. */
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
  "value",
] as const;

export const intervals = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type Interval = (typeof intervals)[number];

const name = z.string().min(1).max(120);
const bounded = z.number().min(-limits.number).max(limits.number);

/** What each kind takes beside `kind`. An option that would change nothing is refused, as its sender means something by it. */
const optionsOf: Readonly<Record<MeasureKind, readonly string[]>> = {
  nps: ["of"],
  csat: ["of", "scale", "boxes"],
  ces: ["of", "figure"],
  mean: ["of", "better"],
  share: ["of", "equals", "better"],
  count: ["of", "better"],
  sum: ["of", "better"],
  quantile: ["of", "quantile", "better"],
};

const measureShape = strict({
  kind: z.enum(measureKinds),
  of: name
    .optional()
    .describe(
      "A measure's or an answer's name; `measures.x`, `answers.x`, `attributes.x` or `judgements.experience` (expectation, recalledExpectation, minimum, desired, importance) to be exact. nps, csat and ces need none.",
    ),
  scale: strict({ min: bounded, max: bounded })
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
    .describe(
      "share: the value whose share is asked for. Absent only where `by` is `value`: each value's share of all answers.",
    ),
  quantile: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("quantile: which, from 0 to 1; 0.5 where absent."),
  better: z
    .enum(["higher", "lower"])
    .optional()
    .describe(
      "Which end is the good one, for `rank`. Where absent: as the registry says of a mean, sum or quantile; a share and a count have none, and are not ranked.",
    ),
});

export const measureQuery = measureShape.superRefine((measure, context) => {
  const allowed = optionsOf[measure.kind];
  for (const [option, value] of Object.entries(measure)) {
    if (option === "kind" || value === undefined || allowed.includes(option)) continue;
    const others = measureKinds.filter((kind) => optionsOf[kind].includes(option));
    context.addIssue({
      code: "custom",
      path: [option],
      message: `means nothing for ${measure.kind}, which takes ${listed(allowed)}. \`${option}\` belongs to ${others.join(", ")}.`,
    });
  }
});

/** Figures of answers that differ, which can be weighted anew and drawn together. */
const withVariance: readonly MeasureKind[] = ["nps", "csat", "ces", "mean", "share"];

/** Of signals whose names are kept, groups of fewer are shown to nobody, whatever is asked. */
export const leastMinimum = 5;
/** The same of staff, who know one another. */
export const staffMinimum = 10;
/** The level that `confidence` has where it is absent. */
const usualConfidence = 0.95;
const withoutInterval: ReadonlySet<MeasureKind> = new Set(["count", "sum", "quantile"]);

const queryShape = strict({
  measure: measureQuery,
  ...selection,
  interval: z
    .enum(intervals)
    .optional()
    .describe("Divides the answer by time; weeks begin on Monday."),
  by: z
    .array(name)
    .max(3)
    .refine((names) => new Set(names).size === names.length, "names a dimension twice")
    .default([])
    .describe(
      `Up to 3 of ${dimensions.join(", ")}, segment.x (in or out of segment x), attributes.x, answers.x, and what is stated of the customer or account: customer.attributes.x, customer.unit, customer.language, account.attributes.x, account.type, account.owner, account.unit, account.parent, account.renewalOn. A signal that names no account belongs to its customer's primary one.`,
    ),
  compare: strict({ where: selection.where, from: selection.from, to: selection.to })
    .refine((other) => Object.keys(other).length > 0, "needs `where`, `from` or `to`")
    .optional()
    .describe(
      "Another period or filter; what is absent is as in the question itself. A group that only the other has stands in the answer with n 0.",
    ),
  confidence: z.number().min(0.5).max(0.999).default(usualConfidence),
  weighted: z.boolean().default(false).describe("Counts each signal by its weight."),
  rake: rake
    .optional()
    .describe(
      "Makes up who answered as the whole is made up: each answer counts by a weight, so that the share of each value is as in `targets` in all of the selection. `raked` says what that did.",
    ),
  shrink: z
    .boolean()
    .optional()
    .describe(
      "Groups as a league table: `shrunk` of each row is its estimate drawn towards the mean of all, the more the less is known of it, and `rank` goes by that.",
    ),
  letters: z
    .boolean()
    .optional()
    .describe(
      "Which groups differ from which: the values of the last of `by` have a letter each, and `above` of a row holds the letters of those that it is higher than.",
    ),
  minimum: z
    .int()
    .min(leastMinimum)
    .max(1000)
    .default(leastMinimum)
    .describe(
      "Groups of signals whose names are kept (confidential, anonymous; to who sees no names all) below this are not shown; staff's never below 10.",
    ),
  pattern: z
    .enum(patternChoices)
    .optional()
    .describe("`all` pools relationship and transactional scores, which is otherwise never done."),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)], { error: voicesError })
    .optional()
    .describe("Customers only, where absent."),
  include: z.array(z.enum(includable)).max(2).default([]).describe("What otherwise stays out."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
});

export const query = queryShape
  .refine((asked) => !isEmptyPeriod(asked), emptyPeriod)
  .refine(({ from, to, compare }) => !compare || !isEmptyPeriod({ from, to, ...given(compare) }), {
    path: ["compare"],
    error:
      "is a period without any time: its `to` must be after its `from`; what is absent is as in the question",
  })
  .superRefine(({ measure: { kind }, confidence }, context) => {
    if (confidence === usualConfidence || !withoutInterval.has(kind)) return;
    const others = measureKinds.filter((each) => !withoutInterval.has(each));
    context.addIssue({
      code: "custom",
      path: ["confidence"],
      message: `means nothing for ${kind}, which has no interval. It belongs to ${others.join(", ")}.`,
    });
  })
  .superRefine(({ measure: { kind }, by, interval, ...asked }, context) => {
    for (const option of ["shrink", "letters"] as const) {
      if (!asked[option]) continue;
      const say = (message: string) =>
        context.addIssue({ code: "custom", path: [option], message });
      if (!withVariance.includes(kind))
        say(`means nothing for ${kind}. It belongs to ${withVariance.join(", ")}.`);
      if (by.length === 0 || by.includes("value"))
        say('needs groups that are alike: send `by`, as in ["unit"].');
      if (interval !== undefined) say("is of one period: leave `interval` out.");
    }
  })
  .superRefine(({ measure: { kind }, rake, weighted }, context) => {
    if (rake === undefined) return;
    const say = (message: string) => context.addIssue({ code: "custom", path: ["rake"], message });
    if (!withVariance.includes(kind))
      say(`means nothing for ${kind}. It belongs to ${withVariance.join(", ")}.`);
    if (weighted) say("makes weights of its own: leave `weighted` out.");
  });

/** What a comparison says of its period itself. */
const given = (compare: Period): Period => ({
  ...(compare.from === undefined ? {} : { from: compare.from }),
  ...(compare.to === undefined ? {} : { to: compare.to }),
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
  rank: z
    .int()
    .nullable()
    .optional()
    .describe(
      "The place from best to worst, among those of its pattern where the answer is by pattern; null where the base is low. Absent where nobody has said which end is the good one: see `measure.better`.",
    ),
  compare: comparison.optional(),
  shrunk: z
    .object({
      estimate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      shrinkage: z
        .number()
        .nullable()
        .describe("How much of the mean of all is in it: 0 (nothing) to 1 (it alone)."),
      reason: z.string().optional(),
    })
    .optional()
    .describe("Where `shrink` was asked for."),
  letter: z.string().optional().describe("Where `letters` was asked for: that of its column."),
  above: z
    .array(z.string())
    .optional()
    .describe("The letters of the columns beside it that it is higher than, and not by chance."),
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
  suppressed: z
    .object({ groups: z.int(), signals: z.int() })
    .describe(
      "Groups of signals whose names are kept that are not shown, and their signals. Where all of the selection holds fewer than 5 (10 of staff), they are not even counted: the answer is that of a selection without them.",
    ),
  compareWithheld: z
    .boolean()
    .optional()
    .describe(
      "A row or total stands without `compare`, or a group that only the other has is not here, as comparing would give away a group that is too small: of one of the two sides only the identified signals are shown; or the two selections hold some of the same signals, and what holds confidential or anonymous ones is not compared.",
    ),
  compareOverlaps: z
    .boolean()
    .optional()
    .describe(
      "The two selections hold some of the same signals, and are no two samples: `delta` is given without interval and p.",
    ),
  leftOut: z
    .object({ suspicious: z.int(), partial: z.int(), otherVoices: z.int() })
    .describe(
      "Signals with this measure that stayed out. Of confidential and anonymous ones fewer than 5 (10 of staff) are not counted.",
    ),
  unseen: z
    .boolean()
    .optional()
    .describe(
      "A condition asks for texts or names that the caller may not see: to them it is as if nothing had them.",
    ),
  truncated: z
    .boolean()
    .optional()
    .describe("More groups than are answered; the largest stand here."),
  letters: letters.optional().describe("Where `letters` was asked for."),
  raked: rakedAnswer.optional().describe("Where `rake` was asked for."),
  measure: z.looseObject({
    kind: z.string(),
    of: z.string().nullable(),
    better: z
      .enum(["higher", "lower"])
      .nullable()
      .describe("Which end is the good one; null where nobody has said."),
  }),
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type QueryAnswer = z.infer<typeof queryAnswer>;

export const problem = { description: "What was wrong, and what to do.", body: errorBody };

export const postQuery = defineRoute({
  name: "postQuery",
  method: "POST",
  path: "/v1/query",
  tag: "Query",
  summary: "Ask for a measure",
  description:
    'Suspicious and partial signals, and voices other than the customer\'s, stay out unless asked for; a condition that names `suspicious`, `state` or `voice` asks for them. Where a selection holds relationship and transactional scores the answer is given by pattern, unless `pattern: "all"` is sent.',
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: query,
  responses: {
    200: { description: "The figures, each with n, interval and method.", body: queryAnswer },
    400: problem,
    422: problem,
  },
});

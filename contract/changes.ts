/** What changed: every measure in every slice, a period against the last and the same a year before, movements told from noise. */
import { z } from "zod";
import { leastMinimum, problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { includable, selection, strict, voicesError } from "./selection.ts";
import { limits, patterns, voices } from "./signal.ts";

/** What is looked at where nobody says: dimensions that every signal may have. */
export const usualSlices = [
  "touchpoint",
  "channel",
  "stage",
  "function",
  "unit",
  "segment",
] as const;
export const mostSlices = 10;
export const mostLookedAt = 100;
/** Fewer on either side, and nothing is said of a change. */
export const leastChanged = 30;
/** Periods before the one looked at, of which the level is known. */
export const usualHistory = 12;
export const mostHistory = 36;

const day = z.iso.date({ error: "must be a date, as in 2026-01-31" });
const name = z.string().min(1).max(limits.keyLength);

export const changesQuestion = strict({
  ...selection,
  from: day
    .optional()
    .describe(
      "The first day of the period looked at. With `to`, or neither: then the last whole month.",
    ),
  to: day.optional().describe("The day after its last."),
  history: z
    .int()
    .min(2)
    .max(mostHistory)
    .default(usualHistory)
    .describe("Periods of the same length before it, from which the usual level is known."),
  measures: z
    .array(name)
    .min(1)
    .max(mostLookedAt)
    .optional()
    .describe("Which measures; all that are in use where absent, the first 100."),
  by: z
    .array(z.string().min(1).max(120))
    .min(1)
    .max(mostSlices)
    .refine((names) => new Set(names).size === names.length, "names a dimension twice")
    .default([...usualSlices])
    .describe(
      `What signals are sliced by: ${usualSlices.join(", ")}, and any other that a question can be divided by but journey, answers.x, aspect, value, account and employee. Each touchpoint is crossed with each other one but stage and function. A unit counts what is below it.`,
    ),
  rate: z
    .number()
    .min(0.01)
    .max(0.5)
    .default(0.1)
    .describe("The share of findings that may be none, on average: the false discovery rate."),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  minimum: z
    .int()
    .min(leastMinimum)
    .max(1000)
    .default(leastMinimum)
    .describe("Fewer signals whose names are kept are not shown; staff's never below 10."),
  pattern: z.enum(patterns).optional().describe("One only; each by itself where absent."),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)], { error: voicesError })
    .default(["customer", "public"])
    .describe("Each voice is looked at by itself. Customers and the public, where absent."),
  include: z.array(z.enum(includable)).max(2).default([]).describe("What otherwise stays out."),
  language: z.enum(["en", "id"]).default("en").describe("Of `sentence` and labels."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the first statement that was asked, with its bound values."),
}).superRefine(({ from, to }, context) => {
  if ((from === undefined) !== (to === undefined))
    context.addIssue({
      code: "custom",
      path: [from === undefined ? "from" : "to"],
      message: "must stand beside the other of `from` and `to`, or neither",
    });
  else if (from !== undefined && to! <= from)
    context.addIssue({ code: "custom", path: ["to"], message: "must be after `from`" });
});
export type ChangesQuestion = z.output<typeof changesQuestion>;
export type ChangesInput = z.input<typeof changesQuestion>;

const figure = z.number().nullable();
const period = z.object({ from: z.string(), to: z.string().describe("The day after its last.") });
export type ChangePeriod = z.infer<typeof period>;

const side = period.extend({
  n: z.number(),
  estimate: figure,
  low: figure,
  high: figure,
});
export type ChangeSide = z.infer<typeof side>;

const place = z.object({ dimension: z.string(), key: z.string(), label: z.string() });
export type ChangePlace = z.infer<typeof place>;

const about = z.object({
  kind: z.enum(["nps", "csat", "ces", "mean", "count"]),
  of: z.string().nullable().describe("Null: how many signals there are."),
  label: z.string(),
  unit: z.string().optional(),
  better: z.enum(["higher", "lower"]).nullable(),
});
export type ChangeMeasure = z.infer<typeof about>;

const told = z.object({
  measure: about,
  signals: z.string().describe("The kind of signals, as in `response`."),
  voice: z.string(),
  pattern: z.string().nullable(),
  programme: z
    .string()
    .nullable()
    .describe("Of relationship scores, whose programmes are looked at one by one."),
  where: z.array(place).describe("The slice; empty: all of them."),
  now: side,
  past: side.describe("What it is compared with: see `against`."),
  delta: figure,
  low: figure,
  high: figure,
  p: figure.describe("Two-sided."),
});

const folded = told.extend({
  is: z
    .enum(["same", "wider", "part", "overlap"])
    .describe(
      "The same slice by another measure, one that holds the finding's, one within it, or one that shares signals with it.",
    ),
  rest: z
    .object({ n: z.number(), delta: figure, p: figure })
    .nullable()
    .describe(
      "What it did without the findings' signals; null where too little or nothing is left.",
    ),
});
export type FoldedChange = z.infer<typeof folded>;

const part = z.object({
  key: z.string().nullable(),
  label: z.string(),
  mix: z.number(),
  rate: z.number(),
  shareBefore: z.number(),
  shareAfter: z.number(),
});

const split = z.object({
  by: z.string(),
  total: z.number(),
  mix: z.number().describe("What who answered did: each part's share moved."),
  rate: z.number().describe("What their scores did."),
  rateP: figure.describe("Two-sided: how often chance alone gives such a rate."),
  parts: z
    .array(part)
    .describe("The largest 20. Empty where it holds confidential or anonymous signals."),
});

const companion = z.object({
  measure: about,
  signals: z.string(),
  where: z.array(place),
  now: z.number().describe("A count: of the period. A mean: the mean."),
  past: z.number(),
  p: figure,
});
export type ChangeCompanion = z.infer<typeof companion>;

export const change = told.extend({
  status: z
    .enum(["new", "returned", "continuing"])
    .describe(
      "`returned`: it moved, to where it was before the last period. `continuing`: it moved earlier, and stayed.",
    ),
  cause: z
    .enum(["rate", "mix", "volume"])
    .describe(
      "`mix`: others answered than before, and no part of them scored otherwise than chance has it. `volume`: how many there are.",
    ),
  against: z
    .enum(["previous", "yearBefore", "before"])
    .describe(
      "The last period (of a relationship programme, its last wave), the same one a year before, or the level before `since`.",
    ),
  adjusted: figure.describe("p among all that was looked at; at most `rate`."),
  good: z.boolean().nullable().describe("Whether it is for the better, where that is known."),
  function: place.nullable().describe("Who answers for it, by the touchpoint."),
  since: z.string().nullable().describe("The first day of the first period at this level."),
  chart: z
    .object({
      kind: z.enum(["p", "nps", "mean", "xmr"]),
      centre: figure,
      low: figure,
      high: figure,
      outside: z.boolean().nullable(),
      periods: z.int().describe("How many before it the limits come from."),
    })
    .describe("Control limits of the level before, three standard errors about it."),
  changePoints: z.array(z.object({ at: z.string(), before: z.number(), after: z.number() })),
  trend: z.array(side),
  mixAndRate: split.nullable(),
  folded: z.array(folded),
  moreFolded: z.int().describe("How many more are folded under it than stand here."),
  companions: z.array(companion).describe("Operational figures that moved with it."),
  relationship: z
    .object({
      seen: z.boolean().nullable(),
      programme: z.string().nullable(),
      n: z.number(),
      delta: figure,
      low: figure,
      high: figure,
      p: figure,
    })
    .nullable()
    .describe(
      "Of what the public says: whether the relationship score moved as well. `seen` is null where it was not asked.",
    ),
  sentence: z.string(),
});
export type Change = z.infer<typeof change>;

export const changesAnswer = z.object({
  period,
  previous: period,
  yearBefore: period.nullable(),
  yearBeforeReason: z
    .enum(["no-answers", "same-as-previous"])
    .optional()
    .describe("Why nothing is compared with the year before."),
  timezone: z.string(),
  findings: z.array(change),
  returned: z.array(change),
  continuing: z.array(change),
  lookedAt: z.object({
    tests: z.int().describe("Comparisons made; slices of the very same signals count once."),
    slices: z.int(),
    measures: z.int(),
    rate: z.number(),
    least: z.int().describe("Fewer on either side are not compared."),
    by: z.array(z.string()),
    truncated: z.boolean().optional(),
  }),
  refused: z
    .array(z.object({ measure: z.string(), reason: z.string() }))
    .describe("Measures that were not looked at, and why."),
  withheld: z.int().describe("Findings and slices that are not shown, to protect who answered."),
  leftOut: z.object({ suspicious: z.int(), partial: z.int(), otherVoices: z.int() }),
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type ChangesAnswer = z.infer<typeof changesAnswer>;

export const postChanges = defineRoute({
  name: "postChanges",
  method: "POST",
  path: "/v1/changes",
  tag: "Query",
  summary: "Ask what changed",
  description:
    "Every measure in every slice of a period, against the last one and the same a year before. The false discovery rate is held over all that was looked at; a slice that only contains another finding is folded under it; what moved earlier and stayed is told as continuing.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: changesQuestion,
  responses: {
    200: { description: "What really changed, and how much was looked at.", body: changesAnswer },
    400: problem,
    422: problem,
  },
});

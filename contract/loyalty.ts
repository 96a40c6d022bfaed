/** Loyalty: on which level each customer stands at an instant, by rules over facts, and how they move between levels. */
import { z } from "zod";
import { idParams } from "./customer.ts";
import { keptAnswer } from "./placement.ts";
import { leastMinimum, problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { emptyPeriod, isEmptyPeriod, moment, strict } from "./selection.ts";

/** Every level, from the best end to the worst; `left` and `unknown` are ends of their own. */
export const levels = [
  "advocate",
  "loyal",
  "satisfied",
  "dissatisfied",
  "left",
  "unknown",
] as const;
export type Level = (typeof levels)[number];
/** Those that a rule decides. */
export const ruledLevels = levels.slice(0, -1) as Exclude<Level, "unknown">[];

/** Facts that a rule of a level may name, and of which type they are (those of expression/check.ts). */
export const factFields = {
  score: "double",
  ltr: "double",
  purchases365: "double",
  renewed365: "bool",
  tenureMonths: "double",
  referrals365: "double",
  praise365: "double",
  cancelled: "bool",
  idleDays: "double",
  idleRatio: "double",
  revenue365: "double",
  unanswered: "double",
} as const;
export type FactName = keyof typeof factFields;

const signalRule = z.string().min(1).max(2_000);
const signalRules = strict({
  cancelled: signalRule.describe("With it a customer has left."),
  returned: signalRule.describe("With it somebody who had left is back."),
  renewed: signalRule,
  referral: signalRule,
  praise: signalRule.describe("Praise that others hear: a good review, a reference, a case study."),
  invited: signalRule.describe("An invitation that waits for an answer."),
}).describe("CEL conditions over a signal: what makes it one of these.");
export type SignalRules = z.output<typeof signalRules>;

export const loyaltyRules = strict({
  signals: signalRules,
  levels: z
    .array(strict({ level: z.enum(ruledLevels), when: z.string().min(1).max(2_000) }))
    .length(ruledLevels.length)
    .refine(
      (list) => new Set(list.map(({ level }) => level)).size === list.length,
      "must hold each level once",
    )
    .describe(
      "CEL conditions over facts, in the order in which they are tried: the first that holds decides. Without a score only that of `left` is tried, and the level is `unknown`, as it is where none holds.",
    ),
});
export type LoyaltyRules = z.output<typeof loyaltyRules>;

/** What holds where nobody has said otherwise. */
export const defaultLoyaltyRules: LoyaltyRules = {
  signals: {
    cancelled:
      'attributes.event == "cancelled" || (touchpoint == "cancellation" && kind in ["response", "transaction", "operational-event"])',
    returned: 'attributes.event == "returned"',
    renewed:
      'attributes.event == "renewed" || (touchpoint == "renewal" && kind in ["transaction", "operational-event"])',
    referral: 'attributes.event == "referral" || answers.referred == "yes"',
    praise:
      '(kind == "review" && measures.rating >= 4) || attributes.event in ["reference", "case-study"]',
    invited: 'attributes.event == "invited"',
  },
  levels: [
    { level: "left", when: "cancelled || (idleRatio >= 3.0 && idleDays >= 180)" },
    { level: "dissatisfied", when: "score < 70.0" },
    { level: "advocate", when: "ltr >= 9 && (referrals365 >= 1 || praise365 >= 1)" },
    {
      level: "loyal",
      when: "ltr >= 7 && (purchases365 >= 2 || renewed365 || tenureMonths >= 24)",
    },
    { level: "satisfied", when: "score >= 70.0" },
  ],
};

const ruled = z.object({
  version: z.int().describe("0 where the defaults hold; counts each change."),
  changedAt: z.string().nullable(),
  rules: loyaltyRules,
});
const outdated = {
  description: "The rules have another version than the one sent; `details` says which.",
  body: problem.body,
};

export const getLoyaltyRules = defineRoute({
  name: "getLoyaltyRules",
  method: "GET",
  path: "/v1/loyalty/rules",
  tag: "Standing",
  summary: "The rules by which customers are dissatisfied, satisfied, loyal or advocates",
  access: "read figures",
  limit: "requests",
  responses: { 200: { description: "The rules, their version as ETag.", body: ruled } },
});

export const putLoyaltyRules = defineRoute({
  name: "putLoyaltyRules",
  method: "PUT",
  path: "/v1/loyalty/rules",
  tag: "Standing",
  summary: "Change the rules of the levels",
  description:
    "All of them at once. With `version`, or `If-Match`, they replace that version only. Every version is kept. Figures follow at once, those of the past too.",
  access: "change the registry",
  audit: "loyalty.changed",
  limit: "requests",
  body: strict({ rules: loyaltyRules, version: z.int().min(0).optional() }),
  responses: {
    200: { description: "As they are now.", body: ruled },
    400: problem,
    409: outdated,
  },
});

export const flowQuestion = strict({
  from: moment.describe("How they stood before this moment."),
  to: moment.describe("How they stood before this one."),
  where: z
    .string()
    .max(10_000)
    .optional()
    .describe(
      "A CEL condition over the signal: customers with at least one identified signal before `to` that meets it.",
    ),
  timezone: z.string().max(64).optional().describe("An IANA zone; the workspace's where absent."),
  minimum: z
    .int()
    .min(leastMinimum)
    .max(1000)
    .default(leastMinimum)
    .describe("Who may not see names is told nothing of fewer customers."),
  explain: z
    .boolean()
    .default(false)
    .describe("Adds the SQL that was asked, with its bound values."),
}).refine((asked) => !isEmptyPeriod(asked), emptyPeriod);
export type FlowQuestion = z.output<typeof flowQuestion>;
export type FlowInput = z.input<typeof flowQuestion>;

const level = z.enum(levels);
const amount = z
  .number()
  .describe("Of transactions in the 365 days before, in the workspace's currency.");
const end = z.object({
  n: z.int().nullable().describe("Null where too few stand there to tell who sees no names."),
  share: z.number().nullable(),
  revenue: amount.nullable(),
});

export const flowAnswer = z.object({
  from: z.string(),
  to: z.string(),
  customers: z.int(),
  currency: z.string(),
  levels: z
    .array(z.object({ level, before: end, after: end }))
    .describe("Every level at both moments, from `advocate` to `unknown`."),
  flows: z
    .array(
      z.object({
        from: level,
        to: level,
        n: z.int(),
        share: z.number().describe("Of those who were on `from`."),
        low: z.number(),
        high: z.number(),
        method: z.literal("wilson"),
        lowBase: z.boolean().describe("Fewer than 30 were on `from`."),
        revenueBefore: amount,
        revenueAfter: amount,
      }),
    )
    .describe("Who went from where to where, those who stayed included; without the empty ones."),
  suppressed: z
    .object({ moves: z.int() })
    .optional()
    .describe(
      "To who sees no names: moves of fewer than `minimum`, and those from which these would follow, are not told.",
    ),
  coverage: z
    .object({
      before: z.number().nullable(),
      after: z.number().nullable(),
      revenueAfter: z.number().nullable(),
    })
    .describe("The share of customers who had a score, and of revenue that was theirs."),
  part: z
    .boolean()
    .describe("You reach a part of the workspace: levels are made of the signals that you see."),
  rules: z.object({ version: z.int() }),
  kept: keptAnswer,
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type FlowAnswer = z.infer<typeof flowAnswer>;

export const postLoyaltyFlow = defineRoute({
  name: "postLoyaltyFlow",
  method: "POST",
  path: "/v1/loyalty/flow",
  tag: "Standing",
  summary: "How customers moved between levels of loyalty from one moment to another",
  description:
    "Levels are those of the rules now, over facts as they were then. Left and unknown are ends of their own: without those who left, a base from which the unhappy depart looks ever happier.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: flowQuestion,
  responses: {
    200: { description: "Counts and revenue of every move.", body: flowAnswer },
    400: problem,
    422: problem,
  },
});

const figure = z.number().nullable();
export const customerLevel = z.object({
  at: z.string(),
  level,
  score: z.object({
    value: figure.describe("0 to 100; null where nothing was said in a year."),
    from: z
      .enum(["relationship", "transactional", "recommendation"])
      .nullable()
      .describe(
        "The latest overall satisfaction, else the mean of the last three after transactions in 180 days, else the likelihood to recommend.",
      ),
    at: z.string().nullable(),
  }),
  facts: z.object(
    Object.fromEntries(
      Object.entries(factFields).map(([name, type]) => [
        name,
        type === "bool" ? z.boolean() : figure,
      ]),
    ) as { [N in FactName]: (typeof factFields)[N] extends "bool" ? z.ZodBoolean : typeof figure },
  ),
  rules: z
    .array(z.object({ level, when: z.string(), holds: z.boolean() }))
    .describe("In the order in which they are tried."),
  version: z.int().describe("Of the rules."),
  part: z.boolean().describe("Made of the signals that you see, which are not all."),
});
export type CustomerLevel = z.infer<typeof customerLevel>;

export const getCustomerLevel = defineRoute({
  name: "getCustomerLevel",
  method: "GET",
  path: "/v1/customers/:id/level",
  tag: "Standing",
  summary: "On which level of loyalty a customer stands, and why",
  access: "read customers",
  audit: "customer.read",
  limit: "requests",
  params: idParams,
  query: z.strictObject({
    at: moment.optional().describe("How it was before this moment; now where absent."),
    timezone: z.string().max(64).optional(),
  }),
  responses: {
    200: { description: "The level, with every fact and rule.", body: customerLevel },
    400: problem,
    404: problem,
  },
});

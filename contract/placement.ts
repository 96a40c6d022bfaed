/** Placements: where each account stands by satisfaction against revenue, how it moved, and what is to be looked at whatever its place. */
import { z } from "zod";
import { problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { moment, strict } from "./selection.ts";

export const placements = ["model", "growth", "at-risk", "dangling", "unheard"] as const;
export type Placement = (typeof placements)[number];
export const flags = ["silent", "divided"] as const;
export type Flag = (typeof flags)[number];
export const moves = ["climbed", "fallen"] as const;
export type Move = (typeof moves)[number];
export const placedTypes = ["business", "household"] as const;

const points = z.number().min(0).max(100);
const share = z.number().gt(0).max(1);

/** Where the lines are cut. */
export const placementLines = strict({
  satisfied: points.describe("From this score on, 0 to 100, an account is satisfied."),
  margin: points.describe(
    "A move needs the score to pass the line by so many points, or to stay across it for two readings.",
  ),
  businessShare: share.describe(
    "Of business accounts the largest that together make this share of revenue are high.",
  ),
  householdShare: share.describe("Of households this share, those with the most revenue."),
  growth: z
    .number()
    .min(1)
    .max(1_000)
    .describe("Potential of so many times its revenue makes an account in growth a prospect."),
  silentDays: z.int().min(1).max(3_650),
  silentInvitations: z.int().min(1).max(100),
  apart: points.describe("Two people of an account so many points apart divide it."),
  under: points.describe("So does a decision-maker so many points under the mean."),
  decisionMakerWeight: z
    .number()
    .min(1)
    .max(10)
    .describe("How often a decision-maker's score counts in the mean; 1: as everybody's."),
});
export type PlacementLines = z.output<typeof placementLines>;

export const defaultPlacementLines: PlacementLines = {
  satisfied: 70,
  margin: 5,
  businessShare: 0.8,
  householdShare: 0.2,
  growth: 2,
  silentDays: 180,
  silentInvitations: 3,
  apart: 40,
  under: 30,
  decisionMakerWeight: 1,
};

const lined = z.object({
  version: z.int().describe("0 where the defaults hold; counts each change."),
  changedAt: z.string().nullable(),
  lines: placementLines,
});

export const getPlacementLines = defineRoute({
  name: "getPlacementLines",
  method: "GET",
  path: "/v1/placements/lines",
  tag: "Standing",
  summary: "Where the lines between placements are cut",
  access: "read figures",
  limit: "requests",
  responses: { 200: { description: "The lines, their version as ETag.", body: lined } },
});

export const putPlacementLines = defineRoute({
  name: "putPlacementLines",
  method: "PUT",
  path: "/v1/placements/lines",
  tag: "Standing",
  summary: "Cut the lines between placements elsewhere",
  description:
    "All of them at once. With `version`, or `If-Match`, they replace that version only. Every version is kept.",
  access: "change the registry",
  audit: "placements.changed",
  limit: "requests",
  body: strict({ lines: placementLines, version: z.int().min(0).optional() }),
  responses: {
    200: { description: "As they are now.", body: lined },
    400: problem,
    409: {
      description: "The lines have another version than the one sent; `details` says which.",
      body: problem.body,
    },
  },
});

/** At which moment, against which, and of which accounts. */
export const placedAt = {
  at: moment.optional().describe("How it was before this moment; now where absent."),
  against: moment
    .optional()
    .describe("The reading before, with which it is compared; half a year before where absent."),
  timezone: z.string().max(64).optional().describe("An IANA zone; the workspace's where absent."),
};
export const placedSorts = ["revenue", "score", "headroom", "renewal", "id"] as const;

/** What a list of accounts takes beside a search: all of it with `placed` alone. */
export const placedQuery = {
  placed: z
    .enum(["true", "false"])
    .default("false")
    .describe("With `true`, where each account stands, and all of them together in `placements`."),
  ...placedAt,
  type: z
    .enum(placedTypes)
    .optional()
    .describe("Business where absent. What nobody has stated a type of is taken for business."),
  placement: z.enum(placements).optional(),
  flag: z
    .enum([...flags, "urgent"])
    .optional()
    .describe("`urgent`: silent, divided, or fallen across the line of satisfaction."),
  moved: z.enum(moves).optional(),
  sort: z
    .enum(placedSorts)
    .optional()
    .describe(
      "`revenue` where absent, the most first; `score`, the least first; `headroom`: prospects first, then by headroom; `renewal`, the next first.",
    ),
  explain: z
    .enum(["true", "false"])
    .optional()
    .describe("With `true`, `placements` has the SQL that was asked, with its bound values."),
};
/** Of these nothing is meant without `placed`. */
export const placedOnly = [
  "at",
  "against",
  "timezone",
  "type",
  "placement",
  "flag",
  "moved",
  "sort",
  "explain",
] as const;

/** Placements and levels of many are told as they were computed last, and say so. */
export const keptAnswer = z
  .object({
    asOf: z.string().describe("When it was computed."),
    renewing: z.boolean().describe("Something has changed since; it is computed anew."),
  })
  .nullable()
  .describe("Null where it was computed at the moment asked.");
export type KeptAnswer = z.infer<typeof keptAnswer>;

const figure = z.number().nullable();
const money = figure.describe(
  "Of transactions in the 365 days before, else as it is typed; in the workspace's currency.",
);
const placement = z.enum(placements);

export const standing = z.object({
  placement,
  score: figure.describe("0 to 100: the mean of its people's latest scores."),
  n: z.int().describe("People with a score."),
  low: figure.describe("Of the interval of the mean (95 %, t); null of one person alone."),
  high: figure,
  lowBase: z.boolean().describe("Fewer than 30 people."),
  revenue: money,
  isHigh: z.boolean().describe("High revenue, by the lines."),
  potential: figure,
  headroom: figure.describe("Potential without revenue."),
  prospect: z
    .boolean()
    .describe(
      "In growth, with a potential of at least so many times its revenue as the lines say.",
    ),
  daysToRenewal: z.int().nullable(),
  held: z
    .boolean()
    .describe(
      "Its score is across the line, by less than the margin and for one reading: it keeps its place.",
    ),
  silent: z
    .object({
      answeredAt: z.string().nullable(),
      days: z.int().nullable().describe("Since its last answer."),
      unanswered: z.int().describe("Invitations since."),
    })
    .nullable(),
  divided: z
    .object({
      lowest: z.number(),
      highest: z.number(),
      decisionMaker: figure.describe("The lowest score of those who decide."),
    })
    .nullable(),
  before: z.object({ placement, score: figure, n: z.int(), revenue: money }),
  move: z.enum(moves).nullable().describe("Across the line of satisfaction."),
});
export type Standing = z.infer<typeof standing>;

const counted = z.object({ accounts: z.int(), revenue: z.number() });
export const placementSummary = z.object({
  at: z.string(),
  against: z.string(),
  type: z.enum(placedTypes),
  currency: z.string(),
  ...counted.shape,
  groups: z
    .array(
      counted.extend({ placement, isHigh: z.boolean(), share: figure.describe("Of revenue.") }),
    )
    .describe("The unheard of high revenue apart from the others."),
  moves: z
    .array(counted.extend({ from: placement, to: placement }))
    .describe("Who stands elsewhere than at the reading before."),
  climbed: counted,
  fallen: counted,
  silent: counted,
  divided: counted,
  prospects: counted.extend({ potential: z.number() }),
  feedback: z
    .object({ accounts: figure, revenue: figure })
    .describe("The share of accounts, and of revenue, from which a score was heard in a year."),
  lines: placementLines.extend({
    version: z.int(),
    highFrom: figure.describe("The least revenue that is high."),
  }),
  part: z
    .boolean()
    .describe("You reach a part of the workspace: lines are cut among what you reach."),
  took: z.number().describe("Milliseconds."),
  sql: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type PlacementSummary = z.infer<typeof placementSummary>;

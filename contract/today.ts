/** Today: who asks for somebody now, who may grow, where experience falls short most, what really changed; and the findings that somebody took up. */
import { z } from "zod";
import { change } from "./changes.ts";
import { gapRow, gapSources } from "./gaps.ts";
import { standing } from "./placement.ts";
import { problem } from "./query.ts";
import { defineRoute } from "./route.ts";
import { moment, strict } from "./selection.ts";

/** Lines of each section that are told; how many there are is told too. */
export const mostLines = 50;
/** A line that a company took up may be one of so many. */
export const mostTaken = 1_000;
/** Seconds that an answer waits for what is not computed yet. */
export const usualWait = 0.8;
export const longestWait = 30;

export const todayQuery = z.strictObject({
  at: moment.optional().describe("How it was before this moment; now where absent."),
  timezone: z.string().max(64).optional().describe("An IANA zone; the workspace's where absent."),
  language: z.enum(["en", "id"]).default("en").describe("Of sentences and labels."),
  wait: z.coerce
    .number()
    .min(0)
    .max(longestWait)
    .default(usualWait)
    .describe("Seconds to wait for sections that nobody has asked for before."),
});
export type TodayQuery = z.output<typeof todayQuery>;

export const takenAs = ["initiative", "watch"] as const;
export type TakenAs = (typeof takenAs)[number];

const figure = z.number().nullable();
const taken = z
  .object({ id: z.string(), as: z.enum(takenAs) })
  .nullable()
  .describe("What somebody made of it.");

const line = {
  id: z.string().describe("The same finding has the same id from day to day."),
  own: z
    .boolean()
    .describe(
      "Of a function or unit of the caller's, or their account. These come first in each list.",
    ),
  evidence: z
    .string()
    .nullable()
    .describe("The address in the web application where what it rests on is."),
  taken,
};

const ofAccount = {
  ...line,
  account: z.object({
    id: z.string(),
    name: z.string().nullable(),
    owner: z.string().nullable(),
    unit: z.string().nullable(),
  }),
  worth: figure.describe("Its revenue of 365 days."),
  standing,
};

export const interventionReasons = ["silent", "fallen", "divided"] as const;
export type InterventionReason = (typeof interventionReasons)[number];

export const intervention = z.object({
  ...ofAccount,
  why: z
    .array(z.enum(interventionReasons))
    .describe(
      "`silent`: no answer where there was one; `fallen`: across the line of satisfaction since the reading before; `divided`: its people are far apart. What each rests on stands in `standing`.",
    ),
  since: z
    .string()
    .nullable()
    .describe("Its last answer where silent, else the first that brought it there."),
});
export type Intervention = z.infer<typeof intervention>;

export const growth = z.object(ofAccount);
export type Growth = z.infer<typeof growth>;

const place = z.object({ dimension: z.string(), key: z.string(), label: z.string() });

export const todayGap = gapRow
  .pick({
    touchpoint: true,
    aspect: true,
    promise: true,
    benchmark: true,
    measure: true,
    unit: true,
    figure: true,
    pattern: true,
    n: true,
    gap: true,
    low: true,
    high: true,
    kept: true,
    shares: true,
    expectation: true,
    experience: true,
    method: true,
    p: true,
    adjusted: true,
    state: true,
    owner: true,
    behind: true,
    quotes: true,
  })
  .extend({
    ...line,
    source: z.enum(gapSources),
    label: z.string().describe("The touchpoint or aspect, in the language asked for."),
    function: place.nullable(),
    where: place
      .nullable()
      .describe(
        "The unit in which it falls short while the others don't, where the chance of naming any wrongly is at most 5 %; its figures are those of this unit. Null: of all.",
      ),
    deviations: figure.describe("The gap in standard deviations, by which gaps are put in order."),
    also: z
      .array(z.enum(gapSources))
      .describe("Other sources that show the same touchpoint short at the same place."),
  });
export type TodayGap = z.infer<typeof todayGap>;

/** Of a finding what its page shows beside its sentence stays there. */
export const todayChange = change
  .omit({
    chart: true,
    changePoints: true,
    trend: true,
    mixAndRate: true,
    folded: true,
    moreFolded: true,
    companions: true,
    relationship: true,
  })
  .extend({ ...line, folded: z.int().describe("Slices that only contain it.") });
export type TodayChange = z.infer<typeof todayChange>;

/** Why a list has nothing in it, where it is not that there is nothing to tell. */
export const missing = ["accounts", "answers", "potential", "comparisons", "history"] as const;

const told = {
  state: z
    .enum(["known", "computing", "refused"])
    .describe("`computing`: ask again in a moment. `refused`: see `problem`."),
  asOf: z.string().nullable().describe("When it was computed."),
  renewing: z.boolean().describe("Something has come in since, and it is being computed anew."),
  took: figure.describe("Milliseconds that computing it took."),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  missing: z
    .enum(missing)
    .nullable()
    .describe("What there is none of, so that nothing could be told."),
  room: z
    .string()
    .nullable()
    .describe("The address in the web application where all of it stands."),
};
const counted = (what: string) => z.int().describe(`How many there are; ${what}`);

export const todayAnswer = z.object({
  at: z.string(),
  against: z.string().describe("Half a year before: from when gaps are, and placements moved."),
  timezone: z.string(),
  currency: z.string(),
  part: z.boolean().describe("You reach a part of the workspace: everything is of that part."),
  intervention: z.object({
    ...told,
    findings: z.array(intervention).describe("Own first, then by worth."),
    total: counted("the first 50 are listed."),
    worth: z.number(),
  }),
  growth: z.object({
    ...told,
    findings: z.array(growth).describe("Own first, then by headroom."),
    total: counted("the first 50 are listed."),
    headroom: z.number(),
  }),
  gaps: z.object({
    ...told,
    findings: z
      .array(todayGap)
      .describe(
        "Own first; then promises that were not kept, then what else fell short, the widest first.",
      ),
    total: counted("the first 50 are listed."),
    refused: z
      .array(z.object({ source: z.enum(gapSources), code: z.string() }))
      .describe("Sources that gave no figure, and why."),
  }),
  changes: z.object({
    ...told,
    period: z.object({ from: z.string(), to: z.string() }).nullable(),
    findings: z.array(todayChange).describe("New in the last whole month."),
    returned: z.array(todayChange),
    continuing: z.array(todayChange),
    tests: z.int().describe("Comparisons made."),
  }),
});
export type TodayAnswer = z.infer<typeof todayAnswer>;

export const getToday = defineRoute({
  name: "getToday",
  method: "GET",
  path: "/v1/today",
  tag: "Today",
  summary: "What needs somebody now",
  description:
    "Accounts that need intervention, prospects for growth, the widest gaps and what really changed, each by itself: what was computed before is answered at once, with the moment it is of, and computed anew where something has come in since.",
  access: "read figures",
  audit: "account.listed",
  limit: "requests",
  query: todayQuery,
  responses: { 200: { description: "The sections.", body: todayAnswer }, 400: problem },
});

const record = z.object({
  id: z.string(),
  as: z.enum(takenAs),
  finding: z.string().describe("The id of the line on Today."),
  section: z.enum(["intervention", "growth", "gaps", "changes"]),
  by: z.object({ id: z.string(), name: z.string().nullable() }),
  at: z.string(),
  account: ofAccount.account.nullable(),
  told: z
    .record(z.string(), z.unknown())
    .describe("The line as it stood then, of an account without what names it."),
});
export type TakenFinding = z.infer<typeof record>;

export const listFindings = defineRoute({
  name: "listFindings",
  method: "GET",
  path: "/v1/findings",
  tag: "Today",
  summary: "Findings that somebody made an initiative or a watch, newest first",
  description:
    "Those that were taken up by somebody who reaches no more than you, and sees no more names.",
  access: "read figures",
  audit: "account.listed",
  limit: "requests",
  responses: {
    200: {
      description: `At most ${mostTaken}.`,
      body: z.object({ findings: z.array(record) }),
    },
  },
});

export const takeFinding = defineRoute({
  name: "takeFinding",
  method: "POST",
  path: "/v1/findings",
  tag: "Today",
  summary: "Make a finding an initiative or a watch",
  description:
    "A finding that /v1/today told you lately. It is kept with its figures as they stand, and who took it up. Sent again it is made the other, or stays.",
  access: "take up findings",
  audit: "finding.taken",
  limit: "requests",
  body: strict({ finding: z.string().min(1).max(600), as: z.enum(takenAs) }),
  responses: {
    200: { description: "It was taken up before; it is this now.", body: record },
    201: { description: "It was not taken up before.", body: record },
    400: problem,
    404: problem,
    409: problem,
  },
});

export const dropFinding = defineRoute({
  name: "dropFinding",
  method: "DELETE",
  path: "/v1/findings/:id",
  tag: "Today",
  summary: "Take a finding off the initiatives and watches",
  access: "take up findings",
  audit: "finding.dropped",
  limit: "requests",
  params: z.object({ id: z.uuid() }),
  responses: { 204: { description: "It is gone." }, 404: problem },
});

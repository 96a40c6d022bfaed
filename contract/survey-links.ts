/** Links to a survey: personal ones, ones for a place, and pictures of them. */
import { z } from "zod";
import { key, limits, map, scalar, signalInput, string, timestamp } from "./signal.ts";
import { defineRoute } from "./route.ts";
import { languageTag, surveyKey, surveyLimits } from "./survey-parts.ts";
import { ofSurvey, said, surveyTag } from "./survey-routes.ts";

/** Links that one call makes. */
export const mostLinks = 1_000;
/** Hidden fields that one link fills in. */
const mostHidden = 50;
/** Names of attributes that a survey gives its responses, and how many a signal keeps free for them. */
const ownPrefix = "survey.";
const mostOwn = 10;
/** Of one link: a signal holds them beside what the survey itself adds, or the last step could never be sent. */
export const mostLinkAttributes = limits.attributes - mostHidden - mostOwn;
const { customer, account, reference, employee } = signalInput.shape;

const place = {
  touchpoint: key.optional(),
  channel: key.optional(),
  unit: key.optional(),
};
const link = z.strictObject({
  ...place,
  customer: customer
    .unwrap()
    .omit({ signature: true, anonymousId: true })
    .optional()
    .describe("Whose the answers are. Of an anonymous survey nothing of it is kept."),
  account,
  employee,
  reference,
  attributes: map(scalar, mostLinkAttributes)
    .refine((all) => !Object.keys(all).some((name) => name.startsWith(ownPrefix)), {
      error: `must not name what a survey says itself: names that begin with "${ownPrefix}"`,
    })
    .optional(),
  hidden: z
    .record(surveyKey, string(surveyLimits.hiddenText))
    .refine((fields) => Object.keys(fields).length <= mostHidden, {
      error: `holds at most ${mostHidden} fields`,
    })
    .optional()
    .describe("By key of a hidden question."),
  occurredAt: timestamp
    .optional()
    .describe(
      "When that happened which is asked about: `{date}` in texts, in the workspace's zone. Without it words around `{date}` are left out.",
    ),
  language: languageTag.optional(),
  shared: z
    .literal(true)
    .optional()
    .describe("For many people: without it a link is one response, however often it is opened."),
  expiresAt: timestamp.optional(),
});
export type LinkInput = z.output<typeof link>;

export const makeSurveyLinks = defineRoute({
  name: "makeSurveyLinks",
  method: "POST",
  path: "/v1/surveys/:id/links",
  tag: surveyTag,
  summary: "Make personal links",
  description:
    "What stands behind a link is sealed in it: it can't be read or changed, and nothing is stored until somebody answers. A personal link goes on with the same response on any device; once that is completed it only says thank you.",
  access: "manage surveys",
  audit: "survey.linked",
  limit: "requests",
  ...ofSurvey,
  maxBytes: 4 * 1024 * 1024,
  body: z.strictObject({ links: z.array(link).min(1).max(mostLinks) }),
  responses: {
    200: {
      description: "In the order of the request.",
      body: z.object({ links: z.array(z.object({ url: z.string() })) }),
    },
    400: said("What was wrong, and what to do."),
    404: said("There is no such survey."),
  },
});

export const getSurveyQr = defineRoute({
  name: "getSurveyQr",
  method: "GET",
  path: "/v1/surveys/:id/qr",
  tag: surveyTag,
  summary: "A QR code that leads to a survey",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  query: z.strictObject({
    ...place,
    format: z.enum(["svg", "png"]).default("svg"),
    size: z.coerce.number().int().min(64).max(4_000).default(600).describe("Of a PNG, in pixels."),
  }),
  responses: {
    200: { description: "image/svg+xml or image/png." },
    404: said("There is no such survey."),
  },
});

export const getSurveySheet = defineRoute({
  name: "getSurveySheet",
  method: "GET",
  path: "/v1/surveys/:id/sheet",
  tag: surveyTag,
  summary: "Sheets to print and hang up: a QR code for each touchpoint",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  query: z.strictObject({
    touchpoints: z
      .string()
      .max(5_000)
      .optional()
      .describe("Keys with commas between; one sheet without a touchpoint where absent."),
    lang: languageTag.optional(),
  }),
  responses: {
    200: { description: "text/html, one page of paper for each." },
    404: said("There is no such survey."),
  },
});

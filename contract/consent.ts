/** Consent and contact preference: what a person allows, for which purpose and over which channel. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import { identifier, string, timestamp } from "./signal.ts";

/** Research: surveys. Service: case mail, order updates. Marketing is never used by Corridor itself. */
export const purposes = ["research", "service", "marketing"] as const;
export type Purpose = (typeof purposes)[number];
/** `any` holds where nothing is said of a channel itself. */
export const consentChannels = ["email", "message", "phone", "post", "any"] as const;
export type ConsentChannel = (typeof consentChannels)[number];
export const consentStates = ["given", "withdrawn", "none"] as const;
export type ConsentValue = (typeof consentStates)[number];

/** The kind of signal that changes consent: `attributes` holds `purpose`, `channel` and `state`. */
export const consentKind = "consent-change";

/** What holds now, and who said it when. */
export const consentState = z.object({
  purpose: z.enum(purposes),
  channel: z.enum(consentChannels),
  state: z.enum(consentStates),
  source: z.string().describe("`api`, `signal`, `own-link`, or what the caller named."),
  at: timestamp,
});
export type ConsentState = z.infer<typeof consentState>;

const change = z.strictObject({
  purpose: z.enum(purposes),
  channel: z.enum(consentChannels).default("any"),
  state: z.enum(consentStates),
  at: timestamp.optional().describe("When the person said so; now where absent."),
});
export type ConsentChange = z.output<typeof change>;

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const params = z.object({ id: identifier });
const body = z.object({ consent: z.array(consentState) });

export const putConsent = defineRoute({
  name: "putConsent",
  method: "PUT",
  path: "/v1/customers/:id/consent",
  tag: "Customers",
  summary: "State what a customer allows",
  description:
    "Each change is kept with its source and time. The latest by time holds, whatever order they come in; of two at one time the stricter. What is not named stays as it is.",
  access: "change customers",
  audit: "consent.changed",
  limit: "requests",
  params,
  body: z.strictObject({
    source: string(100).min(1).optional().describe("Whence it is known; `api` where absent."),
    changes: z.array(change).min(1).max(50),
  }),
  responses: { 200: { description: "What holds now.", body }, 400: problem, 404: problem },
});

export const makeConsentLink = defineRoute({
  name: "makeConsentLink",
  method: "POST",
  path: "/v1/customers/:id/consent-link",
  tag: "Customers",
  summary: "Make the customer's own link to a page where they say what they allow",
  description:
    "Who has the link may change consent and nothing else; it shows neither name nor address. It opens that page for 40 days.",
  access: "change customers",
  audit: "consent.linked",
  limit: "requests",
  params,
  responses: {
    200: { description: "For the customer alone.", body: z.object({ url: z.string() }) },
    404: problem,
  },
});

const token = z.object({ token: z.string().min(1).max(200) });
const lang = z.object({ lang: z.string().max(20).optional() });

export const getOwnConsent = defineRoute({
  name: "getOwnConsent",
  method: "GET",
  path: "/c/:token",
  tag: "Customers",
  summary: "The page where a customer says what they allow",
  access: "public",
  limit: "requests",
  params: token,
  query: lang,
  responses: {
    200: { description: "text/html, English or Indonesian." },
    404: problem,
    410: { description: "text/html: the link has run out." },
  },
});

export const postOwnConsent = defineRoute({
  name: "postOwnConsent",
  method: "POST",
  path: "/c/:token",
  tag: "Customers",
  summary: "A customer says what they allow",
  access: "public",
  unaudited: "Each change is itself kept with its source and time.",
  limit: "requests",
  params: token,
  query: lang,
  rawBody: {
    contentTypes: ["application/x-www-form-urlencoded"],
    item: z.record(z.string(), z.string()),
  },
  responses: {
    200: { description: "text/html: the page, saved." },
    400: problem,
    404: problem,
    410: { description: "text/html: the link has run out." },
  },
});

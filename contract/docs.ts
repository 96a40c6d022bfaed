/** Routes that describe the others, and what the documents say beyond the schemas: examples, and what each field of a signal means. */
import { z } from "zod";
import type { QueryInput } from "./query.ts";
import { defineRoute } from "./route.ts";
import type { judgement, SignalInput } from "./signal.ts";

export const getOpenApi = defineRoute({
  name: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  tag: "Docs",
  summary: "This description of the API, as OpenAPI 3.1",
  access: "public",
  limit: "requests",
  responses: {
    200: {
      description: "The document.",
      body: z.looseObject({ openapi: z.literal("3.1.0"), info: z.looseObject({}) }),
    },
  },
});

/** `en` and `id` are known; anything else is as if it were not there, so that no link to a page fails. */
const pageQuery = z.object({ lang: z.string().optional().describe("en or id.") });

export const getDocs = defineRoute({
  name: "getDocs",
  method: "GET",
  path: "/docs",
  tag: "Docs",
  summary: "The description of the API, to be read",
  access: "public",
  limit: "requests",
  query: pageQuery,
  responses: { 200: { description: "A page (text/html)." } },
});

export const getHome = defineRoute({
  name: "getHome",
  method: "GET",
  path: "/",
  tag: "Docs",
  summary: "What this server is, and where to go",
  access: "public",
  limit: "requests",
  query: pageQuery,
  responses: { 200: { description: "A page (text/html)." } },
});

/** A first signal to send. */
export const exampleSignal = {
  id: "order-1001-survey",
  kind: "response",
  occurredAt: "2026-01-31T09:30:00+07:00",
  customer: { id: "c-17" },
  touchpoint: "delivery",
  measures: { nps: 9 },
  text: "Came a day early.",
} as const satisfies SignalInput;

/** A first question to ask. */
export const exampleQuery = {
  measure: { kind: "nps" },
  by: ["touchpoint"],
} as const satisfies QueryInput;

/** What each field of a signal is. A field that is added to the signal and not here is a type error. */
export const signalFields: Readonly<Record<keyof SignalInput, string>> = {
  id: "Your own id. The same id again is a duplicate and changes nothing, so a request can be repeated safely. Without one, a repeated signal counts twice.",
  kind: "What sort of experience or behaviour: response, review, mention, conversation, interview-note, focus-group-note, observation, forum-post, news, exposure, transaction, usage-event, operational-event, or a kind of your own.",
  occurredAt: "When it happened, between 1970 and 2100. RFC 3339 with an offset.",
  customer: "Whose experience it is, by what you know them by. Absent from anonymous signals.",
  account: "The organisation or household that the customer belongs to.",
  voice: "Who speaks. Figures take customers only, unless asked otherwise.",
  touchpoint: "Where customer and company met, by its key in the registry.",
  channel: "Where the firm meets the customer: contact-centre, web, store …",
  medium: "How they communicate: phone, chat, email, in-person …",
  stage: "The lifecycle stage. Absent: that of the touchpoint.",
  contact:
    "Direct: purchase, use, service. Indirect: word of mouth, advertising, news, reviews. Absent: that of the touchpoint.",
  unit: "The store, team or region that it is about.",
  employee: "The employee that it is about.",
  offering: "The product, service or brand that it is about.",
  reference: "The order, ticket, call or visit that it belongs to.",
  programme: "The programme that asked.",
  pattern:
    "past (transactional), present (relationship) or potential (exploratory). Scores of past and present are never pooled silently.",
  survey: "The survey that was answered, and its version.",
  confidentiality:
    "What may be shown of who spoke. An anonymous signal must not name its customer.",
  measures: "Numbers by name, at most 200.",
  judgements: "What was expected and what was experienced of parts of the offering.",
  answers: "Answers by question, at most 500: a text, a number, true or false, or a list of these.",
  text: "What was said in someone's own words: one text, or a text by question.",
  language: "Language of the text, as a BCP 47 tag: id, en-GB.",
  attributes: "Anything else to divide or filter by, at most 200 names.",
  weight: "How much it counts in weighted figures.",
  state: "Whether a response was finished. Partial ones stay out of figures unless asked for.",
  suspicious:
    "Why it is not to be trusted (straight-lining, one device …). Such signals stay out of figures unless asked for.",
  source: "The system that it comes from, and where it can be seen there.",
};

/** What each field of a judgement is. */
export const judgementFields: Readonly<Record<keyof z.input<typeof judgement>, string>> = {
  aspect: "The part of the offering that is judged.",
  expectation: "The level that was expected.",
  experience: "The level that was experienced, on the same scale.",
  minimum: "The level that is just accepted.",
  desired: "The level that is wished for.",
  importance: "How much this part matters to the customer.",
  recalled:
    "The expectation was asked afterwards. Recalled and asked-before are never mixed in one figure.",
};

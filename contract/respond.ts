/** The respondent's page: plain HTML that works without script. Whoever has the address may answer. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const params = z.object({ id: z.string().max(100) });
/** Hidden fields come as parameters of any name, so that what is not known is not refused. */
const query = z.looseObject({
  lang: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      "The language, where it is not the reader's own. One that the survey lacks is no fault.",
    ),
  r: z.string().max(100).optional().describe("Goes on with a response."),
  l: z.string().max(4_000).optional().describe("A personal link's token."),
  p: z.string().max(64).optional().describe("A page that was come to before."),
  customer: z.string().max(200).optional().describe("Whom a form of the staff is about."),
});
/** UTF-8, percent-encoded: a text takes up to nine bytes a unit. */
export const mostAnswerBytes = 2 * 1024 * 1024;

export const getSurveyPage = defineRoute({
  name: "getSurveyPage",
  method: "GET",
  path: "/s/:id",
  tag: "Surveys",
  summary: "The page where a survey is answered",
  description:
    "One step at a time, with script or without. Parameters that a hidden question of the survey names come with the answers.",
  access: "public",
  limit: "requests",
  params,
  query,
  responses: {
    200: { description: "text/html." },
    303: { description: "A form of the staff: to the door." },
    404: problem,
    410: { description: "text/html: the link has run out, or was used." },
    429: { description: "text/html: too many came from here." },
  },
});

export const postSurveyPage = defineRoute({
  name: "postSurveyPage",
  method: "POST",
  path: "/s/:id",
  tag: "Surveys",
  summary: "Answer a step of a survey",
  description:
    "The form of the page. The last step completes the response: its signal is durable when this answers, and a second sending of the same form changes nothing.",
  access: "public",
  unaudited: "A response is itself kept, and is nobody's change.",
  limit: "requests",
  params,
  query,
  rawBody: {
    contentTypes: ["application/x-www-form-urlencoded"],
    item: z.record(z.string(), z.string()),
  },
  responses: {
    200: { description: "text/html: the end, or the step again with what an answer has brought." },
    204: { description: "Saved, and nothing judged." },
    303: { description: "To the next step." },
    404: problem,
    410: { description: "text/html: the link has run out, or was used." },
    422: { description: "text/html: the step again, with what is wrong." },
    429: { description: "text/html: too many came from here." },
    503: { description: "text/html: the step again, with a wait or a proof of work." },
  },
});

export const getSurveyFile = defineRoute({
  name: "getSurveyFile",
  method: "GET",
  path: "/s/-/:name",
  tag: "Surveys",
  summary: "A file that the respondent's page loads",
  access: "public",
  limit: "requests",
  params: z.object({ name: z.string().max(200) }),
  responses: { 200: { description: "It never changes under its name." }, 404: problem },
});

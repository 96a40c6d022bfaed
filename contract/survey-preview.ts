/** A draft as a respondent would see it: drawn for given answers, and nothing of it kept. */
import { z } from "zod";
import { defineRoute } from "./route.ts";
import { scalar } from "./signal.ts";
import { languageTag, surveyKey } from "./survey-parts.ts";
import { ofSurvey, said, surveyTag } from "./survey-routes.ts";

const most = 500;
const several = <V extends z.ZodType>(value: V) =>
  z
    .record(z.string().min(1).max(100), value)
    .refine((map) => Object.keys(map).length <= most, `holds at most ${most} names`)
    .default({});

export const previewSurvey = defineRoute({
  name: "previewSurvey",
  method: "POST",
  path: "/v1/surveys/:id/preview",
  tag: surveyTag,
  summary: "A step of the draft, as a respondent with these answers would see it",
  description:
    "Nothing of it is kept. Without `page` the first page is drawn; with it, the answers of that page are judged, and the page after it is drawn, or the ending, or the same page with what is wrong.",
  access: "read surveys",
  unaudited: "It keeps and changes nothing.",
  limit: "requests",
  ...ofSurvey,
  body: z.strictObject({
    answers: several(z.json()).describe("By key of the question, as a page sends them."),
    page: surveyKey.optional().describe("The page that was answered."),
    language: languageTag.optional().describe("The first of the survey where absent or unknown."),
    hidden: several(z.string().max(500)).describe("What came with the link."),
    customer: several(scalar).describe("Attributes of the customer."),
  }),
  responses: {
    200: {
      description: "The step.",
      body: z.object({
        page: z.string().nullable().describe("null at the end."),
        ending: z.string().nullable(),
        errors: z.record(z.string(), z.string()).describe("Codes by key of the question."),
        html: z.string().describe("A whole document, for a frame in which nothing runs."),
      }),
    },
    400: said("What was wrong, and what to do."),
    404: said("No such survey."),
  },
});

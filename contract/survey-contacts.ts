/** How people who answered an anonymous survey asked to be reached: kept apart from all answers. */
import { z } from "zod";
import { defineRoute } from "./route.ts";
import { ofSurvey, said, surveyId, surveyTag } from "./survey-routes.ts";

export const listSurveyContacts = defineRoute({
  name: "listSurveyContacts",
  method: "GET",
  path: "/v1/surveys/:id/contacts",
  tag: surveyTag,
  summary: "Contact details that were left in an anonymous survey, apart from all answers",
  description:
    "In an order by chance, without any time. They are shown when their month is over, and only five or more at a time (ten of staff), so that none of them can be matched to a response by when it appeared. Of other surveys contact details are the customer's and stand with the response.",
  access: "see confidential answers",
  audit: "survey.contacts-read",
  limit: "requests",
  ...ofSurvey,
  query: z.strictObject({
    search: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe("What stands in name, address or number."),
    limit: z.coerce.number().int().min(1).max(1000).default(200).describe("Rows of a page."),
    cursor: z
      .uuid("must be an id as this API gives them")
      .optional()
      .describe("`next` of the page before."),
  }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({
        contacts: z.array(
          z.object({
            id: z.string().describe("By chance: it says neither when nor with what it came."),
            name: z.string().nullable(),
            email: z.string().nullable(),
            phone: z.string().nullable(),
          }),
        ),
        next: z.string().nullable(),
        total: z.int().describe("How many there are to be read, on all pages."),
      }),
    },
    400: said("What was wrong, and what to do."),
    404: said("There is no such survey."),
  },
});

export const removeSurveyContact = defineRoute({
  name: "removeSurveyContact",
  method: "DELETE",
  path: "/v1/surveys/:id/contacts/:contact",
  tag: surveyTag,
  summary: "Take contact details out, as once somebody was reached",
  access: "see confidential answers",
  audit: "survey.contact-removed",
  limit: "requests",
  params: z.object({ id: surveyId, contact: surveyId }),
  responses: {
    204: { description: "They are gone." },
    404: said("There is no such survey, or nothing to be taken out under this id."),
  },
});

/** Routes of surveys as they are made and published. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import { confidentialities, string, timestamp } from "./signal.ts";
import { texts } from "./survey-parts.ts";
import { surveyDefinition, surveyForms } from "./survey.ts";

/** Bytes of a definition as JSON: a logo is up to 200 KB of it. */
export const mostSurveyBytes = 4 * 1024 * 1024;
export const surveyStates = ["draft", "open", "closed"] as const;

export const surveyTag = "Surveys";
const tag = surveyTag;
export const said = (description: string) => ({ description, body: errorBody });
export const surveyId = z.uuid("must be an id as this API gives them");
export const ofSurvey = { params: z.object({ id: surveyId }) };
export const revised = z.strictObject({
  revision: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_000_000_000)
    .optional()
    .describe(
      "Of the draft that was read; also as `If-Match`. Another than stands is refused (409). Absent: any.",
    ),
});

/** What the linter says of a definition. */
export const surveyProblem = z.object({
  code: z.string().describe("Stable."),
  severity: z
    .enum(["error", "warning", "note"])
    .describe(
      "An error keeps it from being published; a note says why something is right as it is.",
    ),
  place: z
    .array(z.union([z.string(), z.int()]))
    .describe("From the definition down: names of fields, and places in lists from 0."),
  page: z.string().optional().describe("The key of the page that it is about."),
  question: z.string().optional(),
  from: z.int().optional().describe("Of an expression: where in its text, from 0."),
  to: z.int().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).describe("What the words name."),
  words: texts().describe("What is wrong and what to do, in English and Indonesian."),
});
export type SurveyProblem = z.infer<typeof surveyProblem>;

const summary = {
  id: z.string(),
  name: z.string(),
  state: z.enum(surveyStates).describe("`draft`: nothing of it was published yet."),
  version: z
    .int()
    .describe("Of the draft: the number that it has, or will have, once it is published."),
  published: z.int().nullable().describe("The newest version; null where there is none."),
  revision: z.int().describe("Of the draft: counts up with each save."),
  languages: z.array(z.string()),
  confidentiality: z.enum(confidentialities),
  url: z.string().describe("Where respondents answer it, once it is published."),
  createdAt: timestamp,
  changedAt: timestamp,
  changedBy: z.string().describe("`person:ID` or `key:ID`."),
};
export const surveySummary = z.object(summary);
export type SurveySummaryBody = z.infer<typeof surveySummary>;

export const survey = z.object({
  ...summary,
  definition: surveyDefinition,
  problems: z.array(surveyProblem).describe("Of the draft."),
});
export type SurveyBody = z.infer<typeof survey>;

const fromTemplate = z.strictObject({
  format: z.undefined().optional().describe("Absent: this is no definition."),
  template: z
    .string("Send a definition (`format: 1`), or the `template` to begin from.")
    .min(1)
    .max(100)
    .describe("A key of `GET /v1/surveys/templates`."),
  name: z.string().min(1).max(200).optional(),
});

export const makeSurvey = defineRoute({
  name: "makeSurvey",
  method: "POST",
  path: "/v1/surveys",
  tag,
  summary: "Make a survey: a draft, from a definition or a template",
  description:
    "What contradicts itself is kept all the same and named in `problems`; only what is no definition at all is refused.",
  access: "manage surveys",
  audit: "survey.made",
  limit: "requests",
  maxBytes: mostSurveyBytes,
  body: z.discriminatedUnion("format", [surveyDefinition, fromTemplate]),
  responses: {
    201: { description: "It is kept as a draft.", body: survey },
    400: said("No definition, or no such template."),
    409: said("A workspace holds so many and no more."),
    413: said("The definition is larger than 4 MB."),
  },
});

export const listSurveys = defineRoute({
  name: "listSurveys",
  method: "GET",
  path: "/v1/surveys",
  tag,
  summary: "List surveys, newest first",
  access: "read surveys",
  limit: "requests",
  query: z.strictObject({
    state: z.enum(surveyStates).optional(),
    search: string(200)
      .trim()
      .optional()
      .describe("Stands in their names, in capital letters or not."),
    form: z
      .enum(surveyForms)
      .optional()
      .describe("Who fills it in, by the newest version; no draft that never was published."),
    limit: z.coerce.number().int().min(1).max(1000).default(50).describe("Rows of a page."),
    cursor: surveyId.optional().describe("`next` of the page before."),
  }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ surveys: z.array(surveySummary), next: z.string().nullable() }),
    },
    400: said("What was wrong, and what to do."),
  },
});

export const listSurveyTemplates = defineRoute({
  name: "listSurveyTemplates",
  method: "GET",
  path: "/v1/surveys/templates",
  tag,
  summary: "The templates that a survey can begin from",
  access: "read surveys",
  limit: "requests",
  responses: {
    200: {
      description: "All of them.",
      body: z.object({
        templates: z.array(
          z.object({
            key: z.string(),
            name: texts(),
            about: texts().describe("When it is sent."),
            minutes: z.number().describe("That it takes at most."),
            definition: surveyDefinition,
          }),
        ),
      }),
    },
  },
});

export const getSurvey = defineRoute({
  name: "getSurvey",
  method: "GET",
  path: "/v1/surveys/:id",
  tag,
  summary: "A survey with its draft and what is wrong with it",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  responses: {
    200: { description: "The survey; `ETag` is its revision.", body: survey },
    404: said("No such survey."),
  },
});

export const putSurvey = defineRoute({
  name: "putSurvey",
  method: "PUT",
  path: "/v1/surveys/:id",
  tag,
  summary: "Replace a survey's draft",
  description:
    "What was published stays as it is. Of two that began from one revision, the second is told what stands (409, in `details`), and nothing is overwritten.",
  access: "manage surveys",
  unaudited: "A draft reaches nobody, and is saved every few seconds. What is published is noted.",
  limit: "requests",
  maxBytes: mostSurveyBytes,
  ...ofSurvey,
  query: revised,
  body: surveyDefinition,
  responses: {
    200: { description: "As it is now.", body: survey },
    400: said("No definition."),
    404: said("No such survey."),
    409: said("The draft is another meanwhile: `details` has it, and its revision."),
    413: said("The definition is larger than 4 MB."),
  },
});

export const deleteSurvey = defineRoute({
  name: "deleteSurvey",
  method: "DELETE",
  path: "/v1/surveys/:id",
  tag,
  summary: "Delete a survey of which nothing was published",
  description: "One that was published has answers that name it: close it instead.",
  access: "manage surveys",
  audit: "survey.deleted",
  limit: "requests",
  ...ofSurvey,
  query: revised,
  responses: {
    204: { description: "It is gone." },
    404: said("No such survey."),
    409: said("It was published, or the draft is another meanwhile."),
  },
});

export const publishSurvey = defineRoute({
  name: "publishSurvey",
  method: "POST",
  path: "/v1/surveys/:id/publish",
  tag,
  summary: "Publish the draft as a version, and open the survey",
  description:
    "A version never changes. A draft that is a version already is not published twice: its number is answered, and the survey is open. What was confidential or anonymous can't become less so.",
  access: "manage surveys",
  audit: "survey.published",
  limit: "requests",
  ...ofSurvey,
  query: revised,
  responses: {
    200: {
      description: "It is open.",
      body: z.object({
        id: z.string(),
        version: z.int(),
        url: z.string().describe("Where respondents answer it."),
        problems: z.array(surveyProblem).describe("Warnings and notes: they keep nobody out."),
      }),
    },
    404: said("No such survey."),
    409: said("The draft is another meanwhile, or it promises respondents less than before."),
    422: said("The draft has errors: `details.problems` names them."),
  },
});

const turned = {
  access: "manage surveys",
  limit: "requests",
  ...ofSurvey,
  responses: {
    200: { description: "As it is now.", body: surveySummary },
    404: said("No such survey."),
    409: said("Nothing of it was published yet."),
  },
} as const;

export const closeSurvey = defineRoute({
  name: "closeSurvey",
  method: "POST",
  path: "/v1/surveys/:id/close",
  tag,
  summary: "Close a survey: whoever comes is told so",
  audit: "survey.closed",
  ...turned,
});

export const openSurvey = defineRoute({
  name: "openSurvey",
  method: "POST",
  path: "/v1/surveys/:id/open",
  tag,
  summary: "Open a survey again, as it was published last",
  audit: "survey.opened",
  ...turned,
});

/** The route that makes a survey of another tool's file. */
import { z } from "zod";
import { defineRoute } from "./route.ts";
import { said, survey, surveyTag } from "./survey-routes.ts";

export const surveyFormats = ["qsf", "lss", "surveyjs"] as const;
/** Largest file: a survey of 300 questions in ten languages takes about one megabyte. */
export const mostImportBytes = 8 * 1024 * 1024;

/** What became of one thing in the file. */
export const importLine = z.object({
  source: z.string().describe("The thing, as the file calls it: `Q3`, `Q3 › DisplayLogic`."),
  outcome: z
    .enum(["whole", "changed", "left-out"])
    .describe("Taken as it is; taken with a change; not taken. Nothing is left out unsaid."),
  code: z.string().describe("Stable."),
  detail: z.string().describe("What was changed or left out, and why, in the caller's language."),
});
export type ImportLine = z.infer<typeof importLine>;

export const importSurvey = defineRoute({
  name: "importSurvey",
  method: "POST",
  path: "/v1/surveys/import",
  tag: surveyTag,
  summary: "Make a survey of a Qualtrics, LimeSurvey or SurveyJS file: a draft, and a report",
  description:
    "The body is the file as that tool exports it: Qualtrics' .qsf and a SurveyJS form are JSON, LimeSurvey's .lss is XML. See docs/surveys-import.md for what is taken. `Accept-Language`, or `lang`, chooses the report's language (en, id).",
  access: "manage surveys",
  audit: "survey.imported",
  limit: "requests",
  query: z.strictObject({
    format: z.enum(surveyFormats),
    lang: z.enum(["en", "id"]).optional().describe("Of the report and of what is wrong."),
  }),
  rawBody: {
    contentTypes: ["application/json", "application/xml", "text/xml", "application/octet-stream"],
    item: z.unknown().describe("The whole file."),
  },
  responses: {
    201: {
      description: "It is kept as a draft.",
      body: z.object({ survey, report: z.array(importLine) }),
    },
    400: said("The file can't be read as that format: `details` has the code and the place."),
    409: said("A workspace holds so many surveys and no more."),
    413: said("The file is larger than 8 MB."),
    415: said("Another content type."),
  },
});

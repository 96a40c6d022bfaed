/** Routes of what was published of a survey, and of its texts in other languages. */
import { z } from "zod";
import { defineRoute } from "./route.ts";
import { timestamp } from "./signal.ts";
import { languageTag } from "./survey-parts.ts";
import { ofSurvey, revised, said, surveyId, surveyTag } from "./survey-routes.ts";
import { surveyDefinition } from "./survey.ts";

/** Bytes of a file of texts. */
export const mostTextsBytes = 8 * 1024 * 1024;

const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
const version = {
  version: z.int(),
  publishedAt: timestamp,
  publishedBy: z.string().describe("`person:ID` or `key:ID`."),
};

export const listSurveyVersions = defineRoute({
  name: "listSurveyVersions",
  method: "GET",
  path: "/v1/surveys/:id/versions",
  tag: surveyTag,
  summary: "The versions of a survey, newest first",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  responses: {
    200: {
      description: "All of them.",
      body: z.object({ versions: z.array(z.object(version)) }),
    },
    404: said("No such survey."),
  },
});

export const getSurveyVersion = defineRoute({
  name: "getSurveyVersion",
  method: "GET",
  path: "/v1/surveys/:id/versions/:version",
  tag: surveyTag,
  summary: "A version as it was published",
  access: "read surveys",
  limit: "requests",
  params: z.object({ id: surveyId, version: versionNumber }),
  responses: {
    200: {
      description: "The version.",
      body: z.object({ ...version, definition: surveyDefinition }),
    },
    404: said("No such survey or version."),
  },
});

const things = [
  "survey",
  "page",
  "question",
  "option",
  "row",
  "aspect",
  "ending",
  "calculated",
  "quota",
] as const;
/** One thing that is otherwise in a later definition. */
export const surveyChange = z.object({
  what: z.enum(["added", "removed", "moved", "changed"]),
  of: z.enum(things),
  place: z.string().describe("Dotted, as in `pages.one.questions.nps`; where it is now, else was."),
  fields: z
    .array(
      z.object({
        field: z.string().describe("Dotted, as in `text.en`."),
        before: z.json().describe("null where it was absent."),
        after: z.json().describe("null where it is absent."),
      }),
    )
    .describe("What of it changed."),
});
export type SurveyChange = z.infer<typeof surveyChange>;

const side = z.union([z.literal("draft"), versionNumber]);
export const getSurveyDifference = defineRoute({
  name: "getSurveyDifference",
  method: "GET",
  path: "/v1/surveys/:id/difference",
  tag: surveyTag,
  summary: "What is otherwise in a version or the draft than in another",
  description: "Pages, questions, options and the like are the same where their key or value is.",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  query: z.strictObject({
    from: side.describe("A version, or `draft`."),
    to: side.default("draft"),
  }),
  responses: {
    200: {
      description: "Each thing that changed, in the order of the later one.",
      body: z.object({ changes: z.array(surveyChange) }),
    },
    404: said("No such survey or version."),
  },
});

export const exportSurveyTexts = defineRoute({
  name: "exportSurveyTexts",
  method: "GET",
  path: "/v1/surveys/:id/texts",
  tag: surveyTag,
  summary: "The draft's texts, a column for each language, as CSV",
  description:
    "For translators: the column `place` says where a text stands; the first language is the source. A cell that a spreadsheet would run has a ' before it, which is taken away when it comes back.",
  access: "read surveys",
  limit: "requests",
  ...ofSurvey,
  responses: {
    200: { description: "The file (text/csv; UTF-8); `ETag` is the draft's revision." },
    404: said("No such survey."),
  },
});

/** One line of the file. */
const textRow = z.object({ place: z.string() }).catchall(z.string());
export const importSurveyTexts = defineRoute({
  name: "importSurveyTexts",
  method: "PUT",
  path: "/v1/surveys/:id/texts",
  tag: surveyTag,
  summary: "Bring texts back into the draft, all of them or none",
  description:
    "A file as `GET` gives it. A language that the survey does not have yet is added to it; lines that are not there, and cells that are empty, leave a text as it is.",
  access: "manage surveys",
  unaudited: "A draft reaches nobody. What is published is noted.",
  limit: "requests",
  ...ofSurvey,
  query: revised,
  rawBody: { contentTypes: ["text/csv"], item: textRow },
  responses: {
    200: {
      description: "All of it is in.",
      body: z.object({
        changed: z.int().describe("Texts that are otherwise than they were."),
        languages: z.array(languageTag),
        revision: z.int(),
      }),
    },
    400: said("Nothing is in. `details.problems` names up to twenty lines, and what is wrong."),
    404: said("No such survey."),
    409: said("The draft is another meanwhile."),
    413: said("The file is larger than 8 MB."),
  },
});

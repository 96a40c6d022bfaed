/** Results of a survey: how many finished it, where others left, and a figure of every question. */
import { z } from "zod";
import { comparison, leastMinimum } from "./query.ts";
import { defineRoute } from "./route.ts";
import { emptyPeriod, includable, isEmptyPeriod, moment, selection, strict } from "./selection.ts";
import { confidentialities, timestamp } from "./signal.ts";
import { languageTag, texts } from "./survey-parts.ts";
import { surveyQuota } from "./survey-quota.ts";
import { ofSurvey, said, surveyTag } from "./survey-routes.ts";

const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
const included = z
  .string()
  .max(200)
  .transform((text) => (text.trim() === "" ? [] : text.split(",").map((word) => word.trim())))
  .pipe(z.array(z.enum(includable)))
  .optional()
  .describe("What otherwise stays out: suspicious, partial, parted by commas.");

/** Which responses. */
const chosen = {
  ...selection,
  version: versionNumber.optional().describe("Of one version alone; of all together where absent."),
  language: languageTag.optional().describe("Of those who answered in it."),
  include: included,
};
const minimum = z.coerce
  .number()
  .int()
  .min(leastMinimum)
  .max(1000)
  .default(leastMinimum)
  .describe(
    "Of a confidential or anonymous survey, and of any to who sees no names, groups below this are not shown; staff's never below 10.",
  );
const confidence = z.coerce.number().min(0.5).max(0.999).default(0.95);

export const resultsQuery = strict({
  ...chosen,
  by: z.enum(["version", "language"]).optional().describe("Each apart, beside all of them."),
  compareFrom: moment.optional().describe("Another period, that each figure is compared with."),
  compareTo: moment.optional(),
  compareWhere: selection.where,
  minimum,
  confidence,
});
export type ResultsQuery = z.output<typeof resultsQuery>;

const estimated = {
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.string(),
  reason: z.string().optional().describe("Why there is no estimate or no interval."),
};
export const surveyFigure = z.object({
  figure: z.string().describe("nps, top-box share, mean, gap …"),
  n: z.int(),
  ...estimated,
});
export type SurveyFigure = z.infer<typeof surveyFigure>;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const share = z.object({
  value: scalar,
  label: texts().describe("Empty where the value says it itself."),
  n: z.int(),
  ...estimated,
  compare: comparison.optional(),
});
const ranking = z.object({
  value: scalar,
  label: texts(),
  n: z.int().describe("Who ranked it."),
  ...estimated,
});
const bin = z.object({ from: z.number(), to: z.number(), n: z.int() });

export const surveyFigures = z.object({
  n: z.int().describe("Who answered."),
  suppressed: z
    .literal(true)
    .optional()
    .describe(
      "Too few of those whose names are kept: what stands here counts the others alone, and n is theirs.",
    ),
  lowBase: z.boolean().optional().describe("Fewer than 30."),
  figure: surveyFigure.optional(),
  second: surveyFigure.optional(),
  third: surveyFigure.optional(),
  shares: z.array(share).optional().describe("Of the values, with who chose or said each."),
  others: z
    .int()
    .optional()
    .describe("With values that no version offers, or that are not among those said most."),
  ranks: z.array(ranking).optional().describe("The mean place of each option; 1 is the first."),
  bins: z.array(bin).optional().describe("How many lie from one value up to another."),
  months: z
    .array(z.object({ month: z.string(), n: z.int(), ...estimated }))
    .optional()
    .describe("The share of the dates that lie in each month."),
  compare: comparison.optional(),
});
export type SurveyFigures = z.infer<typeof surveyFigures>;

const group = z.string().describe("The version or the language.");
export const surveyFacet = z.object({
  key: z.string().describe("The question, or a part of it: `asat.speed`."),
  question: z.string(),
  page: z.string().nullable().describe("null where no page of the version shown asks it."),
  gone: z
    .literal(true)
    .optional()
    .describe("Only an older version than the one that is shown has it."),
  type: z.string().describe("The question's type, or `calculated`."),
  text: texts()
    .optional()
    .describe("What the question asks; `label` is a part's where it has several."),
  label: texts(),
  picture: z.string(),
  open: z
    .literal(true)
    .optional()
    .describe("Anything can be said: the values are those said most, and `others` has the rest."),
  top: z.array(z.number()).optional().describe("From and to: what counts as good."),
  bottom: z.array(z.number()).optional(),
  all: surveyFigures,
  groups: z.array(z.object({ group, ...surveyFigures.shape })).optional(),
});
export type SurveyFacet = z.infer<typeof surveyFacet>;

const progress = z.object({
  starts: z.int().describe("Completed, partial, and in progress where that is known."),
  completes: z.int(),
  partials: z.int().describe("Left for 24 hours or more without an end."),
  suspicious: z.int().describe("Completed, and left out of the figures unless asked for."),
  completion: surveyFigure
    .optional()
    .describe("Of the starts that have ended, the share that completed."),
  seconds: z.number().nullable().describe("The middle time to complete it."),
  suppressed: z.literal(true).optional(),
});
export type SurveyProgress = z.infer<typeof progress>;

const selected = {
  id: z.string(),
  name: z.string(),
  confidentiality: z.enum(confidentialities),
  version: z.int().nullable().describe("Whose questions and texts these are; null before any."),
  timezone: z.string(),
};

export const getSurveyResults = defineRoute({
  name: "getSurveyResults",
  method: "GET",
  path: "/v1/surveys/:id/results",
  tag: surveyTag,
  summary: "Results: completion, where others left, and a figure of every question",
  description:
    "Suspicious and partial responses stay out of the figures unless asked for. What anybody can open has views, starts and completes, and no response rate. Confidential and anonymous responses are shown in groups of 5 and more (10 of staff), and what a group hides is not to be had from the others.",
  access: "read figures",
  limit: "requests",
  ...ofSurvey,
  query: resultsQuery.refine((asked) => !isEmptyPeriod(asked), emptyPeriod),
  responses: {
    200: {
      description: "The results.",
      body: z.object({
        ...selected,
        counts: z.object({
          ...progress.shape,
          views: z.int().nullable().describe("Of the first page; null where a filter is on."),
          inProgress: z.int().nullable(),
          closed: z.int().nullable().describe("Who came when it was closed."),
          full: z.int().nullable().describe("Who came when a quota was full."),
          notOpen: z.int().nullable().describe("Who came before it opened."),
          least: z
            .int()
            .nullable()
            .describe(
              "Of a confidential or anonymous survey, and of any to who sees no names, so many are the fewest that are counted: 0 is none, or fewer.",
            ),
        }),
        quotas: z
          .array(surveyQuota)
          .optional()
          .describe(
            "Of the newest version; absent where a filter is on, as they count everything.",
          ),
        groups: z.array(z.object({ group, ...progress.shape })).optional(),
        pages: z.array(
          z.object({
            key: z.string(),
            title: texts().optional(),
            questions: z.array(z.string()),
            left: z.int().describe("Partial responses that were on this page when they ended."),
            leftShare: z.number().nullable().describe("Of the starts."),
            seconds: z
              .number()
              .nullable()
              .describe("The middle time on the page, of up to about 20,000 responses."),
            asked: z
              .array(
                z.object({
                  key: z.string(),
                  text: texts().optional(),
                  last: z
                    .int()
                    .describe("Partial responses whose last answer was to this question."),
                  lastShare: z.number().nullable().describe("Of the starts."),
                  seconds: z
                    .number()
                    .nullable()
                    .describe(
                      "The middle time until it was answered: of the page where that asks nothing else, else of those whose page ran its script.",
                    ),
                  timed: z.int().describe("How many times were looked at for it."),
                }),
              )
              .describe("Its questions that take an answer."),
          }),
        ),
        facets: z.array(surveyFacet),
        suppressed: z.int().describe("Figures that count only a part, or nothing."),
        compareWithheld: z.boolean().optional(),
        compareOverlaps: z.boolean().optional(),
        took: z.number().describe("Milliseconds."),
      }),
    },
    400: said("What was wrong, and what to do."),
    404: said("No such survey."),
  },
});

export const exportSurveyFigures = defineRoute({
  name: "exportSurveyFigures",
  method: "GET",
  path: "/v1/surveys/:id/results/figures",
  tag: surveyTag,
  summary: "The figures of the results as CSV",
  description:
    "A line for each figure, option, bar and month: question, text, group, figure, value, label, n, estimate, low, high, method, note. What the results hide is hidden here. What would run in a spreadsheet stands as text.",
  access: "read figures",
  limit: "requests",
  ...ofSurvey,
  query: strict({
    ...chosen,
    by: resultsQuery.shape.by,
    lang: languageTag.optional().describe("Of the texts; else the survey's own."),
    minimum,
    confidence,
  }).refine((asked) => !isEmptyPeriod(asked), emptyPeriod),
  responses: {
    200: { description: "text/csv." },
    400: said("What was wrong, and what to do."),
    404: said("No such survey."),
  },
});

const facetKey = z.string().min(1).max(250).describe("The key of a facet in the results.");

export const crossSurveyResults = defineRoute({
  name: "crossSurveyResults",
  method: "GET",
  path: "/v1/surveys/:id/results/cross",
  tag: surveyTag,
  summary: "One question by another",
  description:
    "Counts of who answered both, by their answers to each. A cell, row or column of too few of those whose names are kept is null, and another one with it where the first could be worked out.",
  access: "read figures",
  limit: "requests",
  ...ofSurvey,
  query: strict({ ...chosen, rows: facetKey, columns: facetKey, minimum, confidence }).refine(
    (asked) => !isEmptyPeriod(asked),
    emptyPeriod,
  ),
  responses: {
    200: {
      description: "The table.",
      body: z.object({
        ...selected,
        rows: z.array(z.object({ value: scalar, label: texts(), n: z.int().nullable() })),
        columns: z.array(z.object({ value: scalar, label: texts(), n: z.int().nullable() })),
        n: z.int().nullable().describe("Who answered both."),
        cells: z
          .array(
            z.array(
              z
                .object({
                  n: z.int(),
                  share: z.number().nullable().describe("Of its column."),
                  low: z.number().nullable(),
                  high: z.number().nullable(),
                })
                .nullable(),
            ),
          )
          .describe("By rows, then columns."),
        independence: z
          .object({
            n: z.int().nullable().describe("Who stands in the cells."),
            statistic: z.number().nullable().describe("Pearson's chi-squared."),
            df: z.int().nullable().describe("Degrees of freedom."),
            p: z
              .number()
              .nullable()
              .describe("Of this table alone: of twenty tables one has 0.05 or less by chance."),
            cramersV: z.number().nullable().describe("The size of it: 0 is none, 1 the most."),
            reason: z
              .enum(["no-answers", "one-value", "low-expected", "several-answers", "hidden"])
              .optional()
              .describe(
                "Why there is none: `low-expected` by Cochran's rule (an expected count below 1, or more than a fifth below 5); `several-answers` as one response stands in several cells; `hidden` as a part of the table is not shown.",
              ),
          })
          .describe("Whether the two go together."),
        lowBase: z.boolean().optional(),
        suppressed: z.int(),
        took: z.number(),
      }),
    },
    400: said("What was wrong; a facet that is not there, or that is no list of values."),
    404: said("No such survey."),
  },
});

const words = z
  .string()
  .max(200)
  .optional()
  .describe("Texts in which all of these words stand: whole words, whatever their case.");

export const listSurveyTexts = defineRoute({
  name: "listSurveyTexts",
  method: "GET",
  path: "/v1/surveys/:id/results/texts",
  tag: surveyTag,
  summary: "What was answered in words, newest first",
  description:
    'Needs the permission to "see texts" as well. Of a confidential or anonymous survey texts are shown to those who may see confidential answers.',
  access: "read signals",
  audit: "customer.signals-read",
  limit: "requests",
  ...ofSurvey,
  query: strict({
    ...chosen,
    facet: facetKey,
    search: words,
    limit: z.coerce.number().int().min(1).max(1000).default(50).describe("Rows of a page."),
    cursor: z.string().max(500).optional().describe("`next` of the page before."),
  }).refine((asked) => !isEmptyPeriod(asked), emptyPeriod),
  responses: {
    200: {
      description: "A page.",
      body: z.object({
        texts: z.array(
          z.object({
            signal: z.string().describe("The id of the response's signal."),
            at: timestamp,
            text: z.string(),
            language: z.string().nullable(),
            version: z.int().nullable(),
            partial: z.boolean(),
            suspicious: z.boolean(),
          }),
        ),
        next: z.string().nullable(),
      }),
    },
    400: said("What was wrong, and what to do."),
    403: said('It needs the permission to "see texts".'),
    404: said("No such survey."),
  },
});

export const exportSurveyResponses = defineRoute({
  name: "exportSurveyResponses",
  method: "GET",
  path: "/v1/surveys/:id/results/export",
  tag: surveyTag,
  summary: "The responses whole, one a row, as CSV or XLSX",
  description:
    "A stream, newest first. What would run in a spreadsheet stands as text. As in a list of signals, names, texts and confidential answers are there for those who may see them.",
  access: "read signals",
  audit: "survey.exported",
  limit: "requests",
  ...ofSurvey,
  query: strict({ ...chosen, format: z.enum(["csv", "xlsx"]).default("csv") }).refine(
    (asked) => !isEmptyPeriod(asked),
    emptyPeriod,
  ),
  responses: {
    200: { description: "The file (text/csv, or a workbook of one sheet)." },
    400: said("What was wrong, and what to do."),
    404: said("No such survey."),
  },
});

/**
 * A survey's definition: typed, versioned JSON. This file holds its shape; what contradicts itself
 * (a key twice, a page that nobody reaches, a condition on what is not asked) is found by
 * questions/lint, so that a draft can be kept while it is being made.
 */
import { z } from "zod";
import { questionSchema } from "#questions/schemas.ts";
import { confidentialities, key, patterns, repairText, timestamp } from "./signal.ts";
import { cel, languageTag, orders, surveyKey, surveyLimits, texts } from "./survey-parts.ts";
import { surveyTheme } from "./survey-theme.ts";
import { surveyWords } from "./survey-words.ts";

/** Who fills it in: the customer; staff about a customer; staff as they believe customers would. */
export const surveyForms = ["respondent", "about-customer", "mirror"] as const;
export const surveyVoices = ["customer", "employee"] as const;

const jump = z.strictObject({
  if: cel.optional().describe("Always where absent."),
  to: z.union([surveyKey, z.strictObject({ end: surveyKey })]),
});

const page = z.strictObject({
  key: surveyKey,
  title: texts(300).optional(),
  text: texts(5_000).optional(),
  showIf: cel.optional(),
  order: z.enum(orders).default("as-is").describe("Of its questions."),
  fixed: z.literal(true).optional().describe("Keeps its place where the order of pages is random."),
  questions: z.array(questionSchema).max(surveyLimits.questionsOnPage),
  jumps: z
    .array(jump)
    .max(surveyLimits.jumps)
    .default([])
    .describe(
      "After this page; the first that holds. Only forward: one that is not is passed over.",
    ),
});

const ending = z.strictObject({
  key: surveyKey,
  text: texts(5_000),
  if: cel.optional().describe("The first ending that holds is shown; one without always holds."),
});

const calculated = z.strictObject({
  key: surveyKey,
  value: cel.describe("May name what stands above it as `calculated.key`."),
  measure: key.optional().describe("Counts as this measure; as an answer where absent."),
});

const quota = z.strictObject({
  key: surveyKey,
  if: cel.optional().describe("What it counts; every response where absent."),
  limit: z.int().min(0).max(100_000_000),
  ending: surveyKey.describe("The ending for whoever comes when it is full."),
});

const named = new Set(["if", "showIf", "required"]);
/** Conditions anywhere in a definition. */
function countConditions(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  for (const [name, each] of Object.entries(value))
    count += typeof each === "string" && named.has(name) ? 1 : countConditions(each);
  return count;
}

export const surveyDefinition = z
  .strictObject({
    format: z.literal(1),
    name: z.string().min(1).max(200).overwrite(repairText),
    languages: z
      .array(languageTag)
      .min(1)
      .max(surveyLimits.languages)
      .refine((list) => new Set(list.map((tag) => tag.toLowerCase())).size === list.length, {
        error: "names a language twice",
      })
      .describe("The first is the source, and stands in for what another lacks."),
    confidentiality: z.enum(confidentialities).default("identified"),
    voice: z.enum(surveyVoices).default("customer"),
    pattern: z.enum(patterns).default("past"),
    touchpoint: key.optional(),
    offering: key.optional(),
    form: z.enum(surveyForms).default("respondent"),
    opening: texts(5_000).optional().describe("Stands above the first page."),
    pageOrder: z.enum(orders).default("as-is"),
    pages: z.array(page).min(1).max(surveyLimits.pages),
    endings: z.array(ending).min(1).max(surveyLimits.endings),
    calculated: z.array(calculated).max(surveyLimits.calculated).default([]),
    quotas: z.array(quota).max(surveyLimits.quotas).default([]),
    words: surveyWords.optional().describe("Words of the page in place of the shipped ones."),
    piped: z
      .record(surveyKey, texts(300))
      .refine((map) => Object.keys(map).length <= 20, "holds at most 20 names")
      .optional()
      .describe("Texts that stand in others as `{name}`: the task, say, or the company's name."),
    theme: surveyTheme.prefault({}),
    opens: timestamp.optional(),
    closes: timestamp.optional(),
  })
  .superRefine((survey, context) => {
    let questions = 0;
    for (const each of survey.pages) questions += each.questions.length;
    if (questions > surveyLimits.questions)
      context.addIssue({
        code: "custom",
        path: ["pages"],
        message: `hold at most ${surveyLimits.questions} questions together`,
      });
    if (countConditions(survey) > surveyLimits.conditions)
      context.addIssue({
        code: "custom",
        path: [],
        message: `holds at most ${surveyLimits.conditions} conditions`,
      });
    if (survey.opens && survey.closes && Date.parse(survey.opens) >= Date.parse(survey.closes))
      context.addIssue({ code: "custom", path: ["closes"], message: "must be after `opens`" });
  });

/** A definition as read: what was left to its default is filled in. */
export type SurveyDefinition = z.output<typeof surveyDefinition>;
/** The same as a caller writes it. */
export type SurveyInput = z.input<typeof surveyDefinition>;
export type SurveyPage = SurveyDefinition["pages"][number];
export type SurveyEnding = SurveyDefinition["endings"][number];
export type SurveyQuota = SurveyDefinition["quotas"][number];
export type Question = SurveyPage["questions"][number];
export type QuestionInput = SurveyInput["pages"][number]["questions"][number];
export type QuestionType = Question["type"];
export type { AnyQuestion } from "./survey-parts.ts";
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

/** The words that a respondent's page says of itself, which a survey may bring in its own languages. */
import { z } from "zod";
import { texts } from "./survey-parts.ts";

/** A new one also stands in questions/words.ts, in English and Indonesian. */
export const surveyWordKeys = [
  // The way through.
  "next",
  "back",
  "send",
  "start",
  "progress",
  "requiredMark",
  "optionalMark",
  "language",
  // What is kept and what is not.
  "identified",
  "confidential",
  "anonymous",
  "saved",
  "savedLink",
  // Ends.
  "thanks",
  "already",
  "closed",
  "notOpen",
  "full",
  "gone",
  // Parts of questions.
  "choose",
  "otherText",
  "notApplicable",
  "characters",
  "rank",
  "rankUp",
  "rankDown",
  "rankHint",
  "chooseUpTo",
  "chooseAtLeast",
  "yes",
  "no",
  "name",
  "email",
  "phone",
  "expected",
  "expectedBefore",
  "experienced",
  "minimum",
  "desired",
  "received",
  "outOf",
  // Errors.
  "errorTitle",
  "required",
  "incomplete",
  "invalid",
  "unknown_option",
  "out_of_range",
  "not_number",
  "not_whole",
  "too_precise",
  "not_date",
  "not_email",
  "not_phone",
  "too_long",
  "too_few",
  "too_many",
  "duplicate",
  "exclusive",
  "other_missing",
  "reach_missing",
  "not_asked",
  "too_much",
  "condition",
] as const;
export type SurveyWord = (typeof surveyWordKeys)[number];

/** In a word of one's own the same `{names}` stand for the same values. */
export const surveyWords = z.partialRecord(z.enum(surveyWordKeys), texts(300));

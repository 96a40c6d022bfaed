/** Which figures results show of each type: one line each. */
import type { QuestionType } from "#contract/survey.ts";
import { analyse as ces } from "./ces/analyse.ts";
import { analyse as consent } from "./consent/analyse.ts";
import { analyse as contactDetails } from "./contact-details/analyse.ts";
import { analyse as csat } from "./csat/analyse.ts";
import { analyse as date } from "./date/analyse.ts";
import { analyse as expectation } from "./expectation/analyse.ts";
import { analyse as hidden } from "./hidden/analyse.ts";
import { analyse as longText } from "./long-text/analyse.ts";
import { analyse as matrix } from "./matrix/analyse.ts";
import { analyse as mayContact } from "./may-contact/analyse.ts";
import { analyse as multipleChoice } from "./multiple-choice/analyse.ts";
import { analyse as nps } from "./nps/analyse.ts";
import { analyse as number } from "./number/analyse.ts";
import { analyse as ranking } from "./ranking/analyse.ts";
import { analyse as rating } from "./rating/analyse.ts";
import { analyse as shortText } from "./short-text/analyse.ts";
import { analyse as singleChoice } from "./single-choice/analyse.ts";
import { analyse as slider } from "./slider/analyse.ts";
import { analyse as statement } from "./statement/analyse.ts";
import type { Analyse, Facet, Question } from "./types.ts";

export const analyses: { readonly [T in QuestionType]: Analyse<T> } = {
  nps,
  csat,
  ces,
  rating,
  "single-choice": singleChoice,
  "multiple-choice": multipleChoice,
  ranking,
  matrix,
  expectation,
  "short-text": shortText,
  "long-text": longText,
  number,
  slider,
  date,
  consent,
  "may-contact": mayContact,
  "contact-details": contactDetails,
  statement,
  hidden,
};

/** What results show of a question, in order. */
export const facetsOf = (question: Question): readonly Facet[] =>
  (analyses[question.type] as (question: Question) => readonly Facet[])(question);

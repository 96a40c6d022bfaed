/** Every type's rules, by which an answer is read and judged: one line each. A respondent loads them. */
import type { QuestionType } from "#contract/survey.ts";
import { rules as ces } from "./ces/answer.ts";
import { rules as consent } from "./consent/answer.ts";
import { rules as contactDetails } from "./contact-details/answer.ts";
import { rules as csat } from "./csat/answer.ts";
import { rules as date } from "./date/answer.ts";
import { rules as expectation } from "./expectation/answer.ts";
import { rules as hidden } from "./hidden/answer.ts";
import { rules as longText } from "./long-text/answer.ts";
import { rules as matrix } from "./matrix/answer.ts";
import { rules as mayContact } from "./may-contact/answer.ts";
import { rules as multipleChoice } from "./multiple-choice/answer.ts";
import { rules as nps } from "./nps/answer.ts";
import { rules as number } from "./number/answer.ts";
import { rules as ranking } from "./ranking/answer.ts";
import { rules as rating } from "./rating/answer.ts";
import { rules as shortText } from "./short-text/answer.ts";
import { rules as singleChoice } from "./single-choice/answer.ts";
import { rules as slider } from "./slider/answer.ts";
import { rules as statement } from "./statement/answer.ts";
import type { RulesOf } from "./types.ts";

export const answers: { readonly [T in QuestionType]: RulesOf<T> } = {
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

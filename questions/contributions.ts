/** What each type's answers add to a signal: one line each. For the server. */
import type { QuestionType } from "#contract/survey.ts";
import { contribute as ces } from "./ces/answer.ts";
import { contribute as consent } from "./consent/answer.ts";
import { contribute as contactDetails } from "./contact-details/answer.ts";
import { contribute as csat } from "./csat/answer.ts";
import { contribute as date } from "./date/answer.ts";
import { contribute as expectation } from "./expectation/answer.ts";
import { contribute as hidden } from "./hidden/answer.ts";
import { contribute as longText } from "./long-text/answer.ts";
import { contribute as matrix } from "./matrix/answer.ts";
import { contribute as mayContact } from "./may-contact/answer.ts";
import { contribute as multipleChoice } from "./multiple-choice/answer.ts";
import { contribute as nps } from "./nps/answer.ts";
import { contribute as number } from "./number/answer.ts";
import { contribute as ranking } from "./ranking/answer.ts";
import { contribute as rating } from "./rating/answer.ts";
import { contribute as shortText } from "./short-text/answer.ts";
import { contribute as singleChoice } from "./single-choice/answer.ts";
import { contribute as slider } from "./slider/answer.ts";
import { contribute as statement } from "./statement/answer.ts";
import type { Contribute } from "./types.ts";

export const contributions: { readonly [T in QuestionType]: Contribute<T> } = {
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

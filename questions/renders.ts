/** How each type is drawn: one line each. For the server. */
import type { QuestionType } from "#contract/survey.ts";
import { render as ces } from "./ces/render.ts";
import { render as consent } from "./consent/render.ts";
import { render as contactDetails } from "./contact-details/render.ts";
import { render as csat } from "./csat/render.ts";
import { render as date } from "./date/render.ts";
import { render as expectation } from "./expectation/render.ts";
import { render as hidden } from "./hidden/render.ts";
import { render as longText } from "./long-text/render.ts";
import { render as matrix } from "./matrix/render.ts";
import { render as mayContact } from "./may-contact/render.ts";
import { render as multipleChoice } from "./multiple-choice/render.ts";
import { render as nps } from "./nps/render.ts";
import { render as number } from "./number/render.ts";
import { render as ranking } from "./ranking/render.ts";
import { render as rating } from "./rating/render.ts";
import { render as shortText } from "./short-text/render.ts";
import { render as singleChoice } from "./single-choice/render.ts";
import { render as slider } from "./slider/render.ts";
import { render as statement } from "./statement/render.ts";
import type { Render } from "./types.ts";

export const renders: { readonly [T in QuestionType]: Render<T> } = {
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

/** Every question type's schema: one line each. The first line of a new type. */
import { z } from "zod";
import { schema as ces } from "./ces/schema.ts";
import { schema as consent } from "./consent/schema.ts";
import { schema as contactDetails } from "./contact-details/schema.ts";
import { schema as csat } from "./csat/schema.ts";
import { schema as date } from "./date/schema.ts";
import { schema as expectation } from "./expectation/schema.ts";
import { schema as hidden } from "./hidden/schema.ts";
import { schema as longText } from "./long-text/schema.ts";
import { schema as matrix } from "./matrix/schema.ts";
import { schema as mayContact } from "./may-contact/schema.ts";
import { schema as multipleChoice } from "./multiple-choice/schema.ts";
import { schema as nps } from "./nps/schema.ts";
import { schema as number } from "./number/schema.ts";
import { schema as ranking } from "./ranking/schema.ts";
import { schema as rating } from "./rating/schema.ts";
import { schema as shortText } from "./short-text/schema.ts";
import { schema as singleChoice } from "./single-choice/schema.ts";
import { schema as slider } from "./slider/schema.ts";
import { schema as statement } from "./statement/schema.ts";

export const questionSchema = z.discriminatedUnion("type", [
  nps,
  csat,
  ces,
  rating,
  singleChoice,
  multipleChoice,
  ranking,
  matrix,
  expectation,
  shortText,
  longText,
  number,
  slider,
  date,
  consent,
  mayContact,
  contactDetails,
  statement,
  hidden,
]);

/** What the server gives the evaluator, and a respondent's page does without. */
import type { Functions } from "./evaluate.ts";
import { matches } from "./re2.ts";
import { wall } from "./zone.ts";

export const serverFunctions: Functions = { matches, wall };

import { choicesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"multiple-choice"> = (question) =>
  choicesOf(question, question.options, true);

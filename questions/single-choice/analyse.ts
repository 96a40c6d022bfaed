import { choicesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"single-choice"> = (question) =>
  choicesOf(question, question.options);

/** Every expression of a definition, with its place and what it is for. */
import type { SurveyDefinition } from "../types.ts";
import type { AnyQuestion } from "../types.ts";
import { partsOf } from "../flow.ts";
import type { Place } from "../texts.ts";

export type { Place } from "../texts.ts";
export type Expression = {
  readonly text: string;
  readonly place: Place;
  /** A calculated value can be of any type. */
  readonly condition: boolean;
  /** Where it is judged: what is asked before it can be named. */
  readonly at: {
    readonly page?: number;
    readonly question?: number;
    /** It sees the answer of that question, too. */
    readonly own?: boolean;
  };
};

function* ofQuestion(
  each: AnyQuestion,
  place: Place,
  page: number,
  question: number,
): Generator<Expression> {
  const at = { page, question };
  if (each.showIf !== undefined)
    yield { text: each.showIf, place: [...place, "showIf"], condition: true, at };
  if (typeof each.required === "string")
    yield { text: each.required, place: [...place, "required"], condition: true, at };
  for (const [n, validation] of (each.validation ?? []).entries())
    yield {
      text: validation.if,
      place: [...place, "validation", n, "if"],
      condition: true,
      at: { ...at, own: true },
    };
  const list = each.options ? "options" : each.rows ? "rows" : "aspects";
  for (const [n, part] of partsOf(each).entries())
    if (part.showIf !== undefined)
      yield { text: part.showIf, place: [...place, list, n, "showIf"], condition: true, at };
}

/** In the order of the definition. */
export function* expressionsOf(definition: SurveyDefinition): Generator<Expression> {
  for (const [n, { value }] of definition.calculated.entries())
    yield { text: value, place: ["calculated", n, "value"], condition: false, at: {} };
  for (const [page, each] of definition.pages.entries()) {
    const place = ["pages", page];
    if (each.showIf !== undefined)
      yield { text: each.showIf, place: [...place, "showIf"], condition: true, at: { page } };
    for (const [question, asked] of each.questions.entries())
      yield* ofQuestion(asked, [...place, "questions", question], page, question);
    for (const [n, jump] of each.jumps.entries())
      if (jump.if !== undefined)
        yield {
          text: jump.if,
          place: [...place, "jumps", n, "if"],
          condition: true,
          at: { page: page + 1 },
        };
  }
  for (const [n, ending] of definition.endings.entries())
    if (ending.if !== undefined)
      yield { text: ending.if, place: ["endings", n, "if"], condition: true, at: {} };
  for (const [n, quota] of definition.quotas.entries())
    if (quota.if !== undefined)
      yield { text: quota.if, place: ["quotas", n, "if"], condition: true, at: {} };
}

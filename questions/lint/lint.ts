/**
 * The linter, as builder and API run it: everything that contradicts itself in a survey, and what
 * is known to bring bad answers. Pure; needs the parser.
 */
import type { SurveyDefinition } from "../types.ts";
import { changed, type Shapes } from "./changed.ts";
import { form } from "./form.ts";
import { limits, type KnownMeasure } from "./limits.ts";
import { namesOf } from "./names.ts";
import { neverHolding, standsAt } from "./never.ts";
import type { SurveyProblem } from "./problem.ts";
import { keys, reach } from "./reach.ts";
import { references } from "./references.ts";
import { translations } from "./texts.ts";

export type { KnownMeasure } from "./limits.ts";
export type { Severity, SurveyProblem, SurveyProblemCode } from "./problem.ts";

export type Known = {
  /** Measures of the registry by key. */
  readonly measures?: Readonly<Record<string, KnownMeasure>>;
  /** Keys of the customers' attributes; any is taken where absent. */
  readonly customerAttributes?: readonly string[];
  /** What names stood for in what was published, where anything was. */
  readonly before?: Shapes | undefined;
};

const ranks = { error: 0, warning: 1, note: 2 } as const;

/** All problems: errors first, then by place. A survey with an error is not published. */
export function lint(definition: SurveyDefinition, known: Known = {}): SurveyProblem[] {
  const names = namesOf(definition, known.customerAttributes);
  const wrong = [...references(definition, names)];
  const never = neverHolding(definition, names);
  const found = [
    ...keys(definition),
    ...wrong,
    // What is wrong in itself needs not be told twice.
    ...never.filter(({ place }) => !standsAt(wrong)(place)),
    ...reach(definition, standsAt(never)),
    ...translations(definition, names),
    ...limits(definition, known.measures ?? {}),
    ...changed(definition, known.before),
    ...form(definition),
  ];
  return found
    .map((each) => ({ ...each, ...keysAt(definition, each) }))
    .sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}

/** Keys of the page and the question of a place. */
function keysAt({ pages }: SurveyDefinition, { place }: SurveyProblem) {
  if (place[0] !== "pages" || place[1] === undefined) return {};
  const page = pages[Number(place[1])];
  const question = place[2] === "questions" ? page?.questions[Number(place[3])] : undefined;
  return { ...(page && { page: page.key }), ...(question && { question: question.key }) };
}

/** Whether a survey may be published. */
export const publishable = (problems: readonly SurveyProblem[]): boolean =>
  problems.every((each) => each.severity !== "error");

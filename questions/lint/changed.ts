/** What is asked otherwise than in a published version under the same name: figures count both as one. */
import { facetsOf } from "../analyses.ts";
import type { Facet, Question, SurveyDefinition } from "../types.ts";
import { problem, type SurveyProblem } from "./problem.ts";

/** What must stay the same of an answer: where it stands, whether it is a list, and its points where it has such. */
function shapeOf({ of, many, picture, values = [] }: Facet): string {
  const points = values.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const scale =
    points.length > 0 && points.length === values.length
      ? `${Math.min(...points)} to ${Math.max(...points)}`
      : picture;
  return [of.in, many ? "many" : "one", scale].join(" ");
}

/** By key, and by measure: two questions may count as one. */
const namesOf = (facet: Facet): string[] => [
  facet.key,
  ...(facet.of.in === "measures" ? [`measures.${facet.of.name}`] : []),
];

/** What names stand for, by key and by measure. */
export type Shapes = ReadonlyMap<string, string>;
const shapesIn = (questions: readonly Question[]): (readonly [string, string])[] =>
  questions
    .flatMap((question) => facetsOf(question))
    .flatMap((facet) => namesOf(facet).map((name) => [name, shapeOf(facet)] as const));

/**
 * What names stood for in published versions, the newest first: figures count all of them as one, so a
 * question that was taken out and comes back is still what it was.
 */
export function shapesOf(versions: readonly SurveyDefinition[]): Shapes {
  const shapes = new Map<string, string>();
  for (const { pages } of versions)
    for (const [name, shape] of shapesIn(pages.flatMap(({ questions }) => questions)))
      if (!shapes.has(name)) shapes.set(name, shape);
  return shapes;
}

/** Points may get other words, and options come and go; another scale or another kind of answer is another question. */
export function* changed(
  definition: SurveyDefinition,
  before: Shapes | undefined,
): Generator<SurveyProblem> {
  if (!before) return;
  for (const [page, { questions }] of definition.pages.entries())
    for (const [n, question] of questions.entries()) {
      const other = shapesIn([question]).find(
        ([name, shape]) => before.has(name) && before.get(name) !== shape,
      );
      if (other)
        yield problem("scale_changed", ["pages", page, "questions", n], { name: other[0] });
    }
}

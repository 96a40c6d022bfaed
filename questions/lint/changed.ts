/** What is asked otherwise than in the published version under the same name: figures count both as one. */
import { facetsOf } from "../analyses.ts";
import type { Facet, SurveyDefinition } from "../types.ts";
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

/** Points may get other words, and options come and go; another scale or another kind of answer is another question. */
export function* changed(
  definition: SurveyDefinition,
  before: SurveyDefinition | undefined,
): Generator<SurveyProblem> {
  if (!before) return;
  const old = new Map(
    before.pages
      .flatMap(({ questions }) => questions.flatMap((question) => facetsOf(question)))
      .flatMap((facet) => namesOf(facet).map((name) => [name, shapeOf(facet)] as const)),
  );
  for (const [page, { questions }] of definition.pages.entries())
    for (const [n, question] of questions.entries()) {
      const other = facetsOf(question)
        .flatMap((facet) => namesOf(facet).map((name) => [name, shapeOf(facet)] as const))
        .find(([name, shape]) => old.has(name) && old.get(name) !== shape);
      if (other)
        yield problem("scale_changed", ["pages", page, "questions", n], { name: other[0] });
    }
}

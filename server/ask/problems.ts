/** What is wrong with a definition in a workspace, as the API says it. Pure. */
import type { SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { RegistryView } from "#journey/registry.ts";
import { lint, type Known } from "#questions/lint/lint.ts";

/** What a registry tells of what a definition can name. */
export const knownTo = ({ entries }: Pick<RegistryView, "entries">): Known => ({
  measures: Object.fromEntries(
    [...entries.measure.values()].flatMap(({ key, reviewed, definition }) => {
      const scale = reviewed ? definition.scale : undefined;
      if (!scale) return [];
      const { min, max } = scale;
      return [[key, max === undefined ? { min } : { min, max }]];
    }),
  ),
  customerAttributes: [...entries["customer-attribute"].keys()],
});

export const problemsIn = (definition: SurveyDefinition, known: Known): SurveyProblem[] =>
  lint(definition, known).map((problem) => ({
    ...problem,
    place: [...problem.place],
    values: { ...problem.values },
    words: { ...problem.words },
  }));

/** What is wrong with a definition, as the API says it. Pure. */
import type { SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { RegistryView } from "#journey/registry.ts";
import { parse } from "#expression/parse.ts";
import { expressionsOf } from "#questions/lint/expressions.ts";

/** Keys of the registry that a definition can name. */
export type Known = { measures: readonly string[]; customerAttributes: readonly string[] };

/** What a registry tells of it. */
export const knownTo = ({ entries }: Pick<RegistryView, "entries">): Known => ({
  measures: [...entries.measure.keys()],
  customerAttributes: [...entries["customer-attribute"].keys()],
});

export function problemsIn(definition: SurveyDefinition, _known: Known): SurveyProblem[] {
  return [...expressionsOf(definition)].flatMap(({ text, place }) => {
    const parsed = parse(text);
    return parsed.ok
      ? []
      : [
          {
            code: "expression_invalid",
            severity: "error" as const,
            place: [...place],
            words: {
              en: `This condition can't be read: ${text.slice(0, 100)}`,
              id: `Kondisi ini tidak dapat dibaca: ${text.slice(0, 100)}`,
            },
          },
        ];
  });
}

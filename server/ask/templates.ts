/** The templates as definitions, read once when they are first asked for. */
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import { templates, type Template } from "#questions/templates/index.ts";

export type SurveyTemplate = Omit<Template, "survey"> & { definition: SurveyDefinition };

let read: readonly SurveyTemplate[] | undefined;
/** All of them, in the order in which they are offered. */
export const surveyTemplates = (): readonly SurveyTemplate[] =>
  (read ??= templates.map(({ survey, ...template }) => ({
    ...template,
    definition: surveyDefinition.parse(survey),
  })));

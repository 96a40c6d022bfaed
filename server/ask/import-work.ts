/** Another tool's file read, and what the linter says of it: all of an import that takes long. Pure. */
import type { SurveyProblem } from "#contract/survey-routes.ts";
import type { surveyFormats } from "#contract/survey-import-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import {
  faultText,
  importSurvey,
  reportText,
  SurveyFault,
  type ImportLanguage,
  type ReportLine,
} from "#importing/survey/import.ts";
import type { Known } from "#questions/lint/lint.ts";
import { problemsIn } from "./problems.ts";

export type ImportInput = {
  bytes: Uint8Array;
  format: (typeof surveyFormats)[number];
  language: ImportLanguage;
  known: Known;
};
export type ImportOutput =
  | { survey: SurveyDefinition; report: ReportLine[]; problems: SurveyProblem[] }
  | { fault: { message: string; details: Record<string, unknown> } };

/** With its fields in the order in which they are kept, so that the linter says the same of both in the same order. */
function asKept<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(asKept) as T;
  const fields = Object.entries(value).toSorted(
    ([a], [b]) => a.length - b.length || (a < b ? -1 : 1),
  );
  return Object.fromEntries(fields.map(([name, each]) => [name, asKept(each as unknown)])) as T;
}

export function importWork({ bytes, format, language, known }: ImportInput): ImportOutput {
  try {
    const { survey: made, report } = importSurvey(bytes, format, language);
    const survey = asKept(made);
    return { survey, report, problems: problemsIn(survey, known) };
  } catch (error) {
    if (!(error instanceof SurveyFault)) throw error;
    const { code, values } = error;
    // So many say why; the whole report of a file that can be large would not.
    const report = reportText(error.report.slice(0, 100), language);
    const details = { code, ...values, ...(report.length > 0 ? { report } : {}) };
    return { fault: { message: faultText(error, language), details } };
  }
}

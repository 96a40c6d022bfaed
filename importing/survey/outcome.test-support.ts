/** What becomes of one setting of a file: the code of its line in the report, or whether it was taken. */
import { importSurvey, type SurveyFormat } from "./import.ts";

export function read(file: string, format: SurveyFormat) {
  const { survey, report } = importSurvey(new TextEncoder().encode(file), format);
  return { survey: JSON.stringify(survey), report };
}

/** `taken` where it changes the survey, `nothing` where it means nothing, else the code of the line that is new. */
export function outcome(without: string, given: string, format: SurveyFormat): string {
  const [before, after] = [read(without, format), read(given, format)];
  const there = new Set(before.report.map((line) => JSON.stringify(line)));
  const line = after.report.find(
    (each) => !["partly", "whole"].includes(each.code) && !there.has(JSON.stringify(each)),
  );
  return line?.code ?? (after.survey === before.survey ? "nothing" : "taken");
}

/**
 * A survey's definition from another tool's file, with a report of what became of each thing in it.
 * Pure: bytes in, a definition that the contract takes out. Nothing is stored, fetched or run.
 */
import { surveyFormats } from "#contract/survey-import-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { Draft } from "./draft.ts";
import { SurveyFault, type Values } from "./fault.ts";
import { finish } from "./finish.ts";
import { readLss } from "./lss/read.ts";
import { readQsf } from "./qsf/read.ts";
import type { Entry, Outcome, Thing } from "./report.ts";
import { jsonOf, textOf } from "./source.ts";
import { readSurveyJs } from "./surveyjs/read.ts";
import { faults, reports } from "./words/index.ts";
import type { ReportCode } from "./words/en.ts";
import { xmlOf } from "./xml.ts";

export { SurveyFault } from "./fault.ts";

export { surveyFormats };
export type SurveyFormat = (typeof surveyFormats)[number];
export type ImportLanguage = "en" | "id";
export type ReportLine = {
  readonly source: string;
  readonly outcome: Outcome;
  readonly code: ReportCode;
  readonly detail: string;
};

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : all,
  );

/** The report in words. */
export const reportText = (entries: readonly Entry[], language: ImportLanguage): ReportLine[] =>
  entries.map(({ source, outcome, code, values }) => ({
    source,
    outcome,
    code,
    detail: fill(reports[language][code], values),
  }));

/** What is wrong with a file, for a person; where it was read, with the first reasons of its report. */
export function faultText({ code, values, report }: SurveyFault, language: ImportLanguage): string {
  const text = fill(faults[language][code], values);
  const reasons = reportText(
    report.filter(({ outcome }) => outcome === "left-out").slice(0, 3),
    language,
  );
  return [text, ...reasons.map(({ source, detail }) => `${source}: ${detail}`)].join(" ");
}

function read(bytes: Uint8Array, format: SurveyFormat): { draft: Draft; survey: Thing } {
  const text = textOf(bytes);
  if (format === "lss") return readLss(xmlOf(text));
  return format === "qsf" ? readQsf(jsonOf(text)) : readSurveyJs(jsonOf(text));
}

const asks = ({ pages }: SurveyDefinition): boolean =>
  pages.some((page) =>
    page.questions.some(({ type }) => type !== "statement" && type !== "hidden"),
  );

/** The definition and the report in codes. @throws SurveyFault for a file that is no such survey, or asks nothing that can be taken. */
export function readSurvey(
  bytes: Uint8Array,
  format: SurveyFormat,
): { survey: SurveyDefinition; entries: Entry[] } {
  const { draft, survey: thing } = read(bytes, format);
  if (draft.name === "") {
    draft.name = "Survey";
    thing.changed("no_name", {}, "name");
  }
  draft.name = draft.name.replace(/\s+/g, " ").slice(0, 200).trim();
  const survey = finish(draft, thing);
  const entries = draft.report.list();
  // An empty draft would look like an import that went well.
  if (!asks(survey)) throw new SurveyFault("nothing_asked", {}, entries);
  return { survey, entries };
}

/** The same with the report in words. @throws SurveyFault */
export function importSurvey(
  bytes: Uint8Array,
  format: SurveyFormat,
  language: ImportLanguage = "en",
): { survey: SurveyDefinition; report: ReportLine[] } {
  const { survey, entries } = readSurvey(bytes, format);
  const report = reportText(entries, language);
  return { survey, report };
}

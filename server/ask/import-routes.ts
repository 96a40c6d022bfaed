/** A survey of another tool's file: read in memory, kept as a draft, with a report of what became of it. */
import { CorridorError } from "#contract/error.ts";
import { importSurvey as record, mostImportBytes } from "#contract/survey-import-routes.ts";
import { faultText, importSurvey, reportText, SurveyFault } from "#importing/survey/import.ts";
import { route, type Route } from "#platform/http.ts";
import { languageOf, type Language } from "#platform/language.ts";
import { readAll } from "#platform/request-body.ts";
import { etag } from "./revision.ts";
import { surveyBodies, type SurveyParts } from "./survey-routes.ts";

function refusal(fault: SurveyFault, language: Language): CorridorError {
  const { code, values } = fault;
  // So many say why; the whole report of a file that can be large would not.
  const report = reportText(fault.report.slice(0, 100), language);
  return new CorridorError("invalid_request", faultText(fault, language), {
    details: { code, ...values, ...(report.length > 0 ? { report } : {}) },
  });
}

/** The survey and its report; a file that is none is refused with the place. */
function read(bytes: Buffer, format: "qsf" | "lss" | "surveyjs", language: Language) {
  try {
    return importSurvey(bytes, format, language);
  } catch (error) {
    throw error instanceof SurveyFault ? refusal(error, language) : error;
  }
}

export function surveyImportRoutes(parts: SurveyParts): Route[] {
  const { bodyOf } = surveyBodies(parts);
  return [
    route(record, async ({ scope, query, headers, incoming }) => {
      const type = (headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
      if (type.startsWith("multipart/"))
        throw new CorridorError("unsupported_media_type", "Send the file itself as the body.");
      const { format } = query;
      const language = languageOf(query.lang, headers.get("accept-language"));
      const bytes = await readAll(incoming, mostImportBytes);
      const { survey: definition, report } = read(bytes, format, language);
      const survey = await parts.store.make(scope, definition);
      return {
        status: 201,
        body: { survey: await bodyOf(scope, survey), report },
        headers: etag(survey),
        noted: { subject: survey.id, before: null, after: { name: survey.name, format } },
      };
    }),
  ];
}

/** A survey of another tool's file: read in memory, kept as a draft, with a report of what became of it. */
import { CorridorError } from "#contract/error.ts";
import { importSurvey as record, mostImportBytes } from "#contract/survey-import-routes.ts";
import { route, type Route } from "#platform/http.ts";
import { languageOf } from "#platform/language.ts";
import { readAll } from "#platform/request-body.ts";
import type { Scope } from "#platform/scope.ts";
import { createThread } from "#platform/thread.ts";
import type { Known } from "#questions/lint/lint.ts";
import { importWork, type ImportInput, type ImportOutput } from "./import-work.ts";
import { etag } from "./revision.ts";
import { surveyBodies, type SurveyParts } from "./survey-routes.ts";

export type ImportRouteParts = SurveyParts & { knownOf: (scope: Scope) => Promise<Known> };

/** Of seven megabytes with conditions reading takes three seconds; of so many bytes hardly more than a thread needs to start. */
const fewBytes = 64 * 1024;
const bounds = { seconds: 60, megabytes: 512, waiting: 8 };

export function surveyImportRoutes(parts: ImportRouteParts): Route[] {
  const { bodyOf } = surveyBodies(parts);
  const apart = createThread<ImportInput, ImportOutput>(
    new URL("./import-worker.ts", import.meta.url),
    bounds,
  );
  const read = (input: ImportInput): ImportOutput | Promise<ImportOutput> =>
    input.bytes.length <= fewBytes ? importWork(input) : apart(input);
  return [
    route(record, async ({ scope, query, headers, incoming }) => {
      const type = (headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
      if (type.startsWith("multipart/"))
        throw new CorridorError("unsupported_media_type", "Send the file itself as the body.");
      const { format } = query;
      const language = languageOf(query.lang, headers.get("accept-language"));
      const bytes = await readAll(incoming, mostImportBytes);
      const done = await read({ bytes, format, language, known: await parts.knownOf(scope) });
      if ("fault" in done) {
        const { message, details } = done.fault;
        throw new CorridorError("invalid_request", message, { details });
      }
      const { survey: definition, report, problems } = done;
      const survey = await parts.store.make(scope, definition);
      return {
        status: 201,
        body: { survey: await bodyOf(scope, survey, problems), report },
        headers: etag(survey),
        noted: { subject: survey.id, before: null, after: { name: survey.name, format } },
      };
    }),
  ];
}

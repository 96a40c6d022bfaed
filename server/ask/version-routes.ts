/** Routes of a survey's versions and of its texts in other languages. */
import { CorridorError } from "#contract/error.ts";
import * as records from "#contract/survey-version-routes.ts";
import { csvLine, csvMark, withoutGuard } from "#platform/csv.ts";
import { route, type Route } from "#platform/http.ts";
import { readAll } from "#platform/request-body.ts";
import type { Scope } from "#platform/scope.ts";
import { cut, delimiterOf } from "#journey/units-csv.ts";
import { differenceOf } from "./difference.ts";
import { etag, revisionMeant } from "./revision.ts";
import type { SurveyStore } from "./survey-store.ts";
import { textTable, withTexts } from "./texts.ts";

export function surveyVersionRoutes({ store }: { store: SurveyStore }): Route[] {
  const noVersion = (version: number) =>
    new CorridorError("not_found", `There is no version ${version} of this survey.`);

  async function sideOf(scope: Scope, id: string, side: "draft" | number) {
    const survey = await store.known(scope, id);
    if (side === "draft") return survey.draft;
    const version = await store.versionOf(scope, id, side);
    if (!version) throw noVersion(side);
    return version.definition;
  }

  return [
    route(records.listSurveyVersions, async ({ scope, params }) => {
      await store.known(scope, params.id);
      const versions = await store.versions(scope, params.id);
      return {
        status: 200,
        body: {
          versions: versions.map(({ version, publishedAt, publishedBy }) => ({
            version,
            publishedAt: publishedAt.toISOString(),
            publishedBy,
          })),
        },
      };
    }),

    route(records.getSurveyVersion, async ({ scope, params }) => {
      await store.known(scope, params.id);
      const found = await store.versionOf(scope, params.id, params.version);
      if (!found) throw noVersion(params.version);
      return { status: 200, body: { ...found, publishedAt: found.publishedAt.toISOString() } };
    }),

    route(records.getSurveyDifference, async ({ scope, params, query }) => {
      const from = await sideOf(scope, params.id, query.from);
      const to = await sideOf(scope, params.id, query.to);
      return { status: 200, body: { changes: differenceOf(from, to) } };
    }),

    route(records.exportSurveyTexts, async ({ scope, params }) => {
      const { draft, revision } = await store.known(scope, params.id);
      const csv = csvMark + textTable(draft).map(csvLine).join("");
      return new Response(csv, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="texts.csv"`,
          "x-content-type-options": "nosniff",
          "cache-control": "no-store",
          ...etag({ revision }),
        },
      });
    }),

    route(records.importSurveyTexts, async ({ scope, params, query, headers, incoming }) => {
      const type = (incoming.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
      if (type !== "text/csv") throw new CorridorError("unsupported_media_type", "Send text/csv.");
      const text = (await readAll(incoming, records.mostTextsBytes))
        .toString("utf8")
        .replace(/^\uFEFF/, "");
      const survey = await store.known(scope, params.id);
      const lines = cut(text, delimiterOf(text)).map(({ line, cells }) => ({
        line,
        cells: cells.map(withoutGuard),
      }));
      const result = withTexts(survey.draft, lines);
      if ("problems" in result) {
        const [first] = result.problems;
        const more = result.problems.length > 1 ? ` And ${result.problems.length - 1} more.` : "";
        throw new CorridorError(
          "invalid_request",
          `Nothing was taken. Line ${first!.line}: ${first!.message}${more}`,
          { details: { problems: result.problems.slice(0, 20) } },
        );
      }
      // On top of the draft that was read just now, where the caller names none.
      const revision = revisionMeant(headers, query.revision) ?? survey.revision;
      const saved = await store.save(scope, survey.id, revision, result.definition);
      const { languages } = saved.draft;
      return {
        status: 200,
        body: { changed: result.changed, languages, revision: saved.revision },
        headers: etag(saved),
      };
    }),
  ];
}

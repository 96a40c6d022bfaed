/** Routes of surveys: drafts, and how they are published. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import * as records from "#contract/survey-routes.ts";
import type { SurveyBody, SurveyProblem, SurveySummaryBody } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { compile } from "#questions/lint/compile.ts";
import { etag, revisionMeant } from "./revision.ts";
import type { Survey, SurveySummary } from "./survey.ts";
import { surveyTemplates, type SurveyTemplate } from "./templates.ts";
import { outdated, type SurveyStore } from "./survey-store.ts";

export type SurveyParts = {
  store: SurveyStore;
  /** Where respondents find a survey. */
  urlOf: (id: string) => string;
  /** What the linter says of a definition in this workspace. */
  /** `of`: the survey whose draft it is, for what it was when it was published. */
  problemsOf: (
    scope: Scope,
    definition: SurveyDefinition,
    of: Pick<Survey, "id" | "version">,
  ) => Promise<SurveyProblem[]>;
};

/** What the audit log keeps of a survey. */
export const notedOf = ({ name, revision, state, version }: Survey) => ({
  name,
  revision,
  state,
  version,
});

/** A survey as it is answered. */
export function surveyBodies({ urlOf, problemsOf }: Pick<SurveyParts, "urlOf" | "problemsOf">) {
  const summaryOf = (survey: SurveySummary): SurveySummaryBody => ({
    id: survey.id,
    name: survey.name,
    state: survey.state,
    version: (survey.version ?? 0) + (survey.publishedRevision === survey.revision ? 0 : 1),
    published: survey.version,
    revision: survey.revision,
    languages: survey.languages,
    confidentiality: survey.confidentiality,
    url: urlOf(survey.id),
    createdAt: survey.createdAt.toISOString(),
    changedAt: survey.changedAt.toISOString(),
    changedBy: survey.changedBy,
  });
  const summaryOfWhole = (survey: Survey): SurveySummaryBody => {
    const { languages, confidentiality } = survey.draft;
    return summaryOf({ ...survey, languages, confidentiality });
  };
  /** `known`: what the linter has said of the draft already. */
  async function bodyOf(
    scope: Scope,
    survey: Survey,
    known?: SurveyBody["problems"],
  ): Promise<SurveyBody> {
    const problems = known ?? (await problemsOf(scope, survey.draft, survey));
    return { ...summaryOfWhole(survey), definition: survey.draft, problems };
  }
  return { summaryOf, summaryOfWhole, bodyOf };
}

export function surveyRoutes(parts: SurveyParts): Route[] {
  const { store, urlOf, problemsOf } = parts;
  const { summaryOf, summaryOfWhole, bodyOf } = surveyBodies(parts);

  function templateOf(key: string): SurveyTemplate {
    const template = surveyTemplates().find((each) => each.key === key);
    if (template) return template;
    const keys = surveyTemplates().map((each) => each.key);
    throw new CorridorError(
      "invalid_request",
      `There is no template "${key}".${didYouMean(keys, key)}`,
    );
  }

  return [
    route(records.makeSurvey, async ({ scope, body }) => {
      let definition: SurveyDefinition;
      if ("template" in body) {
        const template = templateOf(body.template);
        definition = { ...template.definition, ...(body.name ? { name: body.name } : {}) };
      } else definition = body;
      const survey = await store.make(scope, definition);
      return {
        status: 201,
        body: await bodyOf(scope, survey),
        headers: etag(survey),
        noted: { subject: survey.id, before: null, after: notedOf(survey) },
      };
    }),

    route(records.listSurveys, async ({ scope, query }) => {
      const { state, form, search, limit, cursor } = query;
      const listing = {
        state,
        form,
        search: search || undefined,
        after: cursor,
        most: limit + 1,
      };
      const found = await store.list(scope, listing);
      const page = found.slice(0, limit);
      return {
        status: 200,
        body: {
          surveys: page.map(summaryOf),
          next: found.length > limit ? page.at(-1)!.id : null,
        },
      };
    }),

    // Before the route of one survey, whose address it would be.
    route(records.listSurveyTemplates, () => ({
      status: 200,
      body: { templates: surveyTemplates() },
    })),

    route(records.getSurvey, async ({ scope, params }) => {
      const survey = await store.known(scope, params.id);
      return { status: 200, body: await bodyOf(scope, survey), headers: etag(survey) };
    }),

    route(records.putSurvey, async ({ scope, params, query, body, headers }) => {
      const revision = revisionMeant(headers, query.revision);
      const survey = await store.save(scope, params.id, revision, body);
      return { status: 200, body: await bodyOf(scope, survey), headers: etag(survey) };
    }),

    route(records.deleteSurvey, async ({ scope, params, query, headers }) => {
      const revision = revisionMeant(headers, query.revision);
      const survey = await store.remove(scope, params.id, revision);
      return {
        status: 204,
        noted: { subject: survey.id, before: notedOf(survey), after: null },
      };
    }),

    route(records.publishSurvey, async ({ scope, params, query, headers }) => {
      const { id } = params;
      const survey = await store.known(scope, id);
      const { draft, revision } = survey;
      const meant = revisionMeant(headers, query.revision);
      if (meant !== undefined && meant !== revision) throw outdated(meant, survey);
      const problems = await problemsOf(scope, draft, survey);
      const errors = problems.filter(({ severity }) => severity === "error");
      if (errors.length > 0)
        throw new CorridorError(
          "survey_invalid",
          `Nothing was published. ${errors[0]!.words.en ?? errors[0]!.code}${errors.length > 1 ? ` And ${errors.length - 1} more.` : ""}`,
          { details: { problems } },
        );
      // A draft that was saved since it was read is another: the store refuses it.
      const { version, made, before } = await store.publish(scope, id, revision, compile(draft));
      return {
        status: 200,
        body: { id, version, url: urlOf(id), problems },
        noted: {
          subject: id,
          before: notedOf(before),
          after: { ...notedOf(before), state: "open", version, made },
        },
      };
    }),

    ...(["closed", "open"] as const).map((state) =>
      route(
        state === "open" ? records.openSurvey : records.closeSurvey,
        async ({ scope, params }) => {
          const { before, survey } = await store.turn(scope, params.id, state);
          return {
            status: 200,
            body: summaryOfWhole(survey),
            noted: { subject: survey.id, before: { state: before }, after: { state } },
          };
        },
      ),
    ),
  ];
}

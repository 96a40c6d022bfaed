/** Wiring of the slice: surveys, their versions, and what respondents see of them. */
import type { RegistryViews } from "#journey/view.ts";
import type { Route } from "#platform/http.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { knownTo, problemsIn } from "./problems.ts";
import { surveyImportRoutes } from "./import-routes.ts";
import { surveyRoutes, type SurveyParts } from "./survey-routes.ts";
import { createSurveyStore } from "./survey-store.ts";
import { surveyVersionRoutes } from "./version-routes.ts";

/** Versions whose questions are counted together: the newest. */
const mostCounted = 50;

export type AskParts = {
  db: Database;
  views: RegistryViews;
  /** Where people reach this server. */
  base: () => string;
};

export function assembleAsk({ db, views, base }: AskParts) {
  const surveys = createSurveyStore(db);
  const parts: SurveyParts = {
    store: surveys,
    urlOf: (id) => `${base().replace(/\/+$/, "")}/s/${id}`,
    problemsOf: async (scope, definition) => problemsIn(definition, knownTo(await views.of(scope))),
  };
  const routes: Route[] = [
    ...surveyRoutes(parts),
    ...surveyImportRoutes(parts),
    ...surveyVersionRoutes({ store: surveys }),
  ];
  /** What was published of a survey, for its results. */
  const surveyed = async (scope: Scope, id: string) => {
    const { name, draft } = await surveys.known(scope, id);
    const versions = await surveys.definitions(scope, id, mostCounted);
    const { confidentiality } = versions[0]?.definition ?? draft;
    return { id, name, confidentiality, versions };
  };
  return { surveys, surveyed, routes };
}

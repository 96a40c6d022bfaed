/** Wiring of the slice: surveys, their versions, and what respondents see of them. */
import type { RegistryViews } from "#journey/view.ts";
import type { Route } from "#platform/http.ts";
import type { Database } from "#platform/postgres.ts";
import { knownTo, problemsIn } from "./problems.ts";
import { surveyRoutes } from "./survey-routes.ts";
import { createSurveyStore } from "./survey-store.ts";
import { surveyVersionRoutes } from "./version-routes.ts";

export type AskParts = {
  db: Database;
  views: RegistryViews;
  /** Where people reach this server. */
  base: () => string;
};

export function assembleAsk({ db, views, base }: AskParts) {
  const surveys = createSurveyStore(db);
  const routes: Route[] = [
    ...surveyRoutes({
      store: surveys,
      urlOf: (id) => `${base().replace(/\/+$/, "")}/s/${id}`,
      problemsOf: async (scope, definition) =>
        problemsIn(definition, knownTo(await views.of(scope))),
    }),
    ...surveyVersionRoutes({ store: surveys }),
  ];
  return { surveys, routes };
}

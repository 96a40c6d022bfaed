/** Wiring of the slice: surveys, their versions, and what respondents see of them and send. */
import { shapesOf, type Shapes } from "#questions/lint/changed.ts";
import { lazyBundle } from "#platform/bundle.ts";
import type { Job } from "#platform/jobs.ts";
import type { Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { CompletingParts } from "./completing.ts";
import { contactRoutes } from "./contact-routes.ts";
import { createContactStore } from "./contact-store.ts";
import { surveySources } from "./files.ts";
import { createFlood, floodLimitsOf } from "./flood.ts";
import { createPeopleAt, type PeopleParts } from "./people.ts";
import { linkRoutes } from "./link-routes.ts";
import { knownTo, problemsIn } from "./problems.ts";
import { surveyImportRoutes } from "./import-routes.ts";
import { previewRoutes } from "./preview-routes.ts";
import { respondRoutes } from "./respond-routes.ts";
import { createResponseStore, type Completion } from "./response-store.ts";
import { surveyRoutes, type SurveyParts } from "./survey-routes.ts";
import { createSurveyStore } from "./survey-store.ts";
import { createTokens } from "./token.ts";
import { pruneResponses, settleUntouched } from "./untouched.ts";
import { surveyVersionRoutes } from "./version-routes.ts";
import { createViewCounter } from "./view-counter.ts";

/** Versions whose questions are counted together: the newest. */
const mostCounted = 50;
/** Versions for which it is held in memory what names stood for until then. */
const mostShapes = 500;

export type AskParts = PeopleParts &
  Pick<CompletingParts, "arrivalOf" | "kick"> & {
    db: Database;
    secret: string;
    /** Where people reach this server. */
    base: () => string;
    publicUrl: string | undefined;
    /** That a caller may make; 0 is no limit. */
    requestsPerMinute: number;
    /** Many completions that come at one time, in one write. */
    gather: (
      write: (all: readonly (Completion & { scope: Scope })[]) => Promise<Set<string>>,
    ) => CompletingParts["complete"];
    log: Log;
  };

export function assembleAsk(parts: AskParts) {
  const { db, views: registry, base, arrivalOf, kick, log } = parts;
  const surveys = createSurveyStore(db);
  const responses = createResponseStore(db);
  const tokens = createTokens(parts.secret);
  const views = createViewCounter(responses);
  const bundle = lazyBundle(surveySources);
  const people = createPeopleAt(parts);
  const urlOf = (id: string) => `${base().replace(/\/+$/, "")}/s/${id}`;
  const knownOf = async (scope: Scope) => knownTo(await registry.of(scope));
  const shapes = new Map<string, Shapes>();
  /** What names stood for until a version: it never changes, and a draft is judged by it as often as it is saved. */
  async function shapesUntil(scope: Scope, id: string, version: number): Promise<Shapes> {
    const name = `${scope.workspace} ${id} ${version}`;
    const known = shapes.get(name);
    if (known) return known;
    const versions = await surveys.definitions(scope, id, mostCounted);
    const found = shapesOf(versions.map(({ definition }) => definition));
    shapes.set(name, found);
    if (shapes.size > mostShapes) shapes.delete(shapes.keys().next().value!);
    return found;
  }
  const making: SurveyParts = {
    store: surveys,
    urlOf,
    problemsOf: async (scope, definition, { id, version }) =>
      problemsIn(definition, {
        ...(await knownOf(scope)),
        before: version === null ? undefined : await shapesUntil(scope, id, version),
      }),
  };
  const routes: Route[] = [
    ...surveyRoutes(making),
    ...surveyImportRoutes({ ...making, knownOf }),
    ...surveyVersionRoutes({ store: surveys }),
    ...previewRoutes({ surveys, bundle, company: people.company }),
    ...contactRoutes({ surveys, contacts: createContactStore(db) }),
    ...linkRoutes({ surveys, tokens, urlOf, company: people.company }),
    ...respondRoutes({
      surveys,
      responses,
      tokens,
      views,
      bundle,
      arrivalOf,
      kick,
      complete: parts.gather((all) => responses.complete(all)),
      flood: createFlood(floodLimitsOf(parts.requestsPerMinute)),
      publicUrl: parts.publicUrl,
      ...people,
    }),
  ];
  /** What was published of a survey, for its results. */
  const surveyed = async (scope: Scope, id: string) => {
    const { name, draft } = await surveys.known(scope, id);
    const versions = await surveys.definitions(scope, id, mostCounted);
    const { confidentiality } = versions[0]?.definition ?? draft;
    return { id, name, confidentiality, versions };
  };
  const untouched = { surveys, responses, arrivalOf, kick };
  const settle = () => settleUntouched(untouched);
  const jobs: Job[] = [
    {
      name: "settle-untouched-responses",
      schedule: "*/10 * * * *",
      seconds: 3600,
      async run() {
        const settled = await settle();
        if (settled > 0) log.info({ settled }, "responses that nobody goes on with became signals");
      },
    },
    {
      name: "prune-responses",
      schedule: "35 2 * * *",
      seconds: 3600,
      run: async () => void (await pruneResponses(untouched)),
    },
  ];
  return {
    surveys,
    surveyed,
    /** What never became a signal. */
    pageCounts: responses.counts,
    responses,
    routes,
    jobs,
    settle,
    /** Makes the page's files, before anybody waits for them. */
    warm: bundle,
    /** Writes what was counted. */
    stop: () => views.flush(),
  };
}
export type Ask = ReturnType<typeof assembleAsk>;

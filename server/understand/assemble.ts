/** Wiring of the slice: questions, gaps, and the results of surveys. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Job } from "#platform/jobs.ts";
import { createBelievedQueries } from "./believed/queries.ts";
import { believedRoutes } from "./believed/routes.ts";
import { askChanges } from "./changes/changes.ts";
import { createChangeQueries } from "./changes/queries.ts";
import { changesRoutes } from "./changes/routes.ts";
import { createCandidateQueries } from "./drivers/queries.ts";
import { candidateRoutes } from "./drivers/routes.ts";
import { createBeside } from "./gaps/beside.ts";
import { assembleDashboards } from "./dashboards/assemble.ts";
import { createDashboardQueries } from "./dashboards/queries.ts";
import { askGaps } from "./gaps/gaps.ts";
import { createGapQueries } from "./gaps/queries.ts";
import { gapRoutes } from "./gaps/routes.ts";
import type { KeptQueries, KeptStore } from "./kept/kept.ts";
import { createKeptQueries } from "./kept/queries.ts";
import { createKeptStore } from "./kept/store.ts";
import { createUnderstandQueries, type UnderstandQueries } from "./queries.ts";
import { understandRoutes, type UnderstandParts } from "./routes.ts";
import {
  assembleStanding,
  type StandingSlice,
  type StandingSliceParts,
} from "./standing/assemble.ts";
import { createSurveyQueries } from "./surveys/queries.ts";
import { surveyResponseRoutes, type ResponseParts } from "./surveys/responses.ts";
import { surveyResultRoutes, type SurveyResultParts } from "./surveys/routes.ts";
import { assembleToday } from "./today/assemble.ts";

export type Understanding = Pick<UnderstandParts, "context"> &
  Omit<SurveyResultParts, "queries" | "context"> &
  ResponseParts &
  StandingSliceParts;

/** Today asks all of them. */
type Beside = Pick<StandingSlice, "standing" | "versions"> & {
  asking: UnderstandQueries;
  kept: KeptStore;
  changed: KeptQueries;
};

function todayOf(
  clickhouse: ClickHouse,
  parts: Understanding,
  { standing, versions, asking, kept, changed }: Beside,
): Route[] {
  const { db, log, context } = parts;
  const { lists } = parts.customers;
  const gaps = createGapQueries(clickhouse);
  const beside = createBeside(gaps, asking);
  const changes = createChangeQueries(clickhouse);
  return assembleToday(clickhouse, {
    db,
    log,
    kept,
    changed,
    context,
    rules: versions,
    currency: lists.currency,
    shown: lists.shown,
    answering: {
      // It is kept itself, by the same state of the signals.
      overview: (scope, when, type, lists) =>
        standing.overview(scope, when, type, lists, { fresh: true }),
      gaps: (scope, question, own) => askGaps(gaps, beside, scope, question, own),
      changes: (scope, question, own) => askChanges(changes, scope, question, own),
    },
  });
}

export function assembleUnderstand(
  clickhouse: ClickHouse,
  parts: Understanding,
): { routes: Route[]; jobs: Job[]; keepStanding: (rest?: number) => Promise<void> } {
  const asking = createUnderstandQueries(clickhouse);
  const gaps = createGapQueries(clickhouse);
  const { context } = parts;
  const [store, changed] = [createKeptStore(parts.db), createKeptQueries(clickhouse)];
  const {
    routes: standingRoutes,
    jobs,
    keep,
    ...beside
  } = assembleStanding(clickhouse, parts, {
    store,
    changed,
    newest: createDashboardQueries(clickhouse).newest,
  });
  const routes = [
    ...understandRoutes({ asking, context }),
    ...candidateRoutes({ asking: createCandidateQueries(clickhouse), context }),
    ...believedRoutes({ asking: { ...asking, ...createBelievedQueries(clickhouse) }, context }),
    ...gapRoutes({ asking: gaps, beside: createBeside(gaps, asking), context }),
    ...changesRoutes({ asking: createChangeQueries(clickhouse), context }),
    ...surveyResultRoutes({ ...parts, queries: createSurveyQueries(clickhouse) }),
    ...surveyResponseRoutes(parts),
    ...standingRoutes,
    ...todayOf(clickhouse, parts, { ...beside, asking, kept: store, changed }),
    ...assembleDashboards(clickhouse, { ...parts, asking }),
  ];
  return { routes, jobs, keepStanding: keep };
}

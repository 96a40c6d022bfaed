/** Wiring of the slice: questions, gaps, and the results of surveys. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import type { Scope } from "#platform/scope.ts";
import { createBelievedQueries } from "./believed/queries.ts";
import { believedRoutes } from "./believed/routes.ts";
import { askChanges } from "./changes/changes.ts";
import { createChangeQueries } from "./changes/queries.ts";
import { changesRoutes } from "./changes/routes.ts";
import { createCandidateQueries } from "./drivers/queries.ts";
import { candidateRoutes } from "./drivers/routes.ts";
import { createBeside } from "./gaps/beside.ts";
import { assembleDashboards } from "./dashboards/assemble.ts";
import { askGaps } from "./gaps/gaps.ts";
import { createGapQueries } from "./gaps/queries.ts";
import { gapRoutes } from "./gaps/routes.ts";
import { createUnderstandQueries, type UnderstandQueries } from "./queries.ts";
import { understandRoutes, type UnderstandParts } from "./routes.ts";
import { assembleStanding, type StandingSliceParts } from "./standing/assemble.ts";
import type { StandingAsked } from "./standing/asked.ts";
import { createRulesStore } from "./standing/rules-store.ts";
import { createSurveyQueries } from "./surveys/queries.ts";
import { surveyResponseRoutes, type ResponseParts } from "./surveys/responses.ts";
import { surveyResultRoutes, type SurveyResultParts } from "./surveys/routes.ts";
import { assembleToday } from "./today/assemble.ts";

export type Understanding = Pick<UnderstandParts, "context"> &
  Omit<SurveyResultParts, "queries" | "context"> &
  ResponseParts &
  StandingSliceParts & { log: Log };

/** Today asks all of them. */
type Beside = { standing: StandingAsked; asking: UnderstandQueries };

function todayOf(
  clickhouse: ClickHouse,
  parts: Understanding,
  { standing, asking }: Beside,
): Route[] {
  const { db, log, context } = parts;
  const { lists } = parts.customers;
  const rules = createRulesStore(db);
  const gaps = createGapQueries(clickhouse);
  const beside = createBeside(gaps, asking);
  const changes = createChangeQueries(clickhouse);
  const versions = async (scope: Scope) => {
    const held = await Promise.all([rules.read(scope, "loyalty"), rules.read(scope, "placements")]);
    return held.map(({ version }) => version).join(" ");
  };
  return assembleToday(clickhouse, {
    db,
    log,
    context,
    rules: versions,
    currency: lists.currency,
    shown: lists.shown,
    answering: {
      ...standing,
      gaps: (scope, question, own) => askGaps(gaps, beside, scope, question, own),
      changes: (scope, question, own) => askChanges(changes, scope, question, own),
    },
  });
}

export function assembleUnderstand(clickhouse: ClickHouse, parts: Understanding): Route[] {
  const asking = createUnderstandQueries(clickhouse);
  const gaps = createGapQueries(clickhouse);
  const { context } = parts;
  const { routes, standing } = assembleStanding(clickhouse, parts);
  return [
    ...understandRoutes({ asking, context }),
    ...candidateRoutes({ asking: createCandidateQueries(clickhouse), context }),
    ...believedRoutes({ asking: { ...asking, ...createBelievedQueries(clickhouse) }, context }),
    ...gapRoutes({ asking: gaps, beside: createBeside(gaps, asking), context }),
    ...changesRoutes({ asking: createChangeQueries(clickhouse), context }),
    ...surveyResultRoutes({ ...parts, queries: createSurveyQueries(clickhouse) }),
    ...surveyResponseRoutes(parts),
    ...routes,
    ...todayOf(clickhouse, parts, { standing, asking }),
    ...assembleDashboards(clickhouse, { ...parts, asking }),
  ];
}

/** Wiring of the slice: questions, gaps, and the results of surveys. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import { createChangeQueries } from "./changes/queries.ts";
import { changesRoutes } from "./changes/routes.ts";
import { createBeside } from "./gaps/beside.ts";
import { createGapQueries } from "./gaps/queries.ts";
import { gapRoutes } from "./gaps/routes.ts";
import { createUnderstandQueries } from "./queries.ts";
import { understandRoutes, type UnderstandParts } from "./routes.ts";
import { assembleStanding, type StandingSliceParts } from "./standing/assemble.ts";
import { createSurveyQueries } from "./surveys/queries.ts";
import { surveyResponseRoutes, type ResponseParts } from "./surveys/responses.ts";
import { surveyResultRoutes, type SurveyResultParts } from "./surveys/routes.ts";

export type Understanding = Pick<UnderstandParts, "context"> &
  Omit<SurveyResultParts, "queries" | "context"> &
  ResponseParts &
  StandingSliceParts;

export function assembleUnderstand(clickhouse: ClickHouse, parts: Understanding): Route[] {
  const asking = createUnderstandQueries(clickhouse);
  const gaps = createGapQueries(clickhouse);
  const { context } = parts;
  return [
    ...understandRoutes({ asking, context }),
    ...gapRoutes({ asking: gaps, beside: createBeside(gaps, asking), context }),
    ...changesRoutes({ asking: createChangeQueries(clickhouse), context }),
    ...surveyResultRoutes({ ...parts, queries: createSurveyQueries(clickhouse) }),
    ...surveyResponseRoutes(parts),
    ...assembleStanding(clickhouse, parts),
  ];
}

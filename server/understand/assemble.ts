/** Wiring of the slice: questions, and the results of surveys. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import { createChangeQueries } from "./changes/queries.ts";
import { changesRoutes } from "./changes/routes.ts";
import { createUnderstandQueries } from "./queries.ts";
import { understandRoutes, type UnderstandParts } from "./routes.ts";
import { createSurveyQueries } from "./surveys/queries.ts";
import { surveyResponseRoutes, type ResponseParts } from "./surveys/responses.ts";
import { surveyResultRoutes, type SurveyResultParts } from "./surveys/routes.ts";

export type Understanding = Pick<UnderstandParts, "context"> &
  Omit<SurveyResultParts, "queries" | "context"> &
  ResponseParts;

export const assembleUnderstand = (clickhouse: ClickHouse, parts: Understanding): Route[] => [
  ...understandRoutes({ asking: createUnderstandQueries(clickhouse), context: parts.context }),
  ...changesRoutes({ asking: createChangeQueries(clickhouse), context: parts.context }),
  ...surveyResultRoutes({ ...parts, queries: createSurveyQueries(clickhouse) }),
  ...surveyResponseRoutes(parts),
];

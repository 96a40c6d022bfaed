/** Surveys by their names, the newest thousand. */
import type { listSurveys } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import type { Place } from "../frame/room.ts";
import { words } from "./places-words.ts";

export async function surveys(signal: AbortSignal): Promise<readonly Place[]> {
  const { surveys: found } = await call<typeof listSurveys>("GET", "/v1/surveys", {
    query: { limit: 1_000 },
    signal,
  });
  return found.map(({ id, name }) => ({ path: `/surveys/${id}`, name, hint: words.survey }));
}

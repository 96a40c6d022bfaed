/** A process with the responses to a survey: asks its results as Corridor does. */
import { performance } from "node:perf_hooks";
import { resultsQuery } from "#contract/survey-results.ts";
import { viewOf } from "#journey/registry.ts";
import { openClickHouse, type ClickHouse } from "#platform/clickhouse.ts";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { createLog } from "#platform/log.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { wholeSight } from "#understand/reach.ts";
import { createSurveyQueries } from "#understand/surveys/queries.ts";
import { surveyResults } from "#understand/surveys/results.ts";
import { migrationsOf } from "./data.ts";
import { bestInTurns } from "./rounds.ts";
import { definition, makeResponses, survey, workspace } from "./survey-data.ts";
import { serve } from "./worker.ts";

const scope = systemScopeIn(workspace, "bench");
const context = { registry: viewOf(1, []), timezone: "UTC", sight: wholeSight };
let store: ClickHouse | undefined;

async function results() {
  const versions = [{ version: 1, definition }];
  const query = resultsQuery.parse({});
  return surveyResults(createSurveyQueries(store!), scope, { survey, versions, query }, context);
}

serve(
  {
    async open({ dataDir, rows }: { dataDir: string; rows: number }): Promise<void> {
      const log = createLog("warn");
      store = openClickHouse({ url: undefined, dataDir, threads: 2, log });
      await migrateClickHouse(store, migrationsOf("clickhouse"), log);
      await makeResponses(store, rows);
    },

    /** Milliseconds of the best of so many rounds; throws where the figures are not those of a count by hand. */
    async time({ rounds, most }: { rounds: number; most: number }): Promise<number> {
      const { facets, pages } = await results();
      const [hand] = await store!.query<{ n: number; score: number }>(
        `SELECT toFloat64(countIf(isNotNull(nps))) AS n, (countIf(nps >= 9) - countIf(nps <= 6)) * 100 / countIf(isNotNull(nps)) AS score FROM signals FINAL WHERE survey = '${survey}' AND state = 'complete' AND empty(suspicious)`,
      );
      const { n, figure } = facets.find(({ key }) => key === "nps")!.all;
      if (n !== hand!.n || Math.abs(figure!.estimate! - hand!.score) > 1e-9)
        throw new Error(
          `Corridor says ${n} and ${figure!.estimate}, by hand ${hand!.n} and ${hand!.score}`,
        );
      if (facets.some(({ all }) => all.n === 0) || pages.some(({ left }) => left === 0))
        throw new Error("a question or page has nobody");
      const once = async () => {
        const start = performance.now();
        await results();
        return performance.now() - start;
      };
      const [best = 0] = await bestInTurns(
        [once],
        { rounds, better: "lower" },
        ([a = 0]) => a <= most,
      );
      return best;
    },
  },
  async () => store?.close(),
);

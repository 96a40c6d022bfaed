/** Routes of a survey's results. */
import { CorridorError } from "#contract/error.ts";
import { leastMinimum, staffMinimum } from "#contract/query.ts";
import * as records from "#contract/survey-results.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { SurveyQuota } from "#contract/survey-quota.ts";
import { clock } from "#platform/clock.ts";
import { fileHeaders } from "#platform/answer.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { zoneOf, type Context } from "#understand/compile.ts";
import { surveyCross } from "./cross.ts";
import { figuresCsv } from "./figures-csv.ts";
import type { SurveyQueries } from "./queries.ts";
import { surveyResults, type Versions } from "./results.ts";
import { unnamedQueries } from "./unnamed.ts";

/** What was published of a survey, the newest version first, and what its page has counted. */
export type Surveyed = {
  id: string;
  name: string;
  confidentiality: SurveyDefinition["confidentiality"];
  versions: Versions;
};
/** What never became a signal; null where nobody counts it. */
export type PageCounts = {
  views: number;
  /** In progress. */
  open: number;
  /** Answered when it was closed, and when a quota was full. */
  closed: number;
  full: number;
  /** Who never saw a question, by why: `closed`, `notOpen`. */
  turnedAway: Readonly<Record<string, number>>;
  /** Responses that count for each quota, by its key. */
  taken: Readonly<Record<string, number>>;
};

export type SurveyResultParts = {
  queries: SurveyQueries;
  context: (scope: Scope) => Promise<Context>;
  /** Throws `not_found`. */
  surveyed: (scope: Scope, id: string) => Promise<Surveyed>;
  pageCounts?: ((scope: Scope, id: string) => Promise<PageCounts>) | undefined;
};

/** The versions that are counted: all of them, or the one that was asked for. */
export function versionsOf({ versions }: Surveyed, version: number | undefined): Versions {
  if (version === undefined) return versions;
  const found = versions.filter((each) => each.version === version);
  if (found.length > 0) return found;
  throw new CorridorError("not_found", `There is no version ${version} of this survey.`);
}

const headOf = ({ id, name, confidentiality }: Surveyed, versions: Versions, timezone: string) => ({
  id,
  name,
  confidentiality,
  version: versions[0]?.version ?? null,
  timezone,
});

/** The fewest that are counted of a survey whose names are kept, be it from whoever asks alone; null of any other. */
function leastOf({ confidentiality, versions }: Surveyed, names: boolean): number | null {
  if (confidentiality === "identified" && names) return null;
  return versions[0]?.definition.voice === "employee" ? staffMinimum : leastMinimum;
}

/** How full quotas are, as far as that may be told: that one is full, whoever comes is told as well. */
const quotasOf = (
  { quotas }: Pick<SurveyDefinition, "quotas">,
  { taken }: Pick<PageCounts, "taken">,
  least: number | null,
): SurveyQuota[] =>
  quotas.map(({ key, limit }) => {
    const n = taken[key] ?? 0;
    const shown = least === null ? n : Math.floor(n / least) * least;
    return { key, limit, full: n >= limit, taken: least !== null && shown === 0 ? null : shown };
  });

export function surveyResultRoutes(parts: SurveyResultParts): Route[] {
  const { context, surveyed, pageCounts } = parts;
  const queriesFor = ({ sight }: Context) =>
    sight.names ? parts.queries : unnamedQueries(parts.queries);
  return [
    route(records.getSurveyResults, async ({ scope, params, query }) => {
      const start = clock.now();
      const survey = await surveyed(scope, params.id);
      const versions = versionsOf(survey, query.version);
      const asked = await context(scope);
      const results = await surveyResults(
        queriesFor(asked),
        scope,
        { survey: survey.id, versions, query },
        asked,
      );
      const { where, from, to, version, language } = query;
      const all = [where, from, to, version, language].every((each) => each === undefined);
      // What never became a signal belongs to no selection, nor to a part of the workspace.
      const page =
        all && asked.sight.reach === "everything"
          ? await pageCounts?.(scope, survey.id)
          : undefined;
      const { counts, ...rest } = results;
      const open = page?.open ?? null;
      const least = leastOf(survey, asked.sight.names);
      const shown = versions[0]?.definition;
      return {
        status: 200,
        body: {
          ...headOf(survey, versions, zoneOf(query, asked)),
          counts: {
            ...counts,
            starts: counts.starts + (open ?? 0),
            views: page?.views ?? null,
            inProgress: open,
            closed: page ? page.closed + (page.turnedAway["closed"] ?? 0) : null,
            full: page?.full ?? null,
            notOpen: page ? (page.turnedAway["notOpen"] ?? 0) : null,
            least,
          },
          ...(page && shown && shown.quotas.length > 0
            ? { quotas: quotasOf(shown, page, least) }
            : {}),
          ...rest,
          took: clock.now() - start,
        },
      };
    }),

    route(records.exportSurveyFigures, async ({ scope, params, query: { lang, ...query } }) => {
      const survey = await surveyed(scope, params.id);
      const versions = versionsOf(survey, query.version);
      const own = await context(scope);
      const asked = { survey: survey.id, versions, query };
      const { facets } = await surveyResults(queriesFor(own), scope, asked, own);
      return new Response([...figuresCsv(facets, lang)].join(""), {
        headers: fileHeaders("text/csv; charset=utf-8", "figures.csv"),
      });
    }),

    route(records.crossSurveyResults, async ({ scope, params, query }) => {
      const start = clock.now();
      const survey = await surveyed(scope, params.id);
      const versions = versionsOf(survey, query.version);
      const { rows, columns, minimum, confidence, ...selection } = query;
      const own = await context(scope);
      const { zone, ...table } = await surveyCross(
        queriesFor(own),
        scope,
        {
          selection: { ...selection, survey: survey.id },
          versions,
          rows,
          columns,
          minimum,
          confidence,
        },
        own,
      );
      return {
        status: 200,
        body: { ...headOf(survey, versions, zone), ...table, took: clock.now() - start },
      };
    }),
  ];
}

/** What the results of a survey look at, as their address says it. */
import { useMemo } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { getSurvey } from "#contract/survey-routes.ts";
import type { getSurveyResults } from "#contract/survey-results.ts";
import { oneOf, useAddress } from "../../data/address.ts";
import { call, type Answer } from "../../data/client.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { useNewest } from "../../understand/asking.ts";
import { comparedWith, comparisons, daysOf, endOf, type Days } from "../../understand/period.ts";

export type Results = Answer<typeof getSurveyResults>;

export const divisions = ["none", "version", "language"] as const;
export type Division = (typeof divisions)[number];
/** What is left out of figures unless somebody asks for it. */
export const leftOut = ["partial", "suspicious"] as const;
export type LeftOut = (typeof leftOut)[number];

/** Which responses: what every question to the server about them says. */
export type Chosen = {
  readonly from?: string;
  readonly to?: string;
  readonly where?: string;
  readonly version?: number;
  readonly language?: string;
  readonly include?: string;
  readonly timezone: string;
};

export type Look = {
  readonly id: string;
  readonly chosen: Chosen;
  readonly days: Days;
  /** The day before which spans end. */
  readonly end: string;
  readonly compared: Required<Days> | undefined;
  readonly by: Division;
  readonly include: readonly LeftOut[];
  readonly isFiltered: boolean;
};

function chosenBy(parameters: URLSearchParams, days: Days, timezone: string): Chosen {
  const version = Number(parameters.get("version"));
  const [where, language] = [parameters.get("where"), parameters.get("language")];
  const include = includedBy(parameters).join(",");
  return {
    ...(days.from === undefined ? {} : { from: days.from }),
    ...(days.to === undefined ? {} : { to: days.to }),
    ...(where ? { where } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(language ? { language } : {}),
    ...(include === "" ? {} : { include }),
    timezone,
  };
}

const includedBy = (parameters: URLSearchParams): LeftOut[] =>
  leftOut.filter((each) => parameters.get("include")?.split(",").includes(each));

/** All time is usual here: a survey has its own, and views are known of all of it alone. */
export const usual = "all";

/** Undefined until it is known when something came in last, from where spans count back. */
export function useLook(id: string): {
  look: Look | undefined;
  error: Error | null;
  again: () => Promise<unknown>;
} {
  const [parameters] = useAddress();
  const newest = useNewest();
  const { timezone } = useWorkspace();
  const look = useMemo(() => {
    if (newest.data === undefined) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    const days = daysOf(parameters, end, usual);
    const chosen = chosenBy(parameters, days, timezone);
    const { timezone: _, include: __, ...filters } = chosen;
    return {
      id,
      chosen,
      days,
      end,
      compared: comparedWith(days, oneOf(parameters.get("compare"), comparisons)),
      by: oneOf(parameters.get("by"), divisions),
      include: includedBy(parameters),
      isFiltered: Object.keys(filters).length > 0,
    };
  }, [id, parameters, newest.data, newest.dataUpdatedAt, timezone]);
  return { look, error: newest.error, again: () => newest.refetch() };
}

export const useResults = (id: string, look: Look | undefined) =>
  useQuery({
    queryKey: ["survey-results", id, look?.chosen, look?.by, look?.compared],
    queryFn: ({ signal }) =>
      call<typeof getSurveyResults>("GET", "/v1/surveys/:id/results", {
        params: { id },
        query: {
          ...look!.chosen,
          by: look!.by === "none" ? undefined : look!.by,
          compareFrom: look!.compared?.from,
          compareTo: look!.compared?.to,
          compareWhere: look!.compared && look!.chosen.where,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: look !== undefined,
    // Answers come in meanwhile: whoever looks again sees them.
    staleTime: 15_000,
  });

/** Its state, versions and languages, for those who may see surveys. */
export function useAbout(id: string) {
  const enabled = useMay()("read surveys");
  return useQuery({
    queryKey: ["survey-about", id],
    queryFn: ({ signal }) =>
      call<typeof getSurvey>("GET", "/v1/surveys/:id", { params: { id }, signal }),
    enabled,
  });
}

/** The questions of the page: asked of the server, kept while the next one is on its way. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CandidatesInput, postDriverCandidates } from "#contract/driver-candidates.ts";
import type { DriversInput, postDrivers } from "#contract/drivers.ts";
import type { QueryInput } from "#contract/query.ts";
import { call, Refused } from "../../data/client.ts";
import { answerOptions } from "../asking.ts";

export const useDrivers = (question: DriversInput, enabled = true) =>
  useQuery({
    queryKey: ["drivers", question],
    queryFn: ({ signal }) =>
      call<typeof postDrivers>("POST", "/v1/drivers", { body: question, signal }),
    placeholderData: keepPreviousData,
    enabled,
    // What is no question is none the second time.
    retry: (count, error) => count < 2 && !(error instanceof Refused && error.status < 500),
  });

/** Which measures came with the outcome; nothing where nobody has the outcome. */
export const useCandidates = (question: CandidatesInput | undefined) =>
  useQuery({
    queryKey: ["drivers", "candidates", question],
    queryFn: ({ signal }) =>
      call<typeof postDriverCandidates>("POST", "/v1/drivers/candidates", {
        body: question!,
        signal,
      }),
    enabled: question !== undefined,
    staleTime: 60_000,
  });

/** An answer to a question of /v1/query, not held over from the one before: what is chosen rests on it. */
export const useCounted = (question: QueryInput | undefined) =>
  useQuery({
    ...answerOptions(question ?? { measure: { kind: "count" } }),
    enabled: question !== undefined,
    staleTime: 60_000,
  });

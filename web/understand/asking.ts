/** The questions of the Overview: asked of the server, kept while the next one is on its way. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { listSignals } from "#contract/listen.ts";
import type { postQuery, QueryAnswer, QueryInput } from "#contract/query.ts";
import { call, Refused } from "../data/client.ts";

/** An answer; none where no signal has the measure. */
export type Answered = QueryAnswer | undefined;

async function ask(question: QueryInput, signal?: AbortSignal): Promise<Answered | null> {
  try {
    return await call<typeof postQuery>("POST", "/v1/query", { body: question, signal });
  } catch (error) {
    // Nobody has been asked this yet: no failure, but an answer of its own.
    if (error instanceof Refused && error.code === "unknown_measure") return null;
    throw error;
  }
}

/** What asks a question: the same asked twice at once is asked once. */
export const answerOptions = (question: QueryInput) => ({
  queryKey: ["query", question],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(question, signal),
});

/** `data` is null where no signal has the measure. */
export const useAnswer = (question: QueryInput, enabled = true) =>
  useQuery({
    ...answerOptions(question),
    placeholderData: keepPreviousData,
    enabled,
  });

/** When the newest signal occurred; null in a workspace without any. */
export const useNewest = () =>
  useQuery({
    queryKey: ["signals", "newest"],
    queryFn: async ({ signal }) => {
      const { signals } = await call<typeof listSignals>("GET", "/v1/signals", {
        query: { limit: 1 },
        signal,
      });
      return signals[0]?.occurredAt ?? null;
    },
    // Whoever has just sent or imported the first looks for its figure at once.
    staleTime: ({ state }) => (state.data === null ? 0 : 60_000),
  });

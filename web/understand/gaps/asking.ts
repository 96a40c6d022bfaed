/** The questions of the page: asked of the server, kept while the next one is on its way. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { GapsInput, postGaps } from "#contract/gaps.ts";
import type { listSignals } from "#contract/listen.ts";
import { call } from "../../data/client.ts";
import type { Shown } from "../../listen/signal.ts";

export const useGaps = (question: GapsInput, enabled = true) =>
  useQuery({
    queryKey: ["gaps", question],
    queryFn: ({ signal }) => call<typeof postGaps>("POST", "/v1/gaps", { body: question, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });

/** What was said where something fell short, by the query string that its gap brings. */
export const useSaid = (quotes: Readonly<Record<string, string>>, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ["signals", "said", quotes],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...quotes, with: "names", limit: 20, cursor: pageParam };
      // An empty `include` is sent: it leaves out what figures do.
      const address = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      );
      const answer = await call<typeof listSignals>(
        "GET",
        `/v1/signals?${address.toString()}` as "/v1/signals",
        { signal },
      );
      return { signals: answer.signals as unknown as Shown[], next: answer.next };
    },
    enabled,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The question of the page: asked of the server, kept while the next one is on its way. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BelievedInput, postBelieved } from "#contract/believed.ts";
import { call } from "../../data/client.ts";

export const useBelieved = (question: BelievedInput, enabled = true) =>
  useQuery({
    queryKey: ["believed", question],
    queryFn: ({ signal }) =>
      call<typeof postBelieved>("POST", "/v1/believed", { body: question, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });

/** What Today asks: the lines, while some are still computed again and again; and what becomes of a line. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  dropFinding,
  getToday,
  listFindings,
  TakenAs,
  takeFinding,
  TodayAnswer,
} from "#contract/today.ts";
import { call } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { failed, tell } from "../../parts/tell.tsx";
import { language } from "../../words/catalogue.ts";
import { words } from "./words.ts";

/** Milliseconds between two looks while something is being computed. */
const pause = 1_500;

const isUnderWay = (answer: TodayAnswer | undefined): boolean =>
  answer !== undefined &&
  [answer.intervention, answer.growth, answer.gaps, answer.changes].some(
    ({ state, renewing }) => state === "computing" || renewing,
  );

/** `at`: the day after the last. */
export const useToday = (at: string | undefined, timezone: string) =>
  useQuery({
    queryKey: ["today", at, timezone, language],
    queryFn: ({ signal }) =>
      call<typeof getToday>("GET", "/v1/today", { query: { at, timezone, language }, signal }),
    enabled: at !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) => (!error && isUnderWay(data) ? pause : false),
    staleTime: 60_000,
  });

export const useTaken = () =>
  useQuery({
    queryKey: ["findings"],
    queryFn: ({ signal }) => call<typeof listFindings>("GET", "/v1/findings", { signal }),
    staleTime: 60_000,
  });

type Line = { finding: string; taken: { id: string; as: TakenAs } | null };

/** Makes a line an initiative or a watch, or takes it off again; either can be undone. */
export function useTake() {
  const client = useQueryClient();
  const again = () =>
    Promise.all(
      [["today"], ["findings"]].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const put = (finding: string, as: TakenAs) =>
    call<typeof takeFinding>("POST", "/v1/findings", { body: { finding, as } });
  const drop = (id: string) =>
    call<typeof dropFinding>("DELETE", "/v1/findings/:id", { params: { id } });
  return useMutation({
    mutationFn: async ({ finding, taken, as }: Line & { as: TakenAs | null }) => {
      if (as === null) {
        await drop(taken!.id);
        await again();
        tell(words.take.dropped, () => put(finding, taken!.as).then(again));
        return;
      }
      const { id } = await put(finding, as);
      await again();
      const before = taken?.as;
      tell(words.take.made[as], () =>
        (before === undefined ? drop(id) : put(finding, before)).then(again),
      );
    },
    onError: failed,
  });
}

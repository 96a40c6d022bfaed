/** What dashboards ask of the server. */
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueries,
  useQuery,
  type QueryClient,
} from "@tanstack/react-query";
import type {
  askDashboard,
  DashboardAnswers,
  postDashboardPicture,
  TileAnswer,
} from "#contract/dashboard-answers.ts";
import type {
  Dashboard,
  DashboardFilters,
  getDashboard,
  listDashboards,
  putDashboard,
  Tile,
  Words,
} from "#contract/dashboard.ts";
import { call, ownHeaders, refusalOf, Refused, type Sent } from "../../data/client.ts";
import { save } from "../../parts/save.ts";
import { inLanguage, language } from "../../words/catalogue.ts";
import type { Look } from "./address.ts";

/** A text of a dashboard in the reader's language. */
export const read = (text: Words): string =>
  typeof text === "string" ? text : (inLanguage(text) ?? "");

/** The same changed: where it is written in several languages, in the reader's. */
export const written = (before: Words | undefined, text: string): Words =>
  before === undefined || typeof before === "string" ? text : { ...before, [language]: text };

export type Filter = {
  of: "mine" | "shared" | "all" | "deleted" | undefined;
  search: string | undefined;
};

export const useDashboards = ({ of, search }: Filter) =>
  useInfiniteQuery({
    queryKey: ["dashboards", "list", of, search],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listDashboards>("GET", "/v1/dashboards", {
        query: {
          cursor: pageParam,
          search,
          ...(of === "deleted" ? { deleted: "true" } : { of }),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const dashboardQuery = (id: string) =>
  queryOptions({
    queryKey: ["dashboards", "one", id],
    queryFn: ({ signal }) =>
      call<typeof getDashboard>("GET", "/v1/dashboards/:id", { params: { id }, signal }),
    // What isn't there or isn't shared will not be by asking again.
    retry: (count, error) => !(error instanceof Refused && error.status === 404) && count < 2,
  });
export const useDashboard = (id: string) => useQuery(dashboardQuery(id));

/** Tiles that are asked for at once: the first of many are there before the last. */
const together = 4;

const asked = ({ query, period, compare, against }: Tile) => [query, period, compare, against];

export type Answered = {
  of: (id: string) => TileAnswer | undefined;
  /** What is shown is of before. */
  stale: boolean;
  error: Error | null;
  at: number;
  period: DashboardAnswers["period"] | undefined;
  again: () => void;
};

/** Answers of all tiles; those of a wall come anew by themselves. */
export function useAnswers(
  { id, tiles }: Pick<Dashboard, "id" | "tiles">,
  { filters, at }: Look,
  every: number | false,
): Answered {
  const parts = Array.from({ length: Math.ceil(tiles.length / together) }, (_, n) =>
    tiles.slice(n * together, (n + 1) * together),
  );
  const queries = useQueries({
    queries: parts.map((part) => ({
      queryKey: [
        "dashboards",
        "answers",
        id,
        filters,
        at,
        part.map((tile) => [tile.id, asked(tile)]),
      ],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<typeof askDashboard>("POST", "/v1/dashboards/:id/answers", {
          params: { id },
          body: {
            filters,
            tiles: part.map((tile) => tile.id),
            ...(at === undefined ? {} : { at }),
          },
          signal,
        }),
      placeholderData: keepPreviousData<DashboardAnswers>,
      refetchInterval: every,
    })),
  });
  const all = new Map(
    queries.flatMap(({ data }) => data?.tiles.map((tile) => [tile.id, tile] as const) ?? []),
  );
  return {
    of: (tile) => all.get(tile),
    stale: queries.some(({ isPlaceholderData }) => isPlaceholderData),
    error: queries.find(({ error }) => error)?.error ?? null,
    at: Math.min(...queries.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    period: queries.find(({ data }) => data)?.data?.period,
    again: () => queries.forEach(({ refetch }) => void refetch()),
  };
}

type Put = NonNullable<Sent<typeof putDashboard>["body"]>;

/** The parts of a dashboard that a change sends, of which some are others. */
export function changed(of: Dashboard, change: Partial<Put>): Put {
  const { name, description, tiles, filters, version } = of;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    tiles,
    filters,
    version,
    ...change,
  };
}

/** Saves, and lets everybody who shows it know. */
export async function putOf(client: QueryClient, id: string, body: Put): Promise<Dashboard> {
  const saved = await call<typeof putDashboard>("PUT", "/v1/dashboards/:id", {
    params: { id },
    body,
  });
  client.setQueryData(dashboardQuery(id).queryKey, saved);
  void client.invalidateQueries({ queryKey: ["dashboards", "list"] });
  return saved;
}

type Drawn = NonNullable<Sent<typeof postDashboardPicture>["body"]>;

/** Has the server draw it, and keeps the file. */
export async function keepPicture(
  { id, name }: Pick<Dashboard, "id" | "name">,
  format: "pdf" | "png",
  { filters, at }: { filters: DashboardFilters; at: string | undefined },
): Promise<void> {
  const body: Drawn = { format, language, filters, ...(at === undefined ? {} : { at }) };
  const response = await fetch(`/v1/dashboards/${id}/picture`, {
    method: "POST",
    credentials: "same-origin",
    headers: { ...ownHeaders(), "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    throw new Refused(0, { code: "offline", message: error.message });
  });
  if (!response.ok) throw await refusalOf(response);
  const file = read(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  save(`${file || "dashboard"}.${format}`, await response.blob());
}

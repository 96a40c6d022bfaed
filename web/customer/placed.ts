/** What the page of accounts that stand somewhere asks, as its address says it. */
import { useQuery } from "@tanstack/react-query";
import type { listAccounts, ListedAccount } from "#contract/account.ts";
import type { KeptAnswer, PlacementSummary, Standing } from "#contract/placement.ts";
import { oneOf, useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { useNewest } from "../understand/asking.ts";
import { endOf, isDay, plusDays, plusMonths } from "../understand/period.ts";

export type Type = "business" | "household";
export type PlacedAccount = ListedAccount & { standing: Standing };

const placements = ["", "model", "growth", "at-risk", "dangling", "unheard"] as const;
const flags = ["", "urgent", "silent", "divided"] as const;
const moves = ["", "climbed", "fallen"] as const;
export const sorts = ["revenue", "score", "headroom", "renewal", "id"] as const;

/** The last days of both readings, as people mean them: the end of what has come in, and half a year before. */
export function useReadings(): { at: string; against: string } | undefined {
  const [address] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  if (newest.data === undefined && !newest.isError) return undefined;
  const last = plusDays(endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone), -1);
  const given = address.get("at");
  const at = isDay(given) ? given : last;
  const before = address.get("against");
  const usual = plusDays(plusMonths(plusDays(at, 1), -6), -1);
  return { at, against: isDay(before) ? before : usual };
}

/** Filters and order, without the empty ones. */
export function useChosen() {
  const [address] = useAddress();
  const of = <const W extends string>(name: string, words: readonly [W, ...W[]]) =>
    oneOf(address.get(name), words) || undefined;
  return {
    placement: of("placement", placements),
    flag: of("flag", flags),
    moved: of("moved", moves),
    sort: of("sort", sorts) ?? "revenue",
  };
}

/** How a reading is asked for: the day after its last. */
export const askedAt = ({ at, against }: { at: string; against: string }) => ({
  at: plusDays(at, 1),
  against: plusDays(against, 1),
});

export type Asked = {
  placed: "true";
  type: Type;
  at: string;
  against: string;
  timezone: string;
  placement?: string | undefined;
  flag?: string | undefined;
  moved?: string | undefined;
  sort?: string | undefined;
  search?: string | undefined;
};

export type PlacedPage = {
  accounts: PlacedAccount[];
  next: string | null;
  placements?: PlacementSummary | undefined;
  kept?: KeptAnswer | undefined;
};

export async function askPlaced(
  asked: Asked & { limit: number; cursor?: string | undefined; explain?: "true" },
  signal?: AbortSignal,
): Promise<PlacedPage> {
  const page = await call<typeof listAccounts>("GET", "/v1/accounts", { query: asked, signal });
  return {
    ...page,
    accounts: page.accounts.filter((each): each is PlacedAccount => each.standing !== undefined),
  };
}

/** Where the table begins: whoever presses a group or a line of news sees whom it means. */
export const listId = "accounts-listed";
export const showList = (): void =>
  document.getElementById(listId)?.scrollIntoView({ block: "start" });

/** As many accounts as the picture holds. */
export const mostDrawn = 400;

export const useDrawn = (asked: Asked) =>
  useQuery({
    queryKey: ["accounts", "drawn", asked],
    queryFn: ({ signal }) => askPlaced({ ...asked, limit: mostDrawn }, signal),
  });

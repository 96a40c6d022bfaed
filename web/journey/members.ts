import { useQuery } from "@tanstack/react-query";
import type { listPeople } from "#contract/people.ts";
import { call } from "../data/client.ts";

/** Members who may be offered as owners; a workspace with more is typed into. */
const most = 1_000;

export function useMemberAddresses(may: boolean): string[] {
  const { data } = useQuery({
    queryKey: ["actors", "people"],
    queryFn: () => call<typeof listPeople>("GET", "/v1/people", { query: { limit: most } }),
    enabled: may,
  });
  return data?.people.map(({ email }) => email) ?? [];
}

/** What the registry knows by key: asked once, and shown by its labels everywhere. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import { inLanguage } from "../words/catalogue.ts";
import { call } from "./client.ts";
import type { RouteRecord } from "#contract/route.ts";

const plurals: Readonly<Partial<Record<RegistryType, string>>> = {
  medium: "media",
  journey: "journeys",
  "customer-attribute": "customer-attributes",
  "account-attribute": "account-attributes",
};
export const pluralOf = (type: RegistryType): string => plurals[type] ?? `${type}s`;

/** Every entry stands on so many pages at most: the registry bounds its keys. */
const mostPages = 12;

/** All entries of a type, asked for anew. */
export async function entriesOf<T extends RegistryType>(type: T, signal: AbortSignal) {
  const entries: RegistryEntry<T>[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = (await call<RouteRecord>("GET", `/v1/${pluralOf(type)}`, {
      query: { limit: 2_000, cursor },
      signal,
    })) as unknown as Record<string, RegistryEntry<T>[]> & { next: string | null };
    entries.push(...answer[pluralOf(type)]!);
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return entries;
}

/** All entries of a type, in the order that the workspace gave them. */
export function useEntries<T extends RegistryType>(type: T): UseQueryResult<RegistryEntry<T>[]> {
  return useQuery({
    queryKey: ["registry", type],
    queryFn: ({ signal }) => entriesOf(type, signal),
    staleTime: 60_000,
  });
}

/** A key as words, where it is made of such: `hoursToResolve`, `rebate-claim`. Other keys are ids, and stay. */
export function spelled(key: string): string {
  if (!/^[a-z]+(?:[A-Z][a-z]+|-[a-z]+)*$/.test(key)) return key;
  const words = key
    .replaceAll("-", " ")
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
}

/** What nobody has given a label yet is called by its key. */
export const labelOf = (entry: Pick<RegistryEntry, "key" | "definition">): string =>
  inLanguage(entry.definition.labels) ?? spelled(entry.key);

/** The words for a key, which is its own word until its entry is known. */
export function useLabels(type: RegistryType): (key: string) => string {
  const { data } = useEntries(type);
  return (key) => {
    const entry = data?.find((each) => each.key === key);
    return entry ? labelOf(entry) : key;
  };
}

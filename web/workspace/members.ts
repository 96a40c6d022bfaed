/** Members as the pages know them: what they reach in words, whom one may manage, and who did something. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { listKeys } from "#contract/access.ts";
import type {
  invitation,
  listInvitations,
  listPeople,
  member,
  membership,
} from "#contract/people.ts";
import {
  actionsOfRole,
  ofTheInstallation,
  roles,
  type Action,
  type Role,
} from "#contract/permission.ts";
import { call } from "../data/client.ts";
import { useLabels } from "../data/registry.ts";
import { useMay, useSession } from "../data/session.ts";
import { listOf } from "../words/format.ts";
import { words } from "./people-words.ts";

export type Member = z.output<typeof member>;
export type Membership = z.output<typeof membership>;
export type Invitation = z.output<typeof invitation>;

const pageSize = 200;
const mostActors = 1_000;

export const usePeople = () =>
  useInfiniteQuery({
    queryKey: ["people"],
    queryFn: ({ pageParam }) =>
      call<typeof listPeople>("GET", "/v1/people", {
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export const useInvitations = () =>
  useInfiniteQuery({
    queryKey: ["invitations"],
    queryFn: ({ pageParam }) =>
      call<typeof listInvitations>("GET", "/v1/invitations", {
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** The roles that whoever looks may give and take: none that can do more than they can. */
export function useManagedRoles(): readonly Role[] {
  const may = useMay();
  const within = (action: Action) => ofTheInstallation.has(action) || may(action);
  return roles.filter(
    (role) => (role !== "owner" || may("manage owners")) && [...actionsOfRole(role)].every(within),
  );
}

/** What a role and memberships reach, in words. */
export function useReach(): (of: Pick<Member, "role" | "memberships">) => string {
  const [fn, unit] = [useLabels("function"), useLabels("unit")];
  return ({ role, memberships }) => {
    if (role === "owner") return words.whole;
    if (memberships.some((each) => each.function === null && each.unit === null))
      return words.whole;
    if (memberships.length === 0) return words.nothing;
    return listOf(
      memberships.map((each) =>
        each.function !== null && each.unit !== null
          ? words.both(fn(each.function), unit(each.unit))
          : each.function !== null
            ? fn(each.function)
            : unit(each.unit!),
      ),
    );
  };
}

/** The name of whoever did something, by `person:ID`, `key:ID` and the like; as it stands where nobody knows it. */
export function useActors(): {
  nameOf: (actor: string) => string;
  known: { actor: string; name: string }[];
} {
  const may = useMay();
  const { person } = useSession();
  const people = useQuery({
    queryKey: ["actors", "people"],
    queryFn: () => call<typeof listPeople>("GET", "/v1/people", { query: { limit: mostActors } }),
    enabled: may("manage people"),
  });
  const keys = useQuery({
    queryKey: ["actors", "keys"],
    queryFn: () => call<typeof listKeys>("GET", "/v1/keys", { query: { limit: mostActors } }),
    enabled: may("manage keys"),
  });
  const known = [
    { actor: "key:bootstrap", name: words.bootstrap },
    ...(people.data?.people ?? (person ? [person] : [])).map(({ id, name, email }) => ({
      actor: `person:${id}`,
      name: name || email,
    })),
    ...(keys.data?.keys ?? []).map(({ id, name }) => ({ actor: `key:${id}`, name })),
  ];
  const names = new Map(known.map(({ actor, name }) => [actor, name]));
  return { nameOf: (actor) => names.get(actor) ?? actor, known };
}

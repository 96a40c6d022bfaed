/** Who is signed in, where, and what they may do. */
import { useSuspenseQuery, queryOptions } from "@tanstack/react-query";
import type { Action } from "#contract/permission.ts";
import type { getSession } from "#contract/session.ts";
import type { getWorkspace } from "#contract/access.ts";
import { call, type Answer } from "./client.ts";
import { chooseWorkspace, workspaceId } from "./workspace.ts";

export type Session = Answer<typeof getSession>;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => {
    const session = await call<typeof getSession>("GET", "/v1/session");
    const wanted = workspaceId();
    const first = session.workspaces[0];
    // One that somebody no longer belongs to would be refused everywhere.
    if (first && !session.workspaces.some(({ id }) => id === wanted)) chooseWorkspace(first.id);
    return session;
  },
  staleTime: 300_000,
});

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: () => call<typeof getWorkspace>("GET", "/v1/workspace"),
  staleTime: 300_000,
});

/** The session that the frame has waited for. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;
/** The workspace's name, time zone, currency and country. */
export const useWorkspace = () => useSuspenseQuery(workspaceQuery).data;

/** The same of a room, which may need nothing but to be signed in. */
export function useMayEnter(): (needs: Action | "nothing") => boolean {
  const may = useMay();
  return (needs) => needs === "nothing" || may(needs);
}

/** Whether whoever looks may do that here; what they may not do is not offered. */
export function useMay(): (action: Action) => boolean {
  const { workspaces } = useSession();
  const here = workspaces.find(({ id }) => id === workspaceId()) ?? workspaces[0];
  return (action) => here?.may.includes(action) ?? false;
}

/** Who is signed in, where, and what they may do. */
import { useSuspenseQuery, queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Action } from "#contract/permission.ts";
import type { getSession } from "#contract/session.ts";
import type { getWorkspace } from "#contract/access.ts";
import { call, type Answer } from "./client.ts";
import { beginIn, enterWorkspace, workspaceId } from "./workspace.ts";

export type Session = Answer<typeof getSession>;

/** Nothing that was shown to one person, or of one workspace, may be gone on with by another, or in another. */
function anew(): Promise<never> {
  location.reload();
  return new Promise(() => {});
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ client, queryKey }) => {
    const session = await call<typeof getSession>("GET", "/v1/session");
    const before = client.getQueryData<Session>(queryKey);
    if (before && before.person?.id !== session.person?.id) return anew();
    const wanted = workspaceId();
    const { workspaces } = session;
    // One that somebody no longer belongs to would be refused everywhere.
    const here = workspaces.find(({ id }) => id === wanted) ?? workspaces[0];
    if (before && here && here.id !== wanted) {
      enterWorkspace(here.id);
      return anew();
    }
    if (here) beginIn(here.id);
    if (!before) present(session.person?.id);
    return session;
  },
  staleTime: 300_000,
});

const person = "corridor-person";

/** Tells this browser's other tabs who is here now; nobody, where they sign out. */
export function present(id: string | undefined): void {
  try {
    localStorage.setItem(person, id ?? "");
  } catch {
    // Then other tabs notice when they look for the session by themselves.
  }
}

/** Looks who is here whenever another tab says that it is somebody else. */
export function watchPerson(client: QueryClient): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    const here = client.getQueryData<Session>(sessionQuery.queryKey)?.person?.id;
    if (key === person && here !== undefined && newValue !== here)
      void client.refetchQueries({ queryKey: sessionQuery.queryKey });
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}

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

function useHere() {
  const { workspaces } = useSession();
  return workspaces.find(({ id }) => id === workspaceId()) ?? workspaces[0];
}

/** Whether whoever looks may do that here; what they may not do is not offered. */
export function useMay(): (action: Action) => boolean {
  const here = useHere();
  return (action) => here?.may.includes(action) ?? false;
}

/** Whether whoever looks sees a part of the workspace only. */
export const useSeesPart = (): boolean => useHere()?.reach === "part";

/** Whether whoever looks belongs to no part of the workspace, so that everything is empty to them. */
export const useSeesNothing = (): boolean => useHere()?.reach === "nothing";

/** What the first page needs, asked for before it is drawn; and other rooms before they are gone to. */
import type { QueryClient } from "@tanstack/react-query";
import { sessionQuery, workspaceQuery } from "../data/session.ts";
import type { Room } from "./room.ts";
import { rooms } from "./rooms.ts";

/** Milliseconds after which a page that is still waited for says so. */
const unseen = 150;

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, n) => (part.startsWith(":") ? given[n] !== "" : part === given[n]))
  );
}

const roomAt = (path: string): Room | undefined => rooms.find((room) => fits(room.path, path));

/** Answers when the page can be drawn whole, or when it has been waited for long enough. */
export async function begin(client: QueryClient): Promise<void> {
  const known = client.prefetchQuery(sessionQuery).then(() => client.prefetchQuery(workspaceQuery));
  const all = Promise.all([known, roomAt(location.pathname)?.page.load()]);
  await Promise.race([all, new Promise((done) => setTimeout(done, unseen))]);
}

/** Loads the room that a link leads to when somebody points at it, or comes to it by keyboard. */
export function loadAhead(): void {
  const ahead = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.origin === location.origin) void roomAt(link.pathname)?.page.load();
  };
  for (const kind of ["pointerover", "focusin", "pointerdown"])
    addEventListener(kind, ahead, { passive: true });
}

/** Which of one's workspaces is looked at: kept in this browser, for every tab. */
const kept = "corridor-workspace";

export function workspaceId(): string | undefined {
  try {
    return localStorage.getItem(kept) ?? undefined;
  } catch {
    return undefined;
  }
}

export function chooseWorkspace(id: string): void {
  try {
    localStorage.setItem(kept, id);
  } catch {
    // Where nothing can be kept, there is one workspace or the server asks.
  }
}

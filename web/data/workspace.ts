/**
 * Which of one's workspaces a page looks at. A page stays in its own until it is left, whatever is
 * chosen in another tab: what it shows, what is typed in it and what it is sending belong there.
 */
const kept = "corridor-workspace";

/** This tab's, so that it comes back to it when it is loaded anew; else the one that was chosen last. */
function chosen(): string | undefined {
  try {
    return sessionStorage.getItem(kept) ?? localStorage.getItem(kept) ?? undefined;
  } catch {
    return undefined;
  }
}
let here = chosen();

export const workspaceId = (): string | undefined => here;

/** For the next page of this tab, and for new tabs. Leave the page after it: this one stays where it is. */
export function enterWorkspace(id: string): void {
  try {
    sessionStorage.setItem(kept, id);
    localStorage.setItem(kept, id);
  } catch {
    // Where nothing can be kept, there is one workspace or the server asks.
  }
}

/** For this page and this tab; the page must not have shown anything of another. */
export function beginIn(id: string): void {
  here = id;
  try {
    sessionStorage.setItem(kept, id);
  } catch {
    // Loaded anew, the page begins where the last one was chosen.
  }
}

/** Whether somebody has answered here what the company does: kept in this browser, as all of it is an answer too. */
import { workspaceId } from "../data/workspace.ts";

const name = () => `corridor-industry-${workspaceId() ?? ""}`;

export function isChosen(): boolean {
  try {
    return localStorage.getItem(name()) !== null;
  } catch {
    return false;
  }
}

export function setChosen(): void {
  try {
    localStorage.setItem(name(), "yes");
  } catch {
    // Where nothing can be kept it is asked again.
  }
}

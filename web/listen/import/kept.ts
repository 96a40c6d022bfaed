/** How an import reads its file: kept in this browser, so that the file alone lets it go on. */
import type { FileOptions } from "#importing/open.ts";
import type { Thing } from "#importing/target.ts";
import type { Mapped } from "./lines.ts";

export type Kept = {
  thing: Thing;
  options: FileOptions;
  mapping: Mapped;
  file: string;
};

const name = (id: string): string => `corridor-import-${id}`;

export function keep(id: string, kept: Kept): void {
  try {
    localStorage.setItem(name(id), JSON.stringify(kept));
  } catch {
    // Where nothing can be kept, the mapping is made again.
  }
}

export function keptOf(id: string): Kept | undefined {
  try {
    const text = localStorage.getItem(name(id));
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

export function forget(id: string): void {
  try {
    localStorage.removeItem(name(id));
  } catch {
    // Then nothing was kept either.
  }
}

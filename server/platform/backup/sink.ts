/** Where the files of a backup go. */
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

export type Sink = {
  /** Answers when there is room for more. `manifest.json` comes last. */
  put(path: string, content: Buffer): Promise<void>;
};

/** Writes what is given and has it on the disk. */
async function writeThrough(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Names that were made or changed in a directory are on the disk too. */
async function syncDirectory(path: string): Promise<void> {
  let directory: FileHandle | undefined;
  try {
    directory = await open(path, "r");
    await directory.sync();
  } finally {
    await directory?.close();
  }
}

/**
 * A directory that appears whole or not at all: it is made under `<path>.part`, which nobody takes
 * for a backup, and gets its name when everything in it is on the disk.
 */
export function directorySink(path: string): Sink & {
  finish(): Promise<void>;
  discard(): Promise<void>;
} {
  const making = `${path}.part`;
  const folders = new Set<string>();
  const folder = async (name: string): Promise<void> => {
    if (folders.has(name)) return;
    await mkdir(name, { recursive: true, mode: 0o700 });
    folders.add(name);
  };
  return {
    async put(name, content) {
      const to = join(making, name);
      await folder(dirname(to));
      await writeThrough(to, content);
    },
    async finish() {
      for (const name of folders) await syncDirectory(name);
      await syncDirectory(making);
      await rename(making, path);
      await syncDirectory(dirname(path));
    },
    discard: () => rm(making, { recursive: true, force: true }),
  };
}

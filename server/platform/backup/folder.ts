/** The directory in which backups are kept: each in a directory of its own, named by its time. */
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { KeptBackup } from "#contract/backup.ts";
import { directorySink } from "./sink.ts";
import { readManifest } from "./verify.ts";

const named = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** As `2026-11-27T09-30-00-000Z`: in order of time, and allowed in every file system. */
export const backupNameOf = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replaceAll(/[:.]/g, "-");

/** When the backup of this name was begun, in milliseconds. */
export const timeOfBackup = (name: string): number =>
  Date.parse(name.replace(/T(\d\d)-(\d\d)-(\d\d)-/, "T$1:$2:$3."));

export type BackupFolder = ReturnType<typeof backupFolder>;

export function backupFolder(path: string) {
  const names = async (): Promise<string[]> => {
    const all = await readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return all.filter((name) => named.test(name)).toSorted();
  };
  /** Whole ones, newest first. */
  async function list(): Promise<KeptBackup[]> {
    const found: KeptBackup[] = [];
    for (const name of (await names()).toReversed()) {
      // One that cannot be read is none: it does not count, and is not removed either.
      const manifest = await readManifest(join(path, name)).catch(() => undefined);
      if (!manifest) continue;
      const { madeAt, cut, files } = manifest;
      const sum = (of: "rows" | "bytes") => files.reduce((all, file) => all + file[of], 0);
      found.push({
        name,
        madeAt,
        cut,
        files: files.length,
        rows: sum("rows"),
        bytes: sum("bytes"),
      });
    }
    return found;
  }
  return {
    list,

    /** A place for a new one. What one left that died is removed first. */
    async open(name: string): Promise<ReturnType<typeof directorySink>> {
      await mkdir(path, { recursive: true, mode: 0o700 });
      for (const left of await readdir(path))
        if (left.endsWith(".part") && named.test(left.slice(0, -".part".length)))
          await rm(join(path, left), { recursive: true, force: true });
      return directorySink(join(path, name));
    },

    /** Removes the oldest whole ones but `kept`; answers their names. */
    async removeOldest(kept: number): Promise<string[]> {
      const old = (await list()).slice(kept).map(({ name }) => name);
      for (const name of old) await rm(join(path, name), { recursive: true, force: true });
      return old;
    },
  };
}

/** Backups with all that they are made of. */
import { backupFolder } from "#platform/backup/folder.ts";
import { makeBackup } from "#platform/backup/make.ts";
import { checkRoom, type RoomOptions } from "#platform/backup/room.ts";
import type { Log } from "#platform/log.ts";
import { backupRules } from "./backup-rules.ts";
import { createBackups, type Backups } from "./backup.ts";

export type BackupSettings = Pick<RoomOptions, "backupDir" | "dataDir" | "minFreeBytes"> & {
  readonly backupHours: number;
  readonly backupsKept: number;
};

/** `since`: when there first was anything to lose. */
export function assembleBackups(
  stores: Pick<RoomOptions, "postgres" | "clickhouse">,
  settings: BackupSettings,
  about: { version: string; since: Date; log: Log },
): Backups {
  const { backupDir, dataDir, minFreeBytes, backupHours: hours, backupsKept: kept } = settings;
  const { version, since, log } = about;
  // Whoever runs servers has backups of them already, and asks for one here when they want it.
  const embedded = stores.postgres.embedded || stores.clickhouse.embedded;
  return createBackups({
    make: (sink, signal, onFile) =>
      makeBackup({ ...stores, rules: backupRules, version, sink, signal, onFile }),
    folder: backupFolder(backupDir),
    checkRoom: (kind) => checkRoom({ ...stores, backupDir, dataDir, minFreeBytes }, kind),
    schedule: embedded && hours > 0 ? { hours, kept } : null,
    kept,
    since,
    log,
  });
}

/** Whether the disks have room for a backup. Asked first: a full disk would stop the stores as well. */
import { mkdir, stat, statfs } from "node:fs/promises";
import { sql } from "kysely";
import { CorridorError } from "#contract/error.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Postgres } from "#platform/postgres.ts";

export type RoomOptions = {
  postgres: Postgres;
  clickhouse: ClickHouse;
  /** Where backups are kept. */
  backupDir: string;
  /** Where the embedded PostgreSQL is copied to. */
  dataDir: string;
  /** What must be left. */
  minFreeBytes: number;
};

async function sizes({ postgres, clickhouse }: RoomOptions) {
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database())::float8 as bytes`.execute(postgres.db);
  const [found] = await clickhouse.query<{ bytes: number }>(
    "SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE database = currentDatabase() AND active",
  );
  return { postgres: rows[0]!.bytes, clickhouse: found!.bytes };
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

/**
 * What is written is compressed and takes less than what it is made from. One that is sent needs
 * room for the embedded PostgreSQL's copy alone.
 * @throws CorridorError `disk_full`
 */
export async function checkRoom(options: RoomOptions, kind: "kept" | "archive"): Promise<void> {
  const { postgres, clickhouse } = await sizes(options);
  const needed = new Map<number, { path: string; bytes: number }>();
  const need = async (path: string, bytes: number) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const { dev } = await stat(path);
    needed.set(dev, { path, bytes: (needed.get(dev)?.bytes ?? options.minFreeBytes) + bytes });
  };
  if (options.postgres.embedded) await need(options.dataDir, postgres);
  if (kind === "kept") await need(options.backupDir, postgres + clickhouse);
  for (const { path, bytes } of needed.values()) {
    const disk = await statfs(path);
    const free = disk.bavail * disk.bsize;
    if (free < bytes)
      throw new CorridorError(
        "disk_full",
        `There is not enough room for a backup: it may take ${megabytes(bytes)}, and ${megabytes(free)} are free. Free some room, or set CORRIDOR_BACKUP_DIR to another disk.`,
        { retryAfter: 3600 },
      );
  }
}

/**
 * One backup of both stores, consistent with one another, while they are used. Nothing is
 * acknowledged between the cut of PostgreSQL and that of ClickHouse. What a drain has in its hands
 * then may be in both, and counts once after a restore; it can't be in neither.
 */
import { hash } from "node:crypto";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import {
  backupFormat,
  manifestName,
  mostFileBytes,
  sealName,
  type BackupFile,
  type BackupManifest,
} from "#contract/backup.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { clock } from "#platform/clock.ts";
import type { Postgres } from "#platform/postgres.ts";
import { appliedTo as appliedToClickHouse, freeze, type Frozen } from "./clickhouse-dump.ts";
import { pathOf, type BackupRules, type Part } from "./part.ts";
import { appliedTo as appliedToPostgres, postgresParts, sequencesOf } from "./postgres-dump.ts";
import type { Sink } from "./sink.ts";

const compress = promisify(zstdCompress);
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

export type MakeOptions = {
  postgres: Postgres;
  clickhouse: ClickHouse;
  rules: BackupRules;
  /** Corridor's version. */
  version: string;
  sink: Sink;
  signal: AbortSignal;
  /** Told after each file. */
  onFile?: (file: BackupFile) => void;
};

/** Writes one part; answers what the manifest says of it. */
async function write(part: Part, sink: Sink): Promise<BackupFile> {
  const content = await compress(part.content, level);
  if (content.length > mostFileBytes)
    throw new Error(`a piece of ${part.table} is larger than ${mostFileBytes} bytes`);
  const path = pathOf(part);
  await sink.put(path, content);
  return {
    path,
    store: part.store,
    table: part.table,
    rows: part.rows,
    bytes: content.length,
    sha256: hash("sha256", content, "hex"),
  };
}

/** Makes a backup; answers its manifest, which is written last. */
export async function makeBackup(options: MakeOptions): Promise<BackupManifest> {
  const { clickhouse, rules, sink, signal } = options;
  const tables: BackupManifest["tables"] = { postgres: {}, clickhouse: {} };
  const files: BackupFile[] = [];
  const writeAll = async (parts: AsyncIterable<Part>) => {
    for await (const part of parts) {
      const file = await write(part, sink);
      files.push(file);
      options.onFile?.(file);
      signal.throwIfAborted();
    }
  };
  const caught = await catchStores(options);
  try {
    const { snapshot } = caught;
    const migrations = {
      postgres: await appliedToPostgres(snapshot),
      clickhouse: await appliedToClickHouse(clickhouse),
    };
    const sequences = await sequencesOf(snapshot);
    await writeAll(postgresParts(snapshot, rules.postgres.leftOut, tables.postgres, signal));
    await writeAll(caught.frozen.parts(tables.clickhouse, signal));
    const manifest: BackupManifest = {
      format: backupFormat,
      corridor: options.version,
      madeAt: new Date(clock.now()).toISOString(),
      cut: snapshot.cut.toISOString(),
      migrations,
      tables,
      sequences,
      files,
    };
    const text = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`);
    await sink.put(sealName, Buffer.from(`${hash("sha256", text, "hex")}  ${manifestName}\n`));
    await sink.put(manifestName, text);
    return manifest;
  } finally {
    // The clones first: the snapshot holds the lock that keeps other backups away from them.
    await caught.frozen.drop().finally(() => caught.snapshot.close());
  }
}

async function catchStores({ postgres, clickhouse, rules, signal }: MakeOptions) {
  let frozen: Frozen | undefined;
  try {
    const snapshot = await postgres.snapshot({
      prepare: async () => void (frozen = await freeze(clickhouse, rules.clickhouse.leftOut)),
      still: rules.postgres.still,
      atTheCut: () => frozen!.attach(),
      signal,
    });
    return { frozen: frozen!, snapshot };
  } catch (error) {
    await frozen?.drop().catch(() => undefined);
    throw error;
  }
}

/** Whether a directory is a whole backup that this version can read. Reads every file and writes nothing. */
import { hash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import {
  anyManifest,
  backupFormat,
  backupManifest,
  manifestName,
  sealName,
  type BackupFile,
  type BackupManifest,
} from "#contract/backup.ts";
import { RestoreError } from "./problem.ts";

const decompress = promisify(zstdDecompress);
/** What a file may become when it is unpacked, in bytes. */
const mostUnpacked = 1024 * 1024 * 1024;

/** The content of a file of PostgreSQL rows: a line each. */
export async function linesOf(content: Buffer): Promise<Buffer> {
  return decompress(content, { maxOutputLength: mostUnpacked });
}

async function readOr(path: string, missing: () => RestoreError): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? missing() : error;
  });
}

const damaged = (cause?: unknown) =>
  new RestoreError(
    "manifest_damaged",
    `The backup's ${manifestName} was changed or damaged. Take another backup.`,
    {},
    { cause },
  );

/** The manifest of a directory that says that it is whole. @throws RestoreError */
export async function readManifest(dir: string): Promise<BackupManifest> {
  const isDirectory = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw new RestoreError("not_a_directory", `${dir} is no directory.`, { dir });
  const cutShort = () =>
    new RestoreError(
      "no_manifest",
      `There is no whole backup in ${dir}: it has no ${manifestName}, so it was cut short or is something else.`,
      { dir },
    );
  const text = await readOr(join(dir, manifestName), cutShort);
  let json: unknown;
  try {
    json = JSON.parse(text.toString("utf8"));
  } catch (error) {
    throw damaged(error);
  }
  const any = anyManifest.safeParse(json);
  if (!any.success) throw damaged();
  const { format, corridor } = any.data;
  // Said before the seal is looked at: a newer format may be sealed otherwise.
  if (format > backupFormat)
    throw new RestoreError(
      "newer_format",
      `This backup was made by Corridor ${corridor} in format ${format}; this version reads up to ${backupFormat}. Restore it with the version that made it, or a newer one.`,
      { format, corridor, known: backupFormat },
    );
  const seal = (await readOr(join(dir, sealName), cutShort)).toString("utf8").slice(0, 64);
  if (seal !== hash("sha256", text, "hex")) throw damaged();
  const read = backupManifest.safeParse(json);
  if (!read.success) throw damaged(read.error);
  return read.data;
}

/** Every migration of the backup must be one that this version has: it knows no other tables. */
export function checkMigrations(manifest: BackupManifest, directory: string): void {
  for (const store of ["postgres", "clickhouse"] as const) {
    const known = new Set(readdirSync(join(directory, store)));
    const unknown = manifest.migrations[store].find((name) => !known.has(name));
    if (unknown === undefined) continue;
    const { corridor } = manifest;
    throw new RestoreError(
      "unknown_migration",
      `This backup was made by Corridor ${corridor}, which has the migration ${unknown}; this version does not. Restore it with the version that made it, or a newer one.`,
      { migration: unknown, corridor },
    );
  }
}

async function checkFile(dir: string, file: BackupFile): Promise<void> {
  const { path } = file;
  const content = await readOr(
    join(dir, path),
    () => new RestoreError("file_missing", `The backup's file ${path} is missing.`, { path }),
  );
  if (content.length !== file.bytes || hash("sha256", content, "hex") !== file.sha256)
    throw new RestoreError(
      "file_damaged",
      `The backup's file ${path} was changed or damaged (${content.length} of ${file.bytes} bytes, or another checksum). Take another backup.`,
      { path },
    );
  // ClickHouse's format says its rows only to ClickHouse: those are counted when they are in.
  if (file.store === "clickhouse") return;
  const lines = await linesOf(content);
  let rows = 0;
  for (let at = lines.indexOf(10); at >= 0; at = lines.indexOf(10, at + 1)) rows++;
  if (rows !== file.rows) throw wrongRows(path, rows, file.rows);
}

export const wrongRows = (what: string, found: number, wanted: number): RestoreError =>
  new RestoreError(
    "wrong_rows",
    `${what} has ${found} rows, and the manifest says ${wanted}. Take another backup.`,
    { what, found, wanted },
  );

/** Reads all files. @throws RestoreError for the first that is not as the manifest says. */
export async function checkFiles(dir: string, manifest: BackupManifest): Promise<void> {
  for (const file of manifest.files) await checkFile(dir, file);
  for (const store of ["postgres", "clickhouse"] as const)
    for (const [table, { rows }] of Object.entries(manifest.tables[store])) {
      const found = manifest.files
        .filter((file) => file.store === store && file.table === table)
        .reduce((sum, file) => sum + file.rows, 0);
      if (found !== rows) throw wrongRows(`${store}: ${table}`, found, rows);
    }
}

/**
 * Restores a backup into empty stores: `restore.ts DIRECTORY`, with the settings of the server that
 * is to run on them. Writes one JSON object a line (`restoreEvent` in contract/backup.ts); exits with
 * 0 when everything is in, else with 1.
 */
import { existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { BackupManifest, RestoreEvent } from "#contract/backup.ts";
import { CorridorError } from "#contract/error.ts";
import { halfRestored, notEmpty, refuseUnlessEmpty } from "./platform/backup/mark.ts";
import { isMarked, markDir, unmarkDir } from "./platform/backup/mark-file.ts";
import { RestoreError } from "./platform/backup/problem.ts";
import { checkFiles, checkMigrations, readManifest } from "./platform/backup/verify.ts";
import { makeDataDir } from "./platform/files.ts";
import { carryLedger, hasLedger } from "./platform/ledger.ts";
import { LockedError, takeLock } from "./platform/lock.ts";
import { createLog } from "./platform/log.ts";
import { ConfigError, readConfig, type Config } from "./config.ts";

const migrations = join(import.meta.dirname, "migrations");
/** Milliseconds between two lines that say how far it is. */
const pace = 500;
/** Set when something has been written: the target then has to be emptied before another try. */
let begun = false;

const tell = (event: RestoreEvent): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

async function check(dir: string): Promise<BackupManifest> {
  const manifest = await readManifest(dir);
  checkMigrations(manifest, migrations);
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  tell({ event: "checking", files: manifest.files.length, bytes });
  await checkFiles(dir, manifest);
  return manifest;
}

/** The stores that are embedded, which is also what their directories are called. */
const embeddedOf = (config: Config): string[] => [
  ...(config.databaseUrl === undefined ? ["postgres"] : []),
  ...(config.clickhouseUrl === undefined ? ["clickhouse"] : []),
];

/**
 * The embedded stores are looked at before they are opened, as that would make them. A mark without
 * any is of a restore that made none, or was emptied: it stands in nobody's way.
 */
function refuseEmbedded(config: Config): void {
  const { dataDir } = config;
  for (const store of embeddedOf(config))
    if (existsSync(join(dataDir, store)))
      throw isMarked(dataDir) ? halfRestored() : notEmpty(store);
}

/** Marks the data directory while `work` lasts; the mark stays where it has begun to write and failed. */
async function marked(config: Config, work: () => Promise<void>): Promise<void> {
  const { dataDir } = config;
  const embedded = embeddedOf(config);
  // Without an embedded store several processes may share nothing but the databases: the mark is there.
  if (embedded.length === 0) return work();
  markDir(dataDir);
  try {
    await work();
  } catch (error) {
    if (begun) throw error;
    // Opening had made them: nothing was written, so nothing stands in the way of another try.
    for (const store of embedded) rmSync(join(dataDir, store), { recursive: true, force: true });
    unmarkDir(dataDir);
    throw error;
  }
  unmarkDir(dataDir);
}

async function load(dir: string, manifest: BackupManifest, config: Config): Promise<void> {
  const start = Date.now();
  // The stores' libraries take a second to load: a backup that is refused does not wait for them.
  const [{ openPostgres }, { openClickHouse }, { restoreInto }] = await Promise.all([
    import("./platform/postgres.ts"),
    import("./platform/clickhouse.ts"),
    import("./platform/backup/restore.ts"),
  ]);
  const log = createLog("silent");
  const of = manifest.files.reduce((sum, file) => sum + file.rows, 0);
  let rows = 0;
  let told = 0;
  const postgres = await openPostgres({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    deadline: 120_000,
  });
  const clickhouse = openClickHouse({
    url: config.clickhouseUrl,
    dataDir: config.dataDir,
    threads: config.threads,
    log,
  });
  try {
    await refuseUnlessEmpty(postgres, clickhouse);
    // Who was erased after the backup was made is erased again by the start. It comes first: stores
    // that are whole beside no ledger would serve them.
    carryLedger(dirname(dir), config.dataDir);
    begun = true;
    await restoreInto({
      dir,
      manifest,
      postgres,
      clickhouse,
      migrations,
      log,
      onRows: (more) => {
        rows += more;
        if (Date.now() - told < pace && rows < of) return;
        told = Date.now();
        tell({ event: "loading", rows, of });
      },
    });
  } finally {
    await clickhouse.close();
    await postgres.close();
  }
  const { postgres: entities, clickhouse: signals } = manifest.tables;
  tell({
    event: "restored",
    cut: manifest.cut,
    tables: Object.keys(entities).length + Object.keys(signals).length,
    rows: of,
    seconds: (Date.now() - start) / 1000,
    ledger: hasLedger([config.dataDir, config.backupDir]),
  });
}

async function main(dir: string): Promise<void> {
  const config = readConfig();
  const manifest = await check(dir);
  refuseEmbedded(config);
  makeDataDir(config.dataDir);
  const unlock = await takeLock(config.dataDir);
  try {
    // Another may have restored while this one looked.
    refuseEmbedded(config);
    await marked(config, () => load(dir, manifest, config));
  } finally {
    unlock();
  }
}

function problemOf(error: unknown): Pick<RestoreError, "problem" | "message" | "details"> {
  if (error instanceof RestoreError) return error;
  const { message } = error as Error;
  const details = { reason: message };
  if (error instanceof ConfigError) return { problem: "settings_wrong", message, details };
  if (error instanceof LockedError) return { problem: "target_in_use", message, details };
  if (error instanceof CorridorError && error.status === 503)
    return { problem: "target_away", message, details };
  return { problem: "failed", message, details };
}

try {
  await main(resolve(process.argv[2] ?? ""));
  process.exit(0);
} catch (error) {
  const { problem, message, details } = problemOf(error);
  tell({ event: "refused", problem, begun, message, details });
  process.exit(1);
}

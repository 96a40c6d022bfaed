/** Puts a backup into empty stores, of either size. Whatever dies half-way leaves a mark that the start refuses. */
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BackupFile, BackupManifest } from "#contract/backup.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { applyClickHouseMigrations } from "#platform/clickhouse-migrations.ts";
import type { Log } from "#platform/log.ts";
import { migratePostgres, type Postgres } from "#platform/postgres.ts";
import { beginRestore, endRestore } from "./mark.ts";
import { beginLoading } from "./postgres-load.ts";
import { linesOf, wrongRows } from "./verify.ts";

export type RestoreOptions = {
  dir: string;
  manifest: BackupManifest;
  postgres: Postgres;
  clickhouse: ClickHouse;
  /** Where the migrations of both stores lie. */
  migrations: string;
  log: Log;
  onRows: (rows: number) => void;
};

const filesOf = (manifest: BackupManifest, store: BackupFile["store"]): BackupFile[] =>
  manifest.files.filter((file) => file.store === store);

async function loadPostgres(options: RestoreOptions): Promise<void> {
  const { dir, manifest, postgres } = options;
  const loader = await beginLoading(postgres, manifest);
  for (const file of filesOf(manifest, "postgres")) {
    const lines = await linesOf(await readFile(join(dir, file.path)));
    const rows = await loader.load(file.table, lines.toString("utf8"));
    if (rows !== file.rows) throw wrongRows(file.path, rows, file.rows);
    options.onRows(rows);
  }
  for (const [table, { rows }] of Object.entries(manifest.tables.postgres)) {
    const found = await loader.count(table);
    if (found !== rows) throw wrongRows(`postgres: ${table}`, found, rows);
  }
  await loader.finish();
}

async function loadClickHouse(options: RestoreOptions): Promise<void> {
  const { manifest, clickhouse } = options;
  // The embedded store reads the files itself, by a path in which * and { would be patterns.
  const temporary = await mkdtemp(join(tmpdir(), "corridor-restore-"));
  try {
    const plain = join(temporary, "backup");
    await symlink(resolve(options.dir), plain, "dir");
    for (const file of filesOf(manifest, "clickhouse")) {
      const { columns } = manifest.tables.clickhouse[file.table]!;
      await clickhouse.load(file.table, columns, join(plain, file.path));
      options.onRows(file.rows);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  for (const [table, { rows, standing }] of Object.entries(manifest.tables.clickhouse)) {
    const final = standing === undefined ? "" : " FINAL";
    const [found] = await clickhouse.query<{ n: number }>(
      `SELECT toFloat64(count()) AS n FROM \`${table}\`${final}`,
      {},
      { seconds: 120 },
    );
    if (found!.n !== (standing ?? rows))
      throw wrongRows(`clickhouse: ${table}`, found!.n, standing ?? rows);
  }
}

/** The stores must be empty; `dir` must have been checked. */
export async function restoreInto(options: RestoreOptions): Promise<void> {
  const { manifest, postgres, clickhouse, migrations, log } = options;
  await postgres.alone(async () => {
    await beginRestore(postgres);
    const names = (store: "postgres" | "clickhouse") => new Set(manifest.migrations[store]);
    await migratePostgres(postgres, join(migrations, "postgres"), log, names("postgres"));
    await applyClickHouseMigrations(
      clickhouse,
      join(migrations, "clickhouse"),
      log,
      names("clickhouse"),
    );
    await loadPostgres(options);
    await loadClickHouse(options);
    await endRestore(postgres, manifest);
  });
}

/** The two stores with their tables and nothing that works on them: for tests of what does. Like a world, one a process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClickHouse, type ClickHouse } from "#platform/clickhouse.ts";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { createLog } from "#platform/log.ts";
import { migratePostgres, openPostgres, type Postgres } from "#platform/postgres.ts";
import { migrationsDir } from "./migrations-dir.ts";
import { takeStores } from "./template.ts";

export type Stores = { postgres: Postgres; clickhouse: ClickHouse; stop(): Promise<void> };

export { migrationsDir } from "./migrations-dir.ts";

/** In `dir` where one is given, which is kept; else in a directory of their own, or on the test servers. */
export async function openStores(dir?: string): Promise<Stores> {
  const log = createLog(process.env.TEST_LOG_LEVEL ?? "silent");
  const dataDir = dir ?? mkdtempSync(join(tmpdir(), "corridor-test-"));
  const servers = dir === undefined ? await takeStores("empty", dataDir) : undefined;
  const postgres = await openPostgres({ url: servers?.env.DATABASE_URL, dataDir, log });
  const clickhouse = openClickHouse({
    url: servers?.env.CLICKHOUSE_URL,
    dataDir,
    threads: 2,
    log,
  });
  await migratePostgres(postgres, migrationsDir("postgres"), log);
  await migrateClickHouse(clickhouse, migrationsDir("clickhouse"), log);
  return {
    postgres,
    clickhouse,
    async stop() {
      await clickhouse.close();
      await postgres.close();
      await servers?.drop();
      if (dir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

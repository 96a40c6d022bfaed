/**
 * An empty embedded PostgreSQL, made once for a run of all tests: making one takes longer than most
 * files of tests, and each of them wants its own. Tests of the making itself take none.
 */
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createLog } from "#platform/log.ts";
import { openPostgres } from "#platform/postgres.ts";

const variable = "CORRIDOR_TEST_EMPTY_POSTGRES";

/** Makes it below `dir`; the processes that this one starts find it. */
export async function makeEmptyPostgres(dir: string): Promise<void> {
  const postgres = await openPostgres({ url: undefined, dataDir: dir, log: createLog("error") });
  await postgres.close();
  process.env[variable] = join(dir, "postgres");
}

/** Puts it into a data directory that has no store; without one made, the store's opening makes its own. */
export function takeEmptyPostgres(dataDir: string): void {
  const made = process.env[variable];
  const own = join(dataDir, "postgres");
  if (made === undefined || existsSync(own)) return;
  mkdirSync(dataDir, { recursive: true });
  cpSync(made, own, { recursive: true, preserveTimestamps: true });
}

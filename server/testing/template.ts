/**
 * Data directories that are made once for a run of all tests: making one takes longer than most files
 * of tests, and each of them wants its own. Tests of the first start take none.
 */
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "#platform/log.ts";
import { openPostgres } from "#platform/postgres.ts";
import { createApp } from "#server/app.ts";
import { readConfig } from "#server/config.ts";

/**
 * `empty`: a PostgreSQL without a table. `started`: what a first start leaves, with the tests' owner.
 * `filled`: with the fictional company's year, made by who wants it first (`onceFilled`).
 */
export type Template = "empty" | "started" | "filled";

/** The owner of every world's first workspace. */
export const testOwner = { email: "owner@corridor.test", password: "lantern quiet orbit 42" };
export const testKey = "test-key-0123456789abcdef";

export const testEnvironment = (dataDir: string): Record<string, string> => ({
  CORRIDOR_DATA_DIR: dataDir,
  CORRIDOR_API_KEY: testKey,
  CORRIDOR_ADMIN_EMAIL: testOwner.email,
  CORRIDOR_ADMIN_PASSWORD: testOwner.password,
  CORRIDOR_MIN_FREE_MB: "0",
  CORRIDOR_SIGNALS_PER_MINUTE: "0",
  CORRIDOR_REQUESTS_PER_MINUTE: "0",
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
  PORT: "0",
});

const variable = "CORRIDOR_TEST_TEMPLATES";
/** Copied as they are: ClickHouse's directory has links within itself. */
const copy = (from: string, to: string) =>
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });

/** Makes both below `dir`; the processes that this one starts find them. */
export async function makeTemplates(dir: string): Promise<void> {
  const empty = join(dir, "empty");
  mkdirSync(empty);
  const log = createLog("error");
  await (await openPostgres({ url: undefined, dataDir: empty, log })).close();
  const started = join(dir, "started");
  copy(empty, started);
  await (await createApp(readConfig(testEnvironment(started)), log)).stop();
  process.env[variable] = dir;
}

/**
 * Makes the filled one where it is not there yet, by a `make` that answers the data directory of stores
 * that are closed, which it leaves to this. Who comes meanwhile waits. False where no templates are made.
 */
export async function onceFilled(make: () => Promise<string>): Promise<boolean> {
  const made = process.env[variable];
  if (made === undefined) return false;
  const [filled, done] = [join(made, "filled"), join(made, "filled.done")];
  try {
    mkdirSync(filled);
  } catch {
    for (const end = Date.now() + 240_000; !existsSync(done); await sleep(100))
      if (Date.now() > end) throw new Error("nobody has filled the stores that others want");
    return true;
  }
  copy(await make(), filled);
  mkdirSync(done);
  return true;
}

/** Puts one into a data directory that has no store; where none was made, the start makes its own. */
export function takeTemplate(template: Template, dataDir: string): void {
  const made = process.env[variable];
  if (made === undefined || existsSync(join(dataDir, "postgres"))) return;
  copy(join(made, template), dataDir);
}

/**
 * Stores that are made once for a run of all tests: making them takes longer than most files of tests,
 * and each of them wants its own. Tests of the first start take none.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "#platform/log.ts";
import { openPostgres } from "#platform/postgres.ts";
import { createApp } from "#server/app.ts";
import { readConfig } from "#server/config.ts";
import { dropStores, onServers, serverStores, type ServerStores } from "./server-stores.ts";

/**
 * `empty`: a PostgreSQL without a table. `started`: what a first start leaves, with the tests' owner.
 * `filled`: with the fictional company's year, made by who wants it first (`onceFilled`).
 */
export type Template = "empty" | "started" | "filled";

/** Where stores are: their files, and on servers their databases. */
export type Place = { dataDir: string; databases?: string | undefined };

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

const nameFile = (dir: string, template: Template) => join(dir, `${template}.databases`);

/** The databases of a template on servers; undefined where it has none. */
function databasesOf(template: Template): string | undefined {
  const made = process.env[variable];
  const file = made === undefined ? undefined : nameFile(made, template);
  return file !== undefined && existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Makes the first two below `dir`; the processes that this one starts find them. */
export async function makeTemplates(dir: string): Promise<void> {
  const log = createLog("error");
  const [empty, started] = [join(dir, "empty"), join(dir, "started")];
  mkdirSync(empty);
  if (!onServers) await (await openPostgres({ url: undefined, dataDir: empty, log })).close();
  copy(empty, started);
  const stores = onServers ? await serverStores() : undefined;
  const config = readConfig({ ...testEnvironment(started), ...stores?.env });
  await (await createApp(config, log)).stop();
  if (stores) writeFileSync(nameFile(dir, "started"), stores.name);
  process.env[variable] = dir;
}

/** Takes the templates' databases from the servers; their files are whose they were made for. */
export async function dropTemplates(): Promise<void> {
  for (const template of ["started", "filled"] as const) {
    const name = databasesOf(template);
    if (name !== undefined) await dropStores(name);
  }
}

/**
 * Makes the filled one where it is not there yet, by a `make` that answers where stores are that are
 * closed, which it leaves to this. Who comes meanwhile waits. False where no templates are made.
 */
export async function onceFilled(make: () => Promise<Place>): Promise<boolean> {
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
  const { dataDir, databases } = await make();
  copy(dataDir, filled);
  if (databases !== undefined) writeFileSync(nameFile(made, "filled"), databases);
  mkdirSync(done);
  return true;
}

/** Puts a template into a data directory that has no store; where none was made, the start makes its own. */
export function takeTemplate(template: Template, dataDir: string): void {
  const made = process.env[variable];
  if (made === undefined || onServers || existsSync(join(dataDir, "postgres"))) return;
  copy(join(made, template), dataDir);
}

/** The same on whichever stores tests run: on servers it answers the databases, copies of the template's. */
export async function takeStores(
  template: Template,
  dataDir: string,
): Promise<ServerStores | undefined> {
  if (!onServers) return void takeTemplate(template, dataDir);
  const databases = databasesOf(template);
  // Beside the stores there are keys and files.
  if (databases !== undefined) copy(join(process.env[variable]!, template), dataDir);
  return serverStores(databases);
}

/** Makes the tables of the store of signals, each file of statements once. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAway, type ClickHouse } from "./clickhouse.ts";
import type { Log } from "./log.ts";

/** Between two tries to make a server ready that was away at the start. */
const retryMs = 2_000;
/** ClickHouse's code for a table that exists. */
const tableExists = "57";

/**
 * Applies each file of `dir` that has not been applied yet; statements end with `;` at the end of a
 * line. Where a server is away this answers all the same, so that signals are taken meanwhile: the
 * store is held, and made ready in the background when the server answers.
 */
export async function migrateClickHouse(store: ClickHouse, dir: string, log: Log): Promise<void> {
  try {
    await applyClickHouseMigrations(store, dir, log);
  } catch (error) {
    if (store.embedded || !store.hold || !isAway(error)) throw error;
    log.warn(
      { reason: (error as Error).message },
      "ClickHouse is away: signals are taken, and wait in the inbox",
    );
    const { inside, release } = store.hold();
    const again = () => {
      applyClickHouseMigrations(inside, dir, log).then(
        () => {
          release();
          log.info("ClickHouse answers");
        },
        (reason: Error) => {
          // Not away, and no better: said once a try, so that somebody sees it.
          if (!isAway(reason))
            log.error({ reason: reason.message }, "ClickHouse cannot be made ready");
          setTimeout(again, retryMs).unref();
        },
      );
    };
    setTimeout(again, retryMs).unref();
  }
}

/** Applies what has not been applied yet; with `only`, none but those. A server that is away is an error here. */
export async function applyClickHouseMigrations(
  store: ClickHouse,
  dir: string,
  log: Log,
  only?: ReadonlySet<string>,
): Promise<void> {
  await store.command(
    "CREATE TABLE IF NOT EXISTS migrations (name String, applied_at DateTime DEFAULT now()) ENGINE = ReplacingMergeTree ORDER BY name",
  );
  const applied = new Set(
    (await store.query<{ name: string }>("SELECT name FROM migrations FINAL")).map(
      (row) => row.name,
    ),
  );
  for (const name of readdirSync(dir)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    if (applied.has(name) || only?.has(name) === false) continue;
    for (const statement of readFileSync(join(dir, name), "utf8").split(/;\s*$/m)) {
      const text = statement.replace(/^\s*--.*$/gm, "").trim();
      if (!text) continue;
      // There are no transactions here: a process that died half-way has left the first tables.
      await store.command(text).catch((error: { code?: string }) => {
        if (String(error.code) !== tableExists) throw error;
      });
    }
    await store.insert("migrations", JSON.stringify({ name }), { token: `migration:${name}` });
    log.info({ migration: name }, "applied a ClickHouse migration");
  }
}

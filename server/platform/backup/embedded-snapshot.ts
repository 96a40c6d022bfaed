/**
 * The embedded PostgreSQL has one connection, so a transaction that lasted for a whole backup would
 * keep everybody out. Instead its files are copied while it works, by PostgreSQL's own rules for a
 * base backup (the write-ahead log from the beginning of the copy to its end makes it whole), and
 * the copy is opened beside it. Callers wait only while the last of the log is copied.
 */
import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { causeOf } from "#platform/cause.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { Pglite } from "#platform/pglite.ts";
import { plainTexts, type Snapshot, type SnapshotRequest } from "./snapshot.ts";

/** Holds the log back while it is needed; left behind by a process that died, it is dropped at the next opening. */
const slot = "corridor_backup";
export const dropSlot = `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '${slot}'`;

/** Milliseconds: a checkpoint writes all that has changed, and reading a large table takes as long as it takes. */
const patience = 120_000;

/** Made by the running process alone, or of no use without it. */
const leftOut = (path: string): boolean =>
  path === "pg_wal" ||
  path === "postmaster.pid" ||
  path.startsWith("pg_replslot/") ||
  path.startsWith("base/pgsql_tmp");

async function copyTree(from: string, to: string, signal: AbortSignal, path = ""): Promise<void> {
  signal.throwIfAborted();
  await mkdir(join(to, path), { recursive: true, mode: 0o700 });
  for (const entry of await readdir(join(from, path), { withFileTypes: true })) {
    const each = path === "" ? entry.name : `${path}/${entry.name}`;
    if (leftOut(each)) continue;
    if (entry.isDirectory()) await copyTree(from, to, signal, each);
    else await copyUnlessGone(join(from, each), join(to, each));
  }
}

/** A table may be dropped meanwhile: the log says so. */
async function copyUnlessGone(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

/** Parts of the write-ahead log from `first` on; with `last`, up to that one. Their names are in their order. */
async function segments(dir: string, first: string, last?: string): Promise<string[]> {
  return (await readdir(join(dir, "pg_wal")))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .filter((name) => name >= first && (last === undefined || name <= last))
    .toSorted();
}

type Parts = { store: Pglite; dataDir: string; log: Log };

/** Copies the store's files to `to`; answers the moment of the cut. */
async function copyStore(parts: Parts, to: string, request: SnapshotRequest): Promise<Date> {
  const { store, dataDir } = parts;
  const { signal } = request;
  let opening: number | undefined;
  const ask = async <T>(sql: string): Promise<T[]> =>
    (await store.ask({ sql }, { deadline: patience, opening })).rows as T[];
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    await store.enter();
    try {
      await store.open();
      opening ??= store.opening;
      return await work();
    } finally {
      store.leave();
    }
  };
  const copyLog = async (names: string[]) => {
    for (const name of names)
      await copyFile(join(dataDir, "pg_wal", name), join(to, "pg_wal", name));
  };
  let begun = false;
  try {
    const first = await alone(async () => {
      await ask(dropSlot);
      await ask(`select pg_create_physical_replication_slot('${slot}', true)`);
      const [start] = await ask<{ first: string }>(
        `select pg_walfile_name(pg_backup_start('${slot}', true)) as first`,
      );
      begun = true;
      return start!.first;
    });
    await copyTree(dataDir, to, signal);
    await mkdir(join(to, "pg_wal"), { mode: 0o700 });
    // All but the one being written, so that little is left for the moment when callers wait.
    const [now] = await alone(() =>
      ask<{ last: string }>("select pg_walfile_name(pg_current_wal_lsn()) as last"),
    );
    const early = (await segments(dataDir, first)).filter((name) => name < now!.last);
    await copyLog(early);
    signal.throwIfAborted();
    return await alone(async () => {
      const [end] = await ask<{ label: string; last: string; cut: string }>(
        "select labelfile as label, pg_walfile_name(lsn) as last, clock_timestamp()::text as cut from pg_backup_stop(false)",
      );
      begun = false;
      await request.atTheCut();
      const rest = await segments(dataDir, early.at(-1) ?? first, end!.last);
      await copyLog(rest.filter((name) => !early.includes(name)));
      await writeFile(join(to, "backup_label"), end!.label);
      return new Date(end!.cut);
    });
  } finally {
    // Where the store was opened again meanwhile, only the slot is left.
    await alone(async () => {
      if (begun && opening === store.opening) await ask("select pg_backup_stop(false)");
      opening = undefined;
      await ask(dropSlot);
    }).catch((error: Error) =>
      parts.log.warn(causeOf(error), "a copy of the database was not ended as it should"),
    );
  }
}

/** The copy lies beside the store, so that it needs the same disk's room; closing removes it. */
export async function embeddedSnapshot(parts: Parts, request: SnapshotRequest): Promise<Snapshot> {
  const to = `${parts.dataDir}.copy`;
  const remove = () => rm(to, { recursive: true, force: true });
  await remove();
  const begin = clock.now();
  let copy: Pglite | undefined;
  try {
    await request.prepare();
    const cut = await copyStore(parts, to, request);
    parts.log.debug({ ms: clock.now() - begin }, "the database is copied");
    copy = new Pglite({ dataDir: to, log: parts.log, deadline: patience, opening: patience });
    await copy.open();
    await copy.alone({ script: plainTexts });
    return reading(copy, cut, remove);
  } catch (error) {
    await copy?.close();
    await remove();
    throw error;
  }
}

function reading(copy: Pglite, cut: Date, remove: () => Promise<void>): Snapshot {
  // A copy that was opened again has lost its settings, and is no fault of a statement's.
  const { opening } = copy;
  return {
    cut,
    async query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
      return (await copy.ask({ sql, parameters }, { opening })).rows as T[];
    },
    async close() {
      await copy.close();
      await remove();
    },
  };
}

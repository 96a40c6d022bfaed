/** Backups that are kept: when one is due, how many stay, and what is told of one that was not made. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { BackupState } from "#contract/backup.ts";
import { CorridorError } from "#contract/error.ts";
import { backupFolder, backupNameOf } from "#platform/backup/folder.ts";
import { makeBackup } from "#platform/backup/make.ts";
import { checkRoom } from "#platform/backup/room.ts";
import { clock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { eventually } from "#server/testing/server.ts";
// Run on servers too: see testing/world.ts.
import { backupRules } from "./backup-rules.ts";
import { createBackups, type BackupParts } from "./backup.ts";

const hour = 3_600_000;
const dir = mkdtempSync(join(tmpdir(), "corridor-test-"));
const real = clock.now;
let stores: Stores;
before(async () => {
  stores = await openStores();
  await stores.postgres.script(
    "insert into workspaces values ('00000000-0000-0000-0000-000000000001', 'One', 'UTC')",
  );
});
after(async () => {
  clock.now = real;
  await stores.stop();
  rmSync(dir, { recursive: true, force: true });
});

const start = Date.UTC(2026, 0, 1);
const path = join(dir, "backups");
const parts = (change: Partial<BackupParts> = {}): BackupParts => ({
  make: (sink, signal, onFile) =>
    makeBackup({ ...stores, rules: backupRules, version: "1", sink, signal, onFile }),
  folder: backupFolder(path),
  checkRoom: () => Promise.resolve(),
  schedule: { hours: 24, kept: 2 },
  kept: 2,
  since: new Date(start),
  log: createLog("silent"),
  ...change,
});
const names = () => readdirSync(path).toSorted();

test("one is made when it is due, the oldest goes when a new one is whole, and a failed one counts for nothing", async () => {
  const backups = createBackups(parts());
  clock.now = () => start + 23 * hour;
  await backups.runIfDue();
  assert.ok(!existsSync(path), "it was not due");
  // What a process that died has left, and what somebody else keeps there.
  mkdirSync(join(path, `${backupNameOf(start)}.part`), { recursive: true });
  mkdirSync(join(path, "mine"));
  const made: string[] = [];
  for (let day = 1; day <= 3; day++) {
    // The job looks a few seconds later, or earlier, each day: the backup is not put off for that.
    clock.now = () => start + day * 24 * hour - (day % 2) * 3_000;
    await backups.runIfDue();
    made.push(backupNameOf(clock.now()));
    const at = clock.now();
    clock.now = () => at + hour;
    await backups.runIfDue();
    assert.deepEqual(names(), [...made.slice(-2), "mine"]);
  }
  const state = await backups.state();
  assert.deepEqual(
    state.backups.map(({ name }) => name),
    made.slice(-2).toReversed(),
  );
  assert.deepEqual([state.running, state.failed], [null, null]);
  assert.ok(state.backups[0]!.rows > 0 && state.backups[0]!.bytes > 0);

  // The next ones fail half-way: what is there stays, and why is told.
  clock.now = () => start + 4 * 24 * hour;
  const failing = createBackups(
    parts({
      make: async (sink) => {
        await sink.put("postgres/x.0.ndjson.zst", Buffer.from("x"));
        throw Object.assign(new Error("write failed"), { code: "ENOSPC" });
      },
    }),
  );
  await failing.runIfDue();
  await failing.runIfDue();
  const { failed } = await failing.state();
  assert.match(failed!.message, /disk was full/);
  assert.deepEqual(names(), [...made.slice(-2), "mine"]);

  // A whole one whose manifest was damaged later is none, and is not thrown away for it either.
  writeFileSync(join(path, made[2]!, "manifest.json"), "{}");
  assert.deepEqual(
    (await backups.state()).backups.map(({ name }) => name),
    [made[1]],
  );
  await backups.runIfDue();
  assert.deepEqual(names(), [made[1], made[2], backupNameOf(start + 4 * 24 * hour), "mine"]);
});

test("none is made by itself where that is not wished, and where there is too little room", async () => {
  clock.now = real;
  const before = names();
  await createBackups(parts({ schedule: null })).runIfDue();
  assert.deepEqual(names(), before);
  const full = createBackups(
    parts({
      checkRoom: (kind) =>
        checkRoom({ ...stores, backupDir: path, dataDir: dir, minFreeBytes: 1e15 }, kind),
    }),
  );
  await full.runIfDue();
  const { failed } = await full.state();
  assert.equal(failed?.code, "disk_full");
  assert.match(failed.message, /not enough room for a backup: it may take \d+ MB, and \d+ MB are/);
  assert.deepEqual(names(), before);
  // What is sent needs room for the copy of an embedded PostgreSQL alone.
  if (stores.postgres.embedded) await assert.rejects(full.send(), /not enough room/);
});

test("there is one at a time, one that nobody takes is broken off, and stopping waits for it", async () => {
  const backups = createBackups(parts({ schedule: null }));
  const stream = await backups.send();
  assert.equal((await backups.state()).running?.kind, "archive");
  assert.throws(
    () => backups.start(),
    (error: unknown) => error instanceof CorridorError && error.code === "conflict",
  );
  stream.destroy();
  const idle = (state: BackupState) => state.running === null;
  const { failed } = await eventually(() => backups.state(), idle);
  assert.match(failed!.message, /did not take all of it/);

  const before = names();
  backups.start();
  await backups.stop();
  assert.deepEqual(names(), before);
  assert.throws(
    () => backups.start(),
    (error: unknown) => error instanceof CorridorError && error.code === "shutting_down",
  );
});

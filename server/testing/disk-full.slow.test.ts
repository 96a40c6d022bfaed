import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { CorridorError, type ErrorBody } from "#contract/error.ts";
import type { IntakeAnswer } from "#contract/signal.ts";
import { createLog } from "#platform/log.ts";
import { openPostgres } from "#platform/postgres.ts";
import { eventually, listedIds, scratch, startServer, type RunningServer } from "./server.ts";

const { dir, remove } = scratch();
const megabyte = 1024 * 1024;
let skip: string | undefined;
before(() => {
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=224m", "tmpfs", dir]);
  if (mounted.status !== 0) skip = "a small disk cannot be mounted here (that needs root)";
});
after(() => {
  if (skip === undefined) spawnSync("umount", ["-l", dir]);
  remove();
});

const free = () => {
  const disk = statfsSync(dir);
  return disk.bavail * disk.bsize;
};
/** Fills the disk up to `left` bytes. */
function fill(left: number): void {
  const file = openSync(join(dir, "filler"), "a");
  const block = Buffer.alloc(64 * 1024);
  try {
    while (free() > left) writeSync(file, block, 0, Math.min(block.length, free() - left));
    fsyncSync(file);
  } catch (error) {
    assert.equal((error as { code: string }).code, "ENOSPC");
  } finally {
    closeSync(file);
  }
}
const empty = () => rmSync(join(dir, "filler"), { force: true });

type Outcome = { acknowledged: Set<string>; refused: Map<string, number> };
/** Four clients that post single signals and batches until told to stop. */
function posting(
  server: RunningServer,
  name: string,
): {
  outcome: Outcome;
  abort(): void;
  stop(): Promise<void>;
} {
  const outcome: Outcome = { acknowledged: new Set(), refused: new Map() };
  const stop = new AbortController();
  const clients = Array.from({ length: 4 }, async (_, client) => {
    for (let n = 0; !stop.signal.aborted; n++) {
      const ids = Array.from({ length: n % 2 ? 40 : 1 }, (_, m) => `${name}-${client}-${n}-${m}`);
      const { status, body } = await server.request<IntakeAnswer & ErrorBody>(
        "POST",
        "/v1/signals",
        ids.map((id) => ({
          id,
          kind: "response",
          occurredAt: "2026-01-31T09:30:00Z",
          text: id.repeat(100),
        })),
      );
      if (status === 202) for (const id of ids) outcome.acknowledged.add(id);
      else {
        const what = `${status} ${body.error?.code}`;
        outcome.refused.set(what, (outcome.refused.get(what) ?? 0) + 1);
        assert.doesNotMatch(JSON.stringify(body), /pg_wal|base\/|\/tmp|device|SQL/i);
        await sleep(50);
      }
    }
  });
  // Whoever stops them is told; where the test has failed, why it has is told alone.
  for (const client of clients) client.catch(() => undefined);
  return {
    outcome,
    abort: () => stop.abort(),
    async stop() {
      stop.abort();
      await Promise.all(clients);
    },
  };
}

test("no room for the write-ahead log, on which the embedded Postgres panics: told at once, and opened again", async (t) => {
  if (skip !== undefined) return t.skip(skip);
  const postgres = await openPostgres({ url: undefined, dataDir: dir, log: createLog("silent") });
  await sql`create table kept (n bigint)`.execute(postgres.db);
  await sql`insert into kept values (1)`.execute(postgres.db);
  fill(0);
  const began = Date.now();
  await assert.rejects(
    // A new segment of the log is made for this.
    sql`select pg_switch_wal(), pg_logical_emit_message(true, 'x', repeat('x', 1000000))`.execute(
      postgres.db,
    ),
    (error: unknown) => error instanceof CorridorError && error.code === "disk_full",
  );
  // Without a look at what kind of error that was, this would spin until the watchdog ends it.
  const outcome = await sql`select 1`.execute(postgres.db).then(
    () => "answered",
    (error: unknown) => (error instanceof CorridorError ? "503" : String(error)),
  );
  t.diagnostic(`${outcome} ${Date.now() - began} ms after the disk was full`);
  assert.match(outcome, /^(answered|503)$/);
  assert.ok(Date.now() - began < 12_000, "it waited for the watchdog");
  assert.ok(postgres.restarts() >= 1);
  empty();
  const { rows } = await eventually(
    () => sql<{ n: number }>`insert into kept values (2) returning n`.execute(postgres.db),
    (answer) => answer.rows.length === 1,
  );
  assert.deepEqual(rows, [{ n: 2 }]);
  assert.deepEqual((await sql`select n from kept order by n`.execute(postgres.db)).rows, [
    { n: 1 },
    { n: 2 },
  ]);
  await postgres.close();
  rmSync(join(dir, "postgres"), { recursive: true });
});

test("a disk that fills up: 503, nothing falsely acknowledged, and recovery without help", async (t) => {
  if (skip !== undefined) return t.skip(skip);
  // Below what is to stay free, nothing is written at all.
  let server = await startServer({
    dataDir: join(dir, "data"),
    env: { CORRIDOR_MIN_FREE_MB: "60" },
  });
  const first = posting(server, "guard");
  const begun = [first];
  // What is left open would keep the reason of a failure from being told.
  t.after(async () => {
    for (const each of begun) each.abort();
    await server.end("SIGKILL");
  });
  await sleep(500);
  fill(50 * megabyte);
  await eventually(
    async () => first.outcome.refused.get("503 disk_full") ?? 0,
    (count) => count > 3,
  );
  const low = await server.request<ErrorBody>("POST", "/v1/signals", {});
  assert.deepEqual([low.status, low.body.error.code], [503, "disk_full"]);
  assert.ok(Number(low.headers.get("retry-after")) > 0);
  empty();
  const before = first.outcome.acknowledged.size;
  await eventually(
    async () => first.outcome.acknowledged.size,
    (size) => size > before + 20,
  );
  await first.stop();
  assert.deepEqual([...first.outcome.refused.keys()], ["503 disk_full"]);
  await server.drained();
  assert.equal(await server.end("SIGTERM"), 0);

  // And with that guard off, a disk without a byte left: in data files, and in the write-ahead log.
  const all = new Set(first.outcome.acknowledged);
  server = await startServer({ dataDir: join(dir, "data"), env: { CORRIDOR_MIN_FREE_MB: "0" } });
  for (const round of [1, 2]) {
    const clients = posting(server, `full${round}`);
    begun.push(clients);
    await sleep(400);
    fill(0);
    const began = Date.now();
    const refusals = () => [...clients.outcome.refused.values()].reduce((sum, n) => sum + n, 0);
    await eventually(
      async () => refusals(),
      (count) => count > 5,
      40_000,
    );
    await sleep(1_000);
    const held = clients.outcome.acknowledged.size;
    empty();
    const freed = Date.now();
    await eventually(
      async () => clients.outcome.acknowledged.size,
      (size) => size > held + 20,
      60_000,
    );
    t.diagnostic(
      `round ${round}: ${JSON.stringify([...clients.outcome.refused])}, full for ${freed - began} ms, takes signals again after ${Date.now() - freed} ms`,
    );
    await clients.stop();
    for (const id of clients.outcome.acknowledged) all.add(id);
    for (const what of clients.outcome.refused.keys())
      assert.match(what, /^503 (disk_full|store_unavailable)$/);
    await server.drained();
    const listed = await listedIds(server);
    const lost = [...all].filter((id) => listed.get(id) !== 1);
    assert.deepEqual(
      lost,
      [],
      `${lost.length} of ${all.size} that were acknowledged are not there once`,
    );
  }
  const { body } = await server.request<{ ready: boolean; held: { rows: number } }>(
    "GET",
    "/readyz",
  );
  assert.deepEqual([body.ready, body.held.rows], [true, 0]);
  assert.equal(await server.end("SIGTERM"), 0);
});

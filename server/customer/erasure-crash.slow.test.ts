import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { after, test } from "node:test";
import type { BackupState } from "#contract/backup.ts";
import type { Receipt } from "#contract/privacy.ts";
import { filesWith } from "#server/testing/files.ts";
import {
  command,
  eventually,
  scratch,
  startServer,
  type RunningServer,
} from "#server/testing/server.ts";

const { dir, remove } = scratch();
const started: RunningServer[] = [];
after(async () => {
  // One that a failure left running would hold the test open.
  for (const server of started) await server.end("SIGKILL");
  remove();
});
async function start(dataDir = place): Promise<RunningServer> {
  const server = await startServer({ dataDir, patience: 300_000 });
  started.push(server);
  return server;
}
const place = join(dir, "data");
const backup = join(dir, "backup");
const email = "zachariel.hyperion@mail.example";
const strings = [email, "Zachariel"];

const theirs = (n: number) => ({
  id: `theirs-${n}`,
  kind: "response",
  // Over ten months, so that there is a middle to be killed in.
  occurredAt: `2026-${String(1 + (n % 10)).padStart(2, "0")}-05T00:00:00Z`,
  customer: { email, name: "Zachariel Hyperion" },
  measures: { nps: 9 },
  text: `I am Zachariel, ${n}`,
});
const anothers = (n: number) => ({
  id: `anothers-${n}`,
  kind: "response",
  occurredAt: `2026-${String(1 + (n % 10)).padStart(2, "0")}-06T00:00:00Z`,
  customer: { id: `c${n}` },
  measures: { nps: 3 },
});

async function counts(server: RunningServer): Promise<{ all: number; theirs: number }> {
  const count = { measure: { kind: "count" } } as const;
  const all = await server.query(count);
  const own = await server.query({ ...count, where: `customer.email == "${email}"` });
  return { all: all.total?.n ?? 0, theirs: own.total?.n ?? 0 };
}

/** Starts the server; killed and started again so often, a little later each time. */
async function withKills(receipt: string, after_: readonly number[]): Promise<RunningServer> {
  for (const milliseconds of after_) {
    const killed = await start();
    await sleep(milliseconds);
    await killed.end("SIGKILL");
  }
  const server = await start();
  await eventually(
    async () => (await server.request<Receipt>("GET", `/v1/erasures/${receipt}`)).body,
    ({ erasedAt }) => erasedAt !== null,
    400_000,
  );
  return server;
}

test("killed in the middle an erasure ends after the next start; a store of before it is erased again before it serves", async () => {
  const first = await start();
  const dataDir = place;
  const signals = Array.from({ length: 3_000 }, (_, n) => theirs(n));
  await first.send([...signals, ...Array.from({ length: 500 }, (_, n) => anothers(n))]);
  assert.deepEqual(await counts(first), { all: 3_500, theirs: 3_000 });
  await first.request("POST", "/v1/backups");
  const { backups } = await eventually(
    async () => (await first.request<BackupState>("GET", "/v1/backups")).body,
    (state) => state.backups.length === 1,
    60_000,
  );
  const made = backups[0]!;
  await first.end("SIGTERM");
  cpSync(dataDir, backup, { recursive: true });

  const server = await start();
  const { status, body: receipt } = await server.request<Receipt>("POST", "/v1/erasures", {
    customer: { email },
  });
  assert.equal(status, 202);
  const begun = await eventually(
    async () => (await server.request<Receipt>("GET", `/v1/erasures/${receipt.id}`)).body,
    ({ counts: some }) => Object.values(some).some((n) => n > 0),
  );
  await server.end("SIGKILL");
  assert.equal(begun.erasedAt, null, "it was in its middle when it was killed");
  const last = await withKills(receipt.id, [300, 1_500]);
  assert.deepEqual(await counts(last), { all: 500, theirs: 0 });
  const { body: done } = await last.request<Receipt>("GET", `/v1/erasures/${receipt.id}`);
  assert.equal(done.counts.signals, 3_000);
  await last.end("SIGTERM");

  // Nothing in the ledger names anybody.
  const ledger = readFileSync(join(dataDir, "erasures.ndjson"), "utf8");
  assert.ok(ledger.includes(receipt.id));
  for (const text of strings) assert.ok(!ledger.toLowerCase().includes(text.toLowerCase()));

  // The stores of before, beside the ledger of after.
  for (const store of ["postgres", "clickhouse"]) {
    rmSync(join(dataDir, store), { recursive: true });
    cpSync(join(backup, store), join(dataDir, store), { recursive: true });
  }
  assert.ok(filesWith(dataDir, strings).length > 0);
  const restored = await start();
  assert.deepEqual(await counts(restored), { all: 500, theirs: 0 });
  const { body: again } = await restored.request<Receipt>("GET", `/v1/erasures/${receipt.id}`);
  assert.deepEqual(
    [again.replayed, again.counts.signals, again.person],
    [true, 3_000, receipt.person],
  );
  assert.ok(restored.output().includes("were done again"));
  await restored.end("SIGTERM");

  // A backup of before, put elsewhere: the ledger beside it goes along.
  const elsewhere = join(dir, "elsewhere");
  mkdirSync(elsewhere);
  cpSync(join(dataDir, "secret"), join(elsewhere, "secret"));
  const put = await command(["restore", join(dataDir, "backups", made.name)], {
    CORRIDOR_DATA_DIR: elsewhere,
  });
  assert.equal(put.code, 0, put.text);
  const moved = await start(elsewhere);
  assert.deepEqual(await counts(moved), { all: 500, theirs: 0 });
  assert.ok(moved.output().includes("were done again"));
  await moved.end("SIGTERM");
});

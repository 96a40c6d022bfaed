/** `kill -9` in the middle of a backup and of a restore: what is not whole is known for it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BackupState } from "#contract/backup.ts";
import type { ErrorBody } from "#contract/error.ts";
import { nodeFlags } from "../../scripts/node-flags.mjs";
import { command, eventually, failedStart, scratch, startServer } from "./server.ts";
import { testKey } from "./world.ts";

const { dir, remove } = scratch();
after(remove);

const patience = 120_000;
const source = join(dir, "source");
const backup = join(dir, "backup");
const target = join(dir, "target");
const signals = Array.from({ length: 3_000 }, (_, n) => ({
  id: `s${n}`,
  kind: "response",
  occurredAt: "2026-01-31T09:30:00Z",
  measures: { nps: n % 11 },
}));

/** The restoring program, killed when it says how many rows are in. */
async function killedRestore(): Promise<number | null> {
  mkdirSync(target, { recursive: true });
  const child = spawn(
    process.execPath,
    [...nodeFlags, join(import.meta.dirname, "../restore.ts"), backup],
    {
      env: { PATH: process.env.PATH ?? "", CORRIDOR_DATA_DIR: target },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes('"loading"')) child.kill("SIGKILL");
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}

test("a server that is killed leaves no backup that is not whole, and goes on as after any crash", async () => {
  const server = await startServer({ dataDir: source, patience });
  await server.send(signals);
  const whole = await command(["backup", backup], { CORRIDOR_URL: server.url });
  assert.equal(whole.code, 0, whole.text);

  const cutShort = join(dir, "cut-short");
  const sending = command(["backup", cutShort], { CORRIDOR_URL: server.url });
  const state = async () => (await server.request<BackupState>("GET", "/v1/backups")).body;
  await eventually(state, ({ running }) => running !== null, patience);
  const second = await server.request<ErrorBody>("POST", "/v1/backups");
  assert.deepEqual([second.status, second.body.error.code], [409, "conflict"]);
  await server.end("SIGKILL");
  const { code, text } = await sending;
  assert.equal(code, 3, text);
  assert.ok(!existsSync(join(cutShort, "manifest.json")));
  const env = { CORRIDOR_DATA_DIR: target };
  const refused = await command(["restore", cutShort, "--lang", "id"], env);
  assert.equal(refused.code, 1);
  assert.match(refused.text, /Tidak ada cadangan utuh.*Tidak ada yang ditulis/s);
  assert.ok(!existsSync(target), "something was written");

  const next = await startServer({ dataDir: source, patience });
  const nextState = async () => (await next.request<BackupState>("GET", "/v1/backups")).body;
  await next.request("POST", "/v1/backups");
  const { backups } = await eventually(nextState, ({ running }) => running === null, patience);
  assert.equal(backups.length, 1);
  assert.deepEqual(readdirSync(join(source, "backups")), [backups[0]!.name]);
  // One that is kept is killed, too: what it left is no backup, and is gone with the next.
  await next.request("POST", "/v1/backups");
  const part = () => readdirSync(join(source, "backups")).some((name) => name.endsWith(".part"));
  await eventually(() => Promise.resolve(part()), Boolean, patience);
  await next.end("SIGKILL");
  assert.ok(part());
  const last = await startServer({
    dataDir: source,
    patience,
    env: { CORRIDOR_BACKUPS_KEPT: "1" },
  });
  const lastState = async () => (await last.request<BackupState>("GET", "/v1/backups")).body;
  assert.equal((await lastState()).backups.length, 1);
  await last.request("POST", "/v1/backups");
  const kept = await eventually(lastState, ({ running }) => running === null, patience);
  assert.equal(kept.backups.length, 1);
  assert.notEqual(kept.backups[0]!.name, backups[0]!.name);
  assert.deepEqual(readdirSync(join(source, "backups")), [kept.backups[0]!.name]);
  assert.equal(await last.end("SIGTERM"), 0);
});

test("half a restore is refused by the start and by the next restore, and works when it is emptied", async () => {
  assert.equal(await killedRestore(), null);
  const start = await failedStart({ dataDir: target, patience });
  assert.equal(start.code, 1, start.output);
  assert.match(start.output, /A restore was begun here and did not end/);
  assert.doesNotMatch(start.output, /\bat .*\.ts:/);
  const env = { CORRIDOR_DATA_DIR: target, CORRIDOR_API_KEY: testKey };
  const onto = await command(["restore", backup], env);
  assert.equal(onto.code, 1);
  assert.match(onto.text, /A restore was begun here and did not end.*Nothing was written/s);
  rmSync(target, { recursive: true });
  const restored = await command(["restore", backup], env);
  assert.equal(restored.code, 0, restored.text);
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { LockedError, takeLock } from "./lock.ts";

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "corridor-lock-"));
  path = join(dir, "lock");
});
afterEach(() => rmSync(dir, { recursive: true }));

const holder = () => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
const write = async (change: Record<string, unknown>) => {
  const give = await takeLock(dir);
  const mine = holder();
  give();
  writeFileSync(path, JSON.stringify({ ...mine, ...change }));
};

test("a lock is taken, refused to another, naming the holder, and given back", async () => {
  const give = await takeLock(dir);
  assert.equal(holder().pid, process.pid);
  await assert.rejects(
    takeLock(dir),
    (error: unknown) =>
      error instanceof LockedError &&
      error.message.includes(`process ${process.pid} on ${hostname()}`) &&
      error.message.includes("CORRIDOR_DATA_DIR"),
  );
  give();
  assert.deepEqual(readdirSync(dir), []);
  (await takeLock(dir))();
});

test("a lock of a dead process is taken over", async () => {
  const child = spawn(process.execPath, ["--eval", "0"]);
  await once(child, "exit");
  await write({ pid: child.pid });
  (await takeLock(dir))();
});

test("a lock whose pid another program has now is taken over", async () => {
  // Pid 1 lives, and was not born when the lock says.
  await write({ pid: 1 });
  (await takeLock(dir))();
});

test("a lock file that is empty or no JSON is taken over", async () => {
  for (const text of ["", "{", "null", "[]"]) {
    writeFileSync(path, text);
    (await takeLock(dir))();
  }
});

test("giving back leaves a lock alone that another has taken meanwhile", async () => {
  const give = await takeLock(dir);
  writeFileSync(path, JSON.stringify({ ...holder(), startedAt: "later" }));
  give();
  assert.ok(existsSync(path));
});

test("a holder on another machine is alive while it touches its file, and dead when it stops", async () => {
  await write({ host: "another", pid: 1 });
  const child = spawn(process.execPath, [
    "--eval",
    `setInterval(() => fs.utimesSync(${JSON.stringify(path)}, new Date(), new Date()), 200); console.log("beats")`,
  ]);
  await once(child.stdout, "data");
  await assert.rejects(takeLock(dir, 5_000), /process 1 on another/);
  child.kill("SIGKILL");
  await once(child, "close");
  // Whatever its clock says: an hour ahead is no sign of life.
  utimesSync(path, Date.now() / 1000 + 3600, Date.now() / 1000 + 3600);
  const before = Date.now();
  const give = await takeLock(dir, 1_500);
  assert.ok(Date.now() - before >= 1_500, "it was taken over before it could be seen to live");
  give();
});

test("while a holder on another machine is waited for, nothing else lies beside its file", async () => {
  await write({ host: "another", pid: 1 });
  const taken = takeLock(dir, 1_000);
  await sleep(300);
  assert.deepEqual(readdirSync(dir), ["lock"]);
  (await taken)();
});

test("of many processes that find one stale lock, one takes it", async () => {
  await write({ pid: 2 ** 22 + 1 });
  const program = `
    const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, "lock.ts"))});
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, ${Date.now() + 1_200} - Date.now())));
    try { await takeLock(${JSON.stringify(dir)}); console.log("taken"); } catch (error) { console.log(error.constructor.name); }
    setTimeout(() => undefined, 1500);`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
      let said = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      await once(child, "close");
      return said.trim();
    }),
  );
  assert.deepEqual(answers.toSorted(), [...Array<string>(5).fill("LockedError"), "taken"]);
});

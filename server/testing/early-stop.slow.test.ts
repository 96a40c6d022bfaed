/** Stopped on their way up, as a service manager and a person at a terminal do it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { scratch, startServer } from "./server.ts";
import { testKey } from "./world.ts";

const { dir, remove } = scratch();
after(remove);
const root = join(import.meta.dirname, "../..");

/** Runs a program as its users do; sends `signal` so many ms after its first process has begun, or `file` is there. */
async function stopped(
  args: string[],
  env: Record<string, string>,
  signal: NodeJS.Signals,
  afterMs: number,
  file?: string,
): Promise<{ code: number | null; output: string; took: number }> {
  const child = spawn(process.execPath, [join(root, "scripts/run.mjs"), ...args], {
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(child, "close") as Promise<[number | null]>;
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  while (readFileSync(children, "utf8").trim() === "") await sleep(5);
  if (file !== undefined) while (!existsSync(file) && child.exitCode === null) await sleep(5);
  await sleep(afterMs);
  const sent = Date.now();
  child.kill(signal);
  const [code] = await ended;
  return { code, output, took: Date.now() - sent };
}

test("SIGTERM at any moment of a start ends it with 0, with nothing left open", async (t) => {
  const dataDir = join(dir, "data");
  const first = await startServer({ dataDir, patience: 60_000 });
  assert.equal(await first.end("SIGTERM"), 0);
  const env = {
    CORRIDOR_DATA_DIR: dataDir,
    CORRIDOR_API_KEY: testKey,
    PORT: "0",
    LOG_LEVEL: "info",
  };
  let said = 0;
  const lock = join(dataDir, "lock");
  for (const [n, { ms, file }] of [
    { ms: 0 },
    { ms: 400 },
    { ms: 50, file: lock },
    { ms: 1_200, file: lock },
  ].entries()) {
    const signal = n % 2 === 0 ? "SIGTERM" : "SIGINT";
    const { code, output, took } = await stopped(["server/main.ts"], env, signal, ms, file);
    t.diagnostic(`${signal} after ${ms} ms: ${code}, in ${took} ms`);
    assert.equal(code, 0, `${signal} after ${ms} ms: ${output}`);
    assert.ok(took < 10_000, `it took ${took} ms`);
    assert.ok(!/could not|\bat .*\.ts:/.test(output), output);
    if (output.includes('"stopping"')) said += 1;
    assert.deepEqual(
      readdirSync(dataDir).filter((name) => name.startsWith("lock")),
      [],
    );
  }
  // The first start of all takes longest.
  const made = join(dir, "made");
  const early = await stopped(
    ["server/main.ts"],
    { ...env, CORRIDOR_DATA_DIR: made },
    "SIGTERM",
    500,
    join(made, "lock"),
  );
  t.diagnostic(`a first start: ${early.code}, in ${early.took} ms`);
  assert.equal(early.code, 0, early.output);
  assert.deepEqual(
    readdirSync(made).filter((name) => name.startsWith("lock")),
    [],
  );
  assert.ok(said > 0, "none came so far as to say that it stops");
  const server = await startServer({ dataDir, first: true });
  assert.equal((await server.request("GET", "/readyz")).status, 200);
  assert.equal(await server.end("SIGTERM"), 0);
});

test("Ctrl-C at any moment of an import's start ends it with 130", async () => {
  const file = join(dir, "a.ndjson");
  writeFileSync(file, `{"kind":"response","occurredAt":"2026-01-01T00:00:00Z"}\n`);
  // It takes connections and says nothing: the import waits.
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  after(() => silent.closeAllConnections());
  after(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const args = ["cli/main.ts", "import", file, "--url", `http://127.0.0.1:${port}`];
  for (const ms of [0, 50, 150, 300, 600, 1_200]) {
    const { code, output, took } = await stopped(args, { CORRIDOR_API_KEY: testKey }, "SIGINT", ms);
    assert.equal(code, 130, `after ${ms} ms: ${output}`);
    assert.ok(took < 5_000, `it took ${took} ms`);
    assert.doesNotMatch(output, /Unexpected|\bat .*\.ts:/);
  }
});

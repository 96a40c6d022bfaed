import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { request as rawRequest } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ErrorBody } from "#contract/error.ts";
import { signedIn } from "./person.ts";
import { failedStart, listedIds, scratch, startServer, type RunningServer } from "./server.ts";
import { takeTemplate } from "./template.ts";
import { testKey } from "./world.ts";

const { dir, remove } = scratch();
/** One data directory, from a first start that fails to the last stop; each test leaves it to the next. */
const dataDir = join(dir, "data");
const lock = join(dataDir, "lock");
let server: RunningServer;
let owner: { email: string; password: string };
const signInLine = /^Sign in as (\S+) with the password (\S+) \(shown this once/gm;
after(async () => {
  await server?.end("SIGKILL");
  remove();
});

const signal = (id: string) => ({ id, kind: "response", occurredAt: "2026-01-31T09:30:00Z" });

test("wrong settings end the start, named with what is allowed, and no value is repeated", async () => {
  const wrong = {
    PORT: "eighty",
    CORRIDOR_SECRET: "hunter2-too-short",
    CORRIDOR_API_KEY: "pass123",
    DATABASE_URL: "mysql://user:geheim@db/x",
    CORRIDOR_DATADIR: "/x",
    LOG_LEVEL: "loud",
  };
  const { code, output } = await failedStart({ dataDir: join(dir, "never"), env: wrong });
  assert.equal(code, 1);
  for (const name of Object.keys(wrong))
    assert.ok(output.includes(`${name}:`), `${name}: ${output}`);
  assert.match(output, /PORT: must be a whole number from 0 to 65535/);
  for (const secret of ["hunter2", "pass123", "geheim"]) assert.ok(!output.includes(secret));
  assert.doesNotMatch(output, /\bat .*\.ts:/);
  assert.ok(!existsSync(join(dir, "never")), "it began to make a data directory");
});

/** Where nothing listens. */
const nowhere = "127.0.0.1:1";

for (const [name, value, said] of [
  ["HOST", "1.2.3.4", /no address of this machine \(EADDRNOTAVAIL\)/],
  ["HOST", "no.such.host.invalid", /name is not known \((ENOTFOUND|EAI_AGAIN)\)/],
  ["CORRIDOR_DATA_DIR", "/etc/passwd", /a file stands where a directory must be/],
  ["CORRIDOR_DATA_DIR", "/etc/passwd/below", /a file stands where a directory must be/],
  ["CORRIDOR_DATA_DIR", "/proc/nothing/here", /nothing can be made there/],
  ["CORRIDOR_DATA_DIR", "/proc", /cannot be used/],
  [
    "DATABASE_URL",
    `postgres://corridor:geheim@${nowhere}/x`,
    /does not answer there \(ECONNREFUSED\)/,
  ],
  ["DATABASE_URL", "postgres://corridor:geheim@no.such.host.invalid/x", /its host is not known/],
] as const)
  test(`${name}=${value.replace("geheim", "…")} ends the start in one line that names it`, async () => {
    const env = { [name]: value, LOG_LEVEL: "silent" };
    const own = join(dir, `unusable ${name}`);
    const { code, output } = await failedStart({ dataDir: own, env });
    assert.equal(code, 1, output);
    assert.match(output, new RegExp(`^${name}: [^\n]+\\. [A-Z][^\n]+\n$`));
    assert.match(output, said);
    assert.ok(!output.includes("geheim"), output);
    assert.ok(!existsSync(join(own, "lock")), "the lock was not given back");
    for (const store of ["postgres", "clickhouse"])
      if (name === "HOST") assert.ok(!existsSync(join(own, store)), `it opened ${store}`);
  });

test("killed in the middle of its first start, the next start succeeds, and says the owner's password", async () => {
  takeTemplate("empty", dataDir);
  // While it makes the tables of either store, which only one of them can do in a transaction.
  const { code } = await failedStart({
    dataDir,
    env: { LOG_LEVEL: "info" },
    killWhen: { said: /applied a Postgres migration/, after: 60 },
  });
  assert.equal(code, null);
  server = await startServer({ dataDir });
  const said = Array.from(server.output().matchAll(signInLine));
  assert.equal(said.length, 1, server.output());
  owner = { email: said[0]![1]!, password: said[0]![2]! };
  assert.equal((await server.send([signal("a")])).status, 202);
  assert.equal((await server.request("GET", "/v1/signals/a")).status, 200);
});

test("a second process refuses, naming the first; a dead one's lock is taken over", async () => {
  const first = server;
  await first.request("POST", "/v1/signals", signal("one"));
  const second = await failedStart({ dataDir });
  assert.equal(second.code, 1);
  assert.match(second.output, new RegExp(`in use by process ${first.pid} `));
  assert.match(second.output, /CORRIDOR_DATA_DIR/);
  assert.equal((await first.request("GET", "/healthz")).status, 200);

  const port = new URL(first.url).port;
  takeTemplate("started", join(dir, "elsewhere"));
  const elsewhere = await failedStart({ dataDir: join(dir, "elsewhere"), env: { PORT: port } });
  assert.equal(elsewhere.code, 1);
  assert.match(elsewhere.output, /port is in use/i);

  assert.equal(await first.end("SIGKILL"), null);
  // As after a restart of a container: its pid is another program's now.
  const other = spawn(process.execPath, ["--eval", "setTimeout(() => undefined, 60000)"]);
  await once(other, "spawn");
  const holder = JSON.parse(readFileSync(lock, "utf8")) as { pid: number };
  assert.equal(holder.pid, first.pid);
  server = await startServer({ dataDir });
  await server.drained();
  assert.equal((await server.request("GET", "/v1/signals/one")).status, 200);
  // No other start says it again, and it stays the owner's.
  assert.equal(Array.from(server.output().matchAll(signInLine)).length, 0);
  await signedIn(server, owner);
  other.kill();
  await once(other, "exit");
});

test("SIGTERM under load ends with 0 within ten seconds, and all that was acknowledged is there afterwards", async (t) => {
  const acknowledged = new Set<string>();
  const statuses = new Set<number>();
  const clients = Array.from({ length: 8 }, async (_, name) => {
    for (let n = 0; ; n++) {
      const batch = Array.from({ length: n % 4 === 0 ? 50 : 1 }, (_, m) =>
        signal(`t${name}-${n}-${m}`),
      );
      try {
        const { status } = await server.request("POST", "/v1/signals", batch);
        statuses.add(status);
        if (status === 202) for (const { id } of batch) acknowledged.add(id);
      } catch {
        return;
      }
    }
  });
  // One that sends for ever, and one that has begun and says no more.
  const endless = rawRequest(`${server.url}/v1/signals`, {
    method: "POST",
    headers: { authorization: `Bearer ${testKey}`, "content-type": "application/x-ndjson" },
  });
  endless.on("error", () => undefined);
  const ended = new Promise((resolve) => endless.on("close", resolve));
  const drip = setInterval(() => endless.write(`${JSON.stringify(signal("drip"))}\n`), 100);
  await sleep(1_200);
  const before = Date.now();
  const code = await server.end("SIGTERM");
  const took = Date.now() - before;
  clearInterval(drip);
  await Promise.all([...clients, ended]);
  t.diagnostic(`${acknowledged.size} acknowledged, stopped in ${took} ms`);
  assert.equal(code, 0, server.output());
  assert.ok(!existsSync(lock), "the lock was not given back");
  assert.ok(took < 10_000, `it took ${took} ms`);
  assert.ok(acknowledged.size > 100);
  assert.ok(
    [...statuses].every((status) => status === 202 || status === 503),
    [...statuses].join(),
  );
  server = await startServer({ dataDir, env: { CORRIDOR_SIGNALS_PER_MINUTE: "5" } });
  await server.drained();
  const listed = await listedIds(server);
  assert.deepEqual(
    [...acknowledged].filter((id) => listed.get(id) !== 1),
    [],
  );
});

test("it takes as many requests with signals a minute as are set, and any number of others; SIGINT ends it as well", async () => {
  for (let n = 0; n < 5; n++)
    assert.equal((await server.request("POST", "/v1/signals", signal("one"))).status, 202);
  const limited = await server.request<ErrorBody>("POST", "/v1/signals", signal("one"));
  assert.deepEqual([limited.status, limited.body.error.code], [429, "rate_limited"]);
  const wait = Number(limited.headers.get("retry-after"));
  assert.ok(wait >= 1 && wait <= 60, String(wait));
  assert.equal((await server.request("GET", "/v1/signals/one")).status, 200);
  const idle = Date.now();
  assert.equal(await server.end("SIGINT"), 0);
  assert.ok(Date.now() - idle < 5_000, "an idle server took long to stop");
  assert.ok(!existsSync(lock), "the lock was not given back");
});

test("npm start passes on what ends it: 0, stopped, and the directory free for the next", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    server = await startServer({ dataDir, npm: true, env: { LOG_LEVEL: "info" } });
    assert.equal(await server.end(signal), 0, server.output());
    assert.match(server.output(), /"msg":"stopping"/);
    await assert.rejects(fetch(`${server.url}/healthz`));
    assert.ok(!existsSync(lock));
  }
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ErrorBody } from "#contract/error.ts";
import type { Readiness } from "#contract/health.ts";
import { eventually, freePort, listedIds, scratch, startServer, startShim } from "./server.ts";

const { dir, remove } = scratch();
after(remove);

const signal = (id: string) => ({ id, kind: "response", occurredAt: "2026-01-31T09:30:00Z" });

test("ClickHouse away: at the start, in the middle, and hanging; intake goes on, the backlog drains by itself", async (t) => {
  const port = await freePort();
  const store = join(dir, "clickhouse-server");
  const env = { CLICKHOUSE_URL: `http://127.0.0.1:${port}/`, LOG_LEVEL: "warn" };
  const dataDir = join(dir, "data");
  const sent: string[] = [];

  // Nobody listens there yet.
  let server = await startServer({ dataDir, env });
  const send = async (name: string, count: number) => {
    const ids = Array.from({ length: count }, (_, n) => `${name}${n}`);
    for (const id of ids.slice(0, 5))
      assert.equal((await server.request("POST", "/v1/signals", signal(id))).status, 202, name);
    const rest = await server.request("POST", "/v1/signals", ids.slice(5).map(signal));
    assert.equal(rest.status, 202, name);
    sent.push(...ids);
  };
  const ready = () => server.request<Readiness>("GET", "/readyz");
  const isAway = async (rows: number) => {
    const { status, body } = await ready();
    assert.equal(status, 503);
    assert.deepEqual(
      [body.ready, body.stores, body.inbox.rows],
      [false, { postgres: "up", clickhouse: "down" }, rows],
    );
  };
  const comesBack = async () => {
    const before = Date.now();
    await eventually(ready, ({ status, body }) => status === 200 && body.inbox.rows === 0, 40_000);
    const listed = await listedIds(server);
    assert.deepEqual([...listed.keys()].toSorted(), sent.toSorted());
    assert.ok([...listed.values()].every((count) => count === 1));
    return Date.now() - before;
  };
  await send("start", 50);
  await isAway(50);
  // Questions are answered with 503, not with a defect.
  for (const [method, path] of [
    ["GET", "/v1/signals"],
    ["GET", "/v1/signals/start1"],
    ["DELETE", "/v1/signals/start1x"],
    ["POST", "/v1/query"],
  ] as const) {
    const body =
      method === "POST"
        ? { measure: { kind: "count" }, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" }
        : undefined;
    const answer = await server.request<ErrorBody>(method, path, body);
    assert.deepEqual([answer.status, answer.body.error.code], [503, "store_unavailable"], path);
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
    assert.doesNotMatch(answer.body.error.message, /127\.0\.0\.1|ECONN|fetch/);
  }
  let shim = await startShim(port, store);
  t.diagnostic(`ready ${await comesBack()} ms after it came`);

  await send("before", 20);
  await comesBack();
  await shim.end();
  await send("away", 300);
  const first = (await ready()).body.inbox;
  await send("longer", 300);
  await isAway(600);
  await sleep(1_100);
  assert.ok((await ready()).body.inbox.oldestSeconds! > (first.oldestSeconds ?? 0));

  // Killed with a backlog, started again while it is away still: nothing of it is lost.
  assert.equal(await server.end("SIGKILL"), null);
  server = await startServer({ dataDir, env });
  await isAway(600);
  shim = await startShim(port, store);
  t.diagnostic(`drained ${await comesBack()} ms after it came back`);

  // It takes connections and says nothing.
  shim.pause();
  await send("hang", 100);
  await isAway(100);
  const before = Date.now();
  assert.equal(await server.end("SIGTERM"), 0, server.output());
  t.diagnostic(`stopped in ${Date.now() - before} ms while ClickHouse hung`);
  shim.resume();
  server = await startServer({ dataDir, env });
  await comesBack();
  assert.equal(await server.end("SIGTERM"), 0);
  await shim.end();
});

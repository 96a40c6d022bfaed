import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { keptSecret } from "#platform/files.ts";
import { systemScope, systemScopeIn } from "#platform/scope.ts";
import { parseExposition, valueIn, type Family } from "#server/testing/exposition.ts";
import { eventually } from "#server/testing/server.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";
import { createKeyStore } from "./key-store.ts";
import { createKeys } from "./keys.ts";
import { createWorkspaceStore } from "./store.ts";

let world: World;
before(async () => {
  world = await startWorld({ postgresDeadline: 5_000 });
});
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z" };
const as = (key: string) => ({ authorization: `Bearer ${key}` });
const make = async (scopes: string[]): Promise<string> =>
  (await world.request<{ key: string }>("POST", "/v1/keys", { name: "test", scopes })).body.key;

async function metrics(): Promise<Map<string, Family>> {
  const { status, body, headers } = await world.request<string>("GET", "/metrics");
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  return parseExposition(body);
}

/** How much a series rose while `work` was done. */
async function risen(work: () => Promise<unknown>) {
  const from = await metrics();
  await work();
  const to = await metrics();
  return (name: string, labels: Record<string, string> = {}) =>
    valueIn(to, name, labels) - valueIn(from, name, labels);
}

const requests = (method: string, route: string, status: string) => ({
  http_request_method: method,
  http_route: route,
  http_response_status_class: status,
});

describe("who sees metrics", () => {
  test("a key that may watch operations, as Prometheus sends it; nobody else", async () => {
    assert.equal((await fetch(`${world.url}/metrics`)).status, 401);
    for (const [scope, status] of [
      ["publish", 403],
      ["ingest", 403],
      ["read", 200],
      ["manage", 200],
    ] as const) {
      const answer = await world.request("GET", "/metrics", undefined, as(await make([scope])));
      assert.equal(answer.status, status, scope);
    }
    assert.equal((await world.request("GET", "/metrics", undefined, as("nonsense"))).status, 401);
    assert.equal((await world.request("POST", "/metrics")).status, 405);
  });

  test("only the first workspace: the figures are of all of them", async () => {
    const { db } = world.app.postgres;
    const other = await createWorkspaceStore(db).make(systemScope("test"), "Other");
    const store = createKeyStore(db);
    const keys = createKeys({
      store,
      bootstrap: { key: "none", workspace: other.id },
      secret: keptSecret(world.dataDir, "secret"),
    });
    const { token, digest, hint } = keys.make(["manage"]);
    await store.make(systemScopeIn(other.id, "test"), {
      name: "other",
      scopes: ["manage"],
      digest,
      hint,
      expiresAt: null,
    });
    assert.equal((await world.request("GET", "/v1/keys", undefined, as(token))).status, 200);
    const { status, body } = await world.request<string>("GET", "/metrics", undefined, as(token));
    assert.equal(status, 403);
    assert.ok(!JSON.stringify(body).includes("http_server"));
  });
});

test("figures rise by what was done, and by no more", async () => {
  await world.request("PUT", "/v1/measures/stars", {
    definition: { direction: "higher-is-better", scale: { min: 0, max: 5 } },
  });
  await world.send([{ ...good, id: "first", measures: { stars: 1 } }]);
  const rise = await risen(async () => {
    await world.send([
      { ...good, id: "a", measures: { stars: 1 } },
      { ...good, id: "b", measures: { stars: 2 } },
      { ...good, id: "held", measures: { stars: 6 } },
      { ...good, kind: "" },
    ]);
    await world.send([{ ...good, id: "a" }]);
    assert.equal((await world.request("POST", "/v1/signals", [{}, {}])).status, 422);
    assert.equal((await world.request("POST", "/v1/signals", "{")).status, 400);
    assert.equal((await fetch(`${world.url}/v1/signals`, { method: "POST" })).status, 401);
    assert.equal((await world.request("GET", "/v1/signals/nothing")).status, 404);
    assert.equal((await world.request("GET", "/not/there/at/all")).status, 404);
    await world.request("PATCH", "/v1/workspace", { currency: "IDR" });
    await world.request("PATCH", "/v1/workspace", { currency: "EUR" });
    await world.query({ measure: { kind: "count" } });
  });
  const duration = "http_server_request_duration_seconds";
  assert.equal(rise(duration, requests("POST", "/v1/signals", "2xx")), 2);
  assert.equal(rise(duration, requests("POST", "/v1/signals", "4xx")), 3);
  assert.equal(rise(duration, requests("GET", "/v1/signals/:id", "4xx")), 1);
  assert.equal(rise(duration, requests("GET", "", "4xx")), 1);
  assert.equal(rise(duration, requests("PATCH", "/v1/workspace", "2xx")), 2);
  assert.equal(rise(duration, requests("POST", "/v1/query", "2xx")), 1);
  // The page is counted when it has gone out: the one before this time stands in it, its own not.
  assert.equal(rise(duration, requests("GET", "/metrics", "2xx")), 1);

  for (const [code, times] of Object.entries({
    nothing_valid: 1,
    invalid_json: 1,
    unauthenticated: 1,
    not_found: 2,
    forbidden: 0,
    internal: 0,
  }))
    assert.equal(rise("corridor_http_failures_total", { code }), times, code);

  for (const [outcome, signals] of Object.entries({ accepted: 3, duplicate: 1, rejected: 3 }))
    assert.equal(rise("corridor_intake_signals_total", { outcome }), signals, outcome);
  for (const [outcome, signals] of Object.entries({ stored: 2, known: 0, held: 1 }))
    assert.equal(rise("corridor_drain_signals_total", { outcome }), signals, outcome);
  assert.equal(rise("corridor_inbox_write_requests"), 2);
  assert.equal(rise("corridor_drain_batch_size"), 1);
  assert.equal(rise("corridor_drain_lag_seconds"), 1);
  assert.equal(rise("corridor_drain_failures_total"), 0);
  assert.equal(rise("corridor_held_signals"), 1);
  assert.equal(rise("corridor_audit_entries_total", { event: "settings.changed" }), 2);
  const store = (system: string, operation: string) =>
    rise("db_client_operation_duration_seconds", {
      db_system_name: system,
      db_operation_name: operation,
    });
  assert.equal(store("clickhouse", "insert"), 1);
  // Two for the settings' entries in the audit log, one that holds a signal, and keys of the registry as they come.
  assert.ok(store("postgresql", "insert") >= 3);
  assert.ok(store("clickhouse", "query") >= 1);

  const now = await metrics();
  const sum = (name: string) =>
    now.get(name)!.samples.find((each) => each.name === `${name}_sum`)!.value;
  assert.equal(valueIn(now, "corridor_inbox_signals"), 0);
  assert.equal(valueIn(now, "corridor_held_signals"), 1);
  assert.equal(sum("corridor_inbox_write_signals"), 5);
  assert.equal(sum("corridor_drain_batch_size"), 4);
  assert.ok(sum("corridor_drain_lag_seconds") > 0 && sum("corridor_drain_lag_seconds") < 120);
  for (const system of ["postgresql", "clickhouse"])
    assert.equal(valueIn(now, "corridor_store_up", { db_system_name: system }), 1);
  const memory = valueIn(now, "process_memory_usage_bytes");
  assert.ok(memory > 50e6 && memory < 20e9, String(memory));
});

test("an address that nobody foresaw makes no series", async () => {
  const marker = "budi.santoso@example.com";
  for (const path of [`/${marker}`, `/v1/signals/${marker}`, `/v1/${marker}?x=${marker}`])
    await world.request("GET", path);
  await world.request("GET", "/v1/signals/x", undefined, {
    "x-marker": marker,
    traceparent: marker,
  });
  await fetch(`${world.url}/v1/signals`, { method: "PROPFIND" });
  const { body } = await world.request<string>("GET", "/metrics");
  assert.ok(!body.includes("santoso"));
  assert.ok(!body.includes("PROPFIND") && body.includes('http_request_method="_OTHER"'));
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  assert.ok(!body.includes(workspace.id), "a workspace's id is no label");
});

test("jobs are measured by name: when they ran, how late, how long", async () => {
  const job = { job: "remove-import" };
  const rise = await risen(async () => {
    const { body } = await world.request<{ id: string }>("POST", "/v1/imports", { name: "gone" });
    assert.equal((await world.request("DELETE", `/v1/imports/${body.id}`)).status, 202);
    await eventually(
      () => world.request("GET", `/v1/imports/${body.id}`),
      ({ status }) => status === 404,
    );
    await eventually(metrics, (now) => valueIn(now, "corridor_job_lag_seconds", job) > 0);
    await eventually(
      metrics,
      (now) => valueIn(now, "corridor_job_duration_seconds", { ...job, outcome: "done" }) > 0,
    );
  });
  assert.equal(rise("corridor_job_duration_seconds", { ...job, outcome: "done" }), 1);
  assert.equal(rise("corridor_job_duration_seconds", { ...job, outcome: "failed" }), 0);
  assert.equal(rise("corridor_job_lag_seconds", job), 1);
});

test("a statement that fails is counted under its code, a hung store by its restart", async () => {
  const failed = { db_system_name: "postgresql", db_operation_name: "select", error_type: "42P01" };
  const { db } = world.app.postgres;
  const rise = await risen(async () => {
    await assert.rejects(sql`select * from nowhere`.execute(db));
    if (!onServers)
      await assert.rejects(sql`select count(*) from generate_series(1, 1e11::int8)`.execute(db));
    await eventually(
      () => world.request("GET", "/readyz"),
      ({ status }) => status === 200,
    );
  });
  assert.equal(rise("db_client_operation_duration_seconds", failed), 1);
  assert.equal(rise("corridor_postgres_restarts_total"), onServers ? 0 : 1);
});

test("the documents list every metric, with its type, labels and meaning, and no other", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/operating.md"), "utf8");
  const listed = page
    .split("\n")
    .map((line) => /^\| `(\w+)` \| (counter|gauge|histogram) \| (.*) \| (.*) \|$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, type, labels = "", help]) => ({
      name,
      type,
      labels: Array.from(labels.matchAll(/`(\w+)`/g), (match) => match[1]!).toSorted(),
      help,
    }));
  const given = [...(await metrics()).values()].map(({ name, type, help, samples }) => ({
    name,
    type,
    labels: [...new Set(samples.flatMap((each) => Object.keys(each.labels)))]
      .filter((label) => label !== "le")
      .toSorted(),
    help,
  }));
  assert.deepEqual(listed, given);

  // What the page advises to ask for exists, with the labels that it names.
  const known = new Map(given.map(({ name, labels }) => [name, labels]));
  const rules = page.slice(page.indexOf("groups:"), page.indexOf("## Traces"));
  const asked = Array.from(
    rules.matchAll(
      /\b((?:corridor|http|db|process|nodejs)_\w+?)(?:_bucket|_count|_sum)?\b(?:\{(\w+)=)?/g,
    ),
  ).filter(([, name]) => name !== "http_route" && name !== "db_system_name");
  assert.ok(asked.length >= 10);
  for (const [, name = "", label] of asked) {
    assert.ok(known.has(name), name);
    if (label !== undefined) assert.ok(known.get(name)!.includes(label), `${name} ${label}`);
  }
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { ApiKey } from "#contract/access.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { roles } from "#contract/permission.ts";
import { actionsOfRole, ofTheWhole } from "#contract/permission.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { within } from "#platform/scope.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Made = ApiKey & { key: string };
const make = async (scopes: string[], more: object = {}): Promise<Made> => {
  const { status, body } = await world.request<Made>("POST", "/v1/keys", {
    name: scopes.join(" "),
    scopes,
    ...more,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const as = (key: string) => ({ authorization: `Bearer ${key}` });
const signal = { kind: "response", occurredAt: "2026-01-01T00:00:00Z", measures: { nps: 9 } };
const code = (answer: { body: unknown }) => (answer.body as { error: { code: string } }).error.code;

test("a key does what its scopes allow, and nothing else", async () => {
  const keys = {
    publish: await make(["publish"]),
    ingest: await make(["ingest"]),
    read: await make(["read"]),
    manage: await make(["manage"]),
  };
  const question = { measure: { kind: "nps" } };
  // What a page says lies in the last 30 days.
  const fresh = { ...signal, occurredAt: new Date().toISOString() };
  const tries = [
    ["POST", "/v1/signals", fresh, { publish: 202, ingest: 202, read: 403, manage: 202 }],
    ["POST", "/v1/imports", { name: "x" }, { publish: 403, ingest: 200, read: 403, manage: 200 }],
    ["POST", "/v1/query", question, { publish: 403, ingest: 403, read: 200, manage: 200 }],
    ["GET", "/v1/signals", undefined, { publish: 403, ingest: 403, read: 200, manage: 200 }],
    ["GET", "/v1/keys", undefined, { publish: 403, ingest: 403, read: 403, manage: 200 }],
    ["GET", "/v1/audit", undefined, { publish: 403, ingest: 403, read: 403, manage: 200 }],
    ["GET", "/v1/held", undefined, { publish: 403, ingest: 403, read: 403, manage: 200 }],
  ] as const;
  await world.request("POST", "/v1/imports", { name: "x" });
  await world.send([{ ...signal, id: "first" }]);
  for (const [method, path, body, expected] of tries)
    for (const [scope, status] of Object.entries(expected)) {
      const { key } = keys[scope as keyof typeof keys];
      const answer = await world.request(method, path, body, as(key));
      assert.equal(answer.status, status, `${scope} ${method} ${path}`);
      if (status === 403) assert.equal(code(answer), "forbidden");
    }
});

test("a key is shown once, and what is kept of it opens nothing", async () => {
  const made = await make(["read"]);
  assert.match(made.key, /^corridor_read_[\w-]{43}$/);
  assert.equal(made.hint, made.key.slice(-4));
  const { body } = await world.request<{ keys: ApiKey[] }>("GET", "/v1/keys");
  assert.ok(body.keys.some(({ id }) => id === made.id));
  assert.ok(!JSON.stringify(body).includes(made.key));
  const { rows } = await sql<{
    all: string;
  }>`select string_agg(k::text, ' ') as all from api_keys k`.execute(world.app.postgres.db);
  assert.ok(!rows[0]!.all.includes(made.key.slice(15)));
  const digest = await sql<{
    digest: string;
  }>`select digest from api_keys where id = ${made.id}`.execute(world.app.postgres.db);
  assert.equal(
    (await world.request("GET", "/v1/signals", undefined, as(digest.rows[0]!.digest))).status,
    401,
  );
});

test("a revoked key opens nothing at once, an expired one from its time on", async () => {
  const revoked = await make(["manage"]);
  assert.equal((await world.request("GET", "/v1/keys", undefined, as(revoked.key))).status, 200);
  const answer = await world.request<ApiKey>("DELETE", `/v1/keys/${revoked.id}`);
  assert.deepEqual([answer.status, answer.body.state], [200, "revoked"]);
  assert.equal((await world.request("GET", "/v1/keys", undefined, as(revoked.key))).status, 401);
  assert.equal((await world.request("DELETE", `/v1/keys/${revoked.id}`)).status, 404);

  const past = await world.request("POST", "/v1/keys", {
    name: "late",
    scopes: ["read"],
    expiresAt: "2020-01-01T00:00:00Z",
  });
  assert.deepEqual([past.status, code(past)], [400, "invalid_request"]);
  const short = await make(["read"], { expiresAt: new Date(Date.now() + 1_500).toISOString() });
  assert.equal((await world.request("GET", "/v1/signals", undefined, as(short.key))).status, 200);
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  assert.equal((await world.request("GET", "/v1/signals", undefined, as(short.key))).status, 401);
});

test("when a key was last used is known to the minute", async () => {
  const made = await make(["read"]);
  assert.equal(made.lastUsedAt, null);
  await world.request("GET", "/v1/signals", undefined, as(made.key));
  for (const end = Date.now() + 5_000; ;) {
    const { body } = await world.request<{ keys: ApiKey[] }>("GET", "/v1/keys?limit=1");
    if (body.keys[0]!.lastUsedAt !== null) break;
    assert.ok(Date.now() < end, "never noted");
  }
});

type Entry = {
  event: string;
  actor: string;
  subject: string;
  before: unknown;
  after: { name?: string };
  address: string;
};
const audit = async (query: string) =>
  (await world.request<{ entries: Entry[]; next: string | null }>("GET", `/v1/audit?${query}`))
    .body;

test("the audit log says who did what, from where, before and after", async () => {
  const made = await make(["ingest"]);
  await world.request("DELETE", `/v1/keys/${made.id}`, undefined, { "x-forwarded-for": "6.6.6.6" });
  const { entries } = await audit(`subject=${made.id}`);
  assert.deepEqual(
    entries.map(({ event, actor, address }) => [event, actor, address]),
    [
      ["key.revoked", "key:bootstrap", "127.0.0.1"],
      ["key.made", "key:bootstrap", "127.0.0.1"],
    ],
  );
  assert.equal(entries[1]!.after.name, "ingest");
  assert.ok(!JSON.stringify(entries).includes(made.key));

  const before = (await world.request<{ timezone: string }>("GET", "/v1/workspace")).body;
  await world.request("PATCH", "/v1/workspace", { timezone: "Asia/Jakarta" });
  const [changed] = (await audit("event=settings.*")).entries;
  assert.deepEqual(
    [changed!.before, (changed!.after as { timezone?: string }).timezone],
    [before, "Asia/Jakarta"],
  );
  await world.request("PUT", "/v1/stages/pause", { definition: { labels: { en: "Pause" } } });
  assert.equal((await audit("event=registry.changed")).entries[0]!.subject, "stage/pause");
  // What is refused is not noted as done.
  const { entries: all } = await audit("event=settings.changed");
  for (const wrong of [{ timezone: "Mars/Olympus" }, { country: "XX" }, { country: "EU" }])
    assert.equal((await world.request("PATCH", "/v1/workspace", wrong)).status, 400);
  assert.equal((await audit("event=settings.changed")).entries.length, all.length);
});

test("the audit log is exported whole, and nothing can change it", async () => {
  const { body, headers } = await world.request<string>("GET", "/v1/audit/export?event=key.*");
  assert.equal(headers.get("content-type"), "application/x-ndjson");
  const lines = String(body)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
  assert.ok(lines.length > 3 && lines.every(({ event }) => event.startsWith("key.")));
  const { db } = world.app.postgres;
  for (const statement of [
    sql`update audit_log set actor = 'nobody'`,
    sql`delete from audit_log`,
    sql`truncate audit_log`,
  ])
    await assert.rejects(statement.execute(db), /append-only/);
});

test("a question is asked in the workspace's zone as it is now", async () => {
  await world.request("PATCH", "/v1/workspace", { timezone: "Asia/Jakarta" });
  await world.send([
    { ...signal, id: "zone", occurredAt: "2026-03-31T18:00:00Z", programme: "zone" },
  ]);
  const { rows }: QueryAnswer = await world.query({
    measure: { kind: "count" },
    where: 'programme == "zone"',
    interval: "month",
  });
  assert.equal(rows[0]!.at, "2026-04-01T00:00:00+07:00");
});

test("whoever reaches a part does nothing to the whole, whatever the role", () => {
  for (const role of roles) {
    const part = within(actionsOfRole(role), [{ function: "finance", unit: null }]);
    for (const action of part) assert.ok(!ofTheWhole.has(action), `${role}: ${action}`);
    assert.deepEqual(
      within(actionsOfRole(role), [{ function: null, unit: null }]),
      actionsOfRole(role),
    );
  }
});

/** What the audit log tells of each change: what it was before and after, and nobody's data. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Noted = { definition: unknown; reviewed: boolean; active: boolean; version: number };
type Entry = { event: string; subject: string; before: unknown; after: unknown };
async function changes<T>(subject: string, event = "*") {
  const { status, body } = await world.request<{ entries: Entry[] }>(
    "GET",
    `/v1/audit?limit=1000&subject=${encodeURIComponent(subject)}&event=${event}`,
  );
  assert.equal(status, 200);
  return body.entries.toReversed().map((each) => [each.before, each.after] as [T | null, T | null]);
}
const put = (path: string, body: object) => world.request<{ key: string }>("PUT", path, body);

test("a change of the registry is noted with what the entry was and is, also where it goes", async () => {
  const definitions = [{ labels: { en: "A" } }, { labels: { en: "B" } }];
  for (const definition of definitions) await put("/v1/functions/noted", { definition });
  await put("/v1/functions/noted", { definition: definitions[1], active: false, version: 2 });
  await put("/v1/functions/noted", { definition: definitions[1], active: true });
  assert.equal((await put("/v1/functions/noted", { definition: {}, version: 1 })).status, 409);
  assert.equal((await world.request("DELETE", "/v1/functions/noted")).status, 200);
  assert.equal((await world.request("DELETE", "/v1/functions/noted")).status, 200);
  const noted = await changes<Noted>("function/noted", "registry.changed");
  const entry = (version: number, n: number, active: boolean) => ({
    definition: definitions[n],
    reviewed: true,
    active,
    position: noted[0]![1] && (noted[0]![1] as Noted & { position: number }).position,
    version,
  });
  const [one, two, off] = [entry(1, 0, true), entry(2, 1, true), entry(3, 1, false)];
  const [on, gone] = [entry(4, 1, true), entry(5, 1, false)];
  assert.deepEqual(noted, [
    [null, one],
    [one, two],
    [two, off],
    [off, on],
    [on, gone],
    [gone, gone],
  ]);

  // What a signal has named is unreviewed: it becomes reviewed, or goes.
  await world.send(
    [
      { kind: "response", id: "n1", channel: "noted-a" },
      { kind: "response", id: "n2", channel: "noted-b" },
    ].map((signal) => ({ ...signal, occurredAt: "2026-01-01T10:00:00Z" })),
  );
  await put("/v1/channels/noted-a", { definition: { labels: { en: "A" } } });
  assert.equal((await world.request("DELETE", "/v1/channels/noted-b")).status, 204);
  const [[was, is]] = (await changes<Noted>("channel/noted-a")) as [[Noted, Noted]];
  assert.deepEqual([was.reviewed, is.reviewed, was.version + 1], [false, true, is.version]);
  const [[left, nothing]] = (await changes<Noted>("channel/noted-b")) as [[Noted, null]];
  assert.deepEqual([left.reviewed, left.definition, nothing], [false, { labels: {} }, null]);
});

test("of changes at one moment each is noted with what it replaced", async () => {
  const labels = (n: number) => ({ labels: { en: `Label ${n}` } });
  await put("/v1/functions/raced", { definition: labels(0) });
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => put("/v1/functions/raced", { definition: labels(n + 1) })),
  );
  const noted = await changes<Noted>("function/raced");
  const after = new Map(noted.map(([, now]) => [now!.version, now]));
  assert.equal(after.size, 13);
  for (const [was, now] of noted)
    assert.deepEqual(was, now!.version === 1 ? null : after.get(now!.version - 1));
});

test("an import of units is noted with each unit that is otherwise than it was", async () => {
  const send = (units: object[]) => world.request("POST", "/v1/units/import", units);
  assert.equal((await send([{ key: "noted-n" }, { key: "noted-s" }])).status, 200);
  const moved = [{ key: "noted-n" }, { key: "noted-s", parent: "noted-n" }, { key: "noted-w" }];
  assert.equal((await send(moved)).status, 200);
  type Units = { made: number; changed: number; units: Record<string, Noted> };
  const [, [was, is]] = (await changes<Units>("units")) as [unknown, [Units, Units]];
  assert.deepEqual([is.made, is.changed], [1, 2]);
  assert.deepEqual(Object.keys(was.units), ["noted-s"]);
  assert.deepEqual(Object.keys(is.units), ["noted-s", "noted-w"]);
  assert.deepEqual(was.units["noted-s"]!.definition, { labels: {} });
  assert.deepEqual(is.units["noted-s"]!.definition, { labels: {}, parent: "noted-n" });
});

test("changes of customers, accounts and consent name what changed, and say nobody's data", async () => {
  const first = { name: "Firsty Secretname", email: "secret@example.com", language: "en" };
  const { body } = await put("/v1/customers/noted-1", first);
  const more = { attributes: { plan: "secret plan" }, address: { city: "Secretville" } };
  await put("/v1/customers/noted-1", { ...first, name: "Second Secretname", ...more });
  await put("/v1/customers/noted-1", { attributes: { plan: null }, accounts: [{ id: "noted-a" }] });
  await put("/v1/customers/noted-1", { attributes: { plan: null } });
  assert.deepEqual(await changes(body.key, "customer.changed"), [
    [null, { version: 1, fields: ["email", "language", "name"] }],
    [
      { version: 1 },
      {
        version: 2,
        fields: ["address", "attributes.plan", "name"],
        brought: ["customer-attribute/plan"],
      },
    ],
    [{ version: 2 }, { version: 3, fields: ["accounts", "attributes.plan"] }],
    [{ version: 3 }, { version: 3, fields: [] }],
  ]);

  // The account that a customer has named is there without a statement of its own.
  await put("/v1/accounts/noted-a", { name: "Secret Firm", revenue: 987654 });
  await put("/v1/accounts/noted-a", { name: "Secret Firm 2", attributes: { size: "secret" } });
  await put("/v1/accounts/noted-a", { name: "Secret Firm 2" });
  assert.deepEqual(await changes("noted-a", "account.changed"), [
    [null, { version: 1, fields: ["name", "revenue"] }],
    [
      { version: 1 },
      { version: 2, fields: ["attributes.size", "name"], brought: ["account-attribute/size"] },
    ],
    [{ version: 2 }, { version: 2, fields: [] }],
  ]);

  const consent = (...said: object[]) =>
    put("/v1/customers/noted-1/consent", { source: "secret source", changes: said });
  await consent({ purpose: "marketing", channel: "email", state: "given" });
  await consent(
    { purpose: "marketing", channel: "email", state: "withdrawn" },
    { purpose: "research", state: "given" },
  );
  // What was said later holds already.
  await consent({
    purpose: "marketing",
    channel: "email",
    state: "given",
    at: "2020-01-01T00:00:00Z",
  });
  assert.deepEqual(await changes(body.key, "consent.changed"), [
    [{ marketing: { email: "none" } }, { marketing: { email: "given" } }],
    [
      { marketing: { email: "given" }, research: { any: "none" } },
      { marketing: { email: "withdrawn" }, research: { any: "given" } },
    ],
    [{ marketing: { email: "withdrawn" } }, { marketing: { email: "withdrawn" } }],
  ]);
  const { body: all } = await world.request<string>("GET", "/v1/audit/export");
  assert.match(all, /customer\.changed/);
  assert.doesNotMatch(all, /secret|Secretname|987654/i);
});

test("keys, imports and held signals: what there was, and how many", async () => {
  const { body: key } = await world.request<{ id: string }>("POST", "/v1/keys", {
    name: "noted",
    scopes: ["read"],
  });
  await world.request("DELETE", `/v1/keys/${key.id}`);
  const what = { name: "noted", scopes: ["read"], expiresAt: null };
  assert.deepEqual(await changes(key.id), [
    [null, what],
    [what, null],
  ]);

  const { body: made } = await world.request<{ id: string; createdAt: string }>(
    "POST",
    "/v1/imports",
    { name: "Rani's answers" },
  );
  const signal = { kind: "response", occurredAt: "2026-01-01T10:00:00Z", measures: { nps: 99 } };
  await world.send([{ ...signal, id: "noted-held" }], `?import=${made.id}`);
  await world.request("POST", "/v1/held/send-again");
  await world.drained();
  assert.equal((await world.request("DELETE", `/v1/imports/${made.id}`)).status, 202);
  assert.deepEqual(await changes(made.id), [
    [null, null],
    [{ accepted: 1, createdAt: made.createdAt }, null],
  ]);
  assert.deepEqual(await changes("all", "held.sent-again"), [[null, { sent: 1 }]]);
});

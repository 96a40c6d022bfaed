/** What a page says of its visitor, over HTTP: a claim that joins and reveals nothing, until it is signed. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign } from "#customer/signature.ts";
import { clientFor, startWorld, type World } from "#server/testing/world.ts";

let world: World;
/** The same server, asked with a key that stands in a page. */
let page: ReturnType<typeof clientFor>;
before(async () => {
  world = await startWorld();
  const made = await world.request<{ key: string }>("POST", "/v1/keys", {
    name: "page",
    scopes: ["publish"],
  });
  page = clientFor(world.url, made.body.key);
});
after(() => world.stop());

const occurredAt = new Date().toISOString();
const answer = (id: string, customer: Record<string, string>, more = {}) => ({
  id,
  kind: "response",
  occurredAt,
  customer,
  measures: { csat: 5 },
  ...more,
});
const counted = async (where: string) =>
  (await world.query({ measure: { kind: "count" }, where })).total?.n ?? 0;

test("unsigned, it is kept as a claim, and no condition, join or list by customer knows it", async () => {
  await world.send([answer("a", { id: "c-1", email: "ana@example.com" })]);
  const claim = { id: "c-1", email: "ana@example.com", phone: "+628111111111", name: "Ana" };
  await page.request("POST", "/v1/signals", answer("b", claim));
  await world.drained();
  const { body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/page%2Fb");
  assert.deepEqual(body.claim, claim);
  assert.equal(body.customer, undefined);
  assert.equal(await counted("true"), 2);
  assert.equal(await counted('customer.id == "c-1"'), 1);
  assert.equal(await counted('customer.email == "ana@example.com"'), 1);
  const joins = await world.request<{ joins: unknown[] }>("GET", "/v1/joins?id=c-1");
  assert.equal(joins.body.joins.length, 1, "the e-mail's alone");
  const [row] = await world.app.clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM signals_by_customer FINAL",
  );
  assert.equal(row!.n, 1);
});

test("signed with the workspace's secret it counts and joins", async () => {
  const secret = await world.request<{ secret: string }>("GET", "/v1/identity/secret");
  const named = { id: "c-1", anonymousId: "visitor-9" };
  const customer = { ...named, signature: sign(secret.body.secret, named) };
  const sent = await page.request("POST", "/v1/signals", answer("c", customer));
  assert.equal(sent.status, 202);
  await world.drained();
  assert.equal(await counted('customer.id == "c-1"'), 2);
  const { body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/page%2Fc");
  assert.deepEqual(body.customer, named, "and nothing is left of the signature");
  const joins = await world.request<{ joins: { other: { value: string } }[] }>(
    "GET",
    "/v1/joins?id=c-1",
  );
  assert.deepEqual(joins.body.joins.map(({ other }) => other.value).sort(), [
    "ana@example.com",
    "visitor-9",
  ]);
});

test("a wrong signature is refused with its reason, also from the firm's own systems", async () => {
  const customer = { id: "c-1", signature: "0".repeat(64) };
  for (const client of [page, world]) {
    const { status, body } = await client.request<{
      error: { details: { rejected: { code: string; path: string }[] } };
    }>("POST", "/v1/signals", answer("d", customer));
    assert.equal(status, 422);
    const [rejected] = body.error.details.rejected;
    assert.deepEqual([rejected!.code, rejected!.path], ["invalid_signature", "customer.signature"]);
  }
});

test("a page takes nobody's id, and does not learn whether one is there", async () => {
  const { body } = await page.request<{ accepted: number; duplicate: number }>(
    "POST",
    "/v1/signals",
    answer("a", {}),
  );
  assert.deepEqual([body.accepted, body.duplicate], [1, 0]);
  const again = await page.request<{ duplicate: number }>("POST", "/v1/signals", answer("a", {}));
  assert.equal(again.body.duplicate, 1, "its own is told again");
});

test("a page takes part in no import", async () => {
  const made = await world.request<{ id: string }>("POST", "/v1/imports", { name: "file" });
  const sent = await page.request("POST", `/v1/signals?import=${made.body.id}`, answer("e", {}));
  assert.equal(sent.status, 403);
});

test("a key that may read as well is believed no more than what a page publishes", async () => {
  const made = await world.request<{ key: string }>("POST", "/v1/keys", {
    name: "page that asks",
    scopes: ["publish", "read"],
  });
  const asking = clientFor(world.url, made.body.key);
  const sent = await asking.request(
    "POST",
    "/v1/signals",
    answer("d", { id: "c-1", email: "another@example.com" }),
  );
  assert.equal(sent.status, 202);
  await world.drained();
  const { body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/page%2Fd");
  assert.equal(body.customer, undefined);
  assert.equal(await counted('customer.email == "another@example.com"'), 0);
});

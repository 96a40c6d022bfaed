/** What people allow: by API, by signal, and by their own link. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import type { ConsentState } from "#contract/consent.ts";
import type { CustomerBody } from "#contract/customer.ts";
import { clock } from "#platform/clock.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createLinks } from "./consent.ts";
import { createCovers } from "./cover.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
const { now } = clock;
after(() => {
  clock.now = now;
  return world.stop();
});

const put = (id: string, body: object) => world.request("PUT", `/v1/customers/${id}`, body);
const get = (id: string) => world.request<CustomerBody>("GET", `/v1/customers/${id}`);
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const consentOf = async (id: string) => (await get(id)).body.consent;
const states = (consent: readonly ConsentState[]) =>
  consent.map(({ purpose, channel, state, source }) => [purpose, channel, state, source]);

test("consent comes by API and by signal; the latest by time holds, whatever came first", async () => {
  await put("K-1", { email: "k1@x.example" });
  const changes = [
    { purpose: "research", channel: "email", state: "withdrawn", at: at(30) },
    { purpose: "research", channel: "email", state: "given", at: at(10) },
    { purpose: "service", state: "given", at: at(5) },
  ];
  const { status, body } = await world.request<{ consent: ConsentState[] }>(
    "PUT",
    "/v1/customers/K-1/consent",
    { changes, source: "branch form" },
  );
  assert.equal(status, 200);
  assert.deepEqual(states(body.consent), [
    ["research", "email", "withdrawn", "branch form"],
    ["service", "any", "given", "branch form"],
  ]);
  const change = (id: string, minute: number, attributes: object, customer: object = {}) => ({
    id,
    kind: "consent-change",
    occurredAt: at(minute),
    customer: { email: "k1@x.example", ...customer },
    attributes,
  });
  await world.send([
    change("k-1", 20, { purpose: "research", channel: "email", state: "given" }),
    change("k-2", 40, { purpose: "service", state: "withdrawn" }),
    change("k-3", 40, { purpose: "gossip", state: "given" }),
    { ...change("k-4", 40, { purpose: "service", state: "given" }), customer: { name: "Who" } },
  ]);
  assert.deepEqual(states(await consentOf("K-1")), [
    ["research", "email", "withdrawn", "branch form"],
    ["service", "any", "withdrawn", "signal"],
  ]);
  const held = await world.request<{ held: { code: string }[] }>("GET", "/v1/held");
  assert.deepEqual(held.body.held.map((each) => each.code).toSorted(), [
    "consent_of_nobody",
    "consent_unclear",
  ]);
  // Of two at one time the stricter holds, in either order.
  for (const order of [
    ["given", "withdrawn"],
    ["withdrawn", "given"],
  ]) {
    const id = `K-${order[0]}`;
    await put(id, {});
    for (const state of order)
      await world.request("PUT", `/v1/customers/${id}/consent`, {
        changes: [{ purpose: "research", state, at: at(1) }],
      });
    assert.deepEqual(states(await consentOf(id)), [["research", "any", "withdrawn", "api"]]);
  }
  const late = await world.request("PUT", "/v1/customers/K-1/consent", {
    changes: [{ purpose: "research", state: "given", at: "2099-01-01T00:00:00Z" }],
  });
  assert.equal(late.status, 400);
});

test("by their own link people say what they allow; a changed link opens nothing and tells nothing", async () => {
  await put("L-1", { name: "Linked Person", email: "linked@x.example" });
  const { body } = await world.request<{ url: string }>("POST", "/v1/customers/L-1/consent-link");
  const { pathname } = new URL(body.url);
  const token = pathname.slice(3);
  assert.doesNotMatch(Buffer.from(token, "base64url").toString("latin1"), /linked|L-1/i);
  const page = await fetch(world.url + pathname, { headers: { "accept-language": "id" } });
  const text = await page.text();
  assert.equal(page.status, 200);
  assert.match(text, /<html lang="id">/);
  assert.match(text, /Yang Anda izinkan/);
  assert.doesNotMatch(text, /linked|<script/i);
  assert.match(page.headers.get("content-security-policy") ?? "", /form-action 'self'/);
  const form = new URLSearchParams({
    "research.email": "withdrawn",
    "service.any": "given",
    "x.y": "given",
  });
  const posted = await fetch(`${world.url}${pathname}?lang=en`, { method: "POST", body: form });
  assert.match(await posted.text(), /Saved\. Thank you\./);
  assert.deepEqual(states(await consentOf("L-1")), [
    ["research", "email", "withdrawn", "own-link"],
    ["service", "any", "given", "own-link"],
  ]);
  for (let n = 0; n < token.length; n += 5) {
    const other = token[n] === "A" ? "B" : "A";
    const changed = `${token.slice(0, n)}${other}${token.slice(n + 1)}`;
    const answer = await fetch(`${world.url}/c/${changed}`, { method: "POST", body: form });
    assert.equal(answer.status, 404, changed);
    assert.doesNotMatch(await answer.text(), /linked/i);
  }
  assert.equal((await consentOf("L-1")).length, 2);
});

test("a link runs out after 40 days, which its page says in both languages; what was said holds", async () => {
  await put("L-2", { email: "late@x.example" });
  const make = async () => {
    const { body } = await world.request<{ url: string }>("POST", "/v1/customers/L-2/consent-link");
    return world.url + new URL(body.url).pathname;
  };
  const url = await make();
  const form = new URLSearchParams({ "research.any": "withdrawn" });
  const day = 24 * 3_600_000;
  clock.now = () => now() + 40 * day;
  assert.equal((await fetch(url, { method: "POST", body: form })).status, 200);
  clock.now = () => now() + 40 * day + 3_600_000;
  for (const [language, text] of [
    ["en", /has run out/],
    ["id", /sudah tidak berlaku/],
  ] as const) {
    const page = await fetch(`${url}?lang=${language}`);
    assert.equal(page.status, 410);
    assert.match(await page.text(), text);
  }
  const posted = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ "research.any": "given" }),
  });
  assert.equal(posted.status, 410);
  assert.deepEqual(states(await consentOf("L-2")), [["research", "any", "withdrawn", "own-link"]]);
  assert.equal((await fetch(await make())).status, 200);
  clock.now = now;
});

test("a link from before links ran out has run out, and says so", () => {
  const secret = "of-a-test";
  const covers = createCovers(secret);
  const [workspace, key] = [1, 2].map((n) => `018f0000-0000-7000-8000-00000000000${n}`) as [
    string,
    string,
  ];
  const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll("-", ""), "hex");
  const body = Buffer.concat([bytesOf(workspace), bytesOf(covers.cover(workspace, key))]);
  const signature = createHmac("sha256", secret).update("consent-link\0").update(body).digest();
  const old = Buffer.concat([body, signature.subarray(0, 16)]).toString("base64url");
  const links = createLinks(secret, covers);
  assert.equal(links.read(old, Date.now()), "expired");
  assert.deepEqual(links.read(links.make(workspace, key, Date.now()), Date.now()), {
    workspace,
    key,
  });
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Receipt } from "#contract/privacy.ts";
import type { QueryInput } from "#contract/query.ts";
import { cleansAtOnce } from "#server/testing/cleanup.ts";
import { eventually } from "#server/testing/server.ts";
import { filesWith } from "#server/testing/files.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  // Nobody is stated while another is erased here.
  world = await startWorld({ statementPause: 100 });
  // How long a store takes by itself: `erasure-pace.slow.test.ts`.
  await cleansAtOnce(world);
});
after(() => world.stop());

/** A string of its own for each field, so that a test says which was left. */
const mark = (field: string) => `Zebedeus${field}Quux`;
const email = "Zebedeus.Quux@Mail.Example";
const phone = "+62 812-9876-5432";
const strings = [
  "zebedeus",
  "Zebedeus",
  "zebedeus.quux@mail.example",
  "+6281298765432",
  "812-9876-5432",
  "81298765432",
];

const full = (id: string, at: string) => ({
  id,
  kind: "response",
  occurredAt: at,
  customer: {
    id: mark("Id"),
    email,
    phone,
    anonymousId: mark("Anonymous"),
    name: "Zebedeus Ananias Quux",
  },
  account: { id: mark("Account"), name: mark("AccountName") },
  touchpoint: "delivery",
  channel: "web",
  employee: mark("Employee"),
  reference: { type: "order", id: mark("Order") },
  measures: { nps: 9, hoursToDeliver: 30 },
  answers: { resolved: "yes", reason: mark("Answer"), several: [mark("Several"), "b"] },
  text: { improve: `I am ${mark("Text")}`, reason: mark("Reason") },
  attributes: { city: mark("City"), plan: "gold", state: "partial" },
  source: { system: "shop", url: `https://shop.example/${mark("Url")}` },
});

const other = (id: string, text: string) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-11T00:00:00Z",
  customer: { id: `other-${id}` },
  touchpoint: "delivery",
  measures: { nps: 3 },
  text,
});

async function erased(body: object, path = "/v1/erasures"): Promise<Receipt> {
  const { status, body: receipt } = await world.request<Receipt>("POST", path, body);
  assert.equal(status, 202, JSON.stringify(receipt));
  await world.app.privacy.erase();
  return eventually(
    async () => (await world.request<Receipt>("GET", `/v1/erasures/${receipt.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
  );
}

async function purged(id: string): Promise<Receipt> {
  return eventually(
    async () => {
      await world.app.privacy.purge();
      await sleep(500);
      return (await world.request<Receipt>("GET", `/v1/erasures/${id}`)).body;
    },
    ({ purgedAt }) => purgedAt !== null,
    120_000,
  );
}

/** Every text of both stores, as SQL sees it: all tables, rows that were replaced and parts that are no longer used. */
async function everyText(): Promise<string> {
  const { postgres, clickhouse } = world.app;
  const texts: string[] = [];
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'jobs', 'pg_catalog') and has_table_privilege(c.oid, 'select')`.execute(
    postgres.db,
  );
  for (const { name } of tables) {
    const { rows } = await sql<{ all: string | null }>`
      select string_agg(t::text, ' ') as all from ${sql.raw(name)} t`.execute(postgres.db);
    texts.push(rows[0]!.all ?? "");
  }
  const stored = await clickhouse.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree%'",
  );
  for (const { name } of stored)
    for (const row of await clickhouse.query(`SELECT * FROM ${name}`))
      texts.push(JSON.stringify(row));
  return texts.join("\n");
}

const countOf = async () =>
  (await world.query({ measure: { kind: "nps" }, by: ["touchpoint"] })).rows.map(({ by, n }) => [
    by.touchpoint,
    n,
  ]);

test("nothing of an erased person is left in any store, file or index", async () => {
  const { body: sent } = await world.send([
    full(mark("SignalA"), "2026-01-10T00:00:00Z"),
    full(`from ${email}`, new Date().toISOString()),
    { ...full("by-email", "2026-02-01T00:00:00Z"), customer: { email: email.toUpperCase() } },
    { ...full("by-phone", "2026-02-01T00:00:00Z"), customer: { phone: "0812 9876 5432" } },
    // Held: a score outside its scale.
    { ...full("held", "2026-01-10T00:00:00Z"), measures: { nps: 99 } },
    other("mentions-email", `Ask ${email} about it`),
    other("mentions-phone", "Call 0812-9876.5432 now"),
    other("mentions-name", "It was Zebedeus\r\nAnanias  Quux himself"),
    other("plain", "Nothing here"),
  ]);
  assert.equal(sent.accepted, 9, JSON.stringify(sent));
  assert.deepEqual(await countOf(), [["delivery", 8]]);
  const profile = await world.request("PUT", `/v1/customers/${mark("Id")}`, {
    name: "Zebedeus Ananias Quux",
    email,
    phone,
    address: { lines: [mark("Street")], city: mark("Town") },
    attributes: { nickname: mark("Nick") },
    accounts: [{ id: "acc-1" }],
  });
  assert.ok(profile.status < 300, JSON.stringify(profile.body));
  const consent = await world.request("PUT", `/v1/customers/${mark("Id")}/consent`, {
    source: mark("Form"),
    changes: [{ purpose: "research", channel: "email", state: "given" }],
  });
  assert.ok(consent.status < 300, JSON.stringify(consent.body));
  await world.app.projector.flush();
  // Who looked at a signal of theirs stands in the audit log, by the id that was asked for.
  await world.request("DELETE", `/v1/signals/${encodeURIComponent(`from ${email}`)}`);
  const { body: audit } = await world.request<object>("GET", "/v1/audit");
  assert.ok(JSON.stringify(audit).includes(email));

  // The test can fail: now they are found, in both stores.
  if (!onServers) {
    const files = filesWith(world.dataDir, strings);
    for (const store of ["/postgres/", "/clickhouse/"])
      assert.ok(
        files.some((file) => file.startsWith(store)),
        store,
      );
  }
  const texts = await everyText();
  for (const text of strings.slice(0, 4)) assert.ok(texts.includes(text), text);

  const receipt = await erased({ customer: { id: mark("Id") }, mentions: true });
  assert.equal(receipt.state, "erased");
  assert.deepEqual(receipt.mentioned, { total: 1, signals: ["mentions-name"], others: [] });
  assert.equal(receipt.counts.signals, 5);
  assert.equal(receipt.counts.held, 1);
  assert.deepEqual([receipt.counts.profiles, receipt.counts.consents], [1, 1]);
  // The deletion, the profile, the consent.
  assert.equal(receipt.counts.audit, 3);
  assert.ok(!/zebedeus|8129876/i.test(JSON.stringify(receipt)));
  // Out of every answer at once.
  assert.deepEqual(await countOf(), [["delivery", 2]]);
  const { body: list } = await world.request<object>("GET", "/v1/signals?limit=100");
  assert.ok(!/quux@|81298765432/i.test(JSON.stringify(list)));
  assert.equal((await purged(receipt.id)).state, "purged");

  // Who mentioned them has the rest of it, and goes by an erasure of their own.
  const teller = await erased({ customer: { id: "other-mentions-name" } });
  assert.equal((await purged(teller.id)).state, "purged");
  const left = await everyText();
  for (const text of strings) assert.ok(!left.includes(text), `SQL still finds ${text}`);
  if (!onServers) assert.deepEqual(filesWith(world.dataDir, strings), []);
});

test("anonymised signals stay in figures, and nothing in them says whose they were", async () => {
  const put = await world.request("PUT", "/v1/attributes/plan", {
    definition: { labels: { en: "Plan" }, impersonal: true },
  });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  await world.send([
    { ...full("to-anonymise", "2026-03-01T00:00:00Z"), touchpoint: "bill" },
    { ...other("of-another", "Nothing"), touchpoint: "bill" },
  ]);
  const question: QueryInput = {
    measure: { kind: "mean", of: "hoursToDeliver" },
    where: 'touchpoint == "bill" && confidentiality == "anonymous"',
  };
  const receipt = await erased(
    { mode: "anonymise" },
    `/v1/customers/${encodeURIComponent(mark("Id"))}/erase`,
  );
  assert.deepEqual([receipt.mode, receipt.counts.signals], ["anonymise", 1]);
  const { body } = await world.request<{ signals: Record<string, unknown>[] }>(
    "GET",
    `/v1/signals?where=${encodeURIComponent('touchpoint == "bill" && confidentiality == "anonymous"')}`,
  );
  assert.equal(body.signals.length, 1);
  const { id, receivedAt, ...rest } = body.signals[0]!;
  assert.match(String(id), /^[0-9a-f-]{36}$/);
  assert.ok(receivedAt);
  assert.deepEqual(rest, {
    kind: "response",
    occurredAt: "2026-03-01T00:00:00.000Z",
    voice: "customer",
    touchpoint: "bill",
    channel: "web",
    confidentiality: "anonymous",
    measures: { nps: 9, hoursToDeliver: 30 },
    // A choice from a list stays; words of their own, and attributes that nobody has called impersonal, don't.
    answers: { resolved: "yes" },
    attributes: { plan: "gold" },
    weight: 1,
    state: "complete",
    source: { system: "shop" },
  });
  // Nor does it answer to what it was called, or an order's number would lead to what was said of it.
  for (const method of ["GET", "DELETE"])
    assert.equal((await world.request(method, "/v1/signals/to-anonymise")).status, 404);
  // One alone is not told of, as no few anonymous signals are; it counts among enough of them.
  const alone = await world.query(question);
  assert.deepEqual([alone.total!.n, alone.suppressed.groups], [0, 0]);
  await world.send(
    Array.from({ length: 4 }, (_, n) => ({
      id: `anonymous ${n}`,
      kind: "response",
      occurredAt: "2026-03-02T00:00:00Z",
      touchpoint: "bill",
      confidentiality: "anonymous",
      measures: { hoursToDeliver: 10 },
    })),
  );
  const { total } = await world.query(question);
  assert.deepEqual([total!.n, total!.estimate], [5, (30 + 4 * 10) / 5]);
  const { rows } = await sql`select from erased_signals where erasure = ${receipt.id}`.execute(
    world.app.postgres.db,
  );
  assert.equal(rows.length, 0, "what was anonymised is not listed anywhere");
  const last = await purged(receipt.id);
  assert.ok(last.purgedAt);
  const left = await everyText();
  for (const text of strings) assert.ok(!left.includes(text), `SQL still finds ${text}`);
  if (!onServers) assert.deepEqual(filesWith(world.dataDir, strings), []);
});

test("asked again while it is under way the receipt is the same; a person who comes again is a new one", async () => {
  await world.send([full("again", "2026-03-02T00:00:00Z")]);
  const wish = { customer: { email } };
  const [one, other_] = await Promise.all([
    world.request<Receipt>("POST", "/v1/erasures", wish),
    world.request<Receipt>("POST", "/v1/erasures", wish),
  ]);
  assert.equal(one.body.id, other_.body.id);
  assert.equal((await erased(wish)).counts.signals, 1);
  // The same id may be sent again, and is no duplicate.
  const sent = await world.send([full("again", "2026-03-02T00:00:00Z")]);
  assert.equal(sent.body.accepted, 1);
  assert.equal((await erased(wish)).counts.signals, 1);
  const nobody = await world.request("POST", `/v1/customers/${mark("Id")}/erase`, {});
  assert.equal(nobody.status, 404);
});

test("an export holds all about one person, and nothing about another", async () => {
  await world.send([
    full("export-1", "2026-03-03T00:00:00Z"),
    { ...full("export-2", "2026-03-04T00:00:00Z"), text: "<b>bold</b> & 'quoted'" },
    { ...full("export-held", "2026-03-04T00:00:00Z"), measures: { nps: 99 } },
    other("export-other", "of somebody else"),
  ]);
  const path = `/v1/customers/${mark("Id")}/export`;
  const json = await world.request<Record<string, { id?: string; subject?: string }[]>>(
    "GET",
    path,
  );
  assert.equal(json.status, 200);
  assert.match(json.headers.get("content-disposition") ?? "", /^attachment/);
  const { signals, held, waiting, customer, complete } = json.body;
  assert.deepEqual(
    signals!.map(({ id }) => id),
    ["export-2", "export-1"],
  );
  assert.deepEqual([held!.map(({ id }) => id), waiting, complete], [["export-held"], [], true]);
  for (const field of [
    "Id",
    "Anonymous",
    "Employee",
    "Order",
    "Answer",
    "Several",
    "Reason",
    "City",
    "Url",
    "AccountName",
  ])
    assert.ok(JSON.stringify(json.body).includes(mark(field)), field);
  assert.ok(JSON.stringify(customer).includes("zebedeus.quux@mail.example"));
  assert.ok(!JSON.stringify(json.body).includes("export-other"));
  // It is noted, by the customer's key.
  const { body: audit } = await world.request<{ entries: { event: string; subject: string }[] }>(
    "GET",
    "/v1/audit?event=customer.exported",
  );
  assert.match(audit.entries[0]!.subject, /^[0-9a-f-]{36}$/);

  for (const [lang, title] of [
    ["en", "All that is kept about you"],
    ["id", "Semua yang disimpan tentang Anda"],
  ] as const) {
    const page = await world.request<string>("GET", `${path}?format=html&lang=${lang}`);
    assert.match(
      page.headers.get("content-security-policy") ?? "",
      /^default-src 'none'; style-src 'sha256-/,
    );
    assert.ok(page.body.includes(`<html lang="${lang}">`) && page.body.includes(title));
    // No field stands under a name of ours; what others have named stands as they named it.
    const fields = [...page.body.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, name]) => name!);
    assert.deepEqual([...new Set(fields)].filter((name) => /^[a-z]/.test(name)).toSorted(), [
      "city",
      "hoursToDeliver",
      "improve",
      "nps",
      "plan",
      "reason",
      "resolved",
      "several",
      "state",
    ]);
    assert.match(page.body, /<dt>state<\/dt>\s*<dd><span>partial</, "as others have named it");
    assert.doesNotMatch(page.body, />\d{4}-\d\d-\d\dT/, "a moment as people write it");
    assert.ok(page.body.includes("&lt;b&gt;bold&lt;/b&gt;") && !page.body.includes("<b>bold"));
    assert.ok(page.body.endsWith("</main></body></html>\n"));
  }
  assert.equal((await world.request("GET", "/v1/customers/nobody-here/export")).status, 404);
});

test("what is older than its kind is kept goes, of this workspace alone, and is noted", async () => {
  const set = await world.request("PUT", "/v1/privacy", {
    retention: { default: 400, kinds: { "usage-event": 30, review: null } },
    auditDays: 90,
  });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const old = (id: string, kind: string, days: number) => ({
    id,
    kind,
    occurredAt: ago(days),
    touchpoint: "app",
    measures: { osat: 3 },
  });
  await world.send([
    old("usage-old", "usage-event", 31),
    old("usage-new", "usage-event", 29),
    old("response-old", "response", 401),
    old("response-new", "response", 399),
    old("review-old", "review", 4_000),
    { ...old("held-old", "usage-event", 40), measures: { nps: 99 } },
  ]);
  await world.app.privacy.keepAsSet();
  const { body } = await world.request<{ signals: { id: string }[] }>(
    "GET",
    `/v1/signals?where=${encodeURIComponent('touchpoint == "app"')}`,
  );
  assert.deepEqual(
    body.signals.map(({ id }) => id),
    ["usage-new", "response-new", "review-old"],
  );
  const { body: audit } = await world.request<{ entries: { after: object }[] }>(
    "GET",
    "/v1/audit?event=retention.applied",
  );
  assert.deepEqual(audit.entries[0]!.after, { "usage-event": 1, others: 1, held: 1 });
  await world.app.privacy.keepAsSet();
  const { body: again } = await world.request<{ entries: object[] }>(
    "GET",
    "/v1/audit?event=retention.applied",
  );
  assert.equal(again.entries.length, 1, "nothing more to do, and nothing noted");
  for (const wrong of [{ retention: { default: 0 } }, { auditDays: 89 }, { erasure: "hide" }])
    assert.equal((await world.request("PUT", "/v1/privacy", wrong)).status, 400);
});

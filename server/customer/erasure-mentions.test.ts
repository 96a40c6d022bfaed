/** Where somebody stands who is erased, beside signals, that is not theirs: it stays, and the receipt lists it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Receipt } from "#contract/privacy.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  // Nobody is stated while another is erased here.
  world = await startWorld({ statementPause: 100 });
});
after(() => world.stop());

const email = "elodie.quuxworth@mail.example";

test("others' attributes, accounts and imports that name an erased person are listed, and named by no identifier", async () => {
  const put = async (path: string, body: object) => {
    const answer = await world.request<{ key: string }>("PUT", path, body);
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body.key;
  };
  await put("/v1/customers/the-person-themselves", {
    name: "Élodie Quuxworth",
    email,
    phone: "+62 812-9876-5432",
    attributes: { nickname: "Élodie Quuxworth" },
  });
  const byEmail = await put("/v1/customers/friend-1", { attributes: { invitedBy: `<${email}>` } });
  const byName = await put("/v1/customers/friend-2", {
    attributes: { notes: "Knows ÉLODIE\n QUUXWORTH" },
  });
  const byPhone = await put("/v1/customers/friend-3", {
    attributes: { emergency: "0812 9876 5432" },
  });
  await put("/v1/customers/stranger", { attributes: { notes: "Knows nobody" } });
  await put("/v1/accounts/household-1", { name: "Élodie Quuxworth", type: "household" });
  await put("/v1/accounts/firm-1", { name: "Firm", attributes: { contact: email.toUpperCase() } });
  await put(`/v1/accounts/${encodeURIComponent(`of ${email}`)}`, { name: "Another firm" });
  await put("/v1/accounts/firm-2", { name: "Of others" });
  const imported = await world.request<{ id: string }>("POST", "/v1/imports", {
    name: `Export of ${email}`,
  });
  assert.equal(
    (await world.request("POST", "/v1/imports", { name: "Export of all" })).status < 300,
    true,
  );

  const { body: asked } = await world.request<Receipt>("POST", "/v1/erasures", {
    customer: { email },
    mentions: true,
  });
  await world.app.privacy.erase();
  const receipt = await eventually(
    async () => (await world.request<Receipt>("GET", `/v1/erasures/${asked.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
  );
  const sorted = (list: Receipt["mentioned"]["others"]) =>
    list.map(({ place, id }) => `${place} ${id}`).toSorted();
  assert.deepEqual(
    sorted(receipt.mentioned.others),
    sorted([
      { place: "customers", id: byEmail },
      { place: "customers", id: byName },
      { place: "customers", id: byPhone },
      { place: "accounts", id: "household-1" },
      { place: "accounts", id: "firm-1" },
      { place: "imports", id: imported.body.id },
    ]),
  );
  // Also the account whose id is an identifier of theirs, which no receipt may hold.
  assert.equal(receipt.mentioned.total, 7);
  assert.ok(!/quuxworth|98765432/i.test(JSON.stringify(receipt)));
  // What is listed can be looked at.
  assert.equal((await world.request("GET", `/v1/customers/${byName}`)).status, 200);
});

test("an address that another states too is looked for all the same, and stays the other's", async () => {
  const shared = "office.quuxworth@mail.example";
  for (const id of ["shared-one", "shared-two"])
    await world.request("PUT", `/v1/customers/${id}`, { name: `Of ${id}`, email: shared });
  const said = (id: string, customer: object, text: string) => ({
    id,
    kind: "response",
    occurredAt: "2026-01-01T00:00:00Z",
    customer,
    text,
  });
  await world.send([
    said("shared-1", { id: "somebody" }, `Write to ${shared}, they answer.`),
    said("shared-2", { email: shared, name: "Quentina Of-One" }, "It was slow."),
  ]);
  const { body: asked } = await world.request<Receipt>("POST", "/v1/customers/shared-one/erase", {
    mentions: false,
  });
  await world.app.privacy.erase();
  const { body: receipt } = await world.request<Receipt>("GET", `/v1/erasures/${asked.id}`);
  // The text names the address; whose the other signal is nobody can say, and it isn't taken.
  assert.deepEqual(receipt.mentioned.signals.toSorted(), ["shared-1", "shared-2"]);
  assert.equal((await world.request("GET", "/v1/signals/shared-2")).status, 200);
  // Nor is the name that came with it, which the address would bring to the other now that it is theirs alone.
  await world.app.projector.flush();
  const { body: other } = await world.request<object>("GET", "/v1/customers/shared-two");
  assert.match(JSON.stringify(other), /office\.quuxworth/);
  assert.doesNotMatch(JSON.stringify(other).replaceAll(/"signals":.*$/g, ""), /Quentina/);
  const { rows } = await sql`select from identifiers where name like 'Quentina%'`.execute(
    world.app.postgres.db,
  );
  assert.equal(rows.length, 0);
});

test("that somebody was joined and parted stays in the audit log, and whom is taken out of it", async () => {
  for (const id of ["parted-one", "parted-two"])
    await world.request("PUT", `/v1/customers/${id}`, { name: `Of ${id}` });
  const join = { into: { id: "parted-one" }, from: { id: "parted-two" } };
  const { body: made } = await world.request<{ id: string; customer: { key: string } }>(
    "POST",
    "/v1/joins",
    join,
  );
  assert.equal((await world.request("DELETE", `/v1/joins/${made.id}`)).status, 200);
  const other = (await world.request<{ key: string }>("GET", "/v1/customers/parted-two")).body.key;
  for (const id of ["parted-one", "parted-two"])
    await world.request("POST", `/v1/customers/${id}/erase`, { mentions: false });
  await world.app.privacy.erase();
  const log = (await world.request<string>("GET", "/v1/audit/export")).body;
  assert.match(log, /"customers\.joined"/);
  assert.match(log, /"customers\.parted"/);
  for (const key of [made.customer.key, other]) assert.ok(!log.includes(key), key);
});

test("signals and notes of others whose identifiers hold the person's stay, and so does what anybody says", async () => {
  const said = (id: string, customer: object, text = "It was slow.") => ({
    id,
    kind: "response",
    occurredAt: "2026-01-01T00:00:00Z",
    customer,
    text,
  });
  const whose = { id: "within-1000", email: "ani.within@mail.example", phone: "+6281234500099" };
  await world.send([
    said("within-own", whose),
    said("within-id", { id: "within-10005" }),
    said("within-prefixed", { id: "crm:within-1000" }),
    said("within-email", { email: "rani.within@mail.example" }),
    said("within-phone", { id: "another", phone: "+62812345000991" }),
    said("within-text", { id: "yet-another" }, "Mine is rani.within@mail.example.org"),
    said("within-named", { id: "last-one" }, "Theirs is ani.within@mail.example."),
    said("within-nothing", { id: "first-one" }, "none of   it worked"),
  ]);
  await world.request("PUT", "/v1/customers/within-10005", { name: "Of Another" });
  await world.request("PUT", "/v1/customers/within-10005/consent", {
    changes: [{ purpose: "research", state: "none" }],
  });
  await world.request("PUT", "/v1/accounts/within-10005", { name: "Firm of another" });
  // An address that is none, as forms are filled in, and an id that Corridor calls something by.
  await world.request("PUT", "/v1/customers/within-1000", { email: "none" });
  await world.request("PUT", "/v1/customers/version", { email: "   " });
  type Entry = { id: string; subject: string; before: unknown; after: unknown };
  const log = async () => {
    const { body } = await world.request<{ entries: Entry[] }>("GET", "/v1/audit?limit=1000");
    return new Map(body.entries.map((each) => [each.id, each]));
  };
  const before = await log();
  const { body: own } = await world.request<{ key: string }>("GET", "/v1/customers/within-1000");
  const { body: odd } = await world.request<{ key: string }>("GET", "/v1/customers/version");

  const receipts: Receipt[] = [];
  for (const id of ["within-1000", "version"]) {
    const asked = await world.request<Receipt>("POST", `/v1/customers/${id}/erase`, {
      mentions: true,
    });
    await world.app.privacy.erase();
    receipts.push((await world.request<Receipt>("GET", `/v1/erasures/${asked.body.id}`)).body);
  }
  const left: string[] = [];
  for (const id of ["own", "id", "prefixed", "email", "phone", "text", "named", "nothing"])
    if ((await world.request("GET", `/v1/signals/within-${id}`)).status === 200) left.push(id);
  assert.deepEqual(left, ["id", "prefixed", "email", "phone", "text", "nothing"]);
  assert.equal(receipts[0]!.counts.signals, 2);
  // Somebody may look at what is likely another's.
  assert.equal(receipts[0]!.mentioned.signals.includes("within-email"), true);
  assert.deepEqual(receipts[1]!.mentioned.signals, []);

  const now = await log();
  const changed = [...before.values()].filter(
    (each) => JSON.stringify(now.get(each.id)) !== JSON.stringify(each),
  );
  assert.ok(changed.length > 0);
  for (const { subject } of changed) assert.ok([own.key, odd.key].includes(subject), subject);
});

/** Who answers in confidence isn't given away by being known: not by their name, their record, or when it was made. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CustomerBody, CustomerSummary } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let manager: Someone;
let contributor: Someone;
let analyst: Someone;
let viewer: Someone;
before(async () => {
  world = await startWorld();
  manager = await someone(world, "manager");
  contributor = await someone(world, "contributor");
  analyst = await someone(world, "analyst");
  viewer = await someone(world, "viewer");
});
after(async () => {
  for (const each of [manager, contributor, analyst, viewer]) await each.stop();
  await world.stop();
});

type Asker = Pick<World, "request">;
const get = (id: string, who: Asker) =>
  who.request<CustomerBody>("GET", `/v1/customers/${encodeURIComponent(id)}`);
const idsFor = async (who: Asker, query = "") => {
  const { status, body } = await who.request<{ customers: CustomerSummary[] }>(
    "GET",
    `/v1/customers?limit=100${query}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body.customers.map(({ id }) => id).toSorted();
};
const signal = (id: string, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T10:11:12Z",
  customer,
  measures: { nps: 2 },
  ...more,
});
const confidentiality = "confidential";

test("whoever is known by confidential answers alone is there only for who may read these", async () => {
  await world.send([
    signal("c-1", { id: "quiet-1", name: "Quiet One" }, { confidentiality }),
    signal("c-2", { id: "open-1", name: "Open One" }),
    signal("c-3", { id: "both-1" }, { confidentiality }),
    signal("c-4", { id: "both-1" }),
    signal("c-5", { id: "stated-1" }, { confidentiality }),
  ]);
  await world.request("PUT", "/v1/customers/stated-1", { name: "Stated One" });
  const all = ["both-1", "open-1", "quiet-1", "stated-1"];
  for (const who of [world, analyst]) {
    assert.deepEqual(await idsFor(who), all);
    assert.equal((await get("quiet-1", who)).status, 200);
  }
  for (const who of [manager, contributor]) {
    assert.deepEqual(await idsFor(who), ["both-1", "open-1", "stated-1"]);
    assert.deepEqual(await idsFor(who, "&search=quiet"), []);
    const nobody = await get("nobody-1", who);
    const quiet = await get("quiet-1", who);
    assert.equal(quiet.status, 404);
    const message = ({ body }: { body: unknown }) => (body as { error: { message: string } }).error;
    assert.equal(message(quiet).message, message(nobody).message);
    assert.equal((await get("both-1", who)).status, 200);
  }
  // Nor by what else would tell that somebody is known.
  for (const id of ["quiet-1", "nobody-1"]) {
    const { status } = await manager.request("GET", `/v1/customers/${id}/export`);
    assert.equal(status, 404, id);
    assert.equal((await manager.request("GET", `/v1/joins?id=${id}`)).status, 404, id);
    const join = { into: { id: "open-1" }, from: { id } };
    assert.equal((await manager.request("POST", "/v1/joins", join)).status, 404, id);
  }
});

test("a name that was given in confidence is shown with that answer only", async () => {
  await world.send([
    signal("n-1", { id: "named-1", email: "named@example.com", name: "Given Openly" }),
    signal(
      "n-2",
      { id: "named-1", name: "Given Quietly" },
      {
        confidentiality,
        occurredAt: "2026-02-01T00:00:00Z",
      },
    ),
  ]);
  for (const who of [world, manager])
    assert.equal((await get("named-1", who)).body.name, "Given Openly");
  for (const who of [world, analyst, manager]) {
    assert.deepEqual(await idsFor(who, "&search=openly"), ["named-1"]);
    assert.deepEqual(await idsFor(who, "&search=quietly"), []);
  }
  const { body } = await analyst.request<{ customer: { name: string } }>("GET", "/v1/signals/n-2");
  assert.equal(body.customer.name, "Given Quietly");
});

test("a list of signals names whose they are: in one answer, by what is known, and to those alone who may see it", async () => {
  await world.send([
    signal("w-1", { email: "named@example.com" }),
    signal("w-2", { id: "named-1" }),
    signal("w-3", { id: "quiet-3", name: "Quiet Three" }, { confidentiality }),
    signal("w-4", {}, { confidentiality: "anonymous" }),
    signal("w-5", { id: "unnamed-1" }),
  ]);
  type Known = { id: string; name: string | null };
  type Listed = { signals: { id: string; known?: Known }[] };
  const known = async (who: Asker, query: string) => {
    const { status, body } = await who.request<Listed>("GET", `/v1/signals?limit=1000${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    const mine = body.signals.filter(({ id }) => id.startsWith("w-"));
    return Object.fromEntries(mine.map((each) => [each.id, each.known]));
  };
  const named = { id: "named-1", name: "Given Openly" };
  const unnamed = { id: "unnamed-1", name: null };
  assert.deepEqual(await known(manager, "&with=names"), {
    "w-1": named,
    "w-2": named,
    "w-5": unnamed,
  });
  // What was said in confidence names nobody, also to who may read it.
  const { "w-3": quiet, "w-4": nobody, ...open } = await known(analyst, "&with=names");
  assert.deepEqual(open, { "w-1": named, "w-2": named, "w-5": unnamed });
  assert.deepEqual(quiet, { id: "quiet-3", name: null });
  assert.equal(nobody, undefined);
  for (const [who, query] of [
    [viewer, "&with=names"],
    [manager, ""],
  ] as const)
    assert.ok(Object.values(await known(who, query)).every((each) => each === undefined));
  const one = async (who: Asker, query: string) =>
    (await who.request<{ known?: Known }>("GET", `/v1/signals/w-1${query}`)).body.known;
  assert.deepEqual(await one(manager, "?with=names"), named);
  assert.equal(await one(manager, ""), undefined);
  assert.equal(await one(viewer, "?with=names"), undefined);
  assert.equal((await manager.request("GET", "/v1/signals/w-3?with=names")).status, 404);
});

test("an identifier that only confidential answers hold is shown, found and joined for nobody else", async () => {
  const hidden = { email: "held-back@example.com", phone: "+6281255550001" };
  await world.send([
    signal("h-1", { id: "half-1", ...hidden }, { confidentiality }),
    signal("h-2", { id: "half-1" }),
    signal("h-3", { id: "quiet-2", email: "quiet-2@example.com" }, { confidentiality }),
  ]);
  // To state somebody brings out nothing that was said in confidence.
  for (const [id, body] of [
    ["half-1", { name: "Half One" }],
    ["quiet-2", {}],
    ["new-2", { email: "quiet-2@example.com" }],
  ] as const)
    assert.ok((await contributor.request("PUT", `/v1/customers/${id}`, body)).status < 300, id);
  const shownTo = async (who: Asker, id: string) => {
    const { body } = await get(id, who);
    return [body.email, body.phone, body.identifiers.map(({ value }) => value)];
  };
  for (const who of [manager, contributor]) {
    assert.deepEqual(await shownTo(who, "half-1"), [null, null, ["half-1"]]);
    for (const search of ["held-back", "0812 5555"])
      assert.deepEqual(await idsFor(who, `&search=${encodeURIComponent(search)}`), [], search);
  }
  const whole = ["half-1", hidden.email, hidden.phone];
  assert.deepEqual(await shownTo(analyst, "half-1"), [hidden.email, hidden.phone, whole]);
  type Joins = { joins: { id: string }[] };
  const joins = async (who: Asker) =>
    (await who.request<Joins>("GET", "/v1/joins?id=half-1")).body.joins;
  const [first] = await joins(analyst);
  assert.equal((await joins(analyst)).length, 2);
  assert.deepEqual(await joins(manager), []);
  // Nor does a page say that there is more of what it doesn't show.
  const { body: page } = await manager.request<object>("GET", "/v1/joins?id=half-1&limit=1");
  assert.deepEqual({ ...page, customer: null }, { customer: null, joins: [], next: null });
  assert.equal((await manager.request("DELETE", `/v1/joins/${first!.id}`)).status, 404);
  for (const named of [{ email: hidden.email }, { phone: hidden.phone }]) {
    const join = { into: { id: "open-1" }, from: named };
    assert.equal((await manager.request("POST", "/v1/joins", join)).status, 404);
  }
  const exported = async (who: Asker) =>
    JSON.stringify((await who.request("GET", "/v1/customers/half-1/export?format=json")).body);
  assert.match(await exported(world), /held-back/);
  assert.doesNotMatch(await exported(manager), /held-back|55550001/);
  // What is said openly later is open.
  await world.send([
    signal("h-4", { id: "half-1", ...hidden }, { occurredAt: "2026-02-01T00:00:00Z" }),
  ]);
  assert.deepEqual(await shownTo(manager, "half-1"), [hidden.email, hidden.phone, whole]);
  assert.deepEqual(await idsFor(manager, "&search=held-back"), ["half-1"]);
  assert.equal((await joins(manager)).length, 2);
});

test("when somebody was first heard of is told to the day to who may not read confidential answers", async () => {
  await world.send([
    signal("d-1", { id: "dated-1", email: "dated@example.com" }, { confidentiality }),
    signal("d-2", { id: "dated-1", email: "dated@example.com" }),
  ]);
  const times = async (who: Asker) => {
    const { body } = await get("dated-1", who);
    assert.equal(body.identifiers.length, 2);
    return body.identifiers.map(({ firstSeen }) => firstSeen.slice(11));
  };
  const day = "00:00:00.000Z";
  assert.deepEqual(await times(manager), [day, day]);
  assert.notDeepEqual(await times(analyst), [day, day]);
  type Exported = { customer: { links: { one: string; other: string; seenAt: string }[] } };
  const links = async (who: Asker) => {
    const { body } = await who.request<Exported>("GET", "/v1/customers/dated-1/export?format=json");
    return body.customer.links;
  };
  const [open] = await links(world);
  assert.deepEqual([open!.one, open!.other].toSorted(), ["dated-1", "dated@example.com"]);
  assert.notEqual(open!.seenAt.slice(11), day);
  assert.equal((await links(manager))[0]!.seenAt, `${open!.seenAt.slice(0, 10)}T${day}`);
});

test("the audit log tells of nobody who is known in confidence alone", async () => {
  await world.send([
    signal("l-1", { id: "logged-1" }, { confidentiality }),
    signal("l-2", { id: "logged-2" }),
  ]);
  type Log = { entries: { event: string; subject: string }[] };
  const log = async (who: Asker, query: string) => {
    const { status, body } = await who.request<Log>("GET", `/v1/audit?limit=100&${query}`);
    assert.equal(status, 200);
    return body.entries;
  };
  const keyOf = async (id: string) => (await get(id, world)).body.key;
  for (const [id, forManager] of [
    ["logged-1", 0],
    ["logged-2", 1],
  ] as const) {
    const key = await keyOf(id);
    assert.equal((await log(world, `subject=${key}`)).length, 1, id);
    assert.equal((await log(manager, `subject=${key}`)).length, forManager, id);
    const all = await log(manager, "event=customer.read");
    assert.equal(all.filter(({ subject }) => subject === key).length, forManager, id);
    const text = (await manager.request<string>("GET", "/v1/audit/export")).body;
    assert.equal(text.includes(key), forManager === 1, id);
  }
  // That somebody looked at a record is told all the same.
  const count = async (who: Asker) => (await log(who, "event=customer.read")).length;
  assert.equal(await count(manager), await count(world));
});

test("an erasure looks for what somebody was called in confidence too", async () => {
  await world.send([
    signal("e-1", { id: "erased-1", name: "Secretly Called" }, { confidentiality }),
    signal("e-2", { id: "other-1" }, { text: "I was served by Secretly Called, who was kind." }),
  ]);
  const { body } = await world.request<{ id: string }>("POST", "/v1/customers/erased-1/erase", {
    mentions: false,
  });
  await world.app.privacy.erase();
  type Receipt = { state: string; mentioned: { total: number; signals: string[] } };
  const { body: receipt } = await world.request<Receipt>("GET", `/v1/erasures/${body.id}`);
  assert.deepEqual([receipt.state, receipt.mentioned.signals], ["erased", ["e-2"]]);
});

test("that a page of signals is the last is said to who doesn't see what lies behind it, too", async () => {
  const at = (day: number) => new Date(Date.UTC(2026, 2, day)).toISOString();
  await world.send([
    ...[4, 5, 6].map((day) => signal(`p-${day}`, { id: "paged-1" }, { occurredAt: at(day) })),
    ...[1, 2, 3].map((day) =>
      signal(`p-${day}`, { id: "paged-1" }, { occurredAt: at(day), confidentiality }),
    ),
  ]);
  const page = async (who: Asker, limit: number) => {
    const path = `/v1/customers/paged-1/signals?limit=${limit}`;
    const { body } = await who.request<{ signals: { id: string }[]; next: string | null }>(
      "GET",
      path,
    );
    return [body.signals.map(({ id }) => id).join(" "), body.next !== null];
  };
  assert.deepEqual(await page(manager, 3), ["p-6 p-5 p-4", false]);
  assert.deepEqual(await page(manager, 2), ["p-6 p-5", true]);
  assert.deepEqual(await page(analyst, 3), ["p-6 p-5 p-4", true]);
  assert.deepEqual(await page(analyst, 6), ["p-6 p-5 p-4 p-3 p-2 p-1", false]);
});

test("who may be one with somebody known in confidence alone is proposed, and dismissed, by nobody who doesn't see them", async () => {
  type Proposals = { proposals: { id: string }[]; next: string | null };
  const page = async (who: Asker, query = "?limit=1") =>
    (await who.request<Proposals>("GET", `/v1/proposals${query}`)).body;
  const [earlier, open] = [(await page(analyst, "")).proposals, await page(manager)];
  await world.send(
    ["one", "two", "three"].map((id) =>
      signal(
        `q-${id}`,
        { id: `quiet-${id}`, email: "quiet@proposed.example" },
        { confidentiality },
      ),
    ),
  );
  const all = await page(analyst, "");
  assert.equal(all.proposals.length, earlier.length + 3);
  assert.deepEqual(await page(manager), open);
  const dismiss = (who: Asker) =>
    who.request("POST", `/v1/proposals/${all.proposals[0]!.id}/dismiss`);
  assert.equal((await dismiss(manager)).status, 404);
  assert.deepEqual(await page(analyst, ""), all);
  assert.equal((await dismiss(world)).status, 204);
  // Whom the note is about can be told; who may not know that they are there isn't told.
  const noted = async (who: Asker) => {
    const path = "/v1/audit?event=proposal.dismissed";
    const { entries } = (
      await who.request<{ entries: { subject: string; before: { with: string } | null }[] }>(
        "GET",
        path,
      )
    ).body;
    return entries[0]!;
  };
  const whole = await noted(world);
  assert.ok(whole.subject !== "" && whole.before?.with);
  assert.deepEqual([(await noted(manager)).subject, (await noted(manager)).before], ["", null]);
  // A key can be worked out of an id: asking for what is about it tells no more than of a stranger.
  const about = async (who: Asker, subject: string) =>
    (await who.request<{ entries: object[] }>("GET", `/v1/audit?subject=${subject}`)).body.entries;
  assert.ok((await about(world, whole.subject)).length > 0);
  assert.deepEqual(await about(manager, whole.subject), []);
  const walked: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { proposals, next: after }: Proposals = await page(
      analyst,
      `?limit=1${next === "" ? "" : `&cursor=${next}`}`,
    );
    walked.push(...proposals.map(({ id }) => id));
    next = after;
  }
  assert.deepEqual(
    walked,
    all.proposals.slice(1).map(({ id }) => id),
  );
});

test("that an answer in confidence proposes two whom everybody knows is not told by the audit log either", async () => {
  await world.send([
    signal("r-1", { id: "known-one" }),
    signal("r-2", { id: "known-two" }),
    ...["one", "two"].map((id) =>
      signal(`r-${id}`, { id: `known-${id}`, email: "r@proposed.example" }, { confidentiality }),
    ),
  ]);
  const keys: string[] = [];
  for (const id of ["known-one", "known-two"]) keys.push((await get(id, manager)).body.key);
  type Proposals = { proposals: { id: string; one: { key: string }; other: { key: string } }[] };
  const { proposals } = (await analyst.request<Proposals>("GET", "/v1/proposals?limit=1000")).body;
  const { id } = proposals.find(({ one, other }) =>
    [one, other].every(({ key }) => keys.includes(key)),
  )!;
  for (const what of ["dismiss", "reopen"])
    assert.equal((await world.request("POST", `/v1/proposals/${id}/${what}`)).status, 204);
  const log = async (who: Asker, query: string) =>
    (
      await who.request<{ entries: { subject: string; before: object; after: object }[] }>(
        "GET",
        `/v1/audit?${query}`,
      )
    ).body.entries;
  for (const event of ["proposal.dismissed", "proposal.reopened"]) {
    const [whole] = await log(world, `event=${event}`);
    assert.ok(keys.includes(whole!.subject), event);
    const [seen] = await log(manager, `event=${event}`);
    assert.deepEqual([seen!.subject, seen!.before, seen!.after], ["", null, null], event);
    assert.deepEqual(await log(manager, `event=${event}&subject=${whole!.subject}`), [], event);
    const exported = async (who: Asker) =>
      JSON.stringify(
        (await who.request("GET", `/v1/customers/${whole!.subject}/export?format=json`)).body,
      ).includes(event);
    assert.deepEqual([await exported(world), await exported(manager)], [true, false], event);
  }
});

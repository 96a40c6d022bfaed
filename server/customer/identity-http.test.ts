import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createListenQueries } from "#listen/queries.ts";
import { keyOf, numberOf } from "./identifier.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { joined } from "#server/testing/person.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
  await world.request("PUT", "/v1/segments/complained", {
    definition: { labels: { en: "Complained" }, where: 'touchpoint == "complaint"' },
  });
});
after(() => world.stop());

let n = 0;
const answer = (customer: Record<string, string>, more: Record<string, unknown> = {}) => ({
  id: `s-${n++}`,
  kind: "response",
  occurredAt: "2026-05-01T10:00:00Z",
  touchpoint: "delivery",
  customer,
  measures: { csat: 4 },
  ...more,
});

/** How many answers are those of people who complained. */
async function complainers(): Promise<number> {
  await world.app.projector.flush();
  const { rows } = await world.query({ measure: { kind: "count" }, by: ["segment"] });
  return rows.find(({ by }) => by.segment === "complained")?.n ?? 0;
}

test("an e-mail and a phone become one customer in a figure when a signal holds both", async () => {
  await world.send([
    answer({ email: " Sari@Example.com" }, { touchpoint: "complaint" }),
    answer({ email: "sari@example.com" }),
    answer({ phone: "0812-3456-7890" }),
    answer({ phone: "+62 812 3456 7890" }),
    answer({ phone: "+62 812 3456 7899" }),
  ]);
  assert.equal(await complainers(), 2, "before, the e-mail's alone");
  await world.send([answer({ id: "C-1", email: "sari@example.com", phone: "6281234567890" })]);
  assert.equal(await complainers(), 5, "the e-mail's, the phone's, and the sign-in");
});

type Joins = {
  customer: { key: string; root: { type: string; value: string } };
  joins: {
    id: string;
    kind: string;
    one: Shown;
    other: Shown;
    undoneAt: string | null;
    signal: string | null;
    since: string;
  }[];
  next: string | null;
};
type Shown = { type: string; value: string; key: string };
const joinsOf = async (id: string, more = "") =>
  (await world.request<Joins>("GET", `/v1/joins?id=${id}${more}`)).body;

test("each link says which signal held both, and can be undone: figures follow; a person joins them again", async () => {
  const { customer, joins } = await joinsOf("C-1");
  assert.deepEqual(customer.root, { type: "id", value: "C-1" });
  assert.deepEqual(joins.map(({ kind, one, other }) => [kind, one.type, other.value]).sort(), [
    ["signal", "id", "+6281234567890"],
    ["signal", "id", "sari@example.com"],
  ]);
  const link = joins.find(({ other }) => other.type === "phone")!;
  assert.equal(link.signal, "s-5");
  const undone = await world.request<{ apart: boolean }>("DELETE", `/v1/joins/${link.id}`);
  assert.equal(undone.body.apart, true);
  assert.equal(await complainers(), 3, "the e-mail's and the sign-in");
  assert.equal((await world.request("DELETE", `/v1/joins/${link.id}`)).status, 404);

  // What a person has parted stays so when it comes together again.
  await world.send([answer({ id: "C-1", phone: "081234567890" })]);
  assert.equal(await complainers(), 4);

  const join = { into: { id: "C-1" }, from: { phone: "0812 3456 7890" } };
  const made = await world.request<{ id: string }>("POST", "/v1/joins", join);
  assert.equal(made.status, 201);
  assert.equal(await complainers(), 6);
  assert.equal((await world.request("POST", "/v1/joins", join)).status, 200);
  assert.equal((await world.request("DELETE", `/v1/joins/${made.body.id}`)).status, 200);
  assert.equal(await complainers(), 4);
  assert.deepEqual(
    (await joinsOf("C-1")).joins.map(({ kind, undoneAt }) => [kind, undoneAt !== null]),
    [["person", true], ...joins.map((each) => ["signal", each.id === link.id])],
  );
});

test("joins are listed a page at a time, each once", async () => {
  const found: string[] = [];
  for (let cursor = ""; ;) {
    const page = await joinsOf("C-1", `&limit=1${cursor}`);
    found.push(...page.joins.map(({ id }) => id));
    if (page.next === null) break;
    cursor = `&cursor=${page.next}`;
  }
  assert.equal(found.length, 3);
  assert.equal(new Set(found).size, 3);
});

type Proposals = {
  proposals: { id: string; one: Joins["customer"]; other: Joins["customer"]; via: Shown[][] }[];
  next: string | null;
};
const proposals = async () =>
  (await world.request<Proposals>("GET", "/v1/proposals")).body.proposals;

test("two ids with one e-mail are proposed, never joined; joining them settles it, undoing proposes them again", async () => {
  await world.send([
    answer({ id: "D-1", email: "family@example.com" }, { touchpoint: "complaint" }),
    answer({ id: "D-2", email: "family@example.com" }),
    answer({ email: "family@example.com" }),
  ]);
  const before = await complainers();
  const [proposal, ...others] = await proposals();
  assert.deepEqual(others, []);
  assert.deepEqual([proposal!.one.root.value, proposal!.other.root.value].sort(), ["D-1", "D-2"]);
  assert.deepEqual(
    proposal!.via[0]!.map(({ value }) => value),
    ["family@example.com"],
  );

  const made = await world.request<{ id: string; customer: Joins["customer"] }>(
    "POST",
    "/v1/joins",
    {
      into: { key: proposal!.one.key },
      from: { key: proposal!.other.key },
    },
  );
  assert.equal(made.body.customer.key, proposal!.one.key);
  assert.deepEqual(await proposals(), []);
  assert.equal(await complainers(), before + 2, "the other's, and what the e-mail alone said");

  await world.request("DELETE", `/v1/joins/${made.body.id}`);
  assert.equal(await complainers(), before);
  const [again] = await proposals();
  assert.deepEqual([again!.one.key, again!.other.key], [proposal!.one.key, proposal!.other.key]);
  assert.equal((await world.request("POST", `/v1/proposals/${again!.id}/dismiss`)).status, 204);
  assert.deepEqual(await proposals(), []);
  await world.send([
    answer({ id: "D-2", phone: "0811111111" }),
    answer({ id: "D-1", phone: "0811111111" }),
  ]);
  assert.deepEqual(await proposals(), [], "dismissed is dismissed, whatever else is seen");

  const reopen = async () =>
    (await world.request("POST", `/v1/proposals/${again!.id}/reopen`)).status;
  assert.equal(await reopen(), 204);
  assert.deepEqual(
    (await proposals()).map(({ id }) => id),
    [again!.id],
    "until that is taken back",
  );
  assert.equal(await reopen(), 404, "open already");
  assert.equal((await world.request("POST", `/v1/proposals/${again!.id}/dismiss`)).status, 204);
  const joined = await world.request<{ id: string }>("POST", "/v1/joins", {
    into: { key: again!.one.key },
    from: { key: again!.other.key },
  });
  assert.equal(await reopen(), 404, "nothing shows it any more: they are one");
  await world.request("DELETE", `/v1/joins/${joined.body.id}`);
  assert.deepEqual(await proposals(), [], "and stays dismissed when they are parted");
});

test("who joins must name two customers that are known here", async () => {
  const post = async (body: unknown) => (await world.request("POST", "/v1/joins", body)).status;
  assert.equal(await post({ into: { id: "C-1" }, from: { id: "nobody" } }), 404);
  assert.equal(await post({ into: { id: "C-1" }, from: { id: "C-1" } }), 409);
  assert.equal(await post({ into: { id: "C-1" }, from: {} }), 400);
  assert.equal(await post({ into: { id: "C-1" }, from: { id: "D-1", email: "x@y.z" } }), 400);
  assert.equal((await world.request("GET", "/v1/joins?id=nobody")).status, 404);
  assert.equal(
    (await world.request("DELETE", "/v1/joins/01900000-0000-7000-8000-000000000000")).status,
    404,
  );
  assert.equal((await world.request("DELETE", "/v1/joins/x")).status, 404);
});

test("a deleted signal leaves its customer's list and segment", async () => {
  const [row] = await world.app.clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM signals_by_customer FINAL",
  );
  const before = await complainers();
  assert.equal((await world.request("DELETE", "/v1/signals/s-1")).status, 204);
  const [after] = await world.app.clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM signals_by_customer FINAL",
  );
  assert.equal(after!.n, row!.n - 1);
  assert.equal(await complainers(), before - 1);
});

test("the signals of one customer, newest first, a page at a time, each once and none of another's", async () => {
  const hours = Array.from({ length: 7 }, (_, n) => `2026-03-0${n + 1}T10:00:00Z`);
  await world.send([
    ...hours.map((occurredAt, n) =>
      answer(n % 2 ? { id: "L-1" } : { email: "l@example.com" }, { id: `l-${n}`, occurredAt }),
    ),
    answer({ id: "L-2" }, { occurredAt: hours[3] }),
    answer({ id: "L-1", email: "l@example.com" }, { id: "l-7", occurredAt: hours[6] }),
  ]);
  const { rows } = await world.app.postgres.execute("select id from workspaces");
  const { id: workspace } = rows[0] as { id: string };
  const queries = createListenQueries(world.app.clickhouse);
  const identities = (
    [
      { type: "id", value: "L-1" },
      { type: "email", value: "l@example.com" },
    ] as const
  ).map((each) => numberOf(keyOf(workspace, each)));
  const found: unknown[] = [];
  let cursor: Parameters<typeof queries.listOf>[2];
  do {
    const page = await queries.listOf(systemScopeIn(workspace, "test"), identities, cursor, 3);
    assert.ok(page.signals.length <= 3);
    found.push(...page.signals.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  assert.deepEqual(found.slice(0, 2).sort(), ["l-6", "l-7"]);
  assert.deepEqual(found.slice(2), ["l-5", "l-4", "l-3", "l-2", "l-1", "l-0"]);
});

test("who may not see confidential answers learns from a join neither the signal nor its moment", async () => {
  const manager = await joined(world, "joins@corridor.test", {
    role: "manager",
    memberships: [{}],
  });
  const { body } = await manager.request<Joins>("GET", "/v1/joins?id=C-1");
  const open = await joinsOf("C-1");
  const bySignal = body.joins.filter(({ kind }) => kind === "signal");
  assert.ok(bySignal.length > 0 && open.joins.some(({ signal }) => signal !== null));
  for (const { signal, since } of bySignal) {
    assert.equal(signal, null);
    assert.match(since, /T00:00:00\.000Z$/);
  }
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { createListenStore } from "#listen/store.ts";
import { uuidv7 } from "#platform/clock.ts";
import { systemScope, systemScopeIn } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { rowIdOf } from "./signal.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z" };
type Held = {
  heldId: string;
  code: string;
  path: string;
  reason: string;
  signal: { id: string } | string;
};
type Page = { held: Held[]; next: string | null };

async function held(): Promise<Held[]> {
  const all: Held[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await world.request<Page>("GET", `/v1/held?limit=3${query}`);
    all.push(...body.held);
    cursor = body.next;
  }
  return all;
}
const idOf = (each: Held) => (typeof each.signal === "string" ? each.signal : each.signal.id);
const get = (id: string) =>
  world.request<{ measures: Record<string, number> }>("GET", `/v1/signals/${id}`);
const heldRows = async () =>
  (await world.request<{ held: { rows: number } }>("GET", "/readyz")).body.held.rows;

test("what does not fit a scale is held with its reason, and goes in when the scale is mended", async () => {
  const scale = { direction: "higher-is-better", scale: { min: 0, max: 5 } };
  const made = await world.request("PUT", "/v1/measures/stars", { definition: scale });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const answer = await world.send([
    { ...good, id: "fits", measures: { stars: 5 } },
    ...Array.from({ length: 7 }, (_, n) => ({
      ...good,
      id: `out${n}`,
      measures: { stars: 6 + n },
    })),
  ]);
  assert.deepEqual(answer.body, { accepted: 8, duplicate: 0, rejected: [] });
  assert.equal((await get("fits")).status, 200);
  const all = await held();
  assert.deepEqual(
    new Set(all.map(idOf)),
    new Set(Array.from({ length: 7 }, (_, n) => `out${n}`)),
    "pages repeat or leave out",
  );
  assert.equal(await heldRows(), 7);
  const first = all.find((each) => idOf(each) === "out0")!;
  assert.deepEqual([first.code, first.path], ["measure_out_of_scale", "measures.stars"]);
  assert.match(first.reason, /stars is 6; its scale goes from 0 to 5.*\/v1\/measures\/stars/);
  assert.equal((await get("out0")).status, 404);

  // Its id is taken: sent again it is a duplicate, and stays held.
  const again = await world.send([{ ...good, id: "out0", measures: { stars: 3 } }]);
  assert.deepEqual(again.body, { accepted: 0, duplicate: 1, rejected: [] });

  // Sent again before the scale is mended, it is held again.
  const early = await world.request<{ sent: number }>(
    "POST",
    `/v1/held/${first.heldId}/send-again`,
  );
  assert.deepEqual([early.status, early.body.sent], [202, 1]);
  await world.drained();
  assert.equal(await heldRows(), 7);

  const wider = { ...scale, scale: { min: 0, max: 10 } };
  assert.equal(
    (await world.request("PUT", "/v1/measures/stars", { definition: wider })).status,
    200,
  );
  const sent = await world.request<{ sent: number }>("POST", "/v1/held/send-again");
  assert.deepEqual([sent.status, sent.body.sent], [202, 7]);
  await world.drained();
  assert.equal((await get("out0")).body.measures.stars, 6);
  assert.deepEqual((await held()).map(idOf).toSorted(), ["out5", "out6"]);
});

test("a held signal that is deleted is gone, and its id may be sent afresh", async () => {
  await world.send([{ ...good, id: "wrong", measures: { nps: 11 } }]);
  const mine = (await held()).find((each) => idOf(each) === "wrong")!;
  assert.equal((await world.request("DELETE", `/v1/held/${mine.heldId}`)).status, 204);
  for (const [method, path] of [
    ["DELETE", `/v1/held/${mine.heldId}`],
    ["POST", `/v1/held/${mine.heldId}/send-again`],
  ] as const)
    assert.equal((await world.request(method, path)).status, 404);
  const answer = await world.send([{ ...good, id: "wrong", measures: { nps: 10 } }]);
  assert.equal(answer.body.accepted, 1);
  assert.equal((await get("wrong")).body.measures.nps, 10);
});

test("a held signal can be deleted by its own id too", async () => {
  await world.send([{ ...good, id: "also-wrong", measures: { nps: -1 } }]);
  assert.equal((await world.request("DELETE", "/v1/signals/also-wrong")).status, 204);
  assert.ok(!(await held()).some((each) => idOf(each) === "also-wrong"));
  assert.equal((await world.request("DELETE", "/v1/signals/also-wrong")).status, 404);
});

test("what the drain cannot read is held with its reason, shown as it is, and the rest go on", async () => {
  const { workspace } = (
    await sql<{ workspace: string }>`select id as workspace from workspaces`.execute(
      world.app.postgres.db,
    )
  ).rows[0]!;
  const broken = [
    "no JSON at all",
    "null",
    "[]",
    "5",
    "{}",
    '{"id":"b1","kind":"response"}',
    '{"id":"b2","kind":"response","occurredAt":"the day before yesterday"}',
    '{"id":"b3","kind":"response","occurredAt":"2026-01-31T09:30:00Z","measures":"nine"}',
    '{"id":"b4","kind":"response","occurredAt":"2026-01-31T09:30:00Z","measures":{"x":{"y":1}}}',
    '{"id":"b5","kind":"response","occurredAt":"2026-01-31T09:30:00Z","judgements":5}',
    '{"id":"b6","kind":"response","occurredAt":"2026-01-31T09:30:00Z","judgements":[null]}',
    '{"id":"b7","kind":7,"occurredAt":"2026-01-31T09:30:00Z"}',
  ];
  const already = await heldRows();
  // All in one batch, with good ones before and after.
  const lines = [
    JSON.stringify({ ...good, id: "between0" }),
    ...broken,
    JSON.stringify({ ...good, id: "between1" }),
  ];
  await createListenStore(world.app.postgres.db).append(
    lines.map((json, n) => ({
      scope: systemScopeIn(workspace, "test"),
      rowId: rowIdOf(workspace, /"id":"([^"]+)"/.exec(json)?.[1] ?? `unreadable${n}`),
      receivedAt: Date.now(),
      importId: null,
      ownId: true,
      json,
    })),
  );
  await world.drained();
  const all = (await held()).slice(0, broken.length);
  assert.equal(await heldRows(), already + broken.length);
  for (const each of all) {
    assert.equal(each.code, "cannot_read", JSON.stringify(each));
    assert.doesNotMatch(each.reason, /TypeError|undefined|null/);
  }
  assert.ok(all.some((each) => each.signal === "no JSON at all"));
  for (const id of ["between0", "between1"]) assert.equal((await get(id)).status, 200);
  // They may be sent again, which changes nothing, and be deleted.
  assert.equal((await world.request("POST", "/v1/held/send-again")).status, 202);
  await world.drained();
  assert.equal(await heldRows(), already + broken.length);
  for (const each of await held())
    assert.equal((await world.request("DELETE", `/v1/held/${each.heldId}`)).status, 204);
  assert.equal(await heldRows(), 0);
});

test("what ClickHouse refuses is found in its batch and held, and the rest go on", async () => {
  const { clickhouse } = world.app;
  await clickhouse.command("ALTER TABLE signals ADD CONSTRAINT clean CHECK touchpoint != 'poison'");
  const signals = Array.from({ length: 200 }, (_, n) => ({
    ...good,
    id: `mixed${n}`,
    touchpoint: n === 17 || n === 18 || n === 144 ? "poison" : "delivery",
    // The store's message repeats what it says, which must not be taken for a failing network.
    text: "timeout, socket, network, memory limit",
  }));
  const answer = await world.send(signals);
  assert.equal(answer.body.accepted, 200);
  const all = await held();
  assert.deepEqual(all.map(idOf).toSorted(), ["mixed144", "mixed17", "mixed18"]);
  for (const each of all) {
    assert.equal(each.code, "store_refused");
    assert.doesNotMatch(each.reason, /constraint|clean|DB::|poison/i);
  }
  const count = await clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM signals WHERE startsWith(id, 'mixed')",
  );
  assert.equal(count[0]!.n, 197, "bisecting inserted rows twice, or lost some");
  await clickhouse.command("ALTER TABLE signals DROP CONSTRAINT clean");
  assert.equal((await world.request("POST", "/v1/held/send-again")).status, 202);
  await world.drained();
  assert.equal((await get("mixed17")).status, 200);
  assert.equal(await heldRows(), 0);
});

test("send-again moves any number, and not what is held again meanwhile", async () => {
  const store = createListenStore(world.app.postgres.db);
  const scope = systemScopeIn(uuidv7(), "test");
  await sql`insert into held_signals (id, workspace, row_id, received_at, code, path, reason, held_at, signal)
    select gen_random_uuid(), ${scope.workspace}::uuid, gen_random_uuid(), now(), 'x', '', 'x', now(), 'x' || n
    from generate_series(1, 5000) as n`.execute(world.app.postgres.db);
  // Ids of now sort before what is held from here on; random ones do not, so they are made so.
  await sql`update held_signals set id = ('00' || substr(id::text, 3))::uuid where workspace = ${scope.workspace}`.execute(
    world.app.postgres.db,
  );
  assert.equal(await store.sendAgain(scope, "all"), 5_000);
  await eventually(
    () => store.inboxState(systemScope("test")),
    (state) => state.rows === 0 && state.held === 5_000,
  );
  assert.equal(await store.sendAgain(scope, "all"), 5_000);
});

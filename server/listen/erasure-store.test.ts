import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { signalInput } from "#contract/signal.ts";
import { normalised, type Identifier } from "#customer/identifier.ts";
import { judgeText, soughtOf, type Sought } from "#customer/sought.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { createErasureQueries } from "./erasure-queries.ts";
import { createListenErasureStore, type ListenErasureStore } from "./erasure-store.ts";
import { prepare } from "./prepare.ts";
import { createListenQueries } from "./queries.ts";
import { rowIdOf } from "./signal.ts";
import { createListenStore, type ListenStore } from "./store.ts";

let stores: Stores;
let store: ListenStore;
let erasures: ListenErasureStore;
let scope: Scope;
let sought: Sought;
const system = systemScope("test");
const nothing = "00000000-0000-0000-0000-000000000000";

const person = {
  customer: undefined,
  identifiers: [
    normalised("id", "kresna-77"),
    normalised("id", "9"),
    normalised("email", "Kresna@Mail.Example"),
    normalised("phone", "0812-3456-7890"),
    normalised("anonymousId", "device-kresna"),
  ].filter((each): each is Identifier => each !== undefined),
  names: ["Kresna Wijaya Putra"],
};

before(async () => {
  stores = await openStores();
  store = createListenStore(stores.postgres.db);
  erasures = createListenErasureStore(stores.postgres.db);
});
after(() => stores.stop());
beforeEach(async () => {
  scope = systemScopeIn(uuidv7(), "test");
  sought = soughtOf(scope.workspace, person, "ID");
  await sql`truncate inbox, inbox_groups, held_signals, signal_ids`.execute(stores.postgres.db);
});

const signal = (id: string, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T00:00:00Z",
  ...more,
});
const arrival = (body: { id: string }) => ({
  scope,
  rowId: rowIdOf(scope.workspace, body.id),
  receivedAt: clock.now(),
  importId: null,
  ownId: true,
  json: JSON.stringify(signalInput.parse(body)),
});
/** The ids of what waits, of this or any workspace. */
const waiting = async () =>
  (
    await sql<{ id: string }>`select signal::jsonb->>'id' as id from inbox order by 1`.execute(
      stores.postgres.db,
    )
  ).rows.map(({ id }) => id);

test("a person's signals leave the inbox, and nobody else's; their ids may be sent again", async () => {
  const theirs = [
    signal("a", { customer: { id: "kresna-77" } }),
    signal("b", { customer: { id: "9" } }),
    signal("c", { customer: { email: "KRESNA@mail.example " } }),
    signal("d", { customer: { phone: "+62 812 3456 7890" } }),
    signal("e", { customer: { anonymousId: "device-kresna" } }),
  ];
  const others = [
    signal("f", { customer: { id: "99" }, text: "nothing" }),
    signal("g", { customer: { id: "other" }, text: "ask kresna@mail.example" }),
  ];
  await store.append([...theirs, ...others].map(arrival));
  assert.equal(await erasures.takeWaiting(scope, { sought, mentions: false }), 5);
  assert.deepEqual(await waiting(), ["f", "g"]);
  const { rows } = await sql<{ rows: number; bytes: number; real: number }>`
    select rows, bytes, (select sum(octet_length(signal)) from inbox) as real from inbox_groups`.execute(
    stores.postgres.db,
  );
  assert.deepEqual([rows.length, rows[0]!.rows, rows[0]!.bytes], [1, 2, Number(rows[0]!.real)]);
  assert.equal((await store.append(theirs.map(arrival))).size, 5);
  assert.equal(await erasures.takeWaiting(scope, { sought, mentions: true }), 6);
  assert.deepEqual(await waiting(), ["f"]);
});

test("another workspace's person of the same identifiers stays", async () => {
  await store.append([arrival(signal("a", { customer: { id: "kresna-77" } }))]);
  const other = systemScopeIn(uuidv7(), "test");
  const whose = { sought: soughtOf(other.workspace, person, "ID"), mentions: true };
  assert.equal(await erasures.takeWaiting(other, whose), 0);
  assert.equal(await erasures.takeHeld(other, whose), 0);
  assert.deepEqual(await waiting(), ["a"]);
});

test("what a drain has in its hands is not held afterwards, and is waited for", async () => {
  await store.append([
    arrival(signal("a", { customer: { id: "kresna-77" } })),
    arrival(signal("b", { customer: { id: "other" } })),
  ]);
  const lease = (await store.lease(system, 100))!;
  const batches = await erasures.batches(system);
  assert.deepEqual(batches, [lease.batch]);
  assert.equal(await erasures.takeWaiting(scope, { sought, mentions: false }), 0);
  assert.deepEqual(
    [await erasures.areUnderWay(system, batches), await erasures.hasWithdrawn(system)],
    [true, true],
  );
  const refused = { code: "x", path: "", reason: "x" };
  await store.finish(
    system,
    lease.batch,
    lease.rows.map((row) => ({ ...row, ...refused })),
  );
  assert.deepEqual(
    [await erasures.areUnderWay(system, batches), await erasures.hasWithdrawn(system)],
    [false, false],
  );
  const held = await store.listHeld(scope, { most: 10 });
  assert.deepEqual(
    held.map(({ row_id }) => row_id),
    [rowIdOf(scope.workspace, "b")],
  );
});

test("held signals of a person go, also those that can't be read", async () => {
  const hold = (id: string, text: string) =>
    sql`insert into held_signals (id, workspace, row_id, received_at, code, path, reason, held_at, signal)
      values (${uuidv7()}::uuid, ${scope.workspace}::uuid, ${rowIdOf(scope.workspace, id)}::uuid, now(), 'x', '', 'x', now(), ${text})`.execute(
      stores.postgres.db,
    );
  await hold("a", JSON.stringify(signal("a", { customer: { email: "kresna@mail.example" } })));
  await hold("b", `{"customer": {"email": "kresna@mail.example"`);
  await hold("c", JSON.stringify(signal("c", { claim: { phone: "081234567890" } })));
  await hold("d", JSON.stringify(signal("d", { customer: { id: "other" } })));
  await hold("e", `{"customer": {"email": "other@mail.example"`);
  assert.equal(await erasures.takeHeld(scope, { sought, mentions: false }), 3);
  assert.equal((await store.listHeld(scope, { most: 10 })).length, 2);
});

test("whose a signal is and whom its words name is said alike in Postgres and in ClickHouse", async () => {
  const bodies = [
    { customer: { id: "kresna-77" } },
    { customer: { id: "KRESNA-77" } },
    { customer: { id: "9", email: "x@mail.example" } },
    { customer: { id: "99", email: "kresna@mail.example" } },
    { customer: { email: " Kresna@MAIL.example" } },
    { customer: { email: "other@mail.example", phone: "081234567890" } },
    { customer: { phone: "0812 3456 7890" } },
    { customer: { phone: "+65 8123 4567" } },
    { customer: { anonymousId: "device-kresna" } },
    { customer: { anonymousId: "device-kresna-2" } },
    { customer: { id: "kresna-77" }, confidentiality: "anonymous" },
    { customer: { phone: "(0812) 3456-7890" }, confidentiality: "anonymous" },
    { claim: { email: "kresna@mail.example" } },
    { claim: { id: "9" } },
    { claim: { id: "90" } },
    // The same digits behind another country's code are another's number.
    { claim: { phone: "+62 (0) 812.3456.7890" } },
    { claim: { phone: "0062 812 3456 7890" } },
    { claim: { phone: "+49 812 3456 7890" } },
    { claim: { phone: "0049 812 3456 7890" } },
    { claim: { phone: "+81 234 567 890" } },
    { customer: { phone: "+49 (0) 812 3456 7890" }, confidentiality: "anonymous" },
    { text: "write to KRESNA@mail.example" },
    { text: { why: "call (0812) 3456.7890 please" } },
    { text: "KRESNA WIJAYA PUTRA was there" },
    { text: "kresna\n  wijaya\u00a0putra was there" },
    { answers: { who: ["a", "kresna@mail.example"] } },
    { attributes: { agent: "Kresna Wijaya Putra" } },
    { source: { url: "https://x.example/?u=kresna-77" } },
    { reference: { type: "order", id: "for-device-kresna" } },
    { employee: "Kresna" },
    {},
    // What is part of another's is not theirs: it is looked at by somebody, as a name is.
    { customer: { id: "kresna-770" } },
    { customer: { id: "crm:kresna-77" } },
    { customer: { email: "b.kresna@mail.example" } },
    { customer: { email: "kresna@mail.example.org" } },
    { customer: { id: "other", phone: "+62 812 3456 78901" } },
    { text: "write to bkresna@mail.example, or 60812 3456 7890" },
    { text: "order kresna-77-2" },
    // And what stands by itself is, whatever is around it.
    { text: "Mine:\nkresna@mail.example.\nThanks" },
    { answers: { who: "Mine:\nKresna@mail.example." } },
    { attributes: { who: "-kresna-77-" } },
    { text: "call 2 of 0062 (0) 812 3456.7890, 5 times" },
    { customer: { id: "other", anonymousId: "device-kresna" } },
    { kind: "kresna-77" },
  ];
  const queries = createErasureQueries(stores.clickhouse);
  const rows = bodies.map(({ claim, ...body }: { claim?: object }, n) => {
    const each = { ...signalInput.parse(signal(`s${n}`, body)), ...(claim ? { claim } : {}) };
    return {
      workspace: scope.workspace,
      row_id: rowIdOf(scope.workspace, `s${n}`),
      received_ms: clock.now(),
      import_id: null,
      signal: JSON.stringify(each),
    };
  });
  const { ready, held } = await prepare(rows, (_workspace, group) =>
    Promise.resolve(group.map(() => undefined)),
  );
  assert.equal(held.length, 0);
  await createListenQueries(stores.clickhouse).insert(
    system,
    ready.map(({ line }) => line).join("\n"),
    uuidv7(),
  );
  const options = { named: true, after: nothing, until: undefined };
  const found = new Map(
    (await queries.find(scope, sought, 202_601, options)).map((each) => [
      each.rowId,
      each.own ? "own" : each.sure ? "identifier" : "name",
    ]),
  );
  const kinds = new Set<string | undefined>();
  for (const row of rows) {
    const judged = judgeText(sought, row.signal);
    kinds.add(judged);
    if (/"phone":"\+(49|81)|"0049/.test(row.signal)) assert.notEqual(judged, "own", row.signal);
    assert.equal(found.get(row.row_id), judged, row.signal);
  }
  assert.deepEqual(kinds.size, 4, "own, identifier, name and neither are all among them");
  const said = rows.map(({ signal: text }) => judgeText(sought, text)).slice(-13);
  assert.deepEqual(said, [...Array(7).fill("name"), ...Array(5).fill("identifier"), undefined]);
});

test("an address that is none, and an id that a field is called, are looked for in nobody's words", () => {
  const identifiers = [normalised("email", "none"), normalised("id", "answers")];
  const typed = { ...person, identifiers: identifiers.filter((each) => each !== undefined) };
  const whose = soughtOf(scope.workspace, { ...typed, names: [], emails: ["none", "   "] }, "ID");
  const body = signal("s", { text: "none of   this worked", answers: { why: "none" } });
  assert.equal(judgeText(whose, JSON.stringify(body)), undefined);
  assert.deepEqual(whose.words, ["answers"]);
  const own = signal("s", { customer: { email: " None" } });
  assert.equal(judgeText(whose, JSON.stringify(own)), "own");
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { migrationsDir, openStores, type Stores } from "#server/testing/stores.ts";
import { createImportStore } from "./import-store.ts";
import type { Lease } from "./inbox-store.ts";
import { rowIdOf } from "./signal.ts";
import { createListenStore, type ListenStore } from "./store.ts";

let stores: Stores;
let store: ListenStore;
let scope: Scope;
const system = systemScope("test");
before(async () => {
  stores = await openStores();
  store = createListenStore(stores.postgres.db);
});
after(() => stores.stop());
beforeEach(async () => {
  scope = systemScopeIn(uuidv7(), "test");
  await sql`truncate inbox, inbox_groups`.execute(stores.postgres.db);
});

const arrival = (
  id: string,
  change: { ownId?: boolean; importId?: string; json?: string } = {},
) => ({
  scope,
  rowId: rowIdOf(scope.workspace, id),
  receivedAt: clock.now(),
  importId: null,
  ownId: true,
  json: JSON.stringify({ id }),
  ...change,
});
const waiting = async () =>
  (
    await sql<{ signal: string }>`select signal from inbox order by group_id, place`.execute(
      stores.postgres.db,
    )
  ).rows.map((row) => row.signal);

test("one statement takes arrivals of many workspaces; what is known, or twice in it, is not new", async () => {
  const [one, two] = [scope, systemScopeIn(uuidv7(), "test")];
  const first = [
    arrival("a"),
    arrival("b"),
    { ...arrival("a"), json: '"later"' },
    arrival("c", { ownId: false }),
  ];
  assert.equal((await store.append(first)).size, 3);
  scope = two;
  const again = await store.append([arrival("a"), ...first]);
  assert.deepEqual([...again], [rowIdOf(two.workspace, "a"), first[3]!.rowId]);
  scope = one;
  assert.ok(!(await waiting()).includes('"later"'));
});

test("whatever stands in a signal's text, it is kept as it is", async () => {
  const texts = [
    ",",
    "\u0001",
    "\\",
    "'",
    '"',
    "\n",
    "\u2028",
    "🙂",
    "{}",
    "null",
    "NULL",
    "\\x01",
    "",
  ].map((text) => JSON.stringify({ id: "x", text }));
  await store.append(texts.map((json, n) => arrival(`t${n}`, { json })));
  assert.deepEqual((await waiting()).toSorted(), texts.toSorted());
});

test("arrivals of an import that is being removed are refused, and their ids stay free", async () => {
  const imports = createImportStore(stores.postgres.db);
  const [open, closing] = await Promise.all(
    ["o", "c"].map(async (name) => (await imports.open(scope, name, undefined)).record.id),
  );
  await imports.beginRemoval(scope, closing!);
  const arrivals = [
    arrival("1", { importId: open! }),
    arrival("2", { importId: closing! }),
    arrival("3"),
    arrival("4", { importId: closing!, ownId: false }),
    arrival("5", { importId: open!, ownId: false }),
  ];
  const fresh = await store.append(arrivals);
  assert.deepEqual(fresh, new Set([0, 2, 4].map((n) => arrivals[n]!.rowId)));
  assert.equal((await waiting()).length, 3);
  assert.equal((await store.append([arrival("2")])).size, 1);
  assert.equal((await imports.get(scope, open!))!.accepted, 2);
  assert.equal((await imports.get(scope, closing!))!.accepted, 0);
});

test("millions that wait do not slow the lease, and signals of a megabyte make a batch smaller", async () => {
  for (let made = 0; made < 200_000; made += 40_000)
    await sql`with grouped as (
      insert into inbox_groups (rows, bytes, received_at) select 1, 500000, now() from generate_series(1, 40000) returning id
    ) insert into inbox (group_id, place, workspace, row_id, received_at, signal)
    select id, 1, ${scope.workspace}::uuid, gen_random_uuid(), now(), '{}' from grouped`.execute(
      stores.postgres.db,
    );
  // The quickest of three: others who use the machine at the same moment say nothing of the lease.
  let took = Infinity;
  let lease!: Lease;
  for (let n = 0; n < 3; n++) {
    if (n > 0) await store.release(system, lease.batch);
    const before = performance.now();
    lease = (await store.lease(system, 20_000))!;
    took = Math.min(took, performance.now() - before);
  }
  assert.equal(lease.rows.length, Math.ceil((16 * 1024 * 1024) / 500_000));
  assert.ok(took < 500, `leasing ${lease.rows.length} of 200,000 took ${took.toFixed(0)} ms`);
  assert.equal((await store.inboxState(system)).rows, 200_000);
  await store.finish(system, lease.batch, []);
  await sql`delete from inbox_groups`.execute(stores.postgres.db);
  await sql`delete from inbox`.execute(stores.postgres.db);
  await store.vacuum(system);
  const { rows } = await sql<{
    size: number;
  }>`select pg_relation_size('inbox') + pg_relation_size('inbox_groups') as size`.execute(
    stores.postgres.db,
  );
  assert.equal(rows[0]!.size, 0, "the room was not given back");
});

test("what leaves a group makes it smaller, the last takes it along, and what is sent again makes small groups", async () => {
  const { db } = stores.postgres;
  const groups = async () =>
    (await sql<{ rows: number }>`select rows from inbox_groups order by id`.execute(db)).rows.map(
      (group) => group.rows,
    );
  await store.append([arrival("a"), arrival("b"), arrival("c")]);
  await store.append([arrival("a"), arrival("d")]);
  await store.append([arrival("d")]);
  assert.deepEqual(await groups(), [3, 1], "what was not new is counted, or makes a group");
  for (const [id, left] of [
    ["b", [2, 1]],
    ["d", [2]],
  ] as const) {
    const rowId = rowIdOf(scope.workspace, id);
    assert.equal((await store.withdraw(scope, rowId, () => true)).removed, true);
    assert.deepEqual(await groups(), left);
    assert.equal(
      (await store.inboxState(system)).rows,
      left.reduce((sum, n) => sum + n, 0),
    );
  }
  const lease = (await store.lease(system, 10))!;
  assert.deepEqual(
    lease.rows.map((row) => row.row_id).toSorted(),
    ["a", "c"].map((id) => rowIdOf(scope.workspace, id)).toSorted(),
  );
  const text = "x".repeat(900_000);
  const held = lease.rows.map((row) => ({ ...row, code: "c", path: "", reason: "r" }));
  await store.finish(system, lease.batch, held);
  const more = Array.from({ length: 10 }, (_, n) => arrival(`m${n}`, { json: `"${text}"` }));
  await store.append(more);
  const large = (await store.lease(system, 10))!;
  await store.finish(
    system,
    large.batch,
    large.rows.map((row) => ({ ...row, code: "c", path: "", reason: "r" })),
  );
  assert.deepEqual(await groups(), []);
  assert.equal(await store.sendAgain(scope, "all"), 12);
  const sizes = await groups();
  assert.equal(
    sizes.reduce((sum, n) => sum + n, 0),
    12,
  );
  assert.ok(sizes.length >= 3, sizes.join());
  const next = (await store.lease(system, 20))!;
  assert.equal(new Set(next.rows.map((row) => row.row_id)).size, 12);
  await store.finish(system, next.batch, []);
});

test("of many drains at once each gets groups of its own, until there are none", async () => {
  const count = 12;
  for (let n = 0; n < count; n++)
    await store.append(Array.from({ length: 10 }, (_, m) => arrival(`${n}-${m}`)));
  const leased: string[] = [];
  let passes = 0;
  while (leased.length < count * 10 && passes++ < 20)
    for (const lease of await Promise.all(Array.from({ length: 4 }, () => store.lease(system, 20))))
      leased.push(...(lease?.rows.map((row) => row.row_id) ?? []));
  assert.equal(leased.length, count * 10);
  assert.equal(new Set(leased).size, count * 10);
});

test("tables that a start left half-made are made whole by the next", async () => {
  const { clickhouse } = stores;
  await clickhouse.command("TRUNCATE TABLE migrations");
  await clickhouse.command("DROP TABLE signal_keys_from_signals");
  await migrateClickHouse(clickhouse, migrationsDir("clickhouse"), createLog("silent"));
  assert.deepEqual(
    await clickhouse.query(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'signal%' ORDER BY name",
    ),
    [
      "signal_keys",
      "signal_keys_from_signals",
      "signals",
      "signals_by_customer",
      "signals_by_customer_from_signals",
    ].map((name) => ({ name })),
  );
});

test("what the caller may not read is not withdrawn, whether it waits, a drain has it, or it is held", async () => {
  await store.append([arrival("quiet"), arrival("open")]);
  const isOpen = (signal: string) => !signal.includes("quiet");
  const rowId = rowIdOf(scope.workspace, "quiet");
  const stays = async () => {
    await assert.rejects(store.withdraw(scope, rowId, isOpen), { code: "not_found" });
    const { rows } = await sql<{ there: number; known: number }>`
      select (select count(*) from inbox where row_id = ${rowId}::uuid and not withdrawn)
        + (select count(*) from held_signals where row_id = ${rowId}::uuid) as there,
        (select count(*) from signal_ids where row_id = ${rowId}::uuid) as known`.execute(
      stores.postgres.db,
    );
    assert.deepEqual(rows, [{ there: 1, known: 1 }]);
  };
  await stays();
  const lease = (await store.lease(system, 10))!;
  assert.equal(lease.rows.length, 2, "its group is as large as it was");
  await stays();
  const held = lease.rows.map((row) => ({ ...row, code: "c", path: "", reason: "r" }));
  await store.finish(system, lease.batch, held);
  await stays();
  const open = rowIdOf(scope.workspace, "open");
  assert.equal((await store.withdraw(scope, open, isOpen)).removed, true);
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { clock, uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { arrivalsOf } from "./arrivals.test-support.ts";
import { createDrain, type DrainParts } from "./drain.ts";
import type { Judge } from "./prepare.ts";
import { createListenQueries, type ListenQueries } from "./queries.ts";
import { rowIdOf } from "./signal.ts";
import { createListenStore, type ListenStore } from "./store.ts";

/** The condition of who may see all. */
const everything = { sql: "1", parameters: {} };

let stores: Stores;
let store: ListenStore;
let queries: ListenQueries;
let scope: Scope;
const log = createLog(process.env.TEST_LOG_LEVEL ?? "silent");
const system = systemScope("test");
const fitting: Judge = async (_workspace, rows) => rows.map(() => undefined);

before(async () => {
  stores = await openStores();
  queries = createListenQueries(stores.clickhouse);
});
after(() => stores.stop());
beforeEach(() => {
  store = createListenStore(stores.postgres.db, { leaseSeconds: 0.3 });
  scope = systemScopeIn(uuidv7(), "test");
});

const arrive = async (
  ids: readonly string[],
  change?: Record<string, unknown>,
  at?: number,
): Promise<number> => (await store.append(arrivalsOf(scope, ids, change, at))).size;
const some = (count: number, name = "s") => Array.from({ length: count }, (_, n) => `${name}${n}`);

type Parts = Omit<Partial<DrainParts>, "store" | "queries"> & {
  store?: Partial<DrainParts["store"]>;
  queries?: Partial<DrainParts["queries"]>;
};
/** Drains with the parts changed until the inbox is empty, or `end` says so. */
async function drain(parts: Parts = {}, end?: () => boolean): Promise<void> {
  const running = createDrain({
    log,
    judge: fitting,
    gap: 10,
    backoff: 5,
    ...parts,
    store: { ...store, ...parts.store },
    queries: { ...queries, ...parts.queries },
  });
  running.start();
  try {
    await eventually(
      async () => end?.() ?? (await store.inboxState(system)).rows === 0,
      Boolean,
      30_000,
    );
  } finally {
    await running.stop();
  }
}

/** Rows of this test's workspace as they lie on the disk (`raw`), and as they count. */
async function counted(): Promise<{ raw: number; final: number }> {
  const ask = async (final: string) =>
    (
      await stores.clickhouse.query<{ n: number }>(
        `SELECT toUInt32(count()) AS n FROM signals ${final} WHERE workspace = {workspace:UUID}`,
        { workspace: scope.workspace },
      )
    )[0]!.n;
  return { raw: await ask(""), final: await ask("FINAL") };
}
const heldIds = async () =>
  (await store.listHeld(scope, { most: 1000 }))
    .map((row) => (JSON.parse(row.signal) as { id: string }).id)
    .toSorted();

test("a drain that dies between insert and mark: the next inserts nothing twice", async () => {
  await arrive(some(500));
  let inserts = 0;
  let finishes = 0;
  await drain({
    queries: {
      insert: async (...args) => {
        inserts++;
        await queries.insert(...args);
      },
    },
    store: {
      finish: async (...args) => {
        if (++finishes <= 2) throw new Error("the connection broke");
        await store.finish(...args);
      },
    },
  });
  assert.equal(inserts, 3);
  assert.deepEqual(await counted(), { raw: 500, final: 500 });
});

test("a drain that vanished: its batch is taken over whole, under its token, when the lease has lapsed", async () => {
  const all = some(50);
  await arrive(all.slice(0, 30));
  await arrive(all.slice(30));
  const mine = (await store.lease(system, 30))!;
  assert.deepEqual([mine.rows.length, mine.again], [30, false]);
  const first = (await store.lease(system, 100))!;
  assert.equal(first.rows.length, 20, "two drains have one row");
  await store.finish(system, first.batch, []);
  assert.equal(await store.lease(system, 100), undefined, "a lease that runs was taken over");
  await sleep(350);
  const next = (await store.lease(system, 5))!;
  assert.deepEqual([next.batch, next.again], [mine.batch, true]);
  assert.deepEqual(
    next.rows.map((row) => row.row_id),
    mine.rows.map((row) => row.row_id),
  );
  await store.release(system, next.batch);
  await drain();
  assert.deepEqual(await counted(), { raw: 30, final: 30 });
});

test("a lease is kept while its drain works, however long that takes", async () => {
  store = createListenStore(stores.postgres.db, { leaseSeconds: 1 });
  await arrive(some(10));
  let inserts = 0;
  const slow = drain({
    renewal: 200,
    queries: {
      insert: async (...args) => {
        inserts++;
        await sleep(2_500);
        await queries.insert(...args);
      },
    },
  });
  await sleep(2_000);
  assert.equal(await store.lease(system, 100), undefined, "it was taken from a drain at work");
  await slow;
  assert.equal(inserts, 1);
});

test("two drains on one batch, as after a stall: nothing counts twice, nothing is held twice", async () => {
  await arrive([...some(40), ...some(5, "bad")]);
  const judge: Judge = async (_workspace, rows) =>
    rows.map(({ signal }) =>
      signal.id?.startsWith("bad") ? { code: "x", path: "", reason: "x" } : undefined,
    );
  // Each stalls for longer than its lease, and does not renew it: the other takes the batch over.
  const stalling = { renew: async () => undefined };
  const insert: ListenQueries["insert"] = async (...args) => {
    await sleep(500 + Math.random() * 300);
    await queries.insert(...args);
  };
  await Promise.all([
    drain({ judge, store: stalling, queries: { insert } }),
    drain({ judge, store: stalling, queries: { insert } }),
  ]);
  assert.deepEqual(await counted(), { raw: 40, final: 40 });
  assert.deepEqual(await heldIds(), some(5, "bad"));
});

test("a judgement that changes between two tries loses nothing and doubles nothing", async () => {
  await arrive(some(20));
  let pass = 0;
  // First s3 is refused and s4 goes in; then the other way round, as when a scale is changed.
  const judge: Judge = async (_workspace, rows) =>
    rows.map(({ signal }) =>
      signal.id === (pass % 2 === 1 ? "s3" : "s4")
        ? { code: "x", path: "", reason: "x" }
        : undefined,
    );
  await drain({
    judge: (...args) => {
      pass++;
      return judge(...args);
    },
    store: {
      finish: async (...args) => {
        if (pass === 1) throw new Error("the connection broke");
        await store.finish(...args);
      },
    },
  });
  assert.equal(pass, 2);
  assert.equal((await counted()).final, 20, "a signal that fits at last is lost");
  assert.deepEqual(await heldIds(), [], "one that is in is also held");
});

test("what blames no row is tried again until it goes, and nothing is held", async () => {
  await arrive(some(15));
  const failures = [
    Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
    new Error("<html>502 Bad Gateway</html>"),
    Object.assign(new Error("Memory limit exceeded"), { code: "241" }),
    Object.assign(new Error("Table is in readonly mode"), { code: "242" }),
    // Unknown to us: not held either before it has failed again and again.
    ...Array.from({ length: 4 }, () => Object.assign(new Error("?"), { code: "9999" })),
    new Error("socket hang up"),
  ];
  await drain({
    backoff: 1,
    queries: {
      insert: async (...args) => {
        const failure = failures.shift();
        if (failure) throw failure;
        await queries.insert(...args);
      },
    },
  });
  assert.deepEqual(failures, []);
  assert.deepEqual([await counted(), await heldIds()], [{ raw: 15, final: 15 }, []]);
});

test("a batch that is refused whole is held at last, and stands in nobody's way", async () => {
  await arrive(some(300, "all"));
  let inserts = 0;
  await drain({
    queries: {
      insert: async (...args) => {
        inserts++;
        if (args[1].includes('"all')) throw Object.assign(new Error("no"), { code: "117" });
        await queries.insert(...args);
      },
    },
  });
  assert.equal((await heldIds()).length, 300);
  assert.ok(inserts < 200, `${inserts} inserts were tried`);
  await arrive(some(3, "after"));
  await drain();
  assert.equal((await counted()).final, 3);
});

test("killed in the middle of bisecting, the next inserts nothing twice and loses nothing", async () => {
  const { clickhouse } = stores;
  await clickhouse.command("ALTER TABLE signals ADD CONSTRAINT clean CHECK touchpoint != 'poison'");
  for (const death of [3, 6, 9, 12]) {
    scope = systemScopeIn(uuidv7(), "test");
    await arrive(some(90));
    await arrive(["poison0"], { touchpoint: "poison" });
    await arrive(some(90, "t"));
    let inserts = 0;
    const never = new Promise<void>(() => undefined);
    // It stops for good, as one does that is killed: neither ends its batch nor gives it back.
    const died = createDrain({
      log,
      judge: fitting,
      store: { ...store, renew: async () => undefined },
      queries: {
        ...queries,
        insert: async (...args) => {
          if (++inserts === death) await never;
          await queries.insert(...args);
        },
      },
    });
    died.start();
    await eventually(
      async () => inserts,
      (n) => n === death,
    );
    await drain();
    assert.deepEqual(await counted(), { raw: 180, final: 180 }, `killed at insert ${death}`);
    assert.deepEqual(await heldIds(), ["poison0"]);
  }
  await clickhouse.command("ALTER TABLE signals DROP CONSTRAINT clean");
});

test("a signal deleted while a drain has it is gone, whether it goes in or is held; sent again it counts", async () => {
  await arrive(some(4));
  let begun = false;
  let goOn: () => void = () => undefined;
  const pause = new Promise<void>((resolve) => (goOn = resolve));
  const draining = drain({
    judge: async (_workspace, rows) =>
      rows.map(({ signal }) =>
        signal.id === "s1" ? { code: "x", path: "", reason: "x" } : undefined,
      ),
    store: { renew: (...args) => store.renew(...args) },
    queries: {
      insert: async (...args) => {
        begun = true;
        await pause;
        await queries.insert(...args);
      },
    },
  });
  await eventually(async () => begun, Boolean);
  for (const id of ["s0", "s1"]) {
    const rowId = rowIdOf(scope.workspace, id);
    const { removed, leased } = await store.withdraw(scope, rowId, () => true);
    assert.equal(removed, false);
    assert.ok(leased, "the drain has it");
    await queries.remove(scope, rowId, leased);
    await store.freeId(scope, rowId);
  }
  goOn();
  await draining;
  const rowId = rowIdOf(scope.workspace, "s0");
  assert.deepEqual([(await counted()).final, await heldIds()], [2, []]);
  assert.equal(await queries.get(scope, rowId, everything), undefined);
  await sleep(5);
  assert.equal(
    await arrive(["s0"], { occurredAt: "2026-01-31T09:30:00Z", touchpoint: "again" }),
    1,
  );
  await drain();
  assert.equal((await queries.get(scope, rowId, everything))?.touchpoint, "again");
  assert.equal((await counted()).final, 3);
});

test("stopping does not wait for a store that never answers, and gives its batch back", async () => {
  store = createListenStore(stores.postgres.db, { leaseSeconds: 60 });
  await arrive(some(3));
  let begun = false;
  const hanging = createDrain({
    log,
    judge: fitting,
    store,
    queries: {
      ...queries,
      insert: () => {
        begun = true;
        return new Promise(() => undefined);
      },
    },
  });
  hanging.start();
  await eventually(async () => begun, Boolean);
  const before = Date.now();
  await hanging.stop();
  assert.ok(Date.now() - before < 4_000);
  await drain();
  assert.deepEqual(await counted(), { raw: 3, final: 3 });
});

test("a row that was received 40 days ago stays, though its id was forgotten", async () => {
  const old = clock.now() - 40 * 24 * 3600 * 1000;
  await arrive(["old", "other"], { touchpoint: "first" }, old);
  await drain();
  assert.equal(await store.pruneIds(system, new Date(clock.now() - 30 * 24 * 3600 * 1000)), 2);
  assert.equal(
    await arrive(["old", "new"], { occurredAt: "2026-02-15T00:00:00Z", touchpoint: "second" }),
    2,
  );
  await drain();
  const found = await queries.get(scope, rowIdOf(scope.workspace, "old"), everything);
  assert.deepEqual([found?.touchpoint, found?.occurredAt], ["first", "2026-01-31T09:30:00.000Z"]);
  assert.deepEqual(await counted(), { raw: 3, final: 3 });
  // Deleted and sent again, it is the new one that stands.
  const rowId = rowIdOf(scope.workspace, "other");
  await queries.remove(scope, rowId, (await queries.placeOf(scope, rowId))!);
  await sleep(5);
  await arrive(["other"], { touchpoint: "third" });
  await drain();
  assert.equal((await queries.get(scope, rowId, everything))?.touchpoint, "third");
});

test("what fills batches by its size is drained without a pause between them", async () => {
  // A batch holds some three hundred of these.
  store = createListenStore(stores.postgres.db, { leaseSeconds: 0.3, leaseBytes: 160_000 });
  const ids = some(900, "wide");
  for (let from = 0; from < ids.length; from += 100)
    await arrive(ids.slice(from, from + 100), { text: "x".repeat(300) });
  // Far longer than the inbox is given to be empty.
  await drain({ gap: 60_000 });
  assert.deepEqual(await counted(), { raw: 900, final: 900 });
});

/** In a peak the next batch is read while one goes in: none is lost, none goes first that came later, none is kept. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { arrivalsOf } from "./arrivals.test-support.ts";
import { createDrain } from "./drain.ts";
import { createListenQueries, type ListenQueries } from "./queries.ts";
import { createListenStore, type ListenStore } from "./store.ts";

let stores: Stores;
let store: ListenStore;
let queries: ListenQueries;
let scope: Scope;
const system = systemScope("test");

before(async () => {
  stores = await openStores();
  queries = createListenQueries(stores.clickhouse);
  store = createListenStore(stores.postgres.db, { leaseSeconds: 30, leaseBytes: 160_000 });
});
after(() => stores.stop());
/** A batch holds eight such signals or nine, so that twenty are more than two. */
const large = "x".repeat(20_000);
beforeEach(async () => {
  scope = systemScopeIn(uuidv7(), "test");
  const ids = Array.from({ length: 20 }, (_, n) => `s${String(n).padStart(2, "0")}`);
  for (const id of ids) await store.append(arrivalsOf(scope, [id], { text: large }));
});

/** Whose lines an insert has, by the names that the signals have. */
const idsIn = (lines: string) =>
  lines.split("\n").map((line) => (JSON.parse(line) as { id: string }).id);
const waiting = async () => (await store.inboxState(system)).rows;

function draining(insert: ListenQueries["insert"], judgedIds: string[] = []) {
  const drain = createDrain({
    log: createLog("silent"),
    judge: async (_workspace, rows) => {
      judgedIds.push(...rows.map(({ signal }) => signal.id!));
      return rows.map(() => undefined);
    },
    gap: 10,
    backoff: 5,
    store,
    queries: { ...queries, insert },
  });
  drain.start();
  return drain;
}

test("the next batch is judged before the one that goes in has ended, and goes in after it", async () => {
  const judged: string[] = [];
  const inserted: string[][] = [];
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const drain = draining(async (...args) => {
    inserted.push(idsIn(args[1]));
    await held;
    await queries.insert(...args);
  }, judged);
  await eventually(
    async () => judged.length,
    (n) => n > (inserted[0]?.length ?? 20),
  );
  assert.equal(inserted.length, 1, "two batches went in at once");
  assert.equal((await store.batchesInHand(system)).length, 2, "more was read than the next batch");
  letGo();
  await eventually(waiting, (n) => n === 0, 30_000);
  await drain.stop();
  assert.ok(inserted.length > 2);
  assert.deepEqual(inserted.flat(), judged, "they went in in another order");
  assert.equal(new Set(judged).size, 20);
});

test("one that fails is given back with what was read behind it, and they go in in their order", async () => {
  let failures = 3;
  const inserted: string[] = [];
  const drain = draining(async (...args) => {
    if (failures-- > 0) throw new Error("the connection broke");
    inserted.push(...idsIn(args[1]));
    await queries.insert(...args);
  });
  await eventually(waiting, (n) => n === 0, 30_000);
  await drain.stop();
  assert.deepEqual(inserted, inserted.toSorted());
  assert.equal(inserted.length, 20);
});

test("stopped in the middle it gives back both, and another drain has them at once", async () => {
  let begun = 0;
  const stuck = draining(() => {
    begun++;
    return new Promise(() => undefined);
  });
  await eventually(
    async () => (await store.batchesInHand(system)).length,
    (n) => n === 2,
  );
  await stuck.stop();
  assert.deepEqual([begun, await waiting()], [1, 20]);
  const from = Date.now();
  const drain = draining(queries.insert);
  await eventually(waiting, (n) => n === 0, 30_000);
  await drain.stop();
  // The leases were for thirty seconds.
  assert.ok(Date.now() - from < 20_000);
});

/** What a batch says of people goes to identity while it goes into the signal store; it ends with both. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Observe } from "#customer/observer.ts";
import { uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { arrivalsOf } from "./arrivals.test-support.ts";
import { createDrain, type DrainParts } from "./drain.ts";
import { createListenQueries, type ListenQueries } from "./queries.ts";
import { rowIdOf } from "./signal.ts";
import { createListenStore, type ListenStore } from "./store.ts";

let stores: Stores;
let store: ListenStore;
let queries: ListenQueries;
let scope: Scope;
const log = createLog("silent");
const system = systemScope("test");

before(async () => {
  stores = await openStores();
  queries = createListenQueries(stores.clickhouse);
  store = createListenStore(stores.postgres.db, { leaseSeconds: 5 });
});
after(() => stores.stop());
beforeEach(() => {
  scope = systemScopeIn(uuidv7(), "test");
});

const arrive = (ids: readonly string[], change: Record<string, unknown> = {}) =>
  store.append(
    ids.flatMap((id) => arrivalsOf(scope, [id], { customer: { id: `of-${id}` }, ...change })),
  );

const waiting = async () => (await store.inboxState(system)).rows;
async function stand(): Promise<number> {
  const [row] = await stores.clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM signals WHERE workspace = {workspace:UUID}",
    { workspace: scope.workspace },
  );
  return row!.n;
}

function draining(insert: ListenQueries["insert"], parts: Partial<DrainParts>) {
  const drain = createDrain({
    log,
    judge: async (_workspace, rows) => rows.map(() => undefined),
    gap: 10,
    backoff: 5,
    store,
    queries: { ...queries, insert },
    ...parts,
  });
  drain.start();
  return drain;
}

/** A step that waits to be let go on, and remembers for whom it was taken. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
const idsIn = (seen: Parameters<Observe>[0]) =>
  seen.map(({ identifiers }) => identifiers[0]!.value).toSorted();

test("identity is told while the insert is under way, and the batch ends after the later of the two", async () => {
  for (const later of ["insert", "observe"] as const) {
    scope = systemScopeIn(uuidv7(), "test");
    await arrive(["a", "b"]);
    const first = gate();
    const last = gate();
    let begun = 0;
    const [inserting, observing] = later === "insert" ? [last, first] : [first, last];
    const drain = draining(
      async (...args) => {
        begun++;
        await inserting.opened;
        await queries.insert(...args);
      },
      {
        observe: async (seen) => {
          assert.deepEqual(idsIn(seen), ["of-a", "of-b"]);
          begun++;
          await observing.opened;
        },
      },
    );
    await eventually(
      async () => begun,
      (n) => n === 2,
    );
    first.open();
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(await waiting(), 2, `it ended before its ${later}`);
    last.open();
    await eventually(waiting, (n) => n === 0);
    await drain.stop();
    assert.equal(await stand(), 2);
  }
});

test("whichever of the two fails, both are done again, and what went in counts once", async () => {
  for (const failing of ["insert", "observe"] as const) {
    scope = systemScopeIn(uuidv7(), "test");
    await arrive(["a", "b", "c"]);
    const tried = { insert: 0, observe: 0 };
    const fail = (what: typeof failing) => {
      tried[what]++;
      if (what === failing && tried[what] <= 2) throw new Error("the connection broke");
    };
    const drain = draining(
      async (...args) => {
        fail("insert");
        await queries.insert(...args);
      },
      { observe: async () => fail("observe") },
    );
    await eventually(waiting, (n) => n === 0);
    await drain.stop();
    assert.deepEqual([tried, await stand()], [{ insert: 3, observe: 3 }, 3]);
  }
});

test("of what the signal store refuses identity is told, and no consent is kept", async () => {
  await arrive(["good"]);
  const consent = {
    kind: "consent-change",
    attributes: { purpose: "research", channel: "email", state: "given" },
  };
  await arrive(["bad"], consent);
  await arrive(["fine"], consent);
  const told: string[] = [];
  const kept: string[] = [];
  const drain = draining(
    async (...args) => {
      if (args[1].includes('"bad"')) throw Object.assign(new Error("no"), { code: "117" });
      await queries.insert(...args);
    },
    {
      observe: async (seen) => void told.push(...idsIn(seen)),
      consents: async (_workspace, said) => void kept.push(...said.map(({ once }) => once)),
    },
  );
  await eventually(waiting, (n) => n === 0);
  await drain.stop();
  assert.deepEqual([...new Set(told)].toSorted(), ["of-bad", "of-fine", "of-good"]);
  assert.deepEqual([...new Set(kept)], [rowIdOf(scope.workspace, "fine")]);
  assert.equal(await stand(), 2);
  const held = await store.listHeld(scope, { most: 10 });
  assert.deepEqual(
    held.map(({ code }) => code),
    ["store_refused"],
  );
});

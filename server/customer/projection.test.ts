/** From a change in Postgres to the map in ClickHouse, and out of both again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { createProjector } from "#platform/projector.ts";
import { systemScope, systemScopeIn } from "#platform/scope.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { createForget } from "./forget.ts";
import { keyOf, numberOf, type Identifier } from "./identifier.ts";
import { identityProjection } from "./identity-projection.ts";
import { createIdentityQueries } from "./identity-queries.ts";
import { createIdentityStore } from "./identity-store.ts";
import { createObserver } from "./observer.ts";

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.stop());

const log = createLog("silent");
const system = systemScope("test");
type Insert = Stores["clickhouse"]["insert"];

/** A workspace with everything that carries its identities. */
function setUp(insert: Insert = (...given) => stores.clickhouse.insert(...given)) {
  const workspace = uuidv7();
  const { db } = stores.postgres;
  const store = createIdentityStore(db);
  const projector = createProjector({
    postgres: db,
    clickhouse: { insert },
    projections: [identityProjection(store)],
    log,
    gap: 5,
  });
  const keyed = (identifier: Identifier) => ({
    ...identifier,
    key: keyOf(workspace, identifier),
  });
  const [id, email] = [
    keyed({ type: "id", value: "c-1" }),
    keyed({ type: "email", value: "a@b.example" }),
  ];
  const observer = createObserver((where, seen) => store.observe(system, where, seen));
  const seen = (...identifiers: Identifier[]) =>
    observer.observe([
      {
        workspace,
        identifiers: identifiers.map(keyed),
        spoken: true,
        name: "Ana",
        at: 1,
        receivedAt: 1,
        signal: "s",
      },
    ]);
  const map = async () =>
    (
      await stores.clickhouse.query<{ identity: string; customer: string }>(
        "SELECT toString(identity) AS identity, toString(customer) AS customer FROM identity_map FINAL WHERE workspace = {workspace:UUID}",
        { workspace },
      )
    ).map((row) => [row.identity, row.customer]);
  const waiting = async () =>
    (
      await sql<{
        n: number;
      }>`select count(*)::int as n from projections where workspace = ${workspace}::uuid`.execute(
        db,
      )
    ).rows[0]!.n;
  return {
    workspace,
    db,
    store,
    projector,
    observer,
    id,
    email,
    seen,
    map,
    waiting,
    scope: systemScopeIn(workspace, "test"),
  };
}

test("only what signals are told apart by, and is another's, comes into the map; what was there follows", async () => {
  const { seen, projector, map, id, email, store, scope } = setUp();
  await seen(id, email);
  await projector.flush();
  assert.deepEqual(await map(), [], "no signal came by the e-mail alone");
  await seen(email);
  await projector.flush();
  assert.deepEqual(await map(), [[numberOf(email.key), numberOf(id.key)]]);
  await store.part(scope, { a: id.key, b: email.key });
  await projector.flush();
  assert.deepEqual(await map(), [[numberOf(email.key), numberOf(email.key)]]);
  await store.join(scope, id, email);
  await projector.flush();
  assert.deepEqual((await map()).toSorted(), [[numberOf(email.key), numberOf(id.key)]]);
});

test("what ClickHouse did not confirm waits and is carried again", async () => {
  let away = true;
  const { seen, projector, map, id, email, waiting } = setUp(async (...given) => {
    if (away) throw new Error("away");
    return stores.clickhouse.insert(...given);
  });
  await seen(id, email);
  await seen(email);
  await assert.rejects(projector.flush());
  assert.deepEqual([await waiting(), await map()], [1, []]);
  away = false;
  await projector.flush();
  assert.deepEqual([await waiting(), (await map()).length], [0, 1]);
});

test("an older state that is carried late does not win", async () => {
  const lines: string[] = [];
  const { seen, projector, map, id, email, store, scope } = setUp(async (table, text, options) => {
    lines.push(text);
    await stores.clickhouse.insert(table, text, options);
  });
  await seen(id, email);
  await seen(email);
  await projector.flush();
  const old = lines.at(-1)!;
  await store.part(scope, { a: id.key, b: email.key });
  await projector.flush();
  await stores.clickhouse.insert("identity_map", old, { token: "late" });
  assert.deepEqual(await map(), [[numberOf(email.key), numberOf(email.key)]]);
});

test("a kind that nobody carries here waits for who does", async () => {
  const { db, workspace, projector, waiting } = setUp();
  await sql`insert into projections (workspace, kind, key) values (${workspace}::uuid, 'other', ${uuidv7()}::uuid)`.execute(
    db,
  );
  await projector.flush();
  assert.equal(await waiting(), 1);
  await sql`delete from projections where workspace = ${workspace}::uuid`.execute(db);
});

test("forgotten, somebody is in no table and no map, and comes again as somebody new", async () => {
  const { seen, projector, map, id, email, store, scope, observer, db, workspace, waiting } =
    setUp();
  await seen(id, email);
  await seen(email);
  await projector.flush();
  const queries = createIdentityQueries(stores.clickhouse);
  const forget = createForget({ store, queries, projector, observer });
  const gone = await forget(scope, id.key);
  assert.deepEqual(gone.identifiers.map(({ value }) => value).sort(), ["a@b.example", "c-1"]);
  assert.equal(gone.links, 1);
  assert.deepEqual([await map(), await waiting()], [[], 0]);
  for (const table of ["identifiers", "identity_links", "identity_joins", "identity_proposals"]) {
    const { rows } =
      await sql`select from ${sql.table(table)} where workspace = ${workspace}::uuid`.execute(db);
    assert.equal(rows.length, 0, table);
  }
  await seen(email);
  assert.equal((await store.find(scope, email))!.key, email.key);
});

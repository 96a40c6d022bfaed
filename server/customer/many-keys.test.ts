/** However many keys a list leads to: none of its statements binds more than a step of them, and all are answered. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Bound, ClickHouse } from "#platform/clickhouse.ts";
import type { Database } from "#platform/postgres.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { keyOf } from "./identifier.ts";
import { identityRoutes } from "./identity-routes.ts";
import { createIdentityStore } from "./identity-store.ts";
import { createLinkStore } from "./link-store.ts";
import { createPeopleStore } from "./people-store.ts";
import { createCustomerQueries } from "./queries.ts";
import { keysOfStep } from "./steps.ts";

let world: World;
let workspace: string;
before(async () => {
  world = await startWorld();
  workspace = (await world.request<{ id: string }>("GET", "/v1/workspace")).body.id;
});
after(() => world.stop());

const scope = () => systemScopeIn(workspace, "test");
const keyFor = (value: string) => keyOf(workspace, { type: "id", value });

/** How many keys each of its statements binds while something is done. */
async function boundIn(clickhouse: ClickHouse, work: () => Promise<void>): Promise<number[]> {
  const bound: number[] = [];
  const { query } = clickhouse;
  clickhouse.query = (sql: string, parameters: Bound = {}, options = {}) => {
    if (Array.isArray(parameters.identities)) bound.push(parameters.identities.length);
    return query(sql, parameters, options);
  };
  await work().finally(() => {
    clickhouse.query = query;
  });
  return bound;
}

test("signals are looked for under 22,000 keys, a step of them at a time", async () => {
  const ids = Array.from({ length: 22_000 }, (_, n) => `many-${n}`);
  const spoken = [ids[0]!, ids[keysOfStep]!, ids.at(-1)!];
  await world.send(
    spoken.map((id) => ({
      id: `of-${id}`,
      kind: "response",
      occurredAt: "2026-05-01T10:00:00Z",
      customer: { id },
      measures: { csat: 4 },
    })),
  );
  const { clickhouse } = world.app;
  const condition = { sql: "1", parameters: {} };
  const bound = await boundIn(clickhouse, async () => {
    const queries = createCustomerQueries(clickhouse);
    const found = await queries.withSignals(scope(), ids.map(keyFor), condition);
    assert.deepEqual([...found].toSorted(), spoken.map(keyFor).toSorted());
  });
  assert.deepEqual(
    bound,
    Array.from({ length: 11 }, () => keysOfStep),
  );
});

/** How many keys each statement of a store binds at most, as one text, while something is done with its database. */
function countingKeys(database: Database): { database: Database; bound: number[] } {
  const bound: number[] = [];
  const list = /"([0-9a-f]{8}-[0-9a-f-]{27}(?:,[0-9a-f-]{36})*)"/g;
  const counting = database.withPlugin({
    transformQuery({ node }) {
      const lists = JSON.stringify(node).matchAll(list);
      bound.push(Math.max(0, ...Array.from(lists, ([, keys]) => keys!.split(",").length)));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return { database: counting, bound };
}

test("whose keys stand in several steps is one customer", async () => {
  const store = createIdentityStore(world.app.postgres.db);
  const [first, last] = [
    { type: "id", value: "far-apart" },
    { type: "email", value: "far@apart.example" },
  ] as const;
  await store.state(scope(), [first, last]);
  const others = Array.from({ length: 2 * keysOfStep }, (_, n) => keyFor(`nobody-${n}`));
  const keys = [keyOf(workspace, first), ...others, keyOf(workspace, last)];
  const { database, bound } = countingKeys(world.app.postgres.db);
  const people = await createPeopleStore(database).read(scope(), keys);
  assert.deepEqual(
    people.map(({ members }) => members.map(({ value }) => value)),
    [[first.value, last.value]],
  );
  // The customers of three steps of keys, and what is stated under the two that were found.
  assert.deepEqual(bound, [keysOfStep, keysOfStep, 2, 2]);
});

test("a page of proposals reads of the places where they meet those that it shows", async () => {
  const proposed = 60;
  const addresses = 4;
  const pairs = Array.from({ length: proposed * addresses * 2 }, (_, n) => ({
    person: Math.floor(n / (addresses * 2)),
    address: Math.floor(n / 2) % addresses,
    side: n % 2 === 0 ? "A" : "B",
  }));
  await world.send(
    pairs.map(({ person, address, side }, n) => ({
      id: `shared-${n}`,
      kind: "response",
      occurredAt: "2026-05-01T10:00:00Z",
      customer: { id: `${side}-${person}`, email: `${person}.${address}@shared.example` },
      measures: { csat: 4 },
    })),
  );
  const asked: number[] = [];
  const { database, bound } = countingKeys(world.app.postgres.db);
  const store = createIdentityStore(database);
  const routes = identityRoutes({
    store,
    links: createLinkStore(database),
    known(scope, keys) {
      asked.push(keys.length);
      return store.findMany(scope, keys);
    },
    secret: () => "",
  });
  const owner = await someone({ ...world, app: { ...world.app, routes } }, "owner");
  const seen = new Set<string>();
  type Page = { proposals: { id: string; via: { value: string }[][] }[]; next: string | null };
  for (let cursor = ""; ;) {
    const path = `/v1/proposals?limit=25${cursor}`;
    const { status, body } = await owner.request<Page>("GET", path);
    assert.equal(status, 200, JSON.stringify(body));
    for (const { id, via } of body.proposals) {
      assert.ok(!seen.has(id));
      seen.add(id);
      assert.deepEqual(
        via.map((pair) => pair.length),
        Array.from({ length: addresses }, () => 1),
      );
    }
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  await owner.stop();
  assert.equal(seen.size, proposed);
  // Each of three pages: both ends of all that it has read, then where 26 of them meet, or as many as are left.
  assert.deepEqual(asked, [120, 104, 70, 104, 20, 40]);
  assert.equal(Math.max(...bound), 120);
});

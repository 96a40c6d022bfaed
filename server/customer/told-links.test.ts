/** Links of a first contact stand in the rows of its identifiers, and are the same links as all others. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { Model, type Step } from "#server/testing/identity-model.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { keys as names, typeOf } from "./identity.test-support.ts";
import { limits } from "./identity.ts";
import { createLinkStore } from "./link-store.ts";

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.stop());

const rowsIn = async (table: string, { workspace }: Model) => {
  const { rows } = await sql<{ a: string; b: string; heard: number; parted: boolean }>`
    select a, b, heard, parted_at is not null as parted from ${sql.table(table)} where workspace = ${workspace}::uuid`.execute(
    stores.postgres.db,
  );
  return rows.map((row) => `${row.a} ${row.b} ${row.heard} ${row.parted}`).toSorted();
};
const expectedOf = (model: Model) =>
  [...model.links.values()]
    .map(({ a, b, heard, parted }) => `${model.key(a)} ${model.key(b)} ${heard} ${parted}`)
    .toSorted();

const name = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: typeOf }), fc.boolean())
    .map(([names, confidential]): Step => ({ kind: "signal", names, confidential })),
  fc
    .tuple(name, name)
    .filter(([into, from]) => into !== from)
    .map(([into, from]): Step => ({ kind: "join", into, from })),
  fc.nat(100).map((place): Step => ({ kind: "part", place })),
  fc
    .tuple(name, fc.constantFrom("e1", "e2"), fc.boolean())
    .filter(([subject]) => typeOf(subject) !== "email")
    .map(([subject, email, takes]): Step => ({
      kind: "state",
      subject,
      type: "email",
      named: takes ? null : email,
    })),
);

test("wherever they stand, all links are known, each once, with what has heard it", async () => {
  let told = 0;
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 10 }),
    async (steps) => {
      const model = new Model(stores.postgres.db, limits);
      for (const each of steps) {
        await model.take(each);
        const known = await rowsIn("known_links", model);
        assert.deepEqual(known, expectedOf(model));
        if (known.length > (await rowsIn("identity_links", model)).length) told++;
      }
    },
  );
  await fc.assert(property, { numRuns: 20 });
  assert.ok(told > 0);
});

test("a link has no row of its own until something else is said of it", async () => {
  const model = new Model(stores.postgres.db, limits);
  const own = async () => (await rowsIn("identity_links", model)).length;
  await model.observe([
    ["A", "e1", "p1"],
    ["B", "e2"],
    ["e3", "x1"],
  ]);
  assert.equal(await own(), 0);
  // The same once more is nothing new, also beside what is.
  await model.observe([
    ["A", "e1"],
    ["C", "e1"],
    ["B", "e2"],
  ]);
  assert.deepEqual(await model.actual(), model.expected());
  // What two state is neither's now: its link and the new one.
  assert.equal(await own(), 2);
  const links = createLinkStore(stores.postgres.db);
  const ofB = await links.joinsOf(model.scope, model.key("B"), undefined, 10);
  assert.deepEqual(
    ofB.map(({ one, other, signal }) => [one.key, other.key, signal]),
    [[model.key("B"), model.key("e2"), "s"]],
  );
  assert.ok(await links.isShown(model.scope, { a: model.key("B"), b: model.key("e2") }));
  assert.deepEqual(await rowsIn("known_links", model), expectedOf(model));
  const gone = await model.store.forget(model.scope, model.key("A"));
  assert.deepEqual([gone.identifiers.length, gone.links], [2, 2]);
  assert.equal(await own(), 1);
});

test("what was heard in confidence is known to be heard openly from then on", async () => {
  const model = new Model(stores.postgres.db, limits);
  await model.take({ kind: "signal", names: ["A", "e1"], confidential: true });
  await model.take({ kind: "signal", names: ["A", "e1"], confidential: true });
  assert.deepEqual(await rowsIn("identity_links", model), []);
  await model.take({ kind: "signal", names: ["A", "e1"], confidential: false });
  const { rows } = await sql`
    select heard, opened is not null as opened from known_links where workspace = ${model.workspace}::uuid`.execute(
    stores.postgres.db,
  );
  assert.deepEqual(rows, [{ heard: 2, opened: true }]);
});

test("many at once of whom nobody was known, and then some who are", async () => {
  const model = new Model(stores.postgres.db, limits);
  const many = (from: number) =>
    Array.from({ length: 300 }, (_, n) => [`A${from + n}`, `e${from + n}`]);
  await model.observe(many(0));
  await model.observe(many(1_000));
  await model.observe([
    ...many(2_000),
    ["A1", "e1001"],
    ["A2000", "x1"],
    ["A2", "e2"],
    ["A3", "e9000"],
  ]);
  await model.observe(many(3_000));
  assert.deepEqual(await model.actual(), model.expected());
  assert.deepEqual(await rowsIn("known_links", model), expectedOf(model));
  assert.equal(model.nodes.size, 2_402);
});

/** What the store keeps up step by step is what `resolve` says of all evidence at once. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { systemScope } from "#platform/scope.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { keyOf, type Identifier } from "./identifier.ts";
import { keys as names, typeOf } from "./identity.test-support.ts";
import { limits } from "./identity.ts";
import { createIdentityStore } from "./identity-store.ts";
import { identifierOf, Model, type Step } from "#server/testing/identity-model.ts";

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.stop());

const name = fc.constantFrom(...names);
const signal = fc
  .tuple(
    fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: typeOf }),
    fc.constantFrom(false, false, true),
  )
  .map(([names, confidential]): Step => ({ kind: "signal", names, confidential }));
const join = fc
  .tuple(name, name)
  .filter(([into, from]) => into !== from)
  .map(([into, from]): Step => ({ kind: "join", into, from }));
const back = fc
  .tuple(fc.constantFrom("undo" as const, "part" as const), fc.nat(100))
  .map(([kind, place]): Step => ({ kind, place }));
const statement = fc
  .tuple(name, fc.constantFrom("email" as const, "phone" as const), fc.option(fc.nat(2)))
  .filter(([subject, type]) => typeOf(subject) !== type)
  .map(([subject, type, n]): Step => ({
    kind: "state",
    subject,
    type,
    named: n === null ? null : `${type[0]}${n + 1}`,
  }));
const step = fc.oneof(
  { weight: 5, arbitrary: signal },
  { weight: 4, arbitrary: statement },
  { weight: 2, arbitrary: join },
  { weight: 2, arbitrary: back },
);

for (const [which, narrow] of [
  ["the usual limits", limits],
  ["narrow limits, which everything meets", { together: 2, chained: 3 }],
] as const)
  test(`arrivals, joins, undone joins and parted links in any order, under ${which}`, async () => {
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      async (steps) => {
        const model = new Model(stores.postgres.db, narrow);
        for (const each of steps) {
          await model.take(each);
          assert.deepEqual(await model.actual(), model.expected());
        }
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

test("the same evidence, joins and undone joins in another order, by two processes at once, gives the same", async () => {
  const shuffled = fc
    .array(step, { minLength: 4, maxLength: 14 })
    .chain((steps) =>
      fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length })),
    );
  const property = fc.asyncProperty(shuffled, async ([steps, others]) => {
    const [one, other] = [steps, others].map(() => new Model(stores.postgres.db, limits));
    const signals = (list: readonly Step[]) =>
      list.flatMap((each) => (each.kind === "signal" ? [each.names] : []));
    const joins = (list: readonly Step[]) => list.filter(({ kind }) => kind === "join");
    // All at once; and one by one, joins between them as soon as both are known, one undone and made again.
    await one!.observe(signals(steps));
    for (const each of joins(steps)) await one!.take(each);
    const second = createIdentityStore(stores.postgres.db);
    for (const signal of signals(others)) {
      const observation = other!.observation(signal);
      await Promise.all([
        other!.observe([signal]),
        second.observe(systemScope("test"), other!.workspace, [observation]),
      ]);
      for (const each of joins(others)) {
        const before = other!.joins.length;
        await other!.take(each);
        if (other!.joins.length === before) continue;
        await other!.take({ kind: "undo", place: before });
        await other!.take(each);
      }
    }
    const shapeOf = async (model: Model) => {
      const namesOf = new Map(names.map((each) => [model.key(each), each]));
      const readable = (text: string) =>
        text.replaceAll(/[0-9a-f-]{36}/g, (key) => namesOf.get(key)!);
      return (await model.actual()).of.map(readable).sort();
    };
    // Roots are told by keys, which differ from workspace to workspace: what must be the same is who is with whom.
    const together = (lines: string[]) => {
      const groups = Map.groupBy(lines, (line) => line.split(" ")[1]);
      return [...groups.values()]
        .map((group) =>
          group
            .map((line) => line.replace(/ \S+ /, " "))
            .sort()
            .join(),
        )
        .sort();
    };
    assert.deepEqual(together(await shapeOf(one!)), together(await shapeOf(other!)));
    assert.deepEqual(await other!.actual(), other!.expected());
  });
  await fc.assert(property, { numRuns: 25 });
});

test("what is contested from the first batch on is known to be", async () => {
  const model = new Model(stores.postgres.db, limits);
  await model.observe([
    ["A", "e3", "p2"],
    ["D", "e3", "p2"],
  ]);
  assert.deepEqual(await model.actual(), model.expected());
  assert.equal(model.expected().of.filter((line) => line.endsWith(" contested")).length, 2);
});

test("many processes that observe the same at once agree, and wait for each other in no ring", async () => {
  const model = new Model(stores.postgres.db, limits);
  const signals = names.flatMap((a, n) =>
    names.slice(n + 1).flatMap((b) => (typeOf(a) === typeOf(b) ? [] : [[a, b]])),
  );
  const observations = signals.map((signal) => model.observation(signal));
  await Promise.all(
    Array.from({ length: 6 }, async (_, n) => {
      const store = createIdentityStore(stores.postgres.db);
      const mine = n % 2 ? observations : observations.toReversed();
      for (let from = 0; from < mine.length; from += 7)
        await store.observe(systemScope("test"), model.workspace, mine.slice(from, from + 7));
    }),
  );
  assert.deepEqual(await model.actual(), model.expected());
});

test("texts of any content are kept as they are", async () => {
  const { store, scope, workspace } = new Model(stores.postgres.db, limits);
  const odd = ["a,b", "\u0001", "\u0002a\u0001b\u0002", "=", " ", "'\"\\", "\u{1F600}é", "\n\t"];
  const observations = odd.map((value, n) => {
    const identifiers: Identifier[] = [
      { type: "id", value },
      { type: "anonymousId", value: `x${value}` },
    ];
    return {
      identifiers: identifiers.map((each) => ({ ...each, key: keyOf(workspace, each) })),
      spoken: true,
      name: `N${value}`,
      at: n,
      receivedAt: n,
      signal: `s${value}`,
    };
  });
  await store.observe(systemScope("test"), workspace, observations);
  for (const value of odd) {
    const found = await store.find(scope, { type: "id", value });
    assert.deepEqual(found!.root, { type: "id", value });
    const known = await store.identifiersOf(scope, found!.key);
    assert.deepEqual(
      known.map((each) => [each.type, each.value, each.name]),
      [
        ["id", value, `N${value}`],
        ["anonymousId", `x${value}`, undefined],
      ],
    );
  }
});

test("the name that was given last stays, in whatever order it comes", async () => {
  const { store, scope, workspace } = new Model(stores.postgres.db, limits);
  const identifier = { type: "id" as const, value: "c" };
  const key = keyOf(workspace, identifier);
  const named = (name: string, at: number) => ({
    identifiers: [{ ...identifier, key }],
    spoken: true,
    name,
    at,
    receivedAt: at,
    signal: "s",
  });
  await store.observe(systemScope("test"), workspace, [named("Second", 2_000)]);
  await store.observe(systemScope("test"), workspace, [named("First", 1_000)]);
  const nameNow = async () => (await store.identifiersOf(scope, key))[0]!.name;
  assert.equal(await nameNow(), "Second");
  await store.observe(systemScope("test"), workspace, [named("Third", 3_000)]);
  assert.equal(await nameNow(), "Third");
});

test("a profile states identifiers; two ids are never linked by one", async () => {
  const { store, scope } = new Model(stores.postgres.db, limits);
  const found = await store.state(scope, [
    { type: "email", value: "A@b.example " },
    { type: "id", value: "c-1" },
    { type: "id", value: "c-2" },
  ]);
  assert.deepEqual(found.root, { type: "id", value: "c-1" });
  assert.deepEqual(await store.find(scope, { type: "email", value: "a@B.example" }), found);
  assert.equal(await store.find(scope, { type: "id", value: "c-2" }), undefined);
  assert.deepEqual(await store.ensure(scope, { type: "id", value: "c-1" }), found);
});

test("nobody finds, joins or parts what is another workspace's", async () => {
  const [mine, theirs] = [1, 2].map(() => new Model(stores.postgres.db, limits));
  await theirs!.observe([["A", "e1"], ["B"]]);
  const [a, b] = ["A", "B"].map((each) => theirs!.key(each));
  const { store, scope } = mine!;
  assert.equal(await store.find(scope, { key: a! }), undefined);
  assert.deepEqual(await store.identifiersOf(scope, a!), []);
  await assert.rejects(store.join(scope, { key: a! }, { key: b! }), { code: "not_found" });
  assert.equal(await store.part(scope, { a: a!, b: theirs!.key("e1") }), false);
  const { id } = await theirs!.store.join(theirs!.scope, { key: a! }, { key: b! });
  assert.equal(await store.undoJoin(scope, id), false);
  assert.deepEqual(await store.forget(scope, a!), { identifiers: [], links: 0 });
});

test("forgotten, nothing of somebody is left, others come to what they are without him, and he may come again", async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 3, maxLength: 12 }),
    name,
    async (steps, whom) => {
      const model = new Model(stores.postgres.db, limits);
      for (const each of steps) await model.take(each);
      const { store, scope } = model;
      const customer = await store.find(scope, identifierOf(whom));
      if (!customer) return;
      const gone = await store.forget(scope, customer.key);
      assert.ok(gone.identifiers.some(({ key }) => key === model.key(whom)));
      model.drop(new Set(gone.identifiers.map(({ key }) => key)));
      assert.deepEqual(await model.actual(), model.expected());
      assert.equal(await store.find(scope, identifierOf(whom)), undefined);
      assert.deepEqual(await store.forget(scope, customer.key), { identifiers: [], links: 0 });
      await model.observe([[whom]]);
      assert.deepEqual(await model.actual(), model.expected());
    },
  );
  await fc.assert(property, { numRuns: 30 });
});

test("a chain that is too long is known for it whichever of its links are read", async () => {
  // Which are read first depends on the keys, and so on the workspace: one in five went wrong.
  for (let n = 0; n < 20; n++) {
    const model = new Model(stores.postgres.db, { together: 2, chained: 3 });
    await model.observe(["A", "D", "p1", "p2", "x1"].map((other) => ["e1", other]));
    await model.observe([["B", "x1"]]);
    assert.deepEqual(await model.actual(), model.expected());
  }
});

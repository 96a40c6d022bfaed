/** What a drain has in its hands while an erasure forgets a person is not known again afterwards; others are. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CustomerBody } from "#contract/customer.ts";
import type { Receipt } from "#contract/privacy.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const signal = (id: string, customer: object) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-10T00:00:00Z",
  customer,
  measures: { nps: 9 },
});

/** Lets a drain learn whom its batch is about only once it is opened: all else of it goes on. */
function holdObservations(): { reached: Promise<void>; open: () => void } {
  const { db } = world.app.postgres;
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const transaction = db.transaction.bind(db);
  db.transaction = () => {
    const begun = transaction();
    if (!/evidence-store\.ts/.test(new Error().stack ?? "")) return begun;
    const execute = begun.execute.bind(begun);
    begun.execute = async (work) => {
      reached.resolve();
      await gate.promise;
      return execute(work);
    };
    return begun;
  };
  return {
    reached: reached.promise,
    open() {
      db.transaction = transaction;
      gate.resolve();
    },
  };
}

/** Does something once, before or after the first statement of ClickHouse that is meant. */
function around<M extends "query" | "command">(
  method: M,
  begins: string,
  when: "before" | "after",
  work: () => Promise<void> | void,
): void {
  const clickhouse: ClickHouse = world.app.clickhouse;
  const own = clickhouse[method] as (...args: unknown[]) => Promise<unknown>;
  const put = (as: typeof own) => Object.assign(clickhouse, { [method]: as });
  put(async (...args) => {
    if (!String(args[0]).startsWith(begins)) return own(...args);
    put(own);
    if (when === "before") await work();
    const answer = await own(...args);
    if (when === "after") await work();
    return answer;
  });
}

const stands = async (id: string) => {
  const rows = await world.app.clickhouse.query(
    "SELECT 1 FROM signals FINAL WHERE id = {id:String}",
    {
      id,
    },
  );
  return rows.length > 0;
};

/**
 * Erases whom `wish` names. Once it looks for what stands, these signals arrive, and the drain that has
 * them in hand is held before it makes anybody known, until identity has forgotten the person.
 */
async function erasedWhile(wish: object, signals: readonly { id: string }[]): Promise<Receipt> {
  const held = holdObservations();
  around("query", "SELECT DISTINCT toYYYYMM(at)", "before", async () => {
    const { status } = await world.request("POST", "/v1/signals", signals);
    assert.equal(status, 202);
    await held.reached;
    for (const { id } of signals) await eventually(() => stands(id), Boolean);
  });
  around("command", "ALTER TABLE identity_map DELETE", "after", held.open);
  const { status, body } = await world.request<Receipt>("POST", "/v1/erasures", wish);
  assert.equal(status, 202, JSON.stringify(body));
  await world.app.privacy.erase();
  const receipt = await eventually(
    async () => (await world.request<Receipt>("GET", `/v1/erasures/${body.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
    60_000,
  );
  assert.equal(receipt.problem, null);
  return receipt;
}

/** The values of all identifiers that are known, in both stores' order of them. */
async function known(): Promise<string[]> {
  const { rows } = await world.app.postgres.execute("select value from identifiers order by value");
  return (rows as { value: string }[]).map(({ value }) => value);
}

test("who is erased is not known again by what a drain had in its hands, and others stay whole", async () => {
  const person = { id: "gone-1", email: "gone@mail.example", name: "Gone Person" };
  await world.send([
    signal("before", person),
    signal("other-before", { id: "other-1", phone: "0812 1111 2222" }),
  ]);
  const { counts } = await erasedWhile({ customer: { id: "gone-1" } }, [
    signal("meanwhile", { ...person, phone: "0812 3333 4444" }),
    // Another, who comes with the address of the erased.
    signal("other-meanwhile", { id: "other-1", email: person.email }),
    signal("new-meanwhile", { id: "new-1", email: "new@mail.example" }),
  ]);
  assert.equal(counts.signals, 2);
  assert.deepEqual(
    await known(),
    // The erased one's address is the other's now, whose signal says so.
    ["+6281211112222", "gone@mail.example", "new-1", "new@mail.example", "other-1"],
  );
  const { rows } = await world.app.postgres.execute("select word from spoken_words");
  assert.deepEqual(rows, []);
  const { body } = await world.request<CustomerBody>("GET", "/v1/customers/other-1");
  assert.deepEqual(body.identifiers.map(({ value }) => value).toSorted(), [
    "+6281211112222",
    "gone@mail.example",
    "other-1",
  ]);
  assert.equal((await world.request("GET", "/v1/customers/gone-1")).status, 404);
});

test("another who has just come with an identifier of the erased is not forgotten with it", async () => {
  const email = "passed-on@mail.example";
  await world.send([signal("passed-before", { id: "passed-1", email })]);
  await erasedWhile({ customer: { id: "passed-1" } }, [
    signal("passed-meanwhile", { id: "passed-2", email, phone: "0812 5555 6666" }),
  ]);
  assert.equal((await world.request("GET", "/v1/customers/passed-1")).status, 404);
  const { status, body } = await world.request<CustomerBody>("GET", "/v1/customers/passed-2");
  assert.equal(status, 200);
  assert.deepEqual(
    body.identifiers.map(({ value }) => value).toSorted(),
    ["+6281255556666", "passed-2", email].toSorted(),
  );
});

test("whoever speaks after the erasure is a new person, with all that they are known by", async () => {
  await world.send([
    signal("again", { id: "gone-1", email: "own@mail.example", name: "Back Again" }),
  ]);
  const { status, body } = await world.request<CustomerBody>("GET", "/v1/customers/gone-1");
  assert.equal(status, 200);
  assert.deepEqual(body.identifiers.map(({ value }) => value).toSorted(), [
    "gone-1",
    "own@mail.example",
  ]);
});

test("what is contested stays with those who are left, whoever of them was erased meanwhile", async () => {
  const shared = "family@mail.example";
  const all = ["one", "two", "three"].map((id) => signal(`of-${id}`, { id, email: shared }));
  await world.send(all);
  await world.request("PUT", "/v1/customers/two", { name: "Stated Two", email: shared });
  await erasedWhile({ customer: { id: "one" } }, [
    signal("one-meanwhile", { id: "one", email: shared, name: "One Again" }),
    signal("two-meanwhile", { id: "two", email: shared, name: "Two Again" }),
  ]);
  const left = (await known()).filter((value) => ["one", "two", "three", shared].includes(value));
  assert.deepEqual(left, [shared, "three", "two"]);
  for (const id of ["two", "three"]) {
    const { status, body } = await world.request<CustomerBody>("GET", `/v1/customers/${id}`);
    assert.equal(status, 200, id);
    assert.ok(body.key);
  }
  const { body } = await world.request<{ proposals: object[] }>("GET", "/v1/proposals");
  assert.equal(body.proposals.length, 1, "the two who are left may be one");
});

/** Asks for an erasure and does it once; answers where its receipt stands. */
async function begun(customer: object): Promise<() => Promise<Receipt>> {
  const { status, body } = await world.request<Receipt>("POST", "/v1/erasures", { customer });
  assert.equal(status, 202, JSON.stringify(body));
  await world.app.privacy.erase();
  return async () => (await world.request<Receipt>("GET", `/v1/erasures/${body.id}`)).body;
}
const valuesOf = async (id: string) => {
  const { status, body } = await world.request<CustomerBody>("GET", `/v1/customers/${id}`);
  assert.equal(status, 200, id);
  return body.identifiers.map(({ value }) => value).toSorted();
};

test("a second try does not take for the person who has one of the identifiers by then", async () => {
  const email = "twice@mail.example";
  await world.send([
    signal("twice-1", { id: "twice-1", email }),
    signal("twice-2", { id: "twice-2", phone: "0812 7777 1111" }),
  ]);
  let failures = 0;
  around("command", "ALTER TABLE identity_map DELETE", "after", async () => {
    await world.send([signal("twice-3", { id: "twice-2", email })]);
    // The next look through the signals fails, when identity has forgotten the person.
    around("query", "SELECT DISTINCT toYYYYMM(at)", "before", () => {
      failures++;
      throw new Error("the connection broke");
    });
  });
  const receipt = await begun({ id: "twice-1" });
  await world.app.privacy.erase();
  const { erasedAt, problem, counts } = await eventually(receipt, (each) => each.erasedAt !== null);
  assert.ok(erasedAt !== null && problem === null);
  assert.equal(failures, 1, "the first try did not fail");
  assert.equal(counts.signals, 1);
  assert.ok((await stands("twice-2")) && (await stands("twice-3")));
  assert.deepEqual(await valuesOf("twice-2"), ["+6281277771111", "twice-2", email].toSorted());
});

test("an identifier that has come to another before identity's turn takes nobody along", async () => {
  const email = "first-try@mail.example";
  await world.send([
    signal("try-1", { email, name: "Secret Gone" }),
    signal("try-2", { id: "try-2", phone: "0812 7777 2222" }),
  ]);
  await world.request("PUT", "/v1/customers/try-2", { name: "Stated Try" });
  around("query", "SELECT DISTINCT toYYYYMM(at)", "before", async () => {
    await world.send([signal("try-3", { id: "try-2", email })]);
  });
  const receipt = await begun({ email });
  await eventually(receipt, ({ erasedAt }) => erasedAt !== null);
  assert.ok((await stands("try-2")) && (await stands("try-3")) && !(await stands("try-1")));
  assert.deepEqual(await valuesOf("try-2"), ["+6281277772222", "try-2", email].toSorted());
  const { body } = await world.request<CustomerBody>("GET", "/v1/customers/try-2");
  assert.equal(body.name, "Stated Try");
  // The name that the address had was the erased one's: nobody is found by it.
  const { rows } = await world.app.postgres.execute(
    "select word from spoken_words where word in ('secret', 'gone')",
  );
  assert.deepEqual(rows, []);
  const { rows: named } = await world.app.postgres.execute(
    "select name from identifiers where name = 'Secret Gone'",
  );
  assert.deepEqual(named, []);
});

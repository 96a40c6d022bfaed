/** Whom nothing is left of leaves both stores, also where the second failed at first. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { systemScopeIn } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createEvidenceStore } from "./evidence-store.ts";
import { keyOf, numberOf } from "./identifier.ts";
import { createIdentityQueries } from "./identity-queries.ts";
import { createSilentStore } from "./silent-store.ts";
import { createUnheard } from "./unheard.ts";

let world: World;
let scope: ReturnType<typeof systemScopeIn>;
before(async () => {
  world = await startWorld({ statementPause: 100 });
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  scope = systemScopeIn(body.id, "test");
});
after(() => world.stop());

const emailOf = (n: number) => `leaving-${n}@mail.example`;
const speak = (id: string, customer: object) =>
  world.send([{ id, kind: "response", occurredAt: "2026-01-01T00:00:00Z", customer }]);
const keysOf = (n: number) =>
  (["email", "id"] as const).map((type) =>
    keyOf(scope.workspace, { type, value: type === "id" ? `leaving-${n}` : emailOf(n) }),
  );
const mapped = async (n: number): Promise<number> => {
  await world.app.projector.flush();
  const [row] = await world.app.clickhouse.query<{ n: number }>(
    "SELECT toUInt32(count()) AS n FROM identity_map WHERE identity IN (arrayMap(text -> toUInt64(text), {keys:Array(String)}))",
    { keys: keysOf(n).map(numberOf) },
  );
  return row!.n;
};
const leaving = async () => {
  const { rows } = await world.app.postgres.execute("select key from identities_leaving");
  return (rows as { key: string }[]).map(({ key }) => key).toSorted();
};

test("what a failed step left in the second store goes with the next run, and nobody who came back", async () => {
  const store = createSilentStore(world.app.postgres.db, createEvidenceStore({ alsoNote: [] }));
  const queries = createIdentityQueries(world.app.clickhouse);
  const broken = createUnheard({
    store,
    queries: {
      heard: queries.heard,
      forget: () => Promise.reject(new Error("the store is away")),
    },
    observer: { forget: () => undefined },
    projector: world.app.projector,
    observe: () => Promise.resolve(),
    settled: () => Promise.resolve(),
    statementPause: 0,
  });
  for (const n of [1, 2]) {
    // Under the e-mail alone at first, so that the map has to say whose it was.
    await speak(`alone-${n}`, { email: emailOf(n) });
    await speak(`both-${n}`, { email: emailOf(n), id: `leaving-${n}` });
    assert.ok((await mapped(n)) > 0, "is in the map");
    for (const id of [`alone-${n}`, `both-${n}`])
      assert.equal((await world.request("DELETE", `/v1/signals/${id}`)).status, 204);
  }
  await assert.rejects(broken.forgetUnheard(scope), /away/);
  const all = [...keysOf(1), ...keysOf(2)].toSorted();
  assert.deepEqual(await leaving(), all);
  assert.ok((await mapped(1)) > 0, "is in the map still");

  // What another run may have in its hands is left to it; this one takes somebody else.
  await speak("other", { id: "leaving-3" });
  assert.equal((await world.request("DELETE", "/v1/signals/other")).status, 204);
  await world.app.forgetUnheard(scope);
  assert.deepEqual(await leaving(), all);

  await world.app.postgres.execute(
    "update identities_leaving set since = now() - interval '2 hours'",
  );
  await speak("again", { email: emailOf(2) });
  await speak("once more", { email: emailOf(2), id: "leaving-2" });
  await world.app.forgetUnheard(scope);
  assert.deepEqual(await leaving(), []);
  assert.equal(await mapped(1), 0);
  assert.ok((await mapped(2)) > 0, "who came back is in the map");
  const { body } = await world.request<{ signals: unknown[] }>("GET", "/v1/customers/leaving-2");
  assert.equal(body.signals.length, 2);
});

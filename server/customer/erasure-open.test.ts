/** Erasures that were noted and not done when the store stopped, or was copied. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Receipt } from "#contract/privacy.ts";
import { systemScope, systemScopeIn } from "#platform/scope.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";
import { createErasureStore } from "./erasure-store.ts";
import { createDigests, ledgerLines, type Erasure } from "./erasure.ts";
import type { Identifier } from "./identifier.ts";

const secret = "a secret of tests that is long enough";
let world: World;
before(async () => {
  world = await startWorld({ env: { CORRIDOR_SECRET: secret } });
});
after(() => world.stop());

const signal = (id: string, customer: object) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-10T00:00:00Z",
  customer,
  measures: { nps: 9 },
});

/** An erasure as a process leaves it that took it up and died. */
async function leftOpen(identifier: Identifier) {
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const scope = systemScopeIn(body.id, "test");
  const store = createErasureStore(world.app.postgres.db);
  const digests = createDigests(secret);
  const erasure = await store.request(scope, {
    mode: "erase",
    mentions: false,
    personDigest: digests.ofPerson(scope.workspace, [identifier]),
    digests: [digests.of(scope.workspace, identifier)],
    person: { customer: undefined, identifiers: [identifier], names: [] },
  });
  // On servers another process may hold one and live: there the lease has to run out.
  if (!onServers)
    assert.equal((await store.take(systemScope("test"), []))?.id, erasure.id, "it is in hand");
  return { erasure, digests };
}

const receiptOf = async (id: string) =>
  (await world.request<Receipt>("GET", `/v1/erasures/${id}`)).body;

test("what was asked for and not done is done by the start, whoever held it when the store stopped", async () => {
  await world.send([signal("open-1", { email: "open@mail.example" })]);
  const { erasure } = await leftOpen({ type: "email", value: "open@mail.example" });
  await world.app.privacy.replay();
  const { erasedAt, counts, replayed } = await receiptOf(erasure.id);
  assert.ok(erasedAt, "it was left for a job to do, while the person is served");
  assert.deepEqual([counts.signals, counts.identifiers, replayed], [1, 1, false]);
  assert.equal((await world.request("GET", "/v1/signals/open-1")).status, 404);
});

test("an erasure that is open here and done in the ledger also takes what the ledger names", async () => {
  await world.send([
    signal("half-1", { email: "half@mail.example" }),
    // Joined with the person only after this store was copied.
    signal("half-2", { anonymousId: "a browser of theirs" }),
  ]);
  const rows = await world.app.clickhouse.query<{ row: string }>(
    "SELECT toString(row_id) AS row FROM signals FINAL WHERE id IN ('half-1', 'half-2')",
  );
  assert.equal(rows.length, 2);
  const { erasure, digests } = await leftOpen({ type: "email", value: "half@mail.example" });
  const ids = rows.map((each) => each.row);
  for (const line of ledgerLines(erasure, new Date(), ids, digests))
    appendFileSync(join(world.dataDir, "erasures.ndjson"), `${JSON.stringify(line)}\n`);
  await world.app.privacy.replay();
  const { counts, replayed } = await receiptOf(erasure.id);
  assert.deepEqual([counts.signals, replayed], [2, true]);
  for (const id of ["half-1", "half-2"])
    assert.equal((await world.request("GET", `/v1/signals/${id}`)).status, 404, id);
});

test("a line under another secret erases what it names by row id, and isn't taken for done", async () => {
  const email = "other@mail.example";
  await world.send([signal("other-1", { email })]);
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const [row] = await world.app.clickhouse.query<{ row: string }>(
    "SELECT toString(row_id) AS row FROM signals FINAL WHERE id = 'other-1'",
  );
  const digests = createDigests("another secret that is long enough too");
  const id = "01900000-0000-7000-8000-0000000000aa";
  const at = new Date();
  const identifier: Identifier = { type: "email", value: email };
  const erasure: Erasure = {
    id,
    workspace: body.id,
    requestedAt: at,
    requestedBy: "system:test",
    mode: "erase",
    mentions: false,
    personDigest: digests.ofPerson(body.id, [identifier]),
    digests: [digests.of(body.id, identifier)],
    person: null,
    counts: {},
    mentioned: { total: 0, signals: [], others: [] },
    replayedUntil: null,
    problem: null,
    erasedAt: at,
    purgedAt: null,
  };
  const path = join(world.dataDir, "erasures.ndjson");
  for (const line of ledgerLines(erasure, new Date(), [row!.row], digests))
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  assert.ok(existsSync(path) && !readFileSync(path, "utf8").includes(email));
  for (const start of ["first", "second"]) {
    await world.app.privacy.replay();
    assert.equal((await world.request("GET", "/v1/signals/other-1")).status, 404, start);
    const known = await world.request("GET", `/v1/erasures/${id}`);
    assert.equal(known.status, 404, `${start}: it counts as done, so that no start does it`);
  }
  // Its id is free again, and what comes later under it stays.
  const sent = await world.send([signal("other-1", { email })]);
  assert.equal(sent.body.accepted, 1);
  await world.app.privacy.replay();
  assert.equal((await world.request("GET", "/v1/signals/other-1")).status, 200);
});

/** What was said in confidence is not shown to who may not read it by being held, nor told of by being deleted. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { uuidv7 } from "#platform/clock.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let manager: Someone;
let analyst: Someone;
before(async () => {
  world = await startWorld();
  manager = await someone(world, "manager");
  analyst = await someone(world, "analyst");
});
after(async () => {
  await manager.stop();
  await analyst.stop();
  await world.stop();
});

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z" };
type Held = { heldId: string; code: string; signal: { id: string } | string };
type Page = { held: Held[]; next: string | null };
const idOf = (each: Held) => (typeof each.signal === "string" ? each.signal : each.signal.id);

test("of a confidential signal that is held, who may not read such answers sees what mending needs", async () => {
  const said = {
    ...good,
    touchpoint: "delivery",
    customer: { id: "held-quiet", name: "Hidden Held", email: "quiet@example.com" },
    account: { id: "held-firm" },
    text: "secret words",
    measures: { nps: 99 },
    answers: { why: "secret answer" },
    attributes: { order: "secret attribute" },
    reference: { type: "order", id: "secret order" },
    source: { system: "secret system", url: "https://example.com/secret" },
  };
  const { customer: _customer, ...anonymous } = said;
  await world.send([
    { ...said, id: "secret-confidential", confidentiality: "confidential" },
    { ...anonymous, id: "secret-anonymous", confidentiality: "anonymous" },
    { ...said, id: "held-open" },
  ]);
  await sql`insert into held_signals (id, workspace, row_id, received_at, code, path, reason, held_at, signal)
    select ${uuidv7()}::uuid, id, gen_random_uuid(), now(), 'cannot_read', '', 'x', now(), 'secret, and no JSON' from workspaces limit 1`.execute(
    world.app.postgres.db,
  );
  const page = async ({ request }: Pick<World, "request">) => {
    const { status, body } = await request<Page>("GET", "/v1/held");
    assert.equal(status, 200);
    return body.held;
  };
  const seen = await page(manager);
  const hidden = ["confidential"];
  const known = { kind: "response", touchpoint: "delivery" };
  assert.equal(seen.length, 4);
  assert.deepEqual(
    new Set(seen.filter((each) => idOf(each) !== "held-open").map(({ signal }) => signal)),
    new Set([
      { ...known, confidentiality: "confidential", hidden },
      { ...known, confidentiality: "anonymous", hidden },
      { hidden },
    ]),
  );
  const others = seen.filter((each) => idOf(each) !== "held-open");
  assert.doesNotMatch(JSON.stringify(others), /secret|quiet|Hidden Held|held-firm/);
  const open = seen.find((each) => idOf(each) === "held-open")!.signal as { text?: string };
  assert.equal(open.text, "secret words", "identified ones are shown as they came");
  const whole = JSON.stringify(await page(analyst));
  for (const text of ["secret-confidential", "secret-anonymous", "secret, and no JSON"])
    assert.ok(whole.includes(text), text);

  // Mending is theirs all the same.
  for (const { heldId, code } of others) {
    assert.equal((await manager.request("POST", `/v1/held/${heldId}/send-again`)).status, 202);
    assert.ok(["measure_out_of_scale", "cannot_read"].includes(code));
  }
  await world.drained();
  for (const { heldId } of await page(manager))
    assert.equal((await manager.request("DELETE", `/v1/held/${heldId}`)).status, 204);
  assert.deepEqual(await page(world), []);
});

test("who may not read a signal can't delete it by its id, nor learn whether it is there", async () => {
  const customer = { id: "deleted-quiet" };
  const quiet = { ...good, confidentiality: "confidential" };
  await world.send([
    { ...quiet, id: "quiet", customer },
    { ...good, id: "nobody", confidentiality: "anonymous" },
    { ...quiet, id: "quiet-held", customer, measures: { nps: 99 } },
    { ...good, id: "open", customer },
    { ...good, id: "open-held", customer, measures: { nps: 99 } },
  ]);
  const call = (who: Pick<World, "request">, method: string, id: string) =>
    who.request<{ error: object }>(method, `/v1/signals/${id}`);
  const none = await call(manager, "DELETE", "never-sent");
  assert.equal(none.status, 404);
  const said = ({ error }: { error: object }) => ({ ...error, requestId: "" });
  for (const id of ["quiet", "nobody", "quiet-held"]) {
    const answer = await call(manager, "DELETE", id);
    assert.equal(answer.status, 404, id);
    assert.deepEqual(said(answer.body), said(none.body), id);
  }
  for (const id of ["quiet", "nobody"]) assert.equal((await call(world, "GET", id)).status, 200);
  const { body } = await world.request<Page>("GET", "/v1/held");
  assert.deepEqual(body.held.map(idOf).toSorted(), ["open-held", "quiet-held"]);
  // The id is still taken.
  const again = await world.send([{ ...quiet, id: "quiet-held" }]);
  assert.deepEqual(again.body, { accepted: 0, duplicate: 1, rejected: [] });

  for (const id of ["open", "open-held"])
    assert.equal((await call(manager, "DELETE", id)).status, 204, id);
  for (const id of ["quiet", "nobody", "quiet-held"])
    assert.equal((await call(world, "DELETE", id)).status, 204, id);
});

test("who may not read a signal can delete the import that it came with", async () => {
  const { body } = await world.request<{ id: string }>("POST", "/v1/imports", { name: "quiet" });
  const quiet = { ...good, id: "quiet-import", confidentiality: "confidential" };
  await world.send([quiet], `?import=${body.id}`);
  assert.equal((await manager.request("DELETE", "/v1/signals/quiet-import")).status, 404);
  assert.equal((await manager.request("DELETE", `/v1/imports/${body.id}`)).status, 202);
  await eventually(
    async () => (await world.request("GET", "/v1/signals/quiet-import")).status,
    (status) => status === 404,
  );
});

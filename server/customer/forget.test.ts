/** What this process remembers of somebody's identifiers goes with them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { keyedIn } from "./identifier.ts";

let world: World;
before(async () => {
  world = await startWorld({ statementPause: 100 });
});
after(() => world.stop());

test("an erasure empties what is kept of identifiers that were read lately", async () => {
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const customer = { email: "forgotten@mail.example", phone: "+62 812 9876 5432" };
  await world.send([{ id: "s-1", kind: "response", occurredAt: "2026-01-01T00:00:00Z", customer }]);
  const read = () => keyedIn(workspace.id, customer);
  const kept = read();
  assert.equal(read(), kept, "is kept");
  const { status } = await world.request("POST", "/v1/erasures", {
    customer: { email: customer.email },
  });
  assert.equal(status, 202);
  await world.app.privacy.erase();
  const anew = read();
  assert.notEqual(anew, kept);
  assert.deepEqual(anew, kept);
});

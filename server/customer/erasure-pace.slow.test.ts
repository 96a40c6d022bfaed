/**
 * How long the signal store takes by itself, as its migrations have set it, until nothing of somebody is in its files:
 * it looks for the first time 30 to 40 seconds after it was made, and takes one layer of replaced parts each 5 to 17.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Receipt } from "#contract/privacy.ts";
import { filesWith } from "#server/testing/files.ts";
import { eventually } from "#server/testing/server.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";

const name = "ZebedeusPaceQuux";
let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("what was erased is out of the store's files within five minutes, by its own settings", async () => {
  await world.send([
    {
      id: "one",
      kind: "response",
      occurredAt: "2026-01-10T00:00:00Z",
      customer: { id: name, name },
      touchpoint: "delivery",
      measures: { nps: 3 },
      text: { reason: `I am ${name}` },
    },
  ]);
  await world.app.projector.flush();
  if (!onServers) assert.notDeepEqual(filesWith(world.dataDir, [name]), []);
  const { status, body } = await world.request<Receipt>("POST", "/v1/erasures", {
    customer: { id: name },
  });
  assert.equal(status, 202, JSON.stringify(body));
  await world.app.privacy.erase();
  await eventually(
    async () => {
      await world.app.privacy.purge();
      await sleep(2_000);
      return (await world.request<Receipt>("GET", `/v1/erasures/${body.id}`)).body;
    },
    ({ purgedAt }) => purgedAt !== null,
    300_000,
  );
  if (!onServers) assert.deepEqual(filesWith(world.dataDir, [name]), []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
  await world.request("PUT", "/v1/segments/complained", {
    definition: { labels: { en: "Complained" }, where: 'touchpoint == "complaint"' },
  });
});
after(() => world.stop());

let n = 0;
const answer = (customer: Record<string, string>, more: Record<string, unknown> = {}) => ({
  id: `s-${n++}`,
  kind: "response",
  occurredAt: "2026-05-01T10:00:00Z",
  touchpoint: "delivery",
  customer,
  measures: { csat: 4 },
  ...more,
});

/** How many answers are those of people who complained. */
async function complainers(): Promise<number> {
  await world.app.projector.flush();
  const { rows } = await world.query({ measure: { kind: "count" }, by: ["segment"] });
  return rows.find(({ by }) => by.segment === "complained")?.n ?? 0;
}

test("an e-mail and a phone become one customer in a figure when a signal holds both", async () => {
  await world.send([
    answer({ email: " Sari@Example.com" }, { touchpoint: "complaint" }),
    answer({ email: "sari@example.com" }),
    answer({ phone: "0812-3456-7890" }),
    answer({ phone: "+62 812 3456 7890" }),
    answer({ phone: "+62 812 3456 7899" }),
  ]);
  assert.equal(await complainers(), 2, "before, the e-mail's alone");
  await world.send([answer({ id: "C-1", email: "sari@example.com", phone: "6281234567890" })]);
  assert.equal(await complainers(), 5, "the e-mail's, the phone's, and the sign-in");
});

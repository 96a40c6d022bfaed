import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a signal comes back as it was sent, to the digit", async () => {
  const sent = {
    id: "whole",
    kind: "response",
    occurredAt: "2026-01-31T02:30:00.123Z",
    customer: {
      id: "c1",
      email: "a@example.com",
      phone: "+62812",
      anonymousId: "anon",
      name: "Ayu",
    },
    account: { id: "acc", name: "Account" },
    voice: "partner",
    touchpoint: "delivery",
    channel: "web",
    medium: "web-page",
    stage: "fulfilment",
    contact: "direct",
    unit: "West/W-1",
    employee: "17",
    offering: "router",
    reference: { type: "order", id: "o-1" },
    programme: "delivery",
    pattern: "past",
    survey: { id: "s", version: 3 },
    confidentiality: "confidential",
    measures: { nps: 0, csat: 4, "gap.price": -3.5, "100%": 1e-7, big: 1e15 },
    judgements: [
      { aspect: "price", expectation: 3, experience: 4.5, recalled: true },
      { aspect: "speed" },
    ],
    answers: {
      "Q7.A": "2026-01-31",
      list: ["a", "2026-02-01", 'it\'s \\ "x"'],
      numbers: [1, 2.5],
      mixed: ["a", true, 1],
      yes: false,
      n: 5,
      date: "12:30",
    },
    text: { reason: "Baris satu\nbaris \t dua {x:String} 'q' \\ 🙂" },
    language: "id",
    attributes: { region: "eu", "dotted.name": true, n: 7 },
    weight: 0.25,
    state: "partial",
    suspicious: ["one-device"],
    source: { system: "test", url: "https://example.com/?q=1" },
  };
  const answer = await world.send([sent]);
  assert.deepEqual(
    [answer.status, answer.body],
    [202, { accepted: 1, duplicate: 0, rejected: [] }],
  );
  const { status, body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/whole");
  assert.equal(status, 200);
  const { receivedAt, ...rest } = body;
  assert.ok(Math.abs(Date.parse(String(receivedAt)) - Date.now()) < 60_000);
  assert.deepEqual(rest, sent);
});

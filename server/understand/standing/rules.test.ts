/** The rules of loyalty levels: what is taken, which version holds, and that figures follow. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { defaultLoyaltyRules, type CustomerLevel } from "#contract/loyalty.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
type Failed = { error: { code: string; message: string; details?: Record<string, unknown> } };

const level = async (id: string) => {
  const { status, body } = await world.request<CustomerLevel>(
    "GET",
    `/v1/customers/${id}/level?at=2026-01-01`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

before(async () => {
  world = await startWorld();
  await world.send([
    {
      id: "1",
      kind: "response",
      pattern: "present",
      occurredAt: "2025-11-01T10:00:00Z",
      customer: { id: "quiet" },
      measures: { osat: 5, nps: 9 },
    },
  ]);
});
after(() => world.stop());

test("rules are checked, kept in every version, and changed once each", async () => {
  const save = (rules: unknown, more: object = {}, headers: Record<string, string> = {}) =>
    world.request<{ version: number } & Failed>(
      "PUT",
      "/v1/loyalty/rules",
      { rules, ...more },
      headers,
    );
  const { levels, signals } = defaultLoyaltyRules;
  const wrong = (when: string) => ({
    signals,
    levels: levels.map((each) => (each.level === "loyal" ? { ...each, when } : each)),
  });
  for (const [rules, message] of [
    [wrong("ltr >="), /rule of "loyal", line 1, column/],
    [wrong("scor >= 70"), /rule of "loyal", line 1, column 1: .*score/s],
    [wrong("score"), /rule of "loyal"/],
    [{ levels, signals: { ...signals, praise: "kind == 1" } }, /rule of "praise"/],
  ] as const) {
    const { status, body } = await save(rules);
    assert.deepEqual([status, body.error.code], [400, "expression_invalid"]);
    assert.match(body.error.message, message);
  }
  assert.equal((await save({ signals, levels: levels.slice(1) })).status, 400);
  assert.equal((await save({ signals, levels: [...levels.slice(1), levels[1]] })).status, 400);
  assert.deepEqual((await save(defaultLoyaltyRules, { version: 0 })).body.version, 1);
  const late = await save(defaultLoyaltyRules, { version: 0 });
  assert.deepEqual([late.status, late.body.error.details], [409, { sent: 0, current: 1 }]);
  assert.equal((await save(defaultLoyaltyRules, {}, { "if-match": '"1"' })).body.version, 2);
  // Figures follow them at once: whoever would recommend is an advocate now.
  const loose = levels.map((each) =>
    each.level === "advocate" ? { ...each, when: "ltr >= 9" } : each,
  );
  assert.equal((await level("quiet")).level, "satisfied");
  assert.equal((await save({ signals, levels: loose })).body.version, 3);
  const { level: now, version } = await level("quiet");
  assert.deepEqual([now, version], ["advocate", 3]);
  type Entries = { entries: { event: string; before: unknown; after: unknown }[] };
  const { body: noted } = await world.request<Entries>("GET", "/v1/audit?event=loyalty.changed");
  assert.equal(noted.entries.length, 3);
  assert.deepEqual(noted.entries[1]!.after, defaultLoyaltyRules);
});

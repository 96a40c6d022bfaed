import assert from "node:assert/strict";
import { test } from "node:test";
import { demoFingerprint, demoSignals, thisMonth } from "./demo.ts";

test("a demo is known again, whatever made it: what it is made of is its fingerprint", () => {
  // As the command has written it since the first demo.
  assert.equal(
    demoFingerprint({ until: "2026-01-01", seed: 1, signals: 50_000 }),
    "45f1f22046ce8e12e714db582c7c8f0808e3bc378e94f0260a31b2a30c4738f6",
  );
});

test("the year ends with the last whole month where the company is", () => {
  assert.equal(thisMonth(new Date("2026-03-31T16:59:00Z")), "2026-03-01");
  assert.equal(thisMonth(new Date("2026-03-31T17:00:00Z")), "2026-04-01");
});

test("what can't be processed comes last, so that the year is in before it", () => {
  const one = (id: string) => ({ id, kind: "response", occurredAt: "2026-01-01T00:00:00Z" });
  const profiles = { accounts: [], customers: [] };
  const parts = { signals: [one("a")], extras: [one("b")], unprocessable: [one("c")], profiles };
  assert.deepEqual(
    demoSignals(parts).map(({ id }) => id),
    ["a", "b", "c"],
  );
});

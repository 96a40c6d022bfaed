import assert from "node:assert/strict";
import { test } from "node:test";
import { unitName } from "./unit.ts";

void test("A unit is said in the reader's language, where it has a name there", () => {
  for (const [unit, en, id] of [
    ["hours", "hours", "jam"],
    ["Hour", "hours", "jam"],
    ["days", "days", "hari"],
    ["seconds", "seconds", "detik"],
    ["percent", "per cent", "persen"],
    ["calls", "calls", "calls"],
    ["porsi", "porsi", "porsi"],
    ["s", "s", "s"],
    ["", "", ""],
  ] as const) {
    assert.equal(unitName(unit, "en-GB"), en);
    assert.equal(unitName(unit, "id-ID"), id);
  }
});

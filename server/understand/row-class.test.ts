import assert from "node:assert/strict";
import { test } from "node:test";
import { query } from "#contract/query.ts";
import { patterns, voices } from "#contract/signal.ts";
import { classesOf, leftOutReasons, readClass, readFacts, ruleOf, type Rule } from "./row-class.ts";

const bytes = Array.from({ length: 128 }, (_, byte) => byte);
const rules: Rule[] = [];
for (let mask = 0; mask < 8; mask++)
  for (const chosen of [["customer"], ["employee", "public"], ["partner"]])
    for (const pattern of [undefined, ...patterns])
      rules.push({
        out: new Set(leftOutReasons.filter((_, n) => (mask >> n) & 1)),
        voices: chosen,
        pattern,
        apart: pattern === undefined && mask % 2 === 0,
      });

test("a byte of facts is read as it is written, and no two say the same", () => {
  assert.deepEqual(readFacts(0), {
    voice: "customer",
    suspicious: false,
    partial: false,
    guarded: false,
    pattern: undefined,
  });
  assert.deepEqual(readFacts(1 + 4 + 16 + 96), {
    voice: "employee",
    suspicious: true,
    partial: false,
    guarded: true,
    pattern: "potential",
  });
  assert.equal(new Set(bytes.map((byte) => JSON.stringify(readFacts(byte)))).size, 128);
});

test("each byte has the class that the rule says, under every rule", () => {
  for (const rule of rules) {
    const { facts, classes } = classesOf(rule);
    for (const byte of bytes) {
      const signal = readFacts(byte);
      const at = facts.indexOf(byte);
      if (rule.pattern !== undefined && signal.pattern !== rule.pattern) {
        assert.equal(at, -1);
        continue;
      }
      const kind = readClass(classes[at]!);
      const first = signal.suspicious && rule.out.has("suspicious") ? "suspicious" : undefined;
      const second = signal.partial && rule.out.has("partial") ? "partial" : undefined;
      const other = rule.out.has("otherVoices") && !rule.voices.includes(signal.voice);
      const reason = first ?? second ?? (other ? "otherVoices" : undefined);
      assert.equal(kind.leftOut, reason);
      if (reason !== undefined) continue;
      assert.equal(kind.guarded, signal.guarded);
      assert.equal(kind.staff, signal.voice === "employee");
      assert.equal(kind.pattern, rule.apart ? (signal.pattern ?? "") : "");
    }
  }
});

test("what is asked for by name, by a list or by a division does not stay out", () => {
  const of = (more: object, named: string[] = []) =>
    ruleOf(query.parse({ measure: { kind: "nps" }, ...more }), new Set(named), true);
  assert.deepEqual([...of({}).out], [...leftOutReasons]);
  assert.deepEqual([...of({ include: ["partial"] }).out], ["suspicious", "otherVoices"]);
  assert.deepEqual([...of({}, ["suspicious", "state", "voice"]).out], []);
  assert.deepEqual([...of({ by: ["voice"] }).out], ["suspicious", "partial"]);
  assert.deepEqual([...of({ voices: "all" }).out], ["suspicious", "partial"]);
  const listed = of({ voices: ["employee"] }, ["voice"]);
  assert.ok(listed.out.has("otherVoices"));
  assert.deepEqual(listed.voices, ["employee"]);
  assert.deepEqual([of({}).apart, of({ pattern: "all" }).apart], [true, false]);
  assert.deepEqual(
    [of({ pattern: "past" }).pattern, of({ pattern: "all" }).pattern],
    ["past", undefined],
  );
  assert.equal(voices.length, 4);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Draft, parseTarget, put, targetsLike } from "./target.ts";

function drafted(values: Record<string, unknown>): Draft {
  const draft: Draft = {};
  for (const [name, value] of Object.entries(values)) {
    const target = parseTarget(name);
    assert.ok(typeof target === "object", `${name} must be a target`);
    put(draft, target, value);
  }
  return draft;
}

test("dotted paths build a signal; in a map the rest is one key", () => {
  assert.deepEqual(
    drafted({
      kind: "response",
      "measures.nps": 9,
      "measures.asat.price": 3,
      "customer.email": "a@b.c",
      "judgements.reliability.experience": 2,
      "judgements.reliability.expectation": 4,
      "judgements.asat.price.importance": 1,
      "answers.Q 1": ["a"],
      "survey.version": 2,
      suspicious: ["device"],
    }),
    {
      kind: "response",
      measures: { nps: 9, "asat.price": 3 },
      customer: { email: "a@b.c" },
      judgements: [
        { aspect: "reliability", experience: 2, expectation: 4 },
        { aspect: "asat.price", importance: 1 },
      ],
      answers: { "Q 1": ["a"] },
      survey: { version: 2 },
      suspicious: ["device"],
    },
  );
});

test("text is a string or a map; a whole object joins a map", () => {
  assert.deepEqual(drafted({ text: "fine" }), { text: "fine" });
  assert.deepEqual(drafted({ "text.reason": "slow" }), { text: { reason: "slow" } });
  assert.deepEqual(drafted({ "measures.nps": 1, measures: { csat: 2 } }), {
    measures: { nps: 1, csat: 2 },
  });
});

test("what is no target says which way", () => {
  for (const name of [
    "",
    "mesures.nps",
    "customer",
    "customer.mail",
    "kind.x",
    "judgements.price",
    "judgements.price.level",
  ]) {
    assert.equal(parseTarget(name), "unknown", name);
  }
  assert.equal(parseTarget("measures.__proto__"), "badKey");
  assert.equal(parseTarget('attributes."a"'), "badKey");
  assert.equal(parseTarget("measures."), "badKey");
});

test("the names offered for a mistake are those of the contract, with the key that was meant", () => {
  const like = targetsLike("mesures.nps");
  for (const name of ["kind", "customer.email", "measures.nps", "text", "text.nps"]) {
    assert.ok(like.includes(name), name);
  }
  assert.ok(!like.includes("customer"));
  assert.ok(targetsLike("judgements.price.level").includes("judgements.price.recalled"));
});

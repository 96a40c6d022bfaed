/**
 * Attacks on what an answer says beside its figures: whether somebody whose name is kept is there at
 * all, and what that person said, asked by conditions that fit nobody else. The same question of
 * somebody who is not there must be answered to the letter alike.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let count = 0;
const answer = (more: Record<string, unknown>) => ({
  id: `o${count++}`,
  kind: "response",
  occurredAt: "2026-01-31T09:30:00Z",
  confidentiality: "confidential",
  pattern: "past",
  ...more,
});

before(async () => {
  world = await startWorld();
  const many = (n: number, more: Record<string, unknown>) =>
    Array.from({ length: n }, (_, at) =>
      answer({
        measures: { nps: at % 11 },
        judgements: [{ aspect: "pay", experience: 3 }],
        ...more,
      }),
    );
  await world.send([
    ...many(40, { unit: "plant", attributes: { role: "worker" } }),
    ...many(12, { unit: "plant", attributes: { role: "worker" }, confidentiality: "identified" }),
    ...many(1, { unit: "plant", attributes: { role: "head" }, measures: { nps: 2 } }),
    ...many(3, { unit: "plant", attributes: { role: "clerk" }, voice: "employee" }),
    ...many(2, { unit: "plant", attributes: { role: "guest" }, suspicious: ["one-device"] }),
    ...many(2, {
      unit: "plant",
      attributes: { role: "temp" },
      state: "partial",
      pattern: "present",
    }),
    // Makes the roles known that nobody has.
    ...many(1, {
      attributes: { role: "nobody" },
      confidentiality: "identified",
      unit: "elsewhere",
    }),
  ]);
});
after(() => world.stop());

/** All that an answer says but for the time that it took. */
async function said(question: QueryInput): Promise<Omit<QueryAnswer, "took">> {
  const { took: _took, ...rest } = await world.query(question);
  return rest;
}

const nobody = `unit == "plant" && attributes.role == "nobody"`;
const pinned = [
  `unit == "plant" && attributes.role == "head"`,
  `attributes.role == "head" && measures.nps <= 6`,
  `unit == "plant" && attributes.role == "clerk"`,
  `unit == "plant" && attributes.role in ["clerk", "head"]`,
  `unit == "plant" && attributes.role == "guest"`,
  `unit == "plant" && attributes.role == "temp"`,
];
const measures: QueryInput["measure"][] = [
  { kind: "nps" },
  { kind: "mean", of: "nps" },
  { kind: "share", of: "nps", equals: 2 },
  { kind: "count" },
  { kind: "sum", of: "nps" },
  { kind: "quantile", of: "nps" },
  { kind: "mean", of: "judgements.experience" },
  { kind: "quantile", of: "judgements.experience" },
];
const ways: Omit<QueryInput, "measure">[] = [
  {},
  { voices: "all" },
  { voices: ["employee"] },
  { voices: "all", include: ["suspicious", "partial"] },
  { by: ["attributes.role"], voices: "all" },
  { by: ["voice"] },
  { by: ["aspect"], voices: "all" },
  { interval: "month", voices: "all" },
  { voices: "all", compare: { where: `unit == "plant" && attributes.role == "worker"` } },
  { pattern: "all", voices: "all" },
  { pattern: "past" },
];

// A third of all combinations, in which each two of measure, way and condition meet.
for (const [m, measure] of measures.entries())
  test(`${JSON.stringify(measure)}: a condition that fits one person tells nothing, not even that there is one`, async () => {
    for (const [w, way] of ways.entries()) {
      const none = await said({ ...way, measure, where: nobody });
      for (const where of pinned.filter((_, n) => (m + w + n) % 3 === 0))
        assert.deepEqual(
          await said({ ...way, measure, where }),
          none,
          `${where} ${JSON.stringify(way)}`,
        );
    }
  });

test("beside identified signals, too: those are answered as if they were all", async () => {
  const identified = `unit == "plant" && reference.type == "none"`;
  for (const [m, measure] of measures.entries())
    for (const way of ways.filter((_, w) => (m + w) % 2 === 0)) {
      const open = `(unit == "elsewhere")`;
      assert.deepEqual(
        await said({ ...way, measure, where: `${open} || (${pinned[0]})` }),
        await said({ ...way, measure, where: `${open} || (${identified})` }),
        JSON.stringify([measure, way]),
      );
    }
});

test("where a selection holds enough of them, what is hidden is counted as ever", async () => {
  const { suppressed, rows, leftOut } = await world.query({
    measure: { kind: "nps" },
    where: `unit == "plant"`,
    by: ["attributes.role"],
  });
  // The head alone is one group, so the workers go with it.
  assert.deepEqual(suppressed, { groups: 2, signals: 41 });
  assert.deepEqual(
    rows.map((row) => [row.by["attributes.role"], row.n]),
    [["worker", 12]],
  );
  // Three of staff and two guests are few, and not counted.
  assert.deepEqual(leftOut, { suspicious: 0, partial: 0, otherVoices: 0 });
});

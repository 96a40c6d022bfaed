/** Conditions over what was said: a text without a question, texts by question, and none, beside one another. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const texts: readonly (string | Record<string, string> | undefined)[] = [
  "Came a day early.",
  { reason: "Late." },
  undefined,
  "Late, too.",
  { reason: "Came early.", other: "x" },
];

before(async () => {
  world = await startWorld();
  // In one batch, the other way round in the next, and each in one of its own: parts of all kinds.
  const signal = (batch: string, n: number) => ({
    id: `${batch}${n}`,
    kind: "said",
    occurredAt: "2026-01-31T09:30:00Z",
    ...(texts[n] === undefined ? {} : { text: texts[n] }),
  });
  const all = texts.map((_, n) => n);
  await world.send(all.map((n) => signal("a", n)));
  await world.send(all.toReversed().map((n) => signal("b", n)));
  for (const n of all) await world.send([signal("c", n)]);
});
after(() => world.stop());

/** What a condition finds, told apart by place in `texts`; the same in the list and in a figure. */
async function finds(where: string, ...expected: number[]): Promise<void> {
  const condition = `kind == "said" && (${where})`;
  const { body } = await world.request<{ signals: { id: string }[] }>(
    "GET",
    `/v1/signals?limit=100&where=${encodeURIComponent(condition)}`,
  );
  const ids = ["a", "b", "c"].flatMap((batch) => expected.map((n) => `${batch}${n}`));
  assert.deepEqual(body.signals.map(({ id }) => id).toSorted(), ids, where);
  const { total } = await world.query({ measure: { kind: "count" }, where: condition });
  assert.equal(total!.n, ids.length, where);
}

async function findAll(): Promise<void> {
  await finds(`text.contains("early")`, 0);
  await finds(`text.contains("Late")`, 3);
  await finds(`text == "Late, too."`, 3);
  await finds(`text != "x"`, 0, 3);
  await finds(`text.reason == "Late."`, 1);
  await finds(`text.reason.contains("early") || text.contains("early")`, 0, 4);
  await finds(`has(text.other)`, 4);
}

test("a text is found whatever stands beside it, in parts and when they are merged", async () => {
  await findAll();
  await world.app.clickhouse.command("OPTIMIZE TABLE signals FINAL");
  await findAll();
});

/** Signals are found by the words in them, as an own reading of every text finds them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { ErrorBody } from "#contract/error.ts";
import { joined, type Browser } from "#server/testing/person.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let viewer: Browser;
let contributor: Browser;

const said = [
  "The delivery came late, and nobody called.",
  "LATE again!",
  "Pengiriman terlambat; petugas ramah.",
  "Café au lait: très bon",
  "No words of mine: 42nd time",
  "delivery-man was kind",
  "latecomers welcome",
];
const signal = (n: number, more: object = {}) => ({
  id: `s${n}`,
  kind: "response",
  occurredAt: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
  text: said[n % said.length]!,
  ...more,
});

type Page = { signals: { id: string }[]; next: string | null };
const found = async (search: string, asker: Pick<World, "request"> | Browser = world) => {
  const path = `/v1/signals?limit=1000&search=${encodeURIComponent(search)}`;
  const answer = await asker.request<Page & ErrorBody>("GET", path);
  return {
    status: answer.status,
    code: answer.body.error?.code,
    ids: answer.body.signals?.map(({ id }) => id).toSorted(),
  };
};

before(async () => {
  world = await startWorld();
  [viewer, contributor] = await Promise.all([
    joined(world, "viewer@corridor.test", { role: "viewer", memberships: [{}] }),
    joined(world, "contributor@corridor.test", { role: "contributor", memberships: [{}] }),
  ]);
  await world.send([
    ...said.map((_, n) => signal(n)),
    signal(20, { id: "two", text: { why: "slow", how: "rudely" } }),
    signal(21, { id: "kept", text: "secretword said", confidentiality: "confidential" }),
    signal(22, { id: "gone", text: "vanishing sentence" }),
  ]);
});
after(() => world.stop());

test("all words must stand there, whole, in any order and case, in any of its texts", async () => {
  const expected: [string, string[]][] = [
    ["late", ["s0", "s1"]],
    ["Late", ["s0", "s1"]],
    ["called delivery", ["s0"]],
    ["delivery", ["s0", "s5"]],
    ["delivery-man", ["s5"]],
    ["café", ["s3"]],
    ["CAFÉ, TRÈS", ["s3"]],
    ["42nd", ["s4"]],
    ["rudely slow", ["two"]],
    ["terlam", []],
    ["kind late", []],
  ];
  for (const [search, ids] of expected) assert.deepEqual((await found(search)).ids, ids, search);
});

test("any words of any text find it, and nothing that lacks one of them", async () => {
  const wordsOf = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const vocabulary = [...new Set(said.flatMap(wordsOf))];
  await fc.assert(
    fc.asyncProperty(fc.subarray(vocabulary, { minLength: 1, maxLength: 3 }), async (words) => {
      const expected = said.flatMap((text, n) =>
        words.every((word) => wordsOf(text).includes(word)) ? [`s${n}`] : [],
      );
      assert.deepEqual((await found(words.join(" "))).ids, expected);
    }),
    { numRuns: 30 },
  );
});

test("what was deleted is not found by its words, in parts and merged", async () => {
  assert.deepEqual((await found("vanishing")).ids, ["gone"]);
  assert.equal((await world.request("DELETE", "/v1/signals/gone")).status, 204);
  assert.deepEqual((await found("vanishing")).ids, []);
  await world.app.clickhouse.command("OPTIMIZE TABLE signals FINAL");
  assert.deepEqual((await found("vanishing")).ids, []);
  assert.deepEqual((await found("late")).ids, ["s0", "s1"]);
});

test("who may not see what was said searches for none of it, and nobody finds who answered in confidence", async () => {
  assert.deepEqual(
    [(await found("late", viewer)).status, (await found("late", viewer)).code],
    [403, "forbidden"],
  );
  assert.deepEqual((await found("secretword", contributor)).ids, []);
  assert.deepEqual((await found("secretword")).ids, ["kept"]);
});

test("what holds no word, or too many, is refused; hostile words are only words", async () => {
  for (const search of ["!!!", "a b c d e f g h i j k", "x".repeat(201)])
    assert.equal((await found(search)).status, 400, search);
  for (const search of ["' OR 1=1 --", "\\'", "{workspace:UUID}", "%"]) {
    const { status, ids } = await found(search);
    assert.ok(status === 400 || (status === 200 && ids!.length === 0), search);
  }
  assert.equal((await found("  ")).ids!.length, said.length + 2, "blanks filter nothing");
});

/** What the store keeps of a signal in one byte, and groups that are told apart by numbers, over signals of every kind. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryAnswer } from "#contract/query.ts";
import { confidentialities, patterns, states, voices } from "#contract/signal.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { readFacts } from "./row-class.ts";

const occurredAt = "2025-05-01T10:00:00Z";
const every = voices.flatMap((voice) =>
  states.flatMap((state) =>
    confidentialities.flatMap((confidentiality) =>
      [undefined, ...patterns].flatMap((pattern) =>
        [[], ["too-fast"]].map((suspicious) => ({
          kind: "response",
          occurredAt,
          voice,
          state,
          confidentiality,
          ...(pattern === undefined ? {} : { pattern }),
          suspicious,
          measures: { nps: 9, wait: 3 },
          unit: "every",
        })),
      ),
    ),
  ),
);
const sent = every.map((each, n) => ({ ...each, id: `every-${n}` }));

/** A value of one attribute, of each kind that there is; undefined is none. */
const values = [undefined, "", "a", "a", "1", 1, 0.1, true, "true", -2.5, 1e14];
const valued = values.map((value, n) => ({
  id: `value-${n}`,
  kind: "response",
  occurredAt,
  measures: { csat: 5 },
  attributes: value === undefined ? { other: "x" } : { mixed: value },
}));

/** Half say their channel; of the others the registry knows it by their touchpoint, or nobody does. */
const channels = Array.from({ length: 12 }, (_, n) => ({
  id: `channel-${n}`,
  kind: "response",
  occurredAt,
  measures: { ces: 6 },
  ...(n % 3 < 2 ? { touchpoint: "shop" } : {}),
  ...(n % 2 === 0 ? { channel: n % 4 === 0 ? "store" : "web" } : {}),
}));

let world: World;
before(async () => {
  world = await startWorld();
  const put = await world.request("PUT", "/v1/touchpoints/shop", {
    definition: {
      labels: { en: "Shop" },
      channel: "store",
      stage: "ordering",
      function: "sales",
      contact: "direct",
      contactType: "purchase",
    },
  });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  const all = [...sent, ...valued, ...channels];
  const answer = await world.send(all);
  assert.equal(answer.body.accepted, all.length, JSON.stringify(answer.body));
});
after(() => world.stop());

const countsBy = ({ rows }: QueryAnswer, name: string): Map<string | null, number> => {
  const counts = new Map(rows.map((row) => [row.by[name]!, row.n]));
  assert.equal(counts.size, rows.length, "a group stands twice");
  return counts;
};

test("the stored byte says what the signal says, of every combination", async () => {
  assert.equal(sent.length, 192);
  const rows = await world.app.clickhouse.query<{ id: string; facts: number }>(
    "SELECT id, facts FROM signals FINAL WHERE startsWith(id, 'every-')",
  );
  const byId = new Map(rows.map((row) => [row.id, row.facts]));
  for (const each of sent)
    assert.deepEqual(readFacts(byId.get(each.id)!), {
      voice: each.voice,
      suspicious: each.suspicious.length > 0,
      partial: each.state === "partial",
      guarded: each.confidentiality !== "identified",
      pattern: "pattern" in each ? each.pattern : undefined,
    });
});

test("what stays out is counted once, under its first reason, of sums and of quantiles", async () => {
  // Of 48 partial and 36 of other voices 8 each are staff's whose names are kept: too few to be counted.
  const left = { suspicious: 96, partial: 48 - 8, otherVoices: 36 - 8 };
  for (const measure of [{ kind: "nps" }, { kind: "quantile", of: "nps" }] as const) {
    const { total, leftOut } = await world.query({ measure, pattern: "all", by: ["unit"] });
    assert.equal(total!.n, 12);
    assert.deepEqual(leftOut, left, measure.kind);
  }
});

test("an attribute's groups: none, empty, text, number and truth value, and what is written alike is one", async () => {
  const expected = new Map([
    [null, 1],
    ["", 1],
    ["a", 2],
    ["1", 2],
    ["0.1", 1],
    ["true", 2],
    ["-2.5", 1],
    ["100000000000000", 1],
  ]);
  for (const measure of [{ kind: "csat" }, { kind: "quantile", of: "csat" }] as const) {
    const answer = await world.query({ measure, by: ["attributes.mixed"] });
    const sorted = (counts: Map<string | null, number>) =>
      [...counts].map((each) => JSON.stringify(each)).toSorted();
    assert.deepEqual(
      sorted(countsBy(answer, "attributes.mixed")),
      sorted(expected as Map<string | null, number>),
      measure.kind,
    );
  }
});

test("own channel and the registry's make one group, whichever touchpoint they come from", async () => {
  const answer = await world.query({ measure: { kind: "ces" }, by: ["channel"], interval: "day" });
  const counts = countsBy(answer, "channel");
  const of = (channel: string | undefined) =>
    channels.filter(
      (each) => (each.channel ?? (each.touchpoint === "shop" ? "store" : undefined)) === channel,
    ).length;
  assert.deepEqual(
    [counts.get("store"), counts.get("web"), counts.get(null)],
    [of("store"), of("web"), of(undefined)],
  );
  assert.equal(answer.total!.n, channels.length);
});

test("no group stands for signals without the measure, nor for another pattern", async () => {
  const byUnit = await world.query({ measure: { kind: "csat" }, by: ["unit"], pattern: "all" });
  assert.deepEqual([...countsBy(byUnit, "unit")], [[null, values.length]]);
  const past = await world.query({ measure: { kind: "csat" }, by: ["unit"], pattern: "past" });
  assert.deepEqual([past.rows, past.total!.n], [[], 0]);
  const none = await world.query({
    measure: { kind: "nps" },
    by: ["attributes.mixed"],
    where: 'unit == "nowhere"',
  });
  assert.deepEqual([none.rows, none.total!.n], [[], 0]);
});

test("a deleted signal is in no figure and no count of what was left out", async () => {
  const before = await world.query({ measure: { kind: "nps" }, pattern: "all" });
  const plain = sent.findIndex(
    ({ voice, state, suspicious, confidentiality }) =>
      voice === "customer" &&
      state === "complete" &&
      suspicious.length === 0 &&
      confidentiality === "identified",
  );
  const partial = sent.findIndex(
    ({ state, suspicious }) => state === "partial" && suspicious.length === 0,
  );
  for (const n of [plain, partial])
    assert.equal((await world.request("DELETE", `/v1/signals/${sent[n]!.id}`)).status, 204);
  const now = await world.query({ measure: { kind: "nps" }, pattern: "all" });
  assert.equal(now.total!.n, before.total!.n - 1);
  assert.deepEqual(now.leftOut, { ...before.leftOut, partial: before.leftOut.partial - 1 });
});

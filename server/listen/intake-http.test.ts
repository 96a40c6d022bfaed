import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { IntakeAnswer } from "#contract/signal.ts";
import { listedIds } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00+07:00", measures: { nps: 9 } };
const ndjson = { "content-type": "application/x-ndjson" };
const gzip = { "content-encoding": "gzip" };
const lines = (signals: unknown[]) => signals.map((each) => JSON.stringify(each)).join("\n");

const post = <T = IntakeAnswer>(body: unknown, headers: Record<string, string> = {}) =>
  world.request<T>("POST", "/v1/signals", body, headers);

describe("what is taken", () => {
  test("an object, an array, lines and packed lines are taken alike", async () => {
    const bodies: [string, unknown, Record<string, string>][] = [
      ["object", { ...good, id: "f-object" }, {}],
      ["array", [{ ...good, id: "f-array" }], {}],
      ["lines", lines([{ ...good, id: "f-lines" }]), ndjson],
      ["last line ended", `${lines([{ ...good, id: "f-ended" }])}\n`, ndjson],
      ["packed lines", gzipSync(lines([{ ...good, id: "f-packed" }])), { ...ndjson, ...gzip }],
      ["packed object", gzipSync(lines([{ ...good, id: "f-packed-object" }])), gzip],
      [
        "two members",
        Buffer.concat([gzipSync(lines([{ ...good, id: "f-two" }])), gzipSync("\n")]),
        { ...ndjson, ...gzip },
      ],
      [
        "with charset",
        lines([{ ...good, id: "f-charset" }]),
        { "content-type": "Application/X-NDJSON; charset=utf-8" },
      ],
      [
        "as curl -d says",
        lines([{ ...good, id: "f-curl" }]),
        { "content-type": "application/x-www-form-urlencoded" },
      ],
      ["byte order mark", `\uFEFF${lines([{ ...good, id: "f-bom" }])}`, {}],
      ["byte order mark in lines", `\uFEFF${lines([{ ...good, id: "f-bom-lines" }])}`, ndjson],
      ["no id", good, {}],
    ];
    for (const [name, body, headers] of bodies) {
      const answer = await post(body, headers);
      assert.deepEqual(
        [answer.status, answer.body],
        [202, { accepted: 1, duplicate: 0, rejected: [] }],
        name,
      );
    }
    await world.drained();
    const listed = await listedIds(world);
    for (const name of [
      "object",
      "array",
      "lines",
      "ended",
      "packed",
      "packed-object",
      "two",
      "charset",
      "curl",
      "bom",
      "bom-lines",
    ])
      assert.equal(listed.get(`f-${name}`), 1, name);
    assert.equal(listed.size, bodies.length);
  });

  test("of a batch the good are taken and the bad named by index, code and path", async () => {
    const batch = [
      { ...good, id: "p0" },
      { ...good, id: "p1", measures: { nps: "9" } },
      { ...good, id: "p2" },
      "no object",
      { ...good, id: "p4", occurredAt: "yesterday" },
      { ...good, id: "p5" },
    ];
    const expected = [
      [1, "wrong_type", "measures.nps"],
      [3, "wrong_type", ""],
      [4, "wrong_format", "occurredAt"],
    ];
    const named = (answer: IntakeAnswer) =>
      answer.rejected.map(({ index, code, path }) => [index, code, path]);
    const asArray = await post(batch);
    assert.deepEqual(
      [asArray.status, asArray.body.accepted, named(asArray.body)],
      [202, 3, expected],
    );
    const asLines = await post(lines(batch), ndjson);
    assert.deepEqual(
      [asLines.status, asLines.body.duplicate, named(asLines.body)],
      [202, 3, expected],
    );
  });

  test("of duplicate keys in one object the last counts", async () => {
    const body = `{"kind":"review","kind":"response","occurredAt":"${good.occurredAt}","id":"dk","measures":{"nps":1,"nps":8}}`;
    assert.equal((await post(body)).status, 202);
    await world.drained();
    const { body: kept } = await world.request<{ kind: string; measures: unknown }>(
      "GET",
      "/v1/signals/dk",
    );
    assert.deepEqual([kept.kind, kept.measures], ["response", { nps: 8 }]);
  });

  test("ids of 200 characters, of any script and with signs of addresses come back by their id", async () => {
    const ids = [
      "x".repeat(200),
      "🙂".repeat(100),
      "ā̀漢字 кириллица العربية",
      "a/b/c",
      "a b?c#d&e=f%2F%",
      "...",
      "'; drop table inbox; --",
      "{x:String}",
      "\\ \" ' \n\t",
      "\uFFFD",
    ];
    const answer = await world.send(ids.map((id) => ({ ...good, id })));
    assert.deepEqual(answer.body, { accepted: ids.length, duplicate: 0, rejected: [] });
    for (const id of ids) {
      const { status, body } = await world.request<{ id: string }>(
        "GET",
        `/v1/signals/${encodeURIComponent(id)}`,
      );
      assert.deepEqual([status, body.id], [200, id]);
    }
    assert.equal((await post({ ...good, id: "x".repeat(201) })).status, 422);
  });
});

describe("duplicates", () => {
  test("within one request, the first counts and the others are duplicates", async () => {
    const { status, body } = await post([
      { ...good, id: "d1", measures: { nps: 1 } },
      { ...good, id: "d2" },
      { ...good, id: "d1", measures: { nps: 10 } },
      { ...good, id: "d1" },
    ]);
    assert.deepEqual([status, body], [202, { accepted: 2, duplicate: 2, rejected: [] }]);
    await world.drained();
    const kept = await world.request<{ measures: unknown }>("GET", "/v1/signals/d1");
    assert.deepEqual(kept.body.measures, { nps: 1 });
  });

  test("across requests, before and after the first is drained, and with another time", async () => {
    const first = { ...good, id: "across", measures: { nps: 2 } };
    const again = { ...first, occurredAt: "2026-02-03T00:00:00Z", measures: { nps: 10 } };
    assert.deepEqual((await post(first)).body, { accepted: 1, duplicate: 0, rejected: [] });
    const all = { accepted: 0, duplicate: 1, rejected: [] };
    const early = await post(again);
    assert.deepEqual([early.status, early.body], [202, all]);
    await world.drained();
    const late = await post(again);
    assert.deepEqual([late.status, late.body], [202, all]);
    await world.drained();
    const kept = await world.request<{ measures: unknown; occurredAt: string }>(
      "GET",
      "/v1/signals/across",
    );
    assert.deepEqual(kept.body.measures, { nps: 2 });
    assert.equal(Date.parse(kept.body.occurredAt), Date.parse(first.occurredAt));
    assert.equal((await listedIds(world)).get("across"), 1);
  });

  test("20 clients that send the same ids at once: each is accepted exactly once", async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `race${n}`);
    // Each client sends all ids, in its own order and cut: singles, a batch, lines.
    const clients = Array.from({ length: 20 }, async (_, n) => {
      const mine = ids.toSorted(
        (a, b) => ((a.length * n + a.charCodeAt(4)) % 7) - ((b.length + n * b.charCodeAt(4)) % 7),
      );
      const signals = mine.map((id) => ({ ...good, id, attributes: { client: n } }));
      if (n % 3 === 0) return [(await post(signals)).body];
      if (n % 3 === 1) return [(await post(lines(signals), ndjson)).body];
      return Promise.all(signals.map(async (signal) => (await post(signal)).body));
    });
    const answers = (await Promise.all(clients)).flat();
    const sum = (of: "accepted" | "duplicate") => answers.reduce((n, each) => n + each[of], 0);
    assert.deepEqual([sum("accepted"), sum("duplicate")], [40, 20 * 40 - 40]);
    await world.drained();
    const listed = await listedIds(world, 7);
    for (const id of ids) assert.equal(listed.get(id), 1, id);
  });

  test("an id that intake made, read and sent again, does not count twice nor change the first", async () => {
    await world.send([{ ...good, attributes: { own: "made" } }]);
    const where = encodeURIComponent('attributes.own == "made"');
    const page = await world.request<{ signals: { id: string; occurredAt: string }[] }>(
      "GET",
      `/v1/signals?where=${where}`,
    );
    const [made] = page.body.signals;
    assert.ok(made);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await world.send([
      { ...good, id: made.id, occurredAt: "2026-02-02T00:00:00Z", attributes: { own: "made" } },
    ]);
    const again = await world.request<{ signals: { id: string; occurredAt: string }[] }>(
      "GET",
      `/v1/signals?where=${where}`,
    );
    assert.deepEqual(again.body.signals, page.body.signals);
  });
});

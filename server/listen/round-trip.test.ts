import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { SignalInput } from "#contract/signal.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a signal comes back as it was sent, to the digit", async () => {
  const sent = {
    id: "whole",
    kind: "response",
    occurredAt: "2026-01-31T02:30:00.123Z",
    customer: {
      id: "c1",
      email: "a@example.com",
      phone: "+62812",
      anonymousId: "anon",
      name: "Ayu",
    },
    account: { id: "acc", name: "Account" },
    voice: "partner",
    touchpoint: "delivery",
    channel: "web",
    medium: "web-page",
    stage: "fulfilment",
    contact: "direct",
    unit: "West/W-1",
    employee: "17",
    offering: "router",
    reference: { type: "order", id: "o-1" },
    programme: "delivery",
    pattern: "past",
    survey: { id: "s", version: 3 },
    confidentiality: "confidential",
    measures: { nps: 0, csat: 4, "gap.price": -3.5, "100%": 1e-7, big: 1e15 },
    judgements: [
      { aspect: "price", expectation: 3, experience: 4.5, recalled: true },
      { aspect: "speed" },
    ],
    answers: {
      "Q7.A": "2026-01-31",
      list: ["a", "2026-02-01", 'it\'s \\ "x"'],
      numbers: [1, 2.5],
      mixed: ["a", true, 1],
      yes: false,
      n: 5,
      date: "12:30",
    },
    text: { reason: "Baris satu\nbaris \t dua {x:String} 'q' \\ 🙂" },
    language: "id",
    attributes: { region: "eu", "dotted.name": true, n: 7 },
    weight: 0.25,
    state: "partial",
    suspicious: ["one-device"],
    source: { system: "test", url: "https://example.com/?q=1" },
  };
  const answer = await world.send([sent]);
  assert.deepEqual(
    [answer.status, answer.body],
    [202, { accepted: 1, duplicate: 0, rejected: [] }],
  );
  const { status, body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/whole");
  assert.equal(status, 200);
  const { receivedAt, ...rest } = body;
  assert.ok(Math.abs(Date.parse(String(receivedAt)) - Date.now()) < 60_000);
  assert.deepEqual(rest, sent);
});

type Stored = { id: string; receivedAt: string } & Record<string, unknown>;
async function all(): Promise<Stored[]> {
  const stored: Stored[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const path: string = `/v1/signals?limit=1000${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { body } = await world.request<{ signals: Stored[]; next: string | null }>("GET", path);
    stored.push(...body.signals);
    cursor = body.next;
  }
  return stored;
}

// Names are few, as a workspace holds a limited number of keys; each holds what a JSON path could stumble over.
const nameOf = (start: string) =>
  fc
    .constantFrom(
      "",
      "a",
      "A",
      " b",
      ".c",
      "..",
      "%2E",
      "%",
      "é",
      "漢.字",
      "$x",
      "@",
      "(1)",
      "-",
      "null",
      "0",
      "_1",
    )
    .map((rest) => `${start}${rest}`);
const text = (max: number) =>
  fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: max }),
    fc.constantFrom(
      "2026-01-01",
      "12:30",
      "2026-01-01 10:00:00",
      "1",
      "1.0",
      "true",
      "null",
      "NaN",
      "inf",
      "{}",
      "[1]",
      '"',
      "\\",
      "\\N",
      "'",
      "`",
      "\t",
      "\n",
      "\u2028",
      "{x:String}",
      "\u007f",
      "\u0001",
      "🙂",
      " ",
      "e\u0301",
    ),
  );
const number = fc.oneof(
  fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  fc.integer({ min: -1e9, max: 1e9 }),
  fc.constantFrom(
    0,
    0.1 + 0.2,
    1e15,
    -1e15,
    5e-324,
    1e-7,
    2 ** 53 / 10,
    123456789.12345679,
    -2.2250738585072014e-308,
  ),
);
const scalar = fc.oneof(text(20), number, fc.boolean());
const map = (start: string, value: fc.Arbitrary<unknown>) =>
  fc.dictionary(nameOf(start), value, { maxKeys: 5, noNullPrototype: true });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const keyOf = (...keys: string[]) => optional(fc.constantFrom(...keys));

const empty = fc.constant("");

const signals = fc.record({
  kind: fc.constantFrom("response", "review", "usage-event"),
  occurredAt: fc
    .date({
      min: new Date("1970-01-01"),
      max: new Date(Date.now() + 86_400_000),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
  customer: optional(
    fc.record({
      id: optional(text(30)),
      email: optional(text(30).map((each) => `${each}@x`)),
      phone: optional(fc.constant("+62 812")),
      anonymousId: optional(text(30)),
      name: optional(text(30)),
    }),
  ),
  account: optional(fc.record({ id: optional(text(10)), name: optional(text(10)) })),
  voice: fc.constantFrom("customer", "employee", "partner", "public"),
  touchpoint: keyOf("delivery", "a.b", "a b", "漢字"),
  channel: keyOf("web", "store"),
  medium: keyOf("phone"),
  stage: keyOf("use", "support"),
  contact: optional(fc.constantFrom("direct" as const, "indirect" as const)),
  unit: keyOf("West/W-1", "é"),
  employee: optional(text(20)),
  offering: keyOf("router"),
  reference: optional(fc.record({ type: fc.constantFrom("order", "ticket"), id: text(20) })),
  programme: keyOf("delivery"),
  pattern: optional(fc.constantFrom("past" as const, "present" as const, "potential" as const)),
  survey: optional(
    fc.record({
      id: fc.constantFrom("s", "t"),
      version: optional(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e6 }))),
    }),
  ),
  confidentiality: fc.constantFrom("identified", "confidential"),
  measures: optional(
    fc
      .record({
        nps: optional(fc.integer({ min: 0, max: 10 })),
        ces: optional(fc.integer({ min: 1, max: 7 })),
      })
      .chain((own) => map("m", number).map((more) => ({ ...more, ...own }))),
  ),
  judgements: optional(
    fc.array(
      fc.record({
        aspect: fc.constantFrom("price", "a.b"),
        expectation: optional(number),
        experience: optional(number),
        minimum: optional(number),
        desired: optional(number),
        importance: optional(number),
        recalled: optional(fc.boolean()),
      }),
      { maxLength: 4 },
    ),
  ),
  answers: optional(
    map("q", fc.oneof(scalar, empty, fc.array(fc.oneof(scalar, empty), { maxLength: 6 }))),
  ),
  text: optional(fc.oneof(text(200), empty, map("q", fc.oneof(empty, text(200))))),
  language: optional(fc.constantFrom("id", "en-GB")),
  attributes: optional(map("k", fc.oneof(empty, scalar))),
  weight: fc.oneof(fc.constant(1), fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
  state: fc.constantFrom("complete", "partial"),
  suspicious: optional(fc.uniqueArray(fc.constantFrom("one-device", "straight-lining"))),
  source: optional(
    fc.record({ system: keyOf("crm", "shop"), url: optional(fc.oneof(empty, text(100))) }),
  ),
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const isEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/**
 * What says nothing is as if it had not been sent: a field that holds an empty object, map or list, an
 * address without a character, `recalled: false`. Empty texts and lists that are answers are answers.
 */
function saying(signal: SignalInput): Record<string, unknown> {
  const { source, judgements, ...rest } = signal;
  const { url, ...system } = source ?? {};
  const all = {
    ...rest,
    source: url ? { ...system, url } : system,
    judgements: judgements?.map(({ recalled, ...each }) =>
      recalled ? { ...each, recalled } : each,
    ),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && !isEmpty(value)),
  );
}

test("whatever a signal within the contract says, it comes back to the letter and the digit", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(signals, { minLength: 60, maxLength: 60 }), async (generated) => {
      round++;
      const sent = generated.map(
        (each, n) => plain({ ...each, id: `rt${round}-${n}` }) as SignalInput & { id: string },
      );
      const answer = await world.send(sent);
      assert.deepEqual(answer.body, { accepted: 60, duplicate: 0, rejected: [] });
      const kept = new Map((await all()).map((each) => [each.id, each]));
      for (const each of sent) {
        const one = kept.get(each.id);
        if (!one) {
          const { body } = await world.request<{ held: unknown[] }>("GET", "/v1/held");
          assert.fail(`${JSON.stringify(each)} is not there; held: ${JSON.stringify(body.held)}`);
        }
        assert.deepEqual(one, { ...saying(each), receivedAt: one.receivedAt });
      }
      for (const { id } of sent.slice(0, 5)) {
        const { body } = await world.request<Stored>("GET", `/v1/signals/${id}`);
        assert.deepEqual(body, kept.get(id));
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test("conditions tell a survey without a version from one of version 0", async () => {
  await world.send([
    { id: "v-none", kind: "response", occurredAt: "2026-01-31T09:30:00Z", survey: { id: "vs" } },
    ...[0, 1].map((version) => ({
      id: `v-${version}`,
      kind: "response",
      occurredAt: "2026-01-31T09:30:00Z",
      survey: { id: "vs", version },
    })),
  ]);
  const count = async (condition: string) =>
    (
      await world.query({
        measure: { kind: "count" },
        where: `survey.id == "vs" && ${condition}`,
      })
    ).total!.n;
  assert.equal(await count("survey.version == 0"), 1);
  assert.equal(await count("survey.version != 1"), 1);
  assert.equal(await count("has(survey.version)"), 2);
});

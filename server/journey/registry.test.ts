import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { keysPerType, registryTypes, type RegistryType } from "#contract/registry.ts";
import { signalInput, type SignalInput } from "#contract/signal.ts";
import { defaultsFor } from "./defaults/index.ts";
import {
  judge,
  judgeBatch,
  newKeys,
  problemsOf,
  referrers,
  viewOf,
  type RegistryView,
} from "./registry.ts";

const at = "2026-01-31T09:30:00Z";
const received = Date.parse(at);
const signal = (more: Partial<SignalInput> = {}) =>
  signalInput.parse({ kind: "response", occurredAt: at, ...more });
const times = { version: 1, createdAt: at, updatedAt: at };
const defaults = defaultsFor().map((entry) => ({ ...entry, ...times, reviewed: true as const }));
const unreviewed = (type: RegistryType, key: string) => ({
  type,
  key,
  ...times,
  position: 1,
  active: true,
  reviewed: false as const,
  definition: { labels: {} },
});
const view = viewOf(1, defaults);
const codeOf = (more: Partial<SignalInput>, in_: RegistryView = view) => {
  const verdict = judge(signal(more), in_, received);
  return verdict.ok ? "ok" : `${verdict.code} ${verdict.path}`;
};

test("values on the edges of a scale fit, values outside are held", () => {
  assert.equal(codeOf({ measures: { nps: 0, csat: 1, ces: 7, sentiment: -1 } }), "ok");
  assert.equal(codeOf({ measures: { nps: 10, csat: 5, "asat.price": 5 } }), "ok");
  assert.equal(codeOf({ measures: { nps: 11 } }), "measure_out_of_scale measures.nps");
  assert.equal(codeOf({ measures: { csat: 5, ces: 0 } }), "measure_out_of_scale measures.ces");
  assert.equal(codeOf({ measures: { hoursToDeliver: 9_000 } }), "ok");
  assert.equal(
    codeOf({ measures: { hoursToDeliver: -1 } }),
    "measure_out_of_scale measures.hoursToDeliver",
  );
  assert.equal(codeOf({ measures: { revenue: -5e9, hoursFromWindow: -2 } }), "ok");
});

test("whole numbers only where the scale says so", () => {
  assert.equal(codeOf({ measures: { nps: 8.5 } }), "measure_not_whole measures.nps");
  assert.equal(codeOf({ measures: { rating: 4.5 } }), "ok");
});

test("the reason says the value, the scale and what to do", () => {
  const verdict = judge(signal({ measures: { nps: 11 } }), view, received);
  assert.ok(!verdict.ok);
  assert.match(verdict.reason, /nps is 11; its scale goes from 0 to 10\..*PUT \/v1\/measures\/nps/);
});

test("an unknown or unreviewed measure bounds nothing", () => {
  assert.equal(codeOf({ measures: { smileys: 1e9 } }), "ok");
  assert.equal(
    codeOf({ measures: { smileys: -4.2 } }, viewOf(1, [unreviewed("measure", "smileys")])),
    "ok",
  );
});

test("an inactive measure is still bounded", () => {
  const off = viewOf(
    1,
    defaults.map((entry) => ({ ...entry, active: false })),
  );
  assert.equal(codeOf({ measures: { nps: 11 } }, off), "measure_out_of_scale measures.nps");
});

test("48 hours ahead are taken, more are held, whatever the offset says", () => {
  assert.equal(codeOf({ occurredAt: "2026-02-02T09:30:00Z" }), "ok");
  assert.equal(codeOf({ occurredAt: "2026-02-02T16:30:00+07:00" }), "ok");
  assert.equal(codeOf({ occurredAt: "2026-02-02T09:30:01Z" }), "occurred_in_future occurredAt");
  assert.equal(codeOf({ occurredAt: "1999-01-01T00:00:00Z" }), "ok");
});

const everything: Partial<SignalInput> = {
  kind: "k",
  touchpoint: "t",
  channel: "c",
  medium: "m",
  stage: "s",
  offering: "o",
  judgements: [{ aspect: "a" }, { aspect: "a" }],
  measures: { x: 1 },
  answers: { q: "yes", w: 1 },
  attributes: { region: "eu" },
  text: { q: "ja", why: "so" },
};
const allOf = [
  "answer q",
  "answer w",
  "answer why",
  "aspect a",
  "attribute region",
  "channel c",
  "kind k",
  "measure x",
  "medium m",
  "offering o",
  "stage s",
  "touchpoint t",
];

test("every key of a signal is registered once, and none that is known", () => {
  const names = (more: Partial<SignalInput>, in_ = view) =>
    newKeys(signal(more), in_)
      .map(({ type, key }) => `${type} ${key}`)
      .sort();
  assert.deepEqual(names(everything), allOf);
  const known = viewOf(
    1,
    newKeys(signal(everything), view).map(({ type, key }) => unreviewed(type, key)),
  );
  assert.deepEqual(names(everything, known), []);
  assert.deepEqual(
    names({ touchpoint: "delivery", channel: "web", measures: { nps: 3 }, text: "plain" }),
    [],
  );
});

test("the same name under two types is two keys", () => {
  assert.deepEqual(newKeys(signal({ measures: { x: 1 }, answers: { x: 1 } }), view), [
    { type: "measure", key: "x" },
    { type: "answer", key: "x" },
  ]);
});

const full = (free: number) =>
  viewOf(1, [
    unreviewed("kind", "response"),
    ...Array.from({ length: keysPerType - free }, (_, n) => unreviewed("attribute", `a${n}`)),
  ]);

test("a key beyond the limit of its type holds the signal; known keys still pass", () => {
  assert.equal(codeOf({ attributes: { a0: 1, new: 1 } }, full(1)), "ok");
  assert.equal(codeOf({ attributes: { a0: 1, new: 1 } }, full(0)), "too_many_keys attributes.new");
  assert.equal(codeOf({ attributes: { a0: 1 } }, full(0)), "ok");
  assert.equal(
    codeOf({ attributes: { new1: 1, new2: 1 } }, full(1)),
    "too_many_keys attributes.new2",
  );
  assert.equal(codeOf({ measures: { new: 1 } }, full(0)), "ok");
});

test("a batch counts its own new keys; what is held brings none", () => {
  const rows = [{ one: 1 }, { one: 1, two: 1 }, { three: 1 }, { four: 1 }].map((attributes) => ({
    signal: signal({ attributes }),
    receivedAt: received,
  }));
  rows.splice(2, 0, {
    signal: signal({ attributes: { bad: 1 }, measures: { csat: 9 } }),
    receivedAt: received,
  });
  const { reasons, fresh } = judgeBatch(
    rows,
    viewOf(
      1,
      [...defaults, ...full(3).entries.attribute.values()].map((entry) => ({
        type: "attribute" as const,
        ...entry,
      })),
    ),
  );
  assert.deepEqual(
    reasons.map((each) => each?.code),
    [undefined, undefined, "measure_out_of_scale", undefined, "too_many_keys"],
  );
  assert.deepEqual(
    fresh.map((each) => each.key),
    ["one", "two", "three"],
  );
});

test("for any batch: no type passes its limit, each new key comes once, and a second pass brings none", () => {
  const name = fc.integer({ min: 0, max: 30 }).map((n) => `n${n}`);
  const map = fc.dictionary(name, fc.constant(1), { maxKeys: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ attributes: map, measures: map }), { maxLength: 20 }),
      fc.integer({ min: 0, max: 20 }),
      (list, free) => {
        const before = full(free);
        const rows = list.map((more) => ({ signal: signal(more), receivedAt: received }));
        const { reasons, fresh } = judgeBatch(rows, before);
        assert.equal(new Set(fresh.map(({ type, key }) => `${type} ${key}`)).size, fresh.length);
        const after = viewOf(2, [
          ...registryTypes.flatMap((type) =>
            [...before.entries[type].values()].map((entry) => ({ type, ...entry })),
          ),
          ...fresh.map(({ type, key }) => unreviewed(type, key)),
        ]);
        for (const type of registryTypes) assert.ok(after.entries[type].size <= keysPerType);
        const taken = rows.filter((_, n) => reasons[n] === undefined);
        assert.deepEqual(judgeBatch(taken, after), {
          reasons: taken.map(() => undefined),
          fresh: [],
        });
      },
    ),
    { numRuns: 50 },
  );
});

test("a definition that names what is not there is told the nearest", () => {
  const touchpoint = {
    labels: {},
    stage: "fullfilment",
    function: "operations",
    contact: "direct" as const,
    contactType: "use" as const,
    momentOfTruth: false,
  };
  assert.deepEqual(problemsOf("touchpoint", "kiosk", touchpoint, true, view), [
    {
      path: "definition.stage",
      message: 'There is no stage "fullfilment". Did you mean "fulfilment"?',
    },
  ]);
  assert.deepEqual(
    problemsOf("journey", "visit", { labels: {}, touchpoints: ["store", "xyzzy"] }, true, view).map(
      (each) => each.path,
    ),
    ["definition.touchpoints.1"],
  );
});

test("a promise in force has been signed", () => {
  const promise = {
    ...(view.entries.promise.get("delivery.hoursToDeliver")!.definition as never as { labels: {} }),
    touchpoint: "delivery",
    measure: "hoursToDeliver",
    comparison: "<=" as const,
    level: 48,
    clock: "calendar" as const,
  };
  assert.deepEqual(problemsOf("promise", "p", promise, false, view), []);
  assert.deepEqual(
    problemsOf("promise", "p", promise, true, view).map((each) => each.path),
    ["definition.owner", "definition.from", "definition.words"],
  );
  const signed = { ...promise, owner: "Sari", from: "2026-02-01", words: { id: "Dalam dua hari" } };
  assert.deepEqual(problemsOf("promise", "p", signed, true, view), []);
});

test("says which entries name a key", () => {
  assert.deepEqual(referrers("touchpoint", "bill", view), [
    { type: "journey", key: "pay" },
    { type: "promise", key: "bill.correctionRate" },
  ]);
  assert.deepEqual(referrers("attribute", "region", view), []);
});

test("judges far more than 20,000 signals a second", () => {
  const usual = signal({
    touchpoint: "delivery",
    channel: "web",
    stage: "fulfilment",
    measures: { nps: 9, csat: 4, "asat.price": 3, hoursToDeliver: 30 },
    judgements: [{ aspect: "price", expectation: 3, experience: 4 }],
    answers: { reason: "x", goal: "yes" },
    text: { reason: "good" },
  });
  const rows = Array.from({ length: 20_000 }, () => ({ signal: usual, receivedAt: received }));
  judgeBatch(rows, view);
  const from = performance.now();
  const { reasons, fresh } = judgeBatch(rows, view);
  const took = performance.now() - from;
  assert.ok(reasons.every((each) => each === undefined) && fresh.length === 0);
  assert.ok(took < 1_000, `20,000 took ${took} ms`);
});

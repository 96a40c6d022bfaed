import { test } from "node:test";
import assert from "node:assert/strict";
import { key, signalKinds } from "#contract/signal.ts";
import { problemsOf, viewOf } from "../registry.ts";
import { industries } from "#contract/industry.ts";
import { switchedOff } from "./industries.ts";
import { defaultsFor, type DefaultEntry } from "./index.ts";

const all = defaultsFor();
const of = (type: DefaultEntry["type"]) => all.filter((entry) => entry.type === type);
const time = "2026-01-01T00:00:00Z";
const view = viewOf(
  1,
  all.map((entry) => ({
    ...entry,
    reviewed: true as const,
    version: 1,
    createdAt: time,
    updatedAt: time,
  })),
);

test("as many of each type as there should be", () => {
  const types = Map.groupBy(all, (entry) => entry.type);
  const counts = Object.fromEntries(Array.from(types, ([type, list]) => [type, list.length]));
  assert.deepEqual(counts, {
    stage: 10,
    function: 12,
    channel: 8,
    medium: 9,
    kind: 13,
    touchpoint: 32,
    journey: 8,
    aspect: 13,
    measure: 35,
    promise: 8,
    answer: 8,
  });
  assert.deepEqual(
    of("kind").map((entry) => entry.key),
    [...signalKinds],
  );
});

test("every key is valid and stands once; every label is there in English and Indonesian", () => {
  assert.equal(new Set(all.map((entry) => `${entry.type} ${entry.key}`)).size, all.length);
  for (const entry of all) {
    key.parse(entry.key);
    assert.deepEqual(Object.keys(entry.definition.labels).sort(), ["en", "id"], entry.key);
  }
});

test("every reference leads somewhere, and no promise is in force", () => {
  for (const { type, key: name, definition, active } of all) {
    assert.deepEqual(problemsOf(type, name, definition, active, view), [], name);
  }
  assert.ok(of("promise").every((entry) => !entry.active));
});

test("scales, boxes and figures as the defaults define them", () => {
  const measure = (name: string) =>
    view.entries.measure.get(name)!.definition as {
      scale?: object;
      boxes?: { top: object };
      figure?: string;
      direction?: string;
      points?: { labels: object }[];
    };
  assert.deepEqual(measure("nps").scale, { min: 0, max: 10, step: 1, whole: true });
  assert.deepEqual(measure("nps").boxes, { top: { from: 9, to: 10 }, bottom: { from: 0, to: 6 } });
  for (const name of ["csat", "osat", "asat.reliability", "csat.handling"]) {
    assert.deepEqual(measure(name).scale, { min: 1, max: 5, step: 1, whole: false }, name);
    assert.deepEqual(measure(name).boxes!.top, { from: 4, to: 5 }, name);
    assert.equal(measure(name).figure, "csat", name);
  }
  for (const name of ["ces", "ease"])
    assert.deepEqual(measure(name).boxes!.top, { from: 5, to: 7 }, name);
  assert.deepEqual(measure("ease").points!.at(-1)!.labels, { en: "Very easy", id: "Sangat mudah" });
  assert.deepEqual(measure("csat").points!.length, 5);
  for (const promise of of("promise")) {
    const name = (promise.definition as unknown as { measure: string }).measure;
    assert.equal(measure(name).direction, "lower-is-better", name);
  }
});

test("moments of truth", () => {
  const moments = of("touchpoint").filter(
    (entry) => (entry.definition as unknown as { momentOfTruth: boolean }).momentOfTruth,
  );
  assert.deepEqual(
    moments.map((entry) => entry.key),
    [
      "online-order",
      "delivery",
      "installation",
      "first-use",
      "outage",
      "bill",
      "complaint",
      "renewal",
      "cancellation",
    ],
  );
});

test("an industry only switches rows off: all are there, and each that it names exists", () => {
  for (const industry of industries) {
    const entries = defaultsFor(industry);
    assert.deepEqual(
      entries.map((entry) => ({ ...entry, active: true })),
      all.map((entry) => ({ ...entry, active: true })),
    );
    for (const [type, keys] of Object.entries(switchedOff[industry])) {
      for (const name of keys) {
        const entry = entries.find((each) => each.type === type && each.key === name);
        assert.equal(entry?.active, false, `${industry}: ${type} ${name}`);
      }
    }
  }
  assert.ok(defaultsFor("retail").some((entry) => entry.key === "outage" && !entry.active));
});

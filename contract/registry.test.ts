import { test } from "node:test";
import assert from "node:assert/strict";
import { z } from "zod";
import { registry, registryRoutes, registryTypes } from "./registry.ts";

const problems = (type: keyof typeof registry, definition: unknown) => {
  const result = registry[type].definition.safeParse(definition);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
};
const measure = { direction: "higher-is-better", scale: { min: 1, max: 5 } };

test("four routes for each type, each with a name and an address of its own", () => {
  assert.equal(registryRoutes.length, 4 * registryTypes.length);
  assert.equal(new Set(registryRoutes.map((each) => each.name)).size, registryRoutes.length);
  assert.equal(
    new Set(registryRoutes.map((each) => `${each.method} ${each.path}`)).size,
    registryRoutes.length,
  );
  for (const each of registryRoutes) {
    const [access, audit] =
      each.method === "GET"
        ? ["read figures", undefined]
        : ["change the registry", "registry.changed"];
    assert.deepEqual([each.access, each.audit], [access, audit], each.name);
  }
});

test("every schema of the routes can be said in OpenAPI", () => {
  for (const each of registryRoutes) {
    for (const { body } of Object.values(each.responses)) {
      if (body) z.toJSONSchema(body, { io: "output", unrepresentable: "throw" });
    }
    for (const part of ["body", "query", "params"] as const) {
      const schema = each[part];
      if (schema) z.toJSONSchema(schema, { io: "input", unrepresentable: "throw" });
    }
  }
});

test("labels are texts by language, repaired where they can't be stored", () => {
  const parsed = registry.aspect.definition.parse({ labels: { en: "a\0b", "zh-Hant": "速度" } });
  assert.deepEqual(parsed, { labels: { en: "a\uFFFDb", "zh-Hant": "速度" } });
  assert.equal(problems("aspect", { labels: { "not a tag": "x" } }).length, 1);
  assert.equal(problems("aspect", { labels: { en: "" } }).length, 1);
  assert.deepEqual(registry.aspect.definition.parse({}), { labels: {} });
});

test("a touchpoint is indirect in both or in neither", () => {
  const touchpoint = { stage: "use", function: "product", contact: "direct", contactType: "use" };
  assert.deepEqual(problems("touchpoint", touchpoint), []);
  assert.equal(problems("touchpoint", { ...touchpoint, contact: "indirect" }).length, 1);
  assert.equal(problems("touchpoint", { ...touchpoint, contactType: "indirect" }).length, 1);
});

test("a journey names each touchpoint once", () => {
  assert.deepEqual(problems("journey", { touchpoints: ["a", "b"] }), []);
  assert.equal(problems("journey", { touchpoints: ["a", "b", "a"] }).length, 1);
  assert.equal(problems("journey", { touchpoints: [] }).length, 1);
});

test("a measure's parts lie within its scale and don't contradict each other", () => {
  assert.deepEqual(problems("measure", measure), []);
  assert.deepEqual(problems("measure", { ...measure, scale: { min: 5, max: 1 } }), [
    "scale: `min` must be below `max`",
  ]);
  assert.deepEqual(problems("measure", { ...measure, boxes: { top: { from: 4, to: 6 } } }), [
    "boxes: lie outside the scale",
  ]);
  const band = (key: string, from: number, to: number) => ({ key, from, to });
  assert.deepEqual(
    problems("measure", { ...measure, bands: [band("low", 1, 3), band("high", 3, 5)] }),
    [],
  );
  assert.deepEqual(
    problems("measure", { ...measure, bands: [band("low", 1, 3), band("high", 2, 5)] }),
    ["bands.1: overlaps the band before it"],
  );
  assert.deepEqual(problems("measure", { ...measure, bands: [band("a", 1, 3), band("a", 4, 5)] }), [
    "bands: share a key",
  ]);
  assert.deepEqual(problems("measure", { ...measure, points: [{ value: 0, labels: {} }] }), [
    "points.0: lies outside the scale",
  ]);
});

test("a figure that the scale doesn't carry is refused", () => {
  assert.deepEqual(problems("measure", { ...measure, figure: "nps" }), [
    "figure: nps needs the scale 0 to 10",
  ]);
  assert.deepEqual(problems("measure", { ...measure, figure: "ces" }), [
    "figure: ces needs the scale 1 to 7",
  ]);
  assert.deepEqual(problems("measure", { ...measure, figure: "csat" }), [
    "figure: csat needs boxes",
  ]);
  assert.deepEqual(
    problems("measure", { ...measure, scale: { min: 0, max: 10 }, figure: "nps" }),
    [],
  );
});

test("a share to be kept is above 0 and at most 1", () => {
  const promise = {
    touchpoint: "delivery",
    measure: "hoursToDeliver",
    comparison: "<=",
    level: 48,
  };
  assert.deepEqual(problems("promise", { ...promise, share: 0.95 }), []);
  for (const share of [0, 95]) assert.equal(problems("promise", { ...promise, share }).length, 1);
});

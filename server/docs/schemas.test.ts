import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { exampleQuery, exampleSignal } from "#contract/docs.ts";
import { query } from "#contract/query.ts";
import { registry, registryRoutes } from "#contract/registry.ts";
import { signalInput } from "#contract/signal.ts";
import { allRecords } from "./pages.test-support.ts";
import { openApi, openApiPath, type Operation } from "./openapi.ts";
import { nameOf, referencesOf, toSchemas } from "./schemas.ts";

const document = openApi(allRecords, { version: "1.2.3" });
const { schemas } = document.components;

describe("the shapes of the document", () => {
  const sent = (operation: Operation) => Object.values(operation.requestBody?.content ?? {});

  it("refers to the signal instead of repeating it, as one, many, or one a line", () => {
    const [json, lines] = sent(document.paths["/v1/signals"]!.post!);
    const signal = { $ref: "#/components/schemas/Signal" };
    assert.deepEqual(json!.schema, { oneOf: [signal, { type: "array", items: signal }] });
    assert.deepEqual(lines!.schema, signal);
    assert.ok(!JSON.stringify(document.paths).includes('"judgements"'));
  });

  it("says of every field of a signal and a judgement what it is", () => {
    for (const name of ["Signal", "Judgement"])
      for (const [field, each] of Object.entries(schemas[name]!.properties!))
        assert.ok((each.description ?? "").length > 10, `${name}.${field}`);
    assert.deepEqual(schemas.Signal!.required, ["kind", "occurredAt"]);
  });

  it("makes two of a shape whose defaults are filled, and one of what is the same both ways", () => {
    assert.ok(!schemas.MeasureDefinitionInput!.required!.includes("labels"));
    assert.ok(schemas.MeasureDefinition!.required!.includes("labels"));
    assert.equal(schemas.MeasureDefinitionInput!.additionalProperties, false);
    assert.equal(schemas.MeasureDefinition!.additionalProperties, undefined);
    const put = sent(document.paths["/v1/measures/{key}"]!.put!)[0]!.schema;
    assert.deepEqual(put.properties!.definition, {
      $ref: "#/components/schemas/MeasureDefinitionInput",
    });
    assert.ok(!("KeyInput" in schemas) && "Key" in schemas);
  });

  it("names the entry and the definition of every type of the registry", () => {
    for (const record of registryRoutes.filter(({ name }) => name.startsWith("get"))) {
      const { responses } = document.paths[openApiPath(record.path)]!.get!;
      const answer = responses[200]!;
      assert.ok(!("$ref" in answer));
      const [name] = referencesOf(answer.content);
      assert.equal(name, record.name.slice("get".length));
      const definitions = referencesOf(schemas[name!]).filter((each) =>
        each.endsWith("Definition"),
      );
      assert.equal(definitions.length, 1, name);
    }
    assert.equal(
      Object.keys(document.paths).filter((path) => path.endsWith("/{key}")).length,
      Object.keys(registry).length,
    );
  });

  it("gives examples that the contract takes", () => {
    assert.ok(signalInput.safeParse(exampleSignal).success);
    assert.ok(query.safeParse(exampleQuery).success);
    const { example } = sent(document.paths["/v1/query"]!.post!)[0]!;
    assert.deepEqual(example, exampleQuery);
  });

  it("takes and refuses what the contract does", () => {
    /** A component with all that it refers to, as one JSON Schema that zod reads back; zod reads no \p in a pattern. */
    const readBack = (name: string) => {
      const whole = JSON.stringify({ ...schemas[name], $defs: schemas });
      const local: unknown = JSON.parse(
        whole.replaceAll("#/components/schemas/", "#/$defs/"),
        (key, value: unknown) =>
          key === "pattern" && String(value).includes("\\p") ? undefined : value,
      );
      return z.fromJSONSchema(local as Parameters<typeof z.fromJSONSchema>[0]);
    };
    const signal = readBack("Signal");
    const samples: [boolean, object][] = [
      [true, exampleSignal],
      [true, { ...exampleSignal, judgements: [{ aspect: "price", experience: 3 }] }],
      [true, { ...exampleSignal, answers: { why: ["a", "b"], often: 3, again: true } }],
      [true, { ...exampleSignal, text: { why: "late" } }],
      [false, { ...exampleSignal, occurredAt: 5 }],
      [false, { ...exampleSignal, voice: "nobody" }],
      [false, { ...exampleSignal, weight: 0 }],
      [false, { ...exampleSignal, measures: { nps: "9" } }],
      [false, { ...exampleSignal, kind: "x".repeat(101) }],
      [false, { ...exampleSignal, unknown: 1 }],
      [false, { kind: "response" }],
    ];
    for (const [valid, sample] of samples) {
      assert.equal(signalInput.safeParse(sample).success, valid, JSON.stringify(sample));
      assert.equal(signal.safeParse(sample).success, valid, JSON.stringify(sample));
    }
    const question = readBack("QueryInput" in schemas ? "QueryInput" : "Query");
    assert.ok(question.safeParse(exampleQuery).success);
    assert.ok(!question.safeParse({ ...exampleQuery, minimum: 4 }).success);
    assert.ok(!question.safeParse({ by: [] }).success);
  });
});

describe("toSchemas", () => {
  const inner = z.object({ size: z.int().default(3) });
  const outer = z.object({ inner });
  const same = z.object({ outerless: z.string() });
  const names = new Map<z.ZodType, string>([
    [inner, "Inner"],
    [outer, "Outer"],
    [same, "Same"],
  ]);
  const slots = { outer: outer, same };
  const { components, slots: made } = toSchemas(
    { input: { "sent outer": outer, "sent same": same }, output: slots },
    names,
  );

  it("splits what refers to a shape that is split", () => {
    assert.deepEqual(Object.keys(components), [
      "Inner",
      "InnerInput",
      "Outer",
      "OuterInput",
      "Same",
    ]);
    assert.equal(nameOf(components.OuterInput!.properties!.inner!), "InnerInput");
    assert.equal(nameOf(components.Outer!.properties!.inner!), "Inner");
    assert.equal(nameOf(made["sent outer"]!), "OuterInput");
    assert.equal(nameOf(made.outer!), "Outer");
    assert.equal(nameOf(made["sent same"]!), "Same");
    assert.equal(components.InnerInput!.required, undefined);
    assert.deepEqual(components.Inner!.required, ["size"]);
  });

  it("keeps descriptions, and leaves out what no reader needs", () => {
    const shape = z.strictObject({
      at: z.iso.datetime().describe("When."),
      count: z.int(),
      either: z.union([z.union([z.string().max(3), z.number()]), z.boolean()]),
    });
    const { shape: sent } = toSchemas({ input: { shape }, output: {} }, new Map()).slots;
    assert.deepEqual(sent, {
      type: "object",
      properties: {
        at: { type: "string", format: "date-time", description: "When." },
        count: { type: "integer" },
        either: {
          anyOf: [{ type: "string", maxLength: 3 }, { type: "number" }, { type: "boolean" }],
        },
      },
      required: ["at", "count", "either"],
      additionalProperties: false,
    });
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { actions } from "#contract/permission.ts";
import { errorStatus } from "#contract/error.ts";
import { postSignals } from "#contract/listen.ts";
import { defineRoute } from "#contract/route.ts";
import { allRecords } from "./pages.test-support.ts";
import { codesOf, openApi, openApiPath } from "./openapi.ts";

const document = openApi(allRecords, { version: "1.2.3" });
const { schemas, responses: sharedResponses, headers } = document.components;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** The parts of OpenAPI 3.1 that the document has, and no key that the specification does not know there. */
const anyOf = <T>(value: z.ZodType<T>) => z.record(z.string(), value);
const text = z.string().min(1);
const reference = z.strictObject({ $ref: z.string().regex(/^#\/components\/\w+\/[\w.-]+$/) });
const jsonSchema: z.ZodType = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.enum(["date", "date-time", "uuid"]).optional(),
    description: text.optional(),
    default: z.unknown().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).min(1).optional(),
    examples: z.array(z.unknown()).optional(),
    anyOf: z.array(jsonSchema).min(2).optional(),
    oneOf: z.array(jsonSchema).min(2).optional(),
    properties: anyOf(jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    propertyNames: jsonSchema.optional(),
    items: jsonSchema.optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    minItems: z.int().optional(),
    maxItems: z.int().optional(),
  }),
);
const content = anyOf(z.strictObject({ schema: jsonSchema, example: z.unknown().optional() }));
const response = z.union([
  reference,
  z.strictObject({
    description: text,
    headers: anyOf(reference).optional(),
    content: content.optional(),
  }),
]);
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/),
  tags: z.array(text).length(1),
  summary: text,
  description: text,
  security: z.array(anyOf(z.array(z.string()))),
  "x-access": z.enum(["public", "person", ...actions]),
  "x-rate-limit": z.enum(["signals", "requests"]),
  parameters: z
    .array(
      z.strictObject({
        name: text,
        in: z.enum(["path", "query"]),
        required: z.boolean(),
        description: text.optional(),
        schema: jsonSchema,
      }),
    )
    .optional(),
  requestBody: z
    .strictObject({ required: z.literal(true), description: text.optional(), content })
    .optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), response),
});
const openApi31 = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({
    title: text,
    version: text,
    summary: text,
    description: text,
    license: z.strictObject({ name: text, identifier: text }),
  }),
  servers: z.array(z.strictObject({ url: text, description: text })).min(1),
  tags: z.array(z.strictObject({ name: text })),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
  ),
  components: z.strictObject({
    securitySchemes: anyOf(
      z.union([
        z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer"), description: text }),
        z.strictObject({
          type: z.literal("apiKey"),
          in: z.literal("cookie"),
          name: text,
          description: text,
        }),
      ]),
    ),
    headers: anyOf(z.strictObject({ description: text, schema: jsonSchema })),
    responses: anyOf(response),
    schemas: z.record(z.string().regex(/^[\w.-]+$/), jsonSchema),
  }),
});

describe("the OpenAPI document", () => {
  it("holds nothing that OpenAPI 3.1 does not know in its place", () => {
    const wire: unknown = JSON.parse(JSON.stringify(document));
    const { error } = openApi31.safeParse(wire);
    assert.equal(error, undefined, error && z.prettifyError(error));
  });

  it("describes each record once, under its own path, method and name", () => {
    assert.deepEqual(
      operations
        .map(({ path, method, operation }) => [path, method, operation.operationId])
        .toSorted(),
      allRecords
        .map(({ path, method, name }) => [openApiPath(path), method.toLowerCase(), name])
        .toSorted(),
    );
    assert.equal(
      new Set(operations.map(({ operation }) => operation.operationId)).size,
      allRecords.length,
    );
  });

  it("keeps tags in the order of the routes", () => {
    assert.deepEqual(
      document.tags.map(({ name }) => name),
      [...new Set(allRecords.map(({ tag }) => tag))],
    );
  });

  it("resolves every reference, and uses every component", () => {
    const used = new Set<string>();
    for (const match of JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/(\w+)\/([^"]+)"/g,
    )) {
      const [, kind, name] = match;
      assert.ok(
        Object.hasOwn(document.components[kind as "schemas" | "responses" | "headers"], name!),
        match[0],
      );
      used.add(`${kind}/${name}`);
    }
    for (const name of Object.keys(schemas)) assert.ok(used.has(`schemas/${name}`), name);
    for (const name of Object.keys(sharedResponses)) assert.ok(used.has(`responses/${name}`), name);
    for (const name of Object.keys(headers)) assert.ok(used.has(`headers/${name}`), name);
  });

  it("declares each variable of a path, and no other", () => {
    for (const { path, operation } of operations) {
      const declared = (operation.parameters ?? [])
        .filter((each) => each.in === "path")
        .map(({ name, required }) => (assert.ok(required), name));
      assert.deepEqual(
        declared,
        Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1]),
        path,
      );
    }
  });

  it("says who may call and against which limit it counts", () => {
    for (const record of allRecords) {
      const { operation } = operations.find((each) => each.operation.operationId === record.name)!;
      assert.deepEqual(
        operation.security,
        record.access === "public"
          ? []
          : record.access === "person"
            ? [{ session: [] }]
            : [{ key: [record.access] }, { session: [] }],
      );
      assert.equal(operation["x-access"], record.access);
      assert.equal(operation["x-rate-limit"], record.limit);
      const expected =
        record.access === "public"
          ? "Public: needs no key"
          : record.access === "person"
            ? "For a signed-in person"
            : `permission to "${record.access}"`;
      assert.ok(operation.description.includes(expected), record.name);
    }
  });

  it("lets every failure have the one shape of errors, but for readiness", () => {
    for (const { operation } of operations) {
      for (const [status, answer] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue;
        const shown = "$ref" in answer ? sharedResponses[answer.$ref.split("/").at(-1)!]! : answer;
        const expected =
          operation.operationId === "getReadiness" && status === "503" ? "Readiness" : "Error";
        assert.deepEqual(shown.content, {
          "application/json": { schema: { $ref: `#/components/schemas/${expected}` } },
        });
      }
    }
  });

  it("names every code that a shared failure can carry", () => {
    for (const [name, { description }] of Object.entries(sharedResponses)) {
      const statuses = new Set(
        Object.entries(errorStatus)
          .filter(([code]) => description.includes(`\`${code}\``))
          .map(([, status]) => status),
      );
      assert.equal(statuses.size, 1, name);
      const [status] = statuses;
      assert.deepEqual(
        codesOf(status!).filter((code) => !description.includes(`\`${code}\``)),
        [],
      );
    }
  });

  it("tells when to try again", () => {
    assert.ok(sharedResponses.RateLimited?.headers?.["Retry-After"]);
    assert.ok(sharedResponses.Unavailable?.headers?.["Retry-After"]);
    const post = document.paths["/v1/signals"]!.post!;
    const answer = post.responses[503]!;
    assert.ok(!("$ref" in answer) && answer.headers?.["Retry-After"]);
  });
});

describe("a document of other records", () => {
  it("states the server's address where it is set", () => {
    const made = openApi([postSignals], { version: "1", publicUrl: "https://cx.example.com" });
    assert.equal(made.servers[0]!.url, "https://cx.example.com");
    assert.equal(document.servers[0]!.url, "/");
  });

  it("asks a public route for no key, and offers no failure that cannot come", () => {
    const ping = defineRoute({
      name: "ping",
      method: "GET",
      path: "/ping",
      tag: "Ping",
      summary: "Ping",
      access: "public",
      limit: "requests",
      responses: { 200: { description: "Pong.", body: z.object({ ok: z.boolean() }) } },
    });
    const { get } = openApi([ping], { version: "1" }).paths["/ping"]!;
    assert.deepEqual(get!.security, []);
    assert.deepEqual(Object.keys(get!.responses), ["200", "429", "500"]);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionFields, identityFields } from "#contract/condition.ts";
import { viewOf } from "#journey/registry.ts";
import { createBinder } from "#platform/binder.ts";
import { createResolver } from "./columns.ts";
import { Joins } from "./joins.ts";
import { wholeSight } from "./reach.ts";

test("every field that a condition may name has its place in the table", () => {
  const resolve = createResolver(
    viewOf(1, []),
    wholeSight,
    new Joins(createBinder(), () => undefined),
  );
  const bind = createBinder();
  for (const [name, type] of Object.entries(conditionFields)) {
    const paths =
      typeof type === "string" || "list" in type
        ? [[name]]
        : "fields" in type
          ? Object.entries(type.fields).map(([field, inner]: [string, unknown]) =>
              typeof inner === "string" ? [name, field] : [name, field, "key"],
            )
          : [[name, "key"]];
    for (const path of paths) assert.ok(resolve(path, bind), path.join("."));
  }
});

test("what says who somebody is, is missing where a name is kept, and nothing else is", () => {
  const resolve = createResolver(
    viewOf(1, []),
    wholeSight,
    new Joins(createBinder(), () => undefined),
  );
  const bind = createBinder();
  const paths = Object.entries(conditionFields).flatMap(([name, type]) =>
    typeof type === "object" && "fields" in type
      ? Object.keys(type.fields).map((field) => `${name}.${field}`)
      : [name],
  );
  const hidden = paths.filter((path) =>
    JSON.stringify(resolve(path.split("."), bind) ?? {}).includes(
      "confidentiality != 'identified'",
    ),
  );
  assert.deepEqual(hidden.toSorted(), [...identityFields].toSorted());
});

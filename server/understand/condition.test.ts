import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionFields, identityFields } from "#contract/condition.ts";
import { viewOf } from "#journey/registry.ts";
import { createBinder } from "#platform/binder.ts";
import { createResolver, signalSchema } from "./columns.ts";

test("a question's condition may name what the contract says, and nothing else", () => {
  assert.deepEqual(signalSchema, conditionFields);
});

test("what says who somebody is, is missing where a name is kept, and nothing else is", () => {
  const resolve = createResolver(viewOf(1, []));
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

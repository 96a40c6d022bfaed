import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  actions,
  actionsOfKey,
  actionsOfRole,
  keyScopes,
  ofTheWhole,
  roles,
} from "#contract/permission.ts";

test("the table of permissions in the docs is what holds", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "access.md"), "utf8");
  const rows = page
    .split("\n")
    .filter((line) => actions.some((action) => line.startsWith(`| ${action} `)))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  const expected = actions.map((action) => [
    ofTheWhole.has(action) ? `${action} ◦` : action,
    ...[
      ...roles.map((role) => actionsOfRole(role).has(action)),
      ...keyScopes.map((scope) => actionsOfKey([scope]).has(action)),
    ].map((allowed) => (allowed ? "yes" : "")),
  ]);
  assert.deepEqual(rows, expected);
});
